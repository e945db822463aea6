"""The administrator's pages over accounts."""

from datetime import timedelta

import pytest
from flask import Flask

from portal import clock
from portal.access.rules import Role
from portal.accounts import queries
from portal.accounts.models import User
from portal.database import session
from portal.people.models import Person
from tests.accounts.reading import letters_posted, trail
from tests.factories import AreaFactory, PersonFactory, user_with
from tests.pages import Pages


@pytest.fixture
def boss(pages: Pages) -> User:
    """Sign the administrator in."""
    user = user_with(Role.ADMINISTRATOR, person=PersonFactory(name="Ida Boss"))
    pages.sign_in(user.email)
    return user


def names(pages: Pages, query: str = "") -> list[str]:
    return [tag.get_text() for tag in pages.get(f"/admin/accounts{query}").select("tbody th")]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_accounts_are_for_administrators(pages: Pages, role: Role) -> None:
    user = user_with(role)
    pages.sign_in(user.email)
    for url in ("/admin/accounts", "/admin/accounts/invite", f"/admin/accounts/{user.id}"):
        pages.get(url, 403)
    for url in (f"/admin/accounts/{user.id}", f"/admin/accounts/{user.id}/deactivate"):
        pages.post(url, 403, roles="administrator")
    session.rollback()
    assert user.role_names == frozenset({role})


def test_accounts_are_found_by_name_role_and_state(pages: Pages, boss: User) -> None:
    user_with(Role.VOLUNTEER, person=PersonFactory(name="Ann Lee"))
    closed = user_with(Role.STAFF, person=PersonFactory(name="Bo Ek"))
    closed.active = False
    session.commit()
    assert names(pages) == ["Ann Lee", "Ida Boss"]
    assert names(pages, "?q=LEE") == ["Ann Lee"]
    assert names(pages, "?role=administrator") == ["Ida Boss"]
    assert names(pages, "?closed=yes") == ["Bo Ek"]
    assert names(pages, "?q=zz&role=nonsense") == []
    assert "No account like that" in pages.get("/admin/accounts?q=zz").words
    part = pages.fragment("/admin/accounts?q=ann")
    assert [tag["id"] for tag in part.find_all(recursive=False)] == ["accounts"]


def test_somebody_is_invited(pages: Pages, boss: User) -> None:
    fields = {"name": "Ann Lee", "email": "Ann@Example.org", "role": "staff"}
    done = pages.submit("/admin/accounts/invite", **fields)
    assert (done.heading, done.notices) == ("Ann Lee", ["Ann Lee is invited."])
    assert "Invited, until" in done.words
    again = pages.submit("/admin/accounts/invite", **fields)
    assert (again.heading, len(letters_posted())) == ("Ann Lee", 1)
    user = queries.user_by_email("ann@example.org")
    assert user
    assert (user.role_names, user.person.is_staff) == (frozenset({Role.STAFF}), True)


def test_somebody_known_already_is_chosen_rather_than_doubled(pages: Pages, boss: User) -> None:
    known = PersonFactory(name="Ann Lee", email="two@example.org")
    fields = {"name": "Annie Lee", "email": "two@example.org", "role": "volunteer"}
    asked = pages.post("/admin/accounts/invite", 422, **fields)
    assert asked.problems == ["Choose who this is, or somebody new"]
    assert "Ann Lee" in asked.words
    done = pages.submit("/admin/accounts/invite", **fields, person=known.id)
    assert done.heading == "Ann Lee"
    assert session.query(Person).filter_by(email="two@example.org").all() == [known]


def test_an_address_in_use_is_refused_and_nobody_is_left_behind(pages: Pages, boss: User) -> None:
    fields = {"name": "Other Boss", "email": boss.email, "role": "volunteer"}
    refused = pages.post("/admin/accounts/invite", 422, **fields)
    assert refused.problems[0].startswith(f"Somebody else signs in as {boss.email}.")
    session.rollback()
    assert session.query(Person).filter_by(name="Other Boss").all() == []


@pytest.mark.parametrize(
    "bad",
    [
        {"name": "", "email": "", "role": ""},
        {"name": "a" * 10_000, "email": "x", "role": "king"},
        {"name": "A\0B", "email": "a\0@example.org", "role": "staff\0"},
        {"name": "\u202eeeL nnA", "email": "\u202e@example.org"},
        {"person": "999999999999999999999", "name": "🦋", "email": "🦋@example.org"},
    ],
)
def test_nonsense_is_refused_and_stays_in_the_form(
    pages: Pages, boss: User, bad: dict[str, str]
) -> None:
    page = pages.post("/admin/accounts/invite", 422, **bad)
    assert page.problems


