"""What the database itself refuses of the noticeboard: to leave a version out, or change a word."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.access.rules import Role
from portal.database import changing, session
from portal.noticeboard.models import HandbookVersion, NoticeRead
from portal.people.models import Person
from tests.noticeboard import scenes
from tests.noticeboard.handbook import scenes as of_handbook

EARLIER = scenes.NOON - timedelta(days=1)


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """Let it be the day of the scenes."""
    with clock.frozen(scenes.NOON):
        yield


@pytest.fixture
def jo(app: Flask) -> Person:
    """Return somebody who writes."""
    return scenes.somebody(Role.COORDINATOR)


@pytest.mark.parametrize("number", [1, 2, 5])
def test_a_page_goes_on_by_one_version_at_a_time(jo: Person, number: int) -> None:
    page = of_handbook.added(jo)
    for body in ("Read it.", "Read it twice."):
        of_handbook.changed(page, jo, body=body)
    assert page.number == 3
    left_out = HandbookVersion(
        page_id=page.id, number=5, title="T", body="B", words="w", written_by=jo
    )
    with pytest.raises(IntegrityError, match="handbook_version_next"), changing():
        session.add(left_out)
    with pytest.raises(IntegrityError, match="handbook_page_number"), changing():
        page.number = number


def test_a_page_keeps_its_address(jo: Person) -> None:
    page = of_handbook.added(jo)
    with pytest.raises(IntegrityError, match="handbook_page_slug"), changing():
        page.slug = "another"


def test_a_notice_is_never_asked_about_as_it_was_before(jo: Person) -> None:
    notice = scenes.posted(jo, asks_read=True)
    with changing():
        notice.edition = 2
    for edition in (1, 4):
        with pytest.raises(IntegrityError, match="notice_edition"), changing():
            notice.edition = edition


@pytest.mark.parametrize("edition", [0, 2])
def test_nobody_has_read_what_was_never_asked(jo: Person, edition: int) -> None:
    notice = scenes.posted(jo)
    wrong = NoticeRead(notice_id=notice.id, person=jo, edition=edition)
    with pytest.raises(IntegrityError, match="notice_read_edition"), changing():
        session.add(wrong)


@pytest.mark.parametrize(("column", "value"), [("edition", 2), ("created_at", EARLIER)])
def test_who_has_read_a_notice_has_read_it(jo: Person, column: str, value: Any) -> None:
    notice = scenes.posted(jo)
    scenes.read(notice, jo)
    read = session.query(NoticeRead).one()
    with pytest.raises(IntegrityError, match="notice_read_fixed"), changing():
        setattr(read, column, value)


def test_a_file_stays_where_it_was_put(jo: Person) -> None:
    file = of_handbook.filed(of_handbook.added(jo), jo)
    notice = scenes.posted(jo)
    with pytest.raises(IntegrityError, match="board_file_fixed"), changing():
        file.page, file.notice = None, notice
