"""`flask people …`: the localities of the council, which a new installation has none of."""

import click
from flask.cli import AppGroup

from portal.database import changing
from portal.people import actions, queries
from portal.people.models import MAX_NAME

MAX_CODE = 10

people = AppGroup("people", help="People and areas.")


@people.command("add-area")
@click.argument("code")
@click.argument("name")
def add_area(code: str, name: str) -> None:
    """Add the area NAME, which spreadsheets may also call CODE. Twice is harmless."""
    code, name = code.strip().upper(), " ".join(name.split())
    if not 0 < len(code) <= MAX_CODE or not 0 < len(name) <= MAX_NAME or not name.isprintable():
        raise click.ClickException(
            f"Give a code of at most {MAX_CODE} characters and a name of at most {MAX_NAME}."
        )
    with changing():
        for area in queries.areas():
            if (area.code, area.name) == (code, name):
                click.echo(f"{name} is an area already.")
                return
            if area.code == code or area.name.casefold() == name.casefold():
                raise click.ClickException(
                    f"{area.name} ({area.code}) has this code or name: choose another one."
                )
        actions.add_area(code=code, name=name, actor=None)
    click.echo(f"{name} ({code}) is an area now.")
