"""Signing in and out, as a person meets it."""

from portal.access.rules import Role
from tests.factories import user_with
from tests.pages import Pages


def test_signing_in_opens_the_page_asked_for(pages: Pages) -> None:
    user = user_with(Role.VOLUNTEER)
    pages.get("/", 303)
    pages.sign_in(user.email)
    assert pages.get("/").heading.startswith("Hello")


def test_signing_out_ends_the_session(pages: Pages) -> None:
    user = user_with(Role.VOLUNTEER)
    pages.sign_in(user.email)
    assert pages.get("/sign-out").heading == "Sign out of Amends"
    pages.post("/sign-out")
    pages.get("/", 303)


def test_a_wrong_password_is_refused_in_the_same_words_as_an_unknown_address(pages: Pages) -> None:
    user = user_with(Role.VOLUNTEER)
    wrong = pages.post("/sign-in", 422, email=user.email, password="wrong")
    unknown = pages.post("/sign-in", 422, email="nobody@example.org", password="wrong")
    assert wrong.problems == unknown.problems
    assert wrong.problems[0].startswith("That email and password do not match")
