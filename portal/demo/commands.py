"""`flask demo`: putting Kentmere into a database, and saying how to sign in to it."""

import click
from flask.cli import AppGroup
from flask_security.utils import hash_password

from portal.database import changing
from portal.demo import actions, queries
from portal.demo.rules.people import PASSPHRASE

demo = AppGroup("demo", help="Kentmere, a made-up county to look at and to test with.")
MOST = 20


@demo.command("load")
@click.option(
    "--scale",
    type=click.IntRange(1, MOST),
    default=1,
    show_default=True,
    help="How many times as much of everything.",
)
@click.option("--if-empty", is_flag=True, help="Do nothing, and succeed, beside other data.")
def load(scale: int, *, if_empty: bool) -> None:
    """Load the demo into an empty database."""
    if if_empty and not actions.may_load():
        click.echo("The database is not empty: nothing was loaded.")
        return
    try:
        actions.check_may_load()
        password = hash_password(PASSPHRASE)
        with changing():
            actions.load(scale=scale, password=password)
    except actions.DemoRefused as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo("Kentmere is loaded.")


@demo.command("accounts")
def accounts() -> None:
    """Say how to sign in as each role, if this is a demo."""
    found = queries.accounts()
    if not found:
        click.echo("There is no demo in this database.")
        return
    width = max(len(email) for email, *_ in found)
    click.echo(f"Sign in as one of these, with the password {PASSPHRASE}:")
    for email, name, roles in found:
        click.echo(f"  {email:{width}}  {roles} ({name})")
