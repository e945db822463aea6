"""Publishing a draft, and noting what came of an evening, by two people at once."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from portal import clock
from portal.audit.models import AuditEvent
from portal.calendar.models import Entry
from portal.database import changing, session
from portal.notifications.models import Mail
from portal.panels.models import (
    OfferState,
    Panel,
    SeatKind,
    Sitting,
    SittingState,
)
from tests.live import Answer, Live, Visitor
from tests.panels import scenes
from tests.races.cast import Cast, Volunteer, at_once

pytestmark = [pytest.mark.race, pytest.mark.timeout(300)]

MEMBER = SeatKind.MEMBER
EVENINGS = 12
SEEN = re.compile(r'name="seen" value="([^"]+)"')


def test_two_coordinators_publishing_a_draft_at_once_tell_everybody_once(live: Live) -> None:
    cast = Cast(live)
    one, two, volunteer = cast.coordinator(), cast.coordinator(), cast.volunteer()
    drafts = drafted(cast, volunteer)
    for path in drafts:
        found = SEEN.search(one.get(path).text)
        assert found
        seen = found.group(1)
        answers = at_once(
            lambda: one.post(f"{path}/publish", seen=seen),  # noqa: B023 -- done at once
            lambda: two.post(f"{path}/publish", seen=seen),  # noqa: B023 -- done at once
        )
        assert [answer.status for answer in answers] == [303, 303]
    assert cast.states() == {OfferState.ACCEPTED: EVENINGS}
    assert cast.seated(volunteer) == cast.promised(volunteer) == EVENINGS
    letters = select(func.count(Mail.id)).where(
        Mail.template == "panels/email/rota_published", Mail.to_person_id == volunteer.person_id
    )
    assert session.scalars(letters).one() == EVENINGS


def test_an_outcome_noted_twice_at_once_is_noted_once(live: Live) -> None:
    cast = Cast(live)
    one, two = cast.coordinator(), cast.coordinator()
    sittings = cast.sittings(EVENINGS)
    long_ago(cast)
    pages = [(scenes.of(sitting, "/outcome"), sitting.version) for sitting in sittings]
    noted = select(func.count(AuditEvent.id)).where(AuditEvent.tag == "panels:outcome_noted")
    before = session.scalars(noted).one()
    session.rollback()
    for path, version in pages:
        for who in (one, two):
            assert who.get(path).status == 200
        answers = at_once(
            lambda: adjourn(one, path, version),  # noqa: B023 -- done at once
            lambda: adjourn(two, path, version),  # noqa: B023 -- done at once
        )
        assert sorted(answer.status for answer in answers) == [303, 409]
    session.rollback()
    ours = select(Panel.id).where(Panel.sitting_id.in_(cast.made))
    following = select(Panel.follows_id, func.count(Panel.id)).where(Panel.follows_id.in_(ours))
    counted = session.execute(following.group_by(Panel.follows_id)).all()
    assert [count for _, count in counted] == [1] * EVENINGS
    assert session.scalars(noted).one() - before == EVENINGS


def drafted(cast: Cast, volunteer: Volunteer) -> list[str]:
    """Return the pages of drafts with a volunteer planned who said yes to all of them."""
    days = [clock.today() + timedelta(days=10 + number) for number in range(EVENINGS)]
    with changing():  # the server writes too: nothing here is read before it is changed
        found = [scenes.evening(cast.actor, area=cast.area, day=day) for day in days]
        for sitting in found:
            scenes.pencilled(sitting, MEMBER, volunteer.member)
        scenes.answered_round(volunteer.member, days=days)
    cast.made += [sitting.id for sitting in found]
    paths = [scenes.of(sitting) for sitting in found]
    session.rollback()
    return paths


def long_ago(cast: Cast) -> None:
    """Let the sittings of a race have been held a hundred days ago and earlier."""
    with changing():
        entries = select(Sitting.entry_id).where(Sitting.id.in_(cast.made))
        for entry in session.scalars(select(Entry).where(Entry.id.in_(entries))):
            entry.starts_at -= timedelta(days=150)
            entry.ends_at -= timedelta(days=150)
        session.execute(
            update(Sitting).where(Sitting.id.in_(cast.made)).values(state=SittingState.HELD)
        )


def adjourn(who: Visitor, path: str, version: int) -> Answer:
    """Note that a panel was adjourned."""
    return who.post(
        path,
        version=version,
        result_1="adjourned",
        reason_1="More time was needed",
        again_1=str(clock.today()),
    )
