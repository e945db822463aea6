"""The first account has nobody to invite it."""

from flask import Flask

from portal.access.rules import Role
from portal.accounts import queries
from tests.pages import PASSWORD, Pages

ASKED = [
    "users",
    "create",
    "--email",
    "Ann@Example.org",
    "--name",
    "Ann Lee",
    "--password",
    PASSWORD,
]


def test_an_account_can_be_made_and_used(app: Flask, pages: Pages) -> None:
    done = app.test_cli_runner().invoke(args=[*ASKED, "--role", "staff", "--role", "volunteer"])
    assert done.output == "Ann Lee can sign in as ann@example.org.\n"
    user = queries.user_by_email("ann@example.org")
    assert user is not None
    assert (user.role_names, user.person.is_staff) == (
        frozenset({Role.STAFF, Role.VOLUNTEER}),
        True,
    )
    pages.sign_in("ann@example.org")
    assert pages.get("/").heading == "Hello Ann"


def test_an_address_gets_one_account(app: Flask) -> None:
    runner = app.test_cli_runner()
    runner.invoke(args=[*ASKED, "--role", "staff"])
    again = runner.invoke(args=[*ASKED, "--role", "staff"])
    assert (again.exit_code, again.output) == (
        1,
        "Error: ann@example.org already has an account.\n",
    )


def test_a_weak_password_is_refused(app: Flask) -> None:
    weak = [*ASKED[:-1], "short", "--role", "staff"]
    refused = app.test_cli_runner().invoke(args=weak)
    assert refused.exit_code == 1
    assert refused.output.startswith("Error: Make your password at least 12 characters")
