"""What changes an account, and what ends with it."""

import threading
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.access.rules import Role
from portal.accounts import actions, queries, rules
from portal.accounts.models import Invitation, SignInSession, User
from portal.audit.models import AuditEvent
from portal.calendar.models import Feed
from portal.database import changing, db, session
from portal.notifications.models import Mail
from tests.factories import AreaFactory, PersonFactory, user_with

ADDRESS = "192.0.2.7"


def tags() -> list[str]:
    return list(session.scalars(select(AuditEvent.tag).order_by(AuditEvent.id)))


def letters() -> list[tuple[str, str | None]]:
    return [
        (mail.template, mail.to_address) for mail in session.scalars(select(Mail).order_by(Mail.id))
    ]


def opened(user: User, device: str = "Firefox on a Mac") -> SignInSession:
    with changing():
        return actions.sign_in(user=user, device=device, remembered=False)


def test_grant_keeps_is_staff_in_step(app: Flask) -> None:
    user = user_with(Role.VOLUNTEER)
    with changing():
        actions.grant(user=user, roles={Role.VOLUNTEER, Role.STAFF}, actor=None)
    assert (user.role_names, user.person.is_staff) == (
        frozenset({Role.VOLUNTEER, Role.STAFF}),
        True,
    )
    with changing():
        actions.grant(user=user, roles={Role.VOLUNTEER}, actor=None)
    assert (user.role_names, user.person.is_staff) == (frozenset({Role.VOLUNTEER}), False)
    assert tags() == ["accounts:roles_changed"] * 2


def test_granting_what_is_held_leaves_no_trace(app: Flask) -> None:
    user = user_with(Role.STAFF)
    version = user.version
    with changing():
        actions.grant(user=user, roles=[Role.STAFF], actor=None)
    assert (tags(), user.version) == ([], version)


def test_changed_roles_and_areas_are_a_new_version_of_the_account(app: Flask) -> None:
    user, area, boss = user_with(Role.STAFF), AreaFactory(), PersonFactory()
    with changing():
        actions.limit_to(user=user, areas=[area], actor=boss)
    assert (user.area_ids, user.version) == (frozenset({area.id}), 2)
    with changing():
        actions.grant(user=user, roles=[Role.COORDINATOR], actor=boss)
    assert user.version == 3


def test_an_administrator_cannot_remove_themselves(app: Flask) -> None:
    user = user_with(Role.ADMINISTRATOR)
    user_with(Role.ADMINISTRATOR)
    with pytest.raises(rules.Refused, match="Ask another administrator"), changing():
        actions.deactivate(user=user, actor=user.person)
    with pytest.raises(rules.Refused, match="Ask another administrator"), changing():
        actions.grant(user=user, roles=[Role.STAFF], actor=user.person)
    assert (user.active, user.role_names) == (True, frozenset({Role.ADMINISTRATOR}))


def test_the_last_administrator_stays(app: Flask) -> None:
    user = user_with(Role.ADMINISTRATOR)
    closed = user_with(Role.ADMINISTRATOR)
    with changing():
        actions.deactivate(user=closed, actor=user.person)
    with pytest.raises(rules.Refused, match="last administrator"), changing():
        actions.deactivate(user=user, actor=None)


def test_deactivating_ends_sessions_links_and_feeds(app: Flask) -> None:
    user, boss = user_with(Role.VOLUNTEER), PersonFactory()
    one, two = opened(user), opened(user)
    feed = Feed(person_id=user.person_id, token_hash="x")
    session.add(feed)
    mark = user.fs_uniquifier
    with changing():
        actions.deactivate(user=user, actor=boss)
    assert (user.active, user.fs_uniquifier != mark) == (False, True)
    assert None not in {one.revoked_at, two.revoked_at, feed.revoked_at}
    assert tags()[-3:] == [
        "accounts:deactivated",
        "accounts:sessions_ended",
        "calendar:feed_revoked",
    ]
    with changing():
        actions.deactivate(user=user, actor=boss)
        actions.reactivate(user=user, actor=boss)
    assert user.active
    assert tags()[-1] == "accounts:activated"


def test_a_new_password_ends_every_other_session_and_is_told(app: Flask) -> None:
    user = user_with(Role.VOLUNTEER)
    here, elsewhere = opened(user), opened(user)
    mark = user.fs_uniquifier
    with changing():
        actions.change_password(user=user, hashed="new", actor=user.person, but=here)
    assert (here.revoked_at, elsewhere.revoked_at is not None) == (None, True)
    assert (user.password, user.fs_uniquifier != mark) == ("new", True)
    assert letters() == [("accounts/email/password_changed", user.email)]
    event = session.scalars(
        select(AuditEvent).where(AuditEvent.tag == "accounts:password_changed")
    ).one()
    assert event.detail is None, "the trail keeps no hash"


