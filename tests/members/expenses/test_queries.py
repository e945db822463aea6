"""What can be claimed, the miles that are suggested, and lists that cost the same for many rows."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import NoResultFound

from portal import clock
from portal.calendar.models import AttendeeState, Entry, EntryStatus, Kind
from portal.database import changing, session
from portal.members.models import ClaimState, ExpenseKind, Member
from portal.members.queries import expenses as queries
from tests.factories import AreaFactory
from tests.members.expenses import scenes
from tests.statements import count_statements

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with clock.frozen(scenes.NOON):
        yield


def offered(member: Member) -> list[Entry]:
    return [cause.entry for cause in queries.causes(member.person_id)]


def test_what_somebody_was_at_can_be_claimed_the_newest_first(app: Flask) -> None:
    ann = scenes.volunteer("Ann Lee").person
    member = scenes.volunteer("Bo Ash")
    bo = member.person
    old, new = scenes.panel(ann, bo, on=date(2026, 3, 3)), scenes.panel(bo)
    training = scenes.panel(bo, on=date(2026, 3, 5), kind=Kind.TRAINING)
    scenes.panel(ann, on=date(2026, 3, 4))
    scenes.panel(bo, on=date(2026, 3, 13))
    scenes.panel(bo, on=date(2025, 12, 9))
    scenes.panel(bo, on=date(2026, 2, 2), kind=Kind.DUE)
    for number, state in enumerate((AttendeeState.OFFERED, AttendeeState.ABSENT)):
        scenes.panel(bo, on=date(2026, 2, 10 + number), state=state)
    cancelled = scenes.panel(bo, on=date(2026, 2, 17))
    with changing():
        cancelled.status = EntryStatus.CANCELLED
    assert offered(member) == [new, training, old]
    assert queries.cause(bo.id, old.uuid) is old
    with pytest.raises(NoResultFound):
        queries.cause(bo.id, cancelled.uuid)


def test_each_says_what_is_claimed_for_it_already(app: Flask) -> None:
    ann = scenes.volunteer("Ann Lee")
    entry = scenes.panel(ann.person)
    scenes.cost(ann, entry, scenes.parking())
    [cause] = queries.causes(ann.person_id)
    assert (cause.claimed, cause.miles_open) == (frozenset({ExpenseKind.PARKING}), True)
    scenes.miles(ann, entry)
    [cause] = queries.causes(ann.person_id)
    assert not cause.miles_open


def test_miles_are_suggested_from_the_nearest_area_then_as_claimed_before(app: Flask) -> None:
    ann, place = scenes.volunteer("Ann Lee"), scenes.room()
    last, this = (
        scenes.panel(ann.person, on=date(2026, 3, 3), place=place),
        scenes.panel(ann.person, place=place),
    )
    assert queries.suggestion(ann, this) is None
    scenes.serving(ann, AreaFactory(name="Far", grid_e=500_000, grid_n=100_000))
    scenes.serving(ann, scenes.northmere())
    found = queries.suggestion(ann, this)
    assert found
    assert found.tenths == 170
    assert found.why.startswith("Reckoned from the middle of Northmere")
    scenes.miles(ann, last, 143)
    found = queries.suggestion(ann, this)
    assert found
    assert (found.tenths, found.why) == (143, "As you claimed for this venue last time.")


def test_a_coordinator_of_an_area_sees_the_claims_of_its_volunteers_and_of_everywhere(
    app: Flask,
) -> None:
    north, south = scenes.northmere(), AreaFactory()
    ann = scenes.serving(scenes.volunteer("Ann North"), north)
    bo = scenes.serving(scenes.volunteer("Bo South"), south)
    cy = scenes.volunteer("Cy Everywhere")
    claims = [scenes.claimed(member) for member in (ann, bo, cy)]
    seen = queries.claims(ClaimState.SENT, {north.id}, 1).items
    assert [claim.person.name for claim in seen] == ["Ann North", "Cy Everywhere"]
    assert queries.counts({south.id}) == {ClaimState.SENT: 2}
    with pytest.raises(NoResultFound):
        queries.claim(claims[1].uuid, {north.id})
    assert queries.claim(claims[1].uuid, {south.id}) is claims[1]


def test_a_claim_that_is_not_sent_is_seen_by_nobody_else(app: Flask) -> None:
    ann = scenes.volunteer("Ann Lee")
    draft = scenes.miles(ann, scenes.panel(ann.person)).claim
    with pytest.raises(NoResultFound):
        queries.claim(draft.uuid)
    assert queries.counts(()) == {}


def test_nobody_finds_anothers_claim_or_receipt_as_their_own(app: Flask) -> None:
    ann, bo = scenes.volunteer("Ann Lee"), scenes.volunteer("Bo Ash")
    claim = scenes.claimed(ann)
    with pytest.raises(NoResultFound):
        queries.own_claim(bo.person_id, claim.uuid)
    assert queries.own_line(bo.person_id, claim.lines[0].uuid) is None
    assert queries.own_line(ann.person_id, claim.lines[0].uuid) is claim.lines[0]


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_many_rows(app: Flask, count: int) -> None:
    ann = scenes.volunteer("Ann Lee")
    person_id = ann.person_id
    days = [scenes.LAST_TUESDAY - number * DAY for number in range(count)]
    for day in days:
        scenes.claimed(ann, on=day)
    for read, cost in (
        (lambda: queries.claims(ClaimState.SENT, (), 1), 4),
        (lambda: queries.sent_by(person_id, 1), 4),
        (lambda: queries.causes(person_id), 2),
    ):
        session.expunge_all()
        session.rollback()
        with count_statements() as sent:
            read()
        assert len([each for each in sent if each.startswith("SELECT")]) == cost
