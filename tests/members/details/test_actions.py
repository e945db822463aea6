"""What volunteers say of themselves, whom to ring for them, and their picture."""

import io

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.audit.models import AuditEvent
from portal.database import changing, session
from portal.members import actions
from portal.members.models import EmergencyContact, Member, MemberDetail, MemberPhoto, Reach
from portal.members.queries import details as queries
from portal.notifications.models import Document, DocumentBody
from portal.site.files import Kept, keep
from portal.site.refusals import Stale
from tests.factories import MemberFactory

SAID = {
    "skills": "Gardening",
    "languages": "Polish",
    "access_needs": "A room without steps",
    "reach": Reach.TEXT,
}


@pytest.fixture
def ann(app: Flask) -> Member:
    return MemberFactory()


def picture(colour: str) -> Kept:
    made = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(made, "PNG")
    return keep(made.getvalue(), "me.png", most_mb=1, picture_only=True)


def trail() -> list[tuple[str, object]]:
    events = session.scalars(select(AuditEvent).order_by(AuditEvent.id))
    return [(event.tag, event.detail) for event in events]


def test_what_is_said_is_kept_and_the_trail_says_none_of_it(ann: Member) -> None:
    for version in (0, 1):
        with changing():
            actions.set_details(member=ann, version=version, actor=ann.person, **SAID)
    [held] = session.scalars(select(MemberDetail))
    assert (held.languages, held.reach, held.version) == ("Polish", Reach.TEXT, 1)
    assert trail() == [("members:details_changed", None)]


def test_of_two_who_change_it_at_once_one_is_told(ann: Member) -> None:
    with changing():
        actions.set_details(member=ann, version=0, actor=ann.person, **SAID)
    for version in (0, 2, None):
        with pytest.raises(Stale):
            actions.set_details(member=ann, version=version, actor=ann.person, **SAID)


def test_an_emergency_contact_is_replaced_and_removed(ann: Member) -> None:
    for name in ("Kit Lee", "Kit Lee", "Bo Ray"):
        with changing():
            actions.set_emergency_contact(
                member=ann, name=name, relation="", phone="01632 960123", actor=ann.person
            )
    assert [row.name for row in session.scalars(select(EmergencyContact))] == ["Bo Ray"]
    for _ in range(2):
        with changing():
            actions.remove_emergency_contact(member=ann, actor=ann.person)
    assert queries.emergency_contact_of(ann) is None
    assert trail() == [("members:emergency_contact_changed", None)] * 3


def test_a_picture_replaces_the_one_before_and_goes_with_its_file(ann: Member) -> None:
    for colour in ("red", "blue"):
        with changing():
            actions.show_photo(member=ann, file=picture(colour), actor=ann.person)
    for table in (MemberPhoto, Document, DocumentBody):
        assert session.query(table).count() == 1
    for _ in range(2):
        with changing():
            actions.remove_photo(member=ann, actor=ann.person)
    for table in (MemberPhoto, Document, DocumentBody):
        assert session.query(table).count() == 0
    assert trail() == [("members:photo_changed", None)] * 3


def test_a_contact_without_a_number_is_not_stored(ann: Member) -> None:
    session.add(EmergencyContact(member_id=ann.id, name="Kit Lee", phone=""))
    with pytest.raises(IntegrityError):
        session.commit()
