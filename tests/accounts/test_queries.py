"""What a request knows of who is signed in, and what the list of accounts costs."""

from datetime import timedelta

import pytest
from flask import Flask

from portal import clock
from portal.access.rules import Role
from portal.accounts import actions, queries
from portal.accounts.models import SESSION_HOURS, User
from portal.database import changing, session
from portal.settings.actions import change
from portal.settings.queries import value
from tests.factories import AreaFactory, PersonFactory, user_with
from tests.statements import count_statements


def token_of(user: User, *, remembered: bool = False) -> str:
    with changing():
        actions.sign_in(user=user, device="Safari on an iPhone", remembered=remembered)
    assert user.cookie_token
    return user.cookie_token


def test_one_statement_tells_who_is_signed_in_and_what_they_may_do(app: Flask) -> None:
    user = user_with(Role.VOLUNTEER, Role.STAFF)
    with changing():
        limits = [AreaFactory(), AreaFactory()]
        actions.limit_to(user=user, areas=limits, actor=user.person)
    token = token_of(user)
    session.expunge_all()
    value(SESSION_HOURS)  # which every page reads anyway
    with count_statements() as sent:
        found = queries.signed_in_by(token)
        assert found is not None
        assert found.person.name
        assert found.role_names == {Role.VOLUNTEER, Role.STAFF}
        assert len(found.area_ids) == 2
        assert found.sign_in is not None
    assert len(sent) == 1


def test_nobody_is_signed_in_by_a_session_that_ended(app: Flask) -> None:
    user = user_with(Role.STAFF)
    token = token_of(user)
    assert queries.signed_in_by(token) is user
    assert queries.signed_in_by(token + "x") is None
    with changing():
        assert user.sign_in
        actions.end_session(opened=user.sign_in, actor=user.person)
    assert queries.signed_in_by(token) is None


def test_nobody_is_signed_in_to_a_closed_account(app: Flask) -> None:
    user = user_with(Role.STAFF)
    token = token_of(user)
    user.active = False
    session.commit()
    assert queries.signed_in_by(token) is None


@pytest.mark.parametrize(
    ("remembered", "later", "live"),
    [
        (False, timedelta(hours=3, minutes=59), True),
        (False, timedelta(hours=4), False),
        (True, timedelta(days=29), True),
        (True, timedelta(days=30), False),
    ],
)
def test_a_session_lasts_as_long_as_the_setting_or_thirty_days(
    app: Flask, remembered: bool, later: timedelta, live: bool
) -> None:
    with changing():
        change(SESSION_HOURS, 4, actor=None)
    user = user_with(Role.STAFF)
    token = token_of(user, remembered=remembered)
    with clock.frozen(clock.now() + later):
        assert (queries.signed_in_by(token) is not None) is live
        assert bool(queries.sessions_of(user)) is live


def test_accounts_are_found_by_every_word_of_name_or_address(app: Flask) -> None:
    for name in ("Margaret Osei", "Jo Hartley", "Jo Osei"):
        person = PersonFactory(name=name, email=f"{name.split()[0].lower()}.{name[-3:]}@k.example")
        user_with(Role.STAFF, person=person)
    closed = user_with(Role.STAFF, person=PersonFactory(name="Jo Closed"))
    closed.active = False
    session.commit()

    def names(search: str, *, role: Role | None = None, gone: bool = False) -> list[str]:
        page = queries.accounts(search=search, role=role, closed=gone, number=1)
        return [user.person.name for user in page.items]

    assert names("") == ["Jo Hartley", "Jo Osei", "Margaret Osei"]
    assert names("jo OSEI") == ["Jo Osei"]
    assert names("@k.example hartley") == ["Jo Hartley"]
    assert names("%") == []
    assert names("jo\0") == ["Jo Hartley", "Jo Osei"]
    assert names("", role=Role.MANAGER) == []
    assert names("", gone=True) == ["Jo Closed"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_accounts_costs_the_same_for_one_and_three(app: Flask, count: int) -> None:
    for _ in range(count):
        user = user_with(Role.STAFF, Role.VOLUNTEER)
        token_of(user)
    session.expunge_all()
    session.connection()  # SQLite's BEGIN is a statement too
    with count_statements() as sent:
        found = queries.accounts(search="", role=None, closed=False, number=1)
        seen = queries.last_seen(found.items)
        invitations = queries.newest_invitations([user.person for user in found.items])
        assert [len(user.role_names) for user in found.items] == [2] * count
    assert (len(seen), invitations, len(sent)) == (count, {}, 6)


def test_people_at_an_address_are_those_without_an_account(app: Flask) -> None:
    ann, bo = (PersonFactory(name=name, email="Two@example.org") for name in ("Ann", "Bo"))
    user_with(Role.STAFF, person=bo)
    assert queries.people_at(" two@EXAMPLE.org") == [ann]


def test_somebody_else_s_session_is_not_found(app: Flask) -> None:
    mine, theirs = user_with(Role.STAFF), user_with(Role.STAFF)
    token_of(theirs)
    assert theirs.sign_in
    assert queries.session_of(theirs, theirs.sign_in.id) is theirs.sign_in
    assert [opened.user for opened in queries.sessions_of(mine)] == []
