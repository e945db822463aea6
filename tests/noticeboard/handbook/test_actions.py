"""Adding pages of the handbook, changing and reviewing them, and their files."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, IntegrityError

from portal.audit.models import AuditEvent
from portal.database import changing, session
from portal.noticeboard.actions import files
from portal.noticeboard.actions import handbook as actions
from portal.noticeboard.models import BoardFile, HandbookPage, HandbookVersion
from portal.noticeboard.queries import files as find_files
from portal.noticeboard.queries import handbook as queries
from portal.noticeboard.rules.refusals import Refused, Stale
from portal.notifications.models import Document, DocumentBody
from portal.people.models import Person
from tests.noticeboard import scenes as notices
from tests.noticeboard.handbook import scenes


def tags() -> list[str]:
    """Return what the trail says of the handbook, in order."""
    found = session.scalars(select(AuditEvent.tag).order_by(AuditEvent.id))
    return [tag.removeprefix("noticeboard:") for tag in found if tag.startswith("noticeboard:")]


def test_the_same_form_adds_a_page_once_and_its_title_makes_its_address(jo: Person) -> None:
    key = uuid4().hex
    for _ in range(2):
        with changing():
            actions.add_page(told=scenes.told(jo), form_key=key, actor=jo)
    other, reserved = scenes.added(jo), scenes.added(jo, title="Print")
    assert [each.slug for each in session.query(HandbookPage).order_by(HandbookPage.id)] == [
        "sitting-on-a-panel",
        other.slug,
        reserved.slug,
    ]
    assert (other.slug, reserved.slug) == ("sitting-on-a-panel-2", "print-2")


def test_a_page_whose_review_would_be_late_at_once_is_refused(jo: Person) -> None:
    with pytest.raises(Refused) as refused, changing():
        actions.add_page(told=scenes.told(jo, review_on=notices.TODAY), form_key="1", actor=jo)
    assert refused.value.field == "review_on"


@pytest.mark.parametrize("field", ["title", "body", "chapter", "note"])
def test_a_page_that_names_a_case_is_refused(jo: Person, field: str) -> None:
    page = scenes.added(jo)
    told = scenes.told(jo, **{field: "As in RO-2026-014."})
    with pytest.raises(Refused) as refused, changing():
        actions.change_page(page=page, version=page.version, told=told, actor=jo)
    assert refused.value.field == field
    assert page.current.body == scenes.TEXT


def test_nor_does_the_title_of_a_file_name_a_case(jo: Person) -> None:
    page = scenes.added(jo)
    with pytest.raises(Refused), changing():
        files.add_file(owner=page, title="Plan of RO-2026-014", file=scenes.PAGE, actor=jo)


def test_a_new_text_is_a_new_version_and_another_place_is_not(jo: Person) -> None:
    page = scenes.added(jo)
    scenes.changed(page, jo, position=20, keys=frozenset({"all"}))
    assert page.number == 1
    scenes.changed(page, jo, position=20, keys=frozenset({"all"}), body="Sit.", note="Shorter")
    assert (page.number, page.current.body) == (2, "Sit.")
    said = [(each.number, each.body, each.note) for each in queries.versions(page)]
    assert said == [(2, "Sit.", "Shorter"), (1, scenes.TEXT, "")]
    assert tags() == ["page_added", "page_changed", "page_changed"]


def test_saving_what_stands_already_changes_nothing(jo: Person) -> None:
    page = scenes.added(jo)
    scenes.changed(page, jo)
    assert (page.number, page.version, tags()) == (1, 1, ["page_added"])


def test_of_two_changes_at_once_the_second_is_stale(jo: Person) -> None:
    page = scenes.added(jo)
    seen = page.version
    scenes.changed(page, jo, title="Sitting")
    with pytest.raises(Stale), changing():
        actions.change_page(page=page, version=seen, told=scenes.told(jo), actor=jo)


def test_a_review_begins_the_reminders_anew(jo: Person) -> None:
    page = scenes.added(jo)
    with changing():
        page.reminded_on = notices.TODAY
    with changing():
        actions.review_page(page=page, review_on=date(2027, 3, 1), actor=jo)
    kept = session.execute(select(HandbookPage.review_on, HandbookPage.reminded_on)).one()
    assert tuple(kept) == (date(2027, 3, 1), None)
    with pytest.raises(Refused), changing():
        actions.review_page(page=page, review_on=notices.TODAY, actor=jo)


def test_a_page_out_of_use_is_a_coordinators_alone(jo: Person, ann: Person) -> None:
    page = scenes.added(jo)
    for _ in range(2):
        with changing():
            actions.retire_page(page=page, actor=jo)
    assert list(queries.contents(ann.id)) == []
    assert list(queries.retired()) == [page]
    for _ in range(2):
        with changing():
            actions.reopen_page(page=page, actor=jo)
    assert list(queries.contents(ann.id)) == [page]
    assert tags() == ["page_added", "page_retired", "page_reopened"]


def test_the_database_refuses_to_rewrite_what_a_page_said(jo: Person) -> None:
    page = scenes.added(jo)
    with pytest.raises(DBAPIError, match="handbook_version_fixed"), changing():
        session.query(HandbookVersion).filter_by(page_id=page.id).update({"body": "Sit."})


def test_the_database_holds_a_file_to_one_text(jo: Person) -> None:
    file = scenes.filed(scenes.added(jo), jo)
    with pytest.raises(IntegrityError), changing():
        file.notice = notices.posted(jo)


def test_a_file_goes_with_its_text_and_is_deleted_with_its_bytes(jo: Person) -> None:
    page, notice = scenes.added(jo), notices.posted(jo)
    of_page, of_notice = scenes.filed(page, jo), scenes.filed(notice, jo)
    assert list(find_files.files_of(page)) == [of_page]
    assert list(find_files.files_of(notice)) == [of_notice]
    with changing():
        files.remove_file(file=of_page, actor=jo)
    assert session.query(BoardFile).all() == [of_notice]
    assert (session.query(Document).count(), session.query(DocumentBody).count()) == (1, 1)
    assert tags()[-1] == "file_removed"
