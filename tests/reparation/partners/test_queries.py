"""Partners from real rows: whose they are, and what their people see in the calendar."""

from datetime import date, time

import pytest
from flask import Flask
from sqlalchemy.exc import NoResultFound

from portal import clock
from portal.calendar import actions as calendar
from portal.calendar import queries as entries
from portal.calendar.models import Entry, Kind
from portal.database import session
from portal.people.models import Person
from portal.reparation.models import Partner, PartnerPerson, PartnerState
from portal.reparation.queries import partners as queries
from tests.factories import PartnerFactory, PersonFactory

SATURDAY = date(2026, 6, 6)


def somebody_of(partner: Partner) -> Person:
    person: Person = PersonFactory()
    session.add(PartnerPerson(partner=partner, person=person))
    session.commit()
    return person


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
    assert queries.mine(somebody_of(ours)) is ours


def test_somebody_of_no_partner_finds_none(app: Flask) -> None:
    PartnerFactory()
    with pytest.raises(NoResultFound):
        queries.mine(PersonFactory())


def test_a_partner_sees_the_entries_of_its_own_only(app: Flask) -> None:
    ours, theirs = PartnerFactory(), PartnerFactory()
    entry = session_of(ours)
    assert entries.entry_for(somebody_of(ours).id, entry.uuid) is entry
    with pytest.raises(NoResultFound):
        entries.entry_for(somebody_of(theirs).id, entry.uuid)


def test_an_ended_partner_sees_no_entries_any_more(app: Flask) -> None:
    ours = PartnerFactory(state=PartnerState.ENDED)
    entry, person = session_of(ours), somebody_of(ours)
    with pytest.raises(NoResultFound):
        entries.entry_for(person.id, entry.uuid)
