"""Partners from real rows: whose they are, and what their people see in the calendar."""

from datetime import date, time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import NoResultFound

from portal import clock
from portal.access.rules import Role
from portal.accounts.actions import grant
from portal.accounts.queries import account_of
from portal.calendar import actions as calendar
from portal.calendar import queries as entries
from portal.calendar.models import Entry, Kind
from portal.database import changing, session
from portal.people.models import Person
from portal.reparation.models import (
    PaperKind,
    Partner,
    PartnerArea,
    PartnerState,
)
from portal.reparation.queries import partners as queries
from tests.factories import AreaFactory, PartnerFactory, PersonFactory
from tests.reparation.partners import scenes
from tests.statements import count_statements

SATURDAY = date(2026, 6, 6)


def session_of(partner: Partner) -> Entry:
    entry = calendar.publish(
        actor=None,
        kind=Kind.REPARATION,
        title="Canal towpath",
        path="/reparation/sessions/x",
        starts_at=clock.at(SATURDAY, time(10)),
        ends_at=clock.at(SATURDAY, time(13)),
        audience=[f"partner:{partner.id}"],
    )
    session.commit()
    return entry


def test_a_person_of_a_partner_finds_their_own(app: Flask) -> None:
    ours = PartnerFactory()
    PartnerFactory()
    assert queries.mine(scenes.somebody_of(ours)) is ours


def test_somebody_of_no_partner_finds_none(app: Flask) -> None:
    PartnerFactory()
    with pytest.raises(NoResultFound):
        queries.mine(PersonFactory())


def test_a_partner_sees_the_entries_of_its_own_only(app: Flask) -> None:
    ours, theirs = PartnerFactory(), PartnerFactory()
    entry = session_of(ours)
    assert entries.entry_for(scenes.somebody_of(ours).id, entry.uuid) is entry
    with pytest.raises(NoResultFound):
        entries.entry_for(scenes.somebody_of(theirs).id, entry.uuid)


def test_who_has_the_role_no_longer_sees_no_entries_of_the_partner(app: Flask) -> None:
    ours = PartnerFactory()
    entry, person = session_of(ours), scenes.somebody_of(ours)
    with changing():
        grant(user=account_of(person), roles=[Role.VOLUNTEER], actor=None)
    with pytest.raises(NoResultFound):
        entries.entry_for(person.id, entry.uuid)


def test_an_ended_partner_sees_no_entries_any_more(app: Flask) -> None:
    ours = PartnerFactory(state=PartnerState.ENDED)
    entry, person = session_of(ours), scenes.somebody_of(ours)
    with pytest.raises(NoResultFound):
        entries.entry_for(person.id, entry.uuid)


def test_a_partner_with_its_papers_can_be_booked_until_one_lapses(app: Flask, jo: Person) -> None:
    trust = scenes.bookable_partner()
    other = scenes.partner("Bike Kitchen", state=PartnerState.PAUSED)
    ids = [trust.id, other.id]
    assert queries.bookable(ids, scenes.NEXT_YEAR) == {
        trust.id: "",
        other.id: "Bike Kitchen takes a break. Ask the coordinator from when it takes people "
        "again.",
    }
    after = date(2027, 3, 2)
    assert queries.bookable([trust.id], after)[trust.id].startswith(
        "Canal Trust cannot be booked: its public liability insurance runs out on 1 March 2027, "
    )


def test_a_paper_counts_once_accepted_and_a_renewed_one_opens_booking(
    app: Flask, jo: Person
) -> None:
    trust = scenes.bookable_partner()
    lapsed = scenes.partner("Bike Kitchen")
    for kind in scenes.REQUIRED:
        scenes.accepted(lapsed, kind, date(2026, 3, 1))
    scenes.accepted(lapsed, PaperKind.OTHER, None, "Public liability insurance")
    scenes.sent(scenes.somebody_of(lapsed), lapsed)
    ids = [trust.id, lapsed.id]
    assert [len(queries.lacking(ids, scenes.TODAY)[each]) for each in ids] == [0, 3]
    for kind in scenes.REQUIRED:
        scenes.accepted(lapsed, kind)
    assert queries.bookable(ids, scenes.TODAY) == {trust.id: "", lapsed.id: ""}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_partner_as_for_three(
    app: Flask, jo: Person, count: int
) -> None:
    for _ in range(count):
        scenes.accepted(PartnerFactory())
    assert session.query(Partner).count() == count  # begins the transaction
    with count_statements() as sent:
        found = queries.partners(queries.Search())
        assert [len(row.lacking) for row in found.items] == [2] * count
    assert len(sent) == 6


@pytest.mark.parametrize("count", [1, 3])
def test_booking_is_asked_of_many_partners_at_once(app: Flask, jo: Person, count: int) -> None:
    ids = [PartnerFactory().id for _ in range(count)]
    with count_statements() as sent:
        assert len(queries.bookable(ids, scenes.TODAY)) == count
    assert len(sent) == 3


def test_the_list_narrows_by_words_state_and_area(app: Flask, jo: Person) -> None:
    area = AreaFactory()
    scenes.partner("Canal Trust", areas=[PartnerArea(area=area)])
    scenes.partner("Bike 50% Kitchen", about="Mends bicycles", state=PartnerState.ENDED)

    def names(**values: Any) -> list[str]:
        found = queries.partners(queries.Search(**values))
        return [row.partner.name for row in found.items]

    assert names() == ["Bike 50% Kitchen", "Canal Trust"]
    assert names(words="mends BIKE") == ["Bike 50% Kitchen"]
    assert names(words="50%") == ["Bike 50% Kitchen"]
    assert names(state=PartnerState.ACTIVE) == ["Canal Trust"]
    assert names(area_id=AreaFactory().id) == ["Bike 50% Kitchen"]
