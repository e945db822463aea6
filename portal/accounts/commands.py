"""Accounts from the command line: the first one has nobody to invite it."""

import click
from flask.cli import AppGroup

from portal.access.rules import Role
from portal.accounts import actions, queries, rules
from portal.database import changing
from portal.people import actions as people

users = AppGroup("users", help="Accounts.")


@users.command("create")
@click.option("--email", required=True, help="The address that they sign in with.")
@click.option("--name", required=True, help="The person's name.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    type=click.Choice([role.value for role in Role]),
    help="What they are to the service; may be given several times.",
)
@click.password_option(help="Asked for when it is not given.")
def create(email: str, name: str, roles: tuple[str, ...], password: str) -> None:
    """Make a person with an account that can sign in at once."""
    email = email.strip().lower()
    if queries.user_by_email(email):
        raise click.ClickException(f"{email} already has an account.")
    problem = rules.password_problem(password, (email, name))
    if problem:
        raise click.ClickException(f"{problem}.")
    hashed = actions.hash_of_password(password)
    with changing():
        person = people.add(name=name, email=email, actor=None)
        user = actions.create(person=person, email=email, password=hashed, actor=None)
        actions.grant(user=user, roles=[Role(role) for role in roles], actor=None)
    click.echo(f"{name} can sign in as {email}.")