def test_roles_areas_and_address_are_changed_together(pages: Pages, boss: User) -> None:
    user, area = user_with(Role.STAFF), AreaFactory(name="Northmere")
    other = AreaFactory(name="Saltmarsh")
    done = pages.submit(
        f"/admin/accounts/{user.id}",
        version=1,
        email="New@example.org",
        roles=["coordinator", "volunteer"],
        areas=[area.id, other.id],
        may_advise="y",
    )
    assert done.notices == [f"The account of {user.person.name} is saved."]
    session.rollback()
    assert user.role_names == frozenset({Role.COORDINATOR, Role.VOLUNTEER})
    assert user.area_ids == frozenset({area.id, other.id})
    assert (user.email, user.person.email) == ("new@example.org",) * 2
    assert user.person.may_advise
    assert trail()[-3:] == ["email_changed", "roles_changed", "areas_changed"]


def test_two_administrators_see_both_versions(pages: Pages, boss: User) -> None:
    user = user_with(Role.STAFF)
    url = f"/admin/accounts/{user.id}"
    email = user.email
    pages.post(url, version=1, email=email, roles="coordinator")
    stale = pages.post(url, 409, version=1, email=email, roles="manager")
    assert "Somebody changed this account while you had it open" in stale.words
    assert "Roles Coordinator Areas The whole service" in stale.words
    chosen = [tag["value"] for tag in stale.select("[name=roles][checked]")]
    assert chosen == ["manager"]
    version = stale.select_one("[name=version]")
    assert version
    pages.post(url, version=version["value"], email=email, roles="manager")
    session.rollback()
    assert user.role_names == frozenset({Role.MANAGER})


def test_an_account_keeps_a_role_and_its_own_address(pages: Pages, boss: User) -> None:
    user = user_with(Role.STAFF)
    url = f"/admin/accounts/{user.id}"
    none = pages.post(url, 422, version=1, email=user.email)
    assert none.problems == ["Tick at least one role, or deactivate the account"]
    taken = pages.post(url, 422, version=1, email=boss.email, roles="manager")
    assert taken.problems == ["Somebody else signs in with this address. Enter another one"]
    session.rollback()
    assert (user.role_names, user.version) == (frozenset({Role.STAFF}), 1)


def test_an_administrator_cannot_lock_themselves_out(pages: Pages, boss: User) -> None:
    url = f"/admin/accounts/{boss.id}"
    refused = pages.post(url, 422, version=1, email=boss.email, roles="staff")
    assert "Ask another administrator to do it." in refused.problems[0]
    closed = pages.submit(f"{url}/deactivate")
    assert "Ask another administrator to do it." in closed.notices[0]
    session.rollback()
    assert (boss.active, boss.role_names) == (True, frozenset({Role.ADMINISTRATOR}))


def test_a_closed_account_is_signed_out_at_its_next_request(
    app: Flask, pages: Pages, boss: User
) -> None:
    user = user_with(Role.VOLUNTEER)
    theirs = Pages(app).sign_in(user.email)
    done = pages.submit(f"/admin/accounts/{user.id}/deactivate")
    assert "can no longer sign in" in done.notices[0]
    theirs.get("/", 303)
    theirs.post("/sign-in", 422, email=user.email, password="amends-demo-passphrase")
    assert "Deactivated" in pages.get(f"/admin/accounts/{user.id}").words
    pages.submit(f"/admin/accounts/{user.id}/reactivate")
    theirs.sign_in(user.email)


def test_an_invitation_is_sent_again(pages: Pages, boss: User) -> None:
    pages.submit("/admin/accounts/invite", name="Ann Lee", email="a@example.org", role="staff")
    user = queries.user_by_email("a@example.org")
    assert user
    number = user.id
    with clock.frozen(clock.now() + timedelta(days=8)):
        pages.client.post("/sign-in", data={"email": boss.email, "password": "x"})
        pages.sign_in(boss.email)
        assert "Invitation expired" in pages.get("/admin/accounts").words
        done = pages.submit(f"/admin/accounts/{number}/invite-again")
        assert done.notices == ["A new link is on its way to a@example.org."]
    assert [name for name, _ in letters_posted()] == ["invitation", "invitation"]
    refused = pages.submit(f"/admin/accounts/{boss.id}/invite-again")
    assert "has used an invitation already" in refused.notices[0]


@pytest.mark.parametrize("url", ["/admin/accounts/999", f"/admin/accounts/{2**63}"])
def test_an_account_that_is_not_there_is_not_found(pages: Pages, boss: User, url: str) -> None:
    pages.get(url, 404)
    pages.post(f"{url}/deactivate", 404)
