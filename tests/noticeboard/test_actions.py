"""Posting, changing and reading notices, and reminding those who have not."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.audit.models import AuditEvent
from portal.database import changing, session
from portal.noticeboard.actions import notices as actions
from portal.noticeboard.letters import notices_to_read
from portal.noticeboard.models import Notice, NoticeRead
from portal.noticeboard.queries import notices as queries
from portal.noticeboard.rules.refusals import Refused, Stale
from portal.notifications.models import Mail
from portal.people.models import Person
from tests.noticeboard import scenes


def tags() -> list[str]:
    """Return what the trail says of the noticeboard, in order."""
    found = session.scalars(select(AuditEvent.tag).order_by(AuditEvent.id))
    return [tag for tag in found if tag.startswith("noticeboard:")]


def reminded() -> list[str]:
    found = session.scalars(select(Mail).order_by(Mail.id))
    return [mail.to_person.name for mail in found if mail.to_person]


def test_the_same_form_posts_a_notice_once(jo: Person) -> None:
    key = uuid4().hex
    for _ in range(2):
        with changing():
            actions.post_notice(said=scenes.said(), form_key=key, actor=jo)
    assert session.query(Notice).count() == 1
    assert tags() == ["noticeboard:notice_posted"]


def test_a_notice_that_names_a_case_is_not_posted(jo: Person) -> None:
    with pytest.raises(Refused) as refused, changing():
        actions.post_notice(said=scenes.said(title="P-2026-031 moves"), form_key="1", actor=jo)
    assert refused.value.field == "title"
    assert session.query(Notice).count() == 0


def test_a_change_says_in_the_trail_what_differs(jo: Person) -> None:
    notice = scenes.posted(jo)
    with changing():
        actions.change_notice(
            notice=notice,
            version=1,
            said=scenes.said(pinned=True, keys=frozenset({"all"})),
            ask_again=False,
            actor=jo,
        )
    event = session.scalars(
        select(AuditEvent).where(AuditEvent.tag == "noticeboard:notice_changed")
    ).one()
    assert event.detail
    assert event.detail.values["changes"] == {
        "pinned": [False, True],
        "audience": [["role:volunteer"], ["all"]],
    }
    assert notice.keys == {"all"}


def test_of_two_changes_at_once_the_second_is_stale(jo: Person) -> None:
    notice = scenes.posted(jo)
    for _ in range(2):
        with changing():
            actions.change_notice(
                notice=notice,
                version=notice.version,
                said=scenes.said(title=uuid4().hex),
                ask_again=False,
                actor=jo,
            )
    with pytest.raises(Stale), changing():
        actions.change_notice(
            notice=notice, version=2, said=scenes.said(), ask_again=False, actor=jo
        )


def test_reading_twice_leaves_one_line(jo: Person, ann: Person) -> None:
    notice = scenes.posted(jo)
    scenes.read(notice, ann, ann)
    assert session.query(NoticeRead).count() == 1
    assert tags() == ["noticeboard:notice_posted", "noticeboard:notice_read"]


def test_who_has_read_it_is_asked_anew_when_what_it_says_changed(jo: Person, ann: Person) -> None:
    notice = scenes.posted(jo, asks_read=True)
    scenes.read(notice, ann)
    assert queries.asked_of(ann.id) == []
    with changing():
        actions.change_notice(
            notice=notice,
            version=1,
            said=scenes.said(asks_read=True, body="Use the front door."),
            ask_again=True,
            actor=jo,
        )
    assert queries.asked_of(ann.id) == [notice]
    scenes.read(notice, ann)
    assert queries.asked_of(ann.id) == []


def test_what_is_taken_off_is_on_nobodys_board_until_it_is_put_back(
    jo: Person, ann: Person
) -> None:
    notice = scenes.posted(jo)
    for _ in range(2):
        with changing():
            actions.withdraw_notice(notice=notice, actor=jo)
    assert queries.board(ann.id).items == []
    for _ in range(2):
        with changing():
            actions.put_back(notice=notice, actor=jo)
    assert queries.board(ann.id).items == [notice]
    assert tags()[1:] == ["noticeboard:notice_withdrawn", "noticeboard:notice_put_back"]


def test_only_those_who_have_not_read_are_reminded_in_one_letter_a_day(
    jo: Person, ann: Person
) -> None:
    scenes.volunteer("Bo Ray")
    first, second = (scenes.posted(jo, asks_read=True) for _ in range(2))
    scenes.read(first, ann)
    for notice in (first, second):
        with changing():
            actions.remind_readers(notice=notice, actor=jo)
    assert reminded() == ["Bo Ray", "Ann Lee"]


def test_nobody_is_reminded_by_their_own_click(jo: Person) -> None:
    notice = scenes.posted(jo, asks_read=True, keys=frozenset({"role:coordinator"}))
    with changing():
        assert actions.remind_readers(notice=notice, actor=jo) == 0
    assert reminded() == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"shown_until": scenes.TODAY - timedelta(days=1)},
        {"edition": 0},
    ],
)
def test_the_database_refuses_a_notice_that_makes_no_sense(
    jo: Person, wrong: dict[str, object]
) -> None:
    notice = scenes.posted(jo)
    [(name, kept)] = wrong.items()
    with pytest.raises(IntegrityError), changing():
        setattr(notice, name, kept)


def test_the_database_keeps_one_line_a_person_and_edition(jo: Person, ann: Person) -> None:
    notice = scenes.posted(jo)
    scenes.read(notice, ann)
    with pytest.raises(IntegrityError), changing():
        session.add(NoticeRead(notice=notice, person=ann, edition=1))


def test_a_letter_lists_what_somebody_is_asked_to_read_until_they_have(
    app: Flask, jo: Person, ann: Person
) -> None:
    notice = scenes.posted(jo, asks_read=True)
    scenes.posted(jo, title="Soup")
    on = clock.today().toordinal()
    letter = notices_to_read(to=ann, on=on)
    assert letter is not None
    assert letter.subject == "Please read 1 notice"
    assert [title for title, _ in letter.values["lines"]] == ["The side door"]
    assert notices_to_read(to=ann, on=(date(2026, 2, 1)).toordinal()) is None
    scenes.read(notice, ann)
    assert notices_to_read(to=ann, on=on) is None