def test_an_invitation_makes_an_account_and_posts_a_link(app: Flask) -> None:
    person, boss = PersonFactory(), PersonFactory()
    with changing():
        invitation = actions.invite(person=person, role=Role.STAFF, actor=boss)
    user = queries.account_of(person)
    assert (user.password, user.role_names, person.is_staff) == (
        None,
        frozenset({Role.STAFF}),
        True,
    )
    assert invitation.token_hash is None, "the token is minted when the letter is sent"
    assert letters() == [("accounts/email/invitation", person.email)]
    mail = session.scalars(select(Mail)).one()
    assert mail.context == {"invitation_id": invitation.id}


def test_inviting_again_ends_the_older_link(app: Flask) -> None:
    person = PersonFactory()
    with changing():
        older = actions.invite(person=person, role=Role.VOLUNTEER, actor=None)
    with changing():
        newer = actions.invite_again(user=queries.account_of(person), actor=None)
    now = clock.now()
    assert (older.is_open(now), newer.is_open(now)) == (False, True)


@pytest.mark.parametrize(
    ("email", "sentence"),
    [(None, "has no email address"), ("Taken@example.org", "Somebody else signs in as")],
)
def test_an_invitation_that_cannot_be_is_refused_with_a_remedy(
    app: Flask, email: str | None, sentence: str
) -> None:
    user_with(Role.STAFF, person=PersonFactory(email="taken@example.org"))
    person = PersonFactory(email=email)
    with pytest.raises(rules.Refused, match=sentence), changing():
        actions.invite(person=person, role=Role.VOLUNTEER, actor=None)


def test_somebody_with_a_password_is_not_invited(app: Flask) -> None:
    user = user_with(Role.STAFF)
    with pytest.raises(rules.Refused, match="already has an account"):
        actions.invite(person=user.person, role=Role.VOLUNTEER, actor=None)
    with pytest.raises(rules.Refused, match="has used an invitation"):
        actions.invite_again(user=user, actor=None)


def test_a_minted_token_is_kept_as_its_hash_alone(app: Flask) -> None:
    with changing():
        invitation = actions.invite(person=PersonFactory(), role=Role.STAFF, actor=None)
        token = actions.mint(invitation=invitation)
    assert queries.invitation_by(token) is invitation
    assert token not in str(session.execute(select(Invitation.__table__)).all())


def allowed(email: str = "ann@example.org", address: str = ADDRESS) -> bool:
    with changing():
        taken = actions.take_try(email=email, address=address)
        if taken.allowed:
            actions.count_failure(email=email, address=address)
    return taken.allowed


def test_tries_are_counted_by_account_and_end_when_forgiven(app: Flask) -> None:
    assert [allowed() for _ in range(6)] == [True] * 5 + [False]
    assert not allowed("ANN@example.org "), "however it is typed"
    assert allowed("bo@example.org"), "a council office is one address"
    with clock.frozen(clock.now() + timedelta(minutes=15)):
        assert allowed()
    with changing():
        actions.forgive(email="ann@example.org")
    assert [allowed() for _ in range(5)] == [True] * 5


def test_an_address_is_held_back_after_two_hundred(app: Flask) -> None:
    with changing():
        assert all(
            actions.take_try(email=f"p{n}@example.org", address=ADDRESS).allowed for n in range(200)
        )
        assert not actions.take_try(email="new@example.org", address=ADDRESS).allowed
        assert actions.take_try(email="new@example.org", address="192.0.2.8").allowed


def test_many_tries_at_once_do_not_slip_through(app: Flask) -> None:
    outcomes: list[bool] = []
    together = threading.Barrier(12)

    def attempt() -> None:
        with app.app_context():
            together.wait()
            with changing():
                taken = actions.take_try(email="ann@example.org", address=ADDRESS)
            outcomes.append(taken.allowed)
            db.session.remove()

    session.rollback()
    threads = [threading.Thread(target=attempt) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [False] * 7 + [True] * 5


def test_two_administrators_cannot_close_each_other_at_once(app: Flask) -> None:
    users = [user_with(Role.ADMINISTRATOR), user_with(Role.ADMINISTRATOR)]
    numbers = [user.id for user in users]
    together = threading.Barrier(2)
    refused: list[str] = []

    def close(mine: int, other: int) -> None:
        with app.app_context():
            together.wait()
            try:
                with changing():
                    user = queries.locked_with_administrators(other)
                    actor = queries.user_numbered(mine).person
                    actions.deactivate(user=user, actor=actor)
            except rules.Refused as problem:
                refused.append(str(problem))
            db.session.remove()

    session.rollback()
    threads = [
        threading.Thread(target=close, args=pair) for pair in (numbers, list(reversed(numbers)))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    session.rollback()
    assert len(refused) == 1
    assert sorted(user.active for user in users) == [False, True]


def test_clean_up_forgets_only_what_is_old(app: Flask) -> None:
    user = user_with(Role.STAFF)
    then: datetime = clock.now() - timedelta(days=100)
    with clock.frozen(then):
        opened(user)
        allowed()
    kept = opened(user)
    with changing():
        assert actions.clean_up() == 3
    assert session.scalars(select(SignInSession)).all() == [kept]
