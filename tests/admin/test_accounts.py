"""Accounts on their pages, for the administrator."""

from portal.access import Role
from tests.factories import PersonFactory, user_with
from tests.pages import Pages


def test_a_form_over_an_account_that_changed_meanwhile_shows_both_versions(pages: Pages) -> None:
    user = user_with(Role.STAFF, person=PersonFactory(email="person1@example.org"))
    pages.sign_in(user_with(Role.ADMINISTRATOR).email)
    late = {"version": str(user.version), "email": "late@example.org", "roles": ["partner"]}
    first = {"version": str(user.version), "email": user.email, "roles": ["manager", "staff"]}
    path = f"/admin/accounts/{user.id}"
    pages.submit(path, **first)
    page = pages.post(path, 409, **late)
    assert "Email address person1@example.org Roles Manager, Staff Areas" in page.words
    field = page.select_one("input[name=email]")
    assert field is not None
    assert field["value"] == "late@example.org"
