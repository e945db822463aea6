"""Orders, people and sittings made as the portal makes them: by its own actions."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from bs4 import Tag
from sqlalchemy import select

from portal import clock
from portal.access.rules import Role
from portal.audit.models import AuditEvent
from portal.calendar.models import AttendeeState, Room
from portal.database import changing, session
from portal.members.models import (
    AvailabilityRound,
    CheckKind,
    CheckRecord,
    Member,
    PartOfDay,
    RoundAnswer,
    RoundReply,
    RoundSlot,
)
from portal.notifications.models import Mail
from portal.panels import rules
from portal.panels.actions import before_court as before
from portal.panels.actions import offers, orders, pencilling, plans, publishing, series, sittings
from portal.panels.models import Offer, Panel, PanelKind, ReferralOrder, Seat, SeatKind, Sitting
from portal.panels.queries.publishing import Programme, programme
from portal.people.models import Area, Person
from tests.factories import AreaFactory, MemberFactory, PersonFactory, RoomFactory, user_with
from tests.pages import Pages

TENTH = date(2026, 3, 10)
HALF_FIVE = time(17, 30)


def colleague(name: str, *, may_advise: bool = False, **values: Any) -> Person:
    """Return somebody who works for the service."""
    return PersonFactory(name=name, is_staff=True, may_advise=may_advise, **values)


def coordinator(name: str = "Jo Hartley") -> Person:
    """Return somebody who arranges panels, with an account."""
    return user_with(Role.COORDINATOR, person=PersonFactory(name=name)).person


def volunteer(name: str, *, account: bool = False, **values: Any) -> Member:
    """Return an active volunteer with a DBS check that lasts."""
    person = PersonFactory(name=name)
    if account:
        user_with(Role.VOLUNTEER, person=person)
    member = MemberFactory(person=person, **{"max_month": 2, **values})
    checked(member, until=date(2028, 3, 1))
    return member


def chair(name: str = "Graham Holt", **values: Any) -> Member:
    """Return a volunteer who may chair."""
    return volunteer(name, may_chair=True, **values)


def checked(member: Member, *, until: date) -> None:
    """Record a DBS check of a volunteer."""
    session.add(
        CheckRecord(
            member_id=member.id,
            kind=CheckKind.DBS,
            issued_on=date(2025, 3, 1),
            recheck_on=until,
        )
    )
    session.commit()


def order(actor: Person, *, area: Area | None = None, **values: Any) -> ReferralOrder:
    """Enter an order: court on Wednesday 11 February, so due on Wednesday 11 March."""
    case_manager = values.pop("case_manager", None) or colleague("Casey Moran")
    facts = rules.OrderFacts(
        court_date=date(2026, 2, 11),
        months=6,
        area_id=(area or AreaFactory()).id,
        intensive=False,
        case_manager_id=case_manager.id,
    )
    with changing():
        return orders.enter_order(facts=replace(facts, **values), form_key=uuid4().hex, actor=actor)


def facts_of(order: ReferralOrder) -> rules.OrderFacts:
    """Return what an order's form says of it."""
    return rules.OrderFacts(
        order.court_date, order.months, order.area_id, order.intensive, order.case_manager_id
    )


def arranged(
    actor: Person,
    *chosen: ReferralOrder | Panel,
    room: Room | None = None,
    adviser: Person | None = None,
    kind: PanelKind = PanelKind.INITIAL,
    **values: Any,
) -> Sitting:
    """Arrange a sitting at 5:30pm on Tuesday 10 March, an hour for each order."""
    room = room or RoomFactory()
    with changing():
        return sittings.arrange_sitting(
            facts=facts(room, adviser, **values),
            chosen=[
                each if isinstance(each, Panel) else (each, kind)
                for each in chosen or [order(actor)]
            ],
            room=room,
            form_key=uuid4().hex,
            actor=actor,
        )


def signed(order: ReferralOrder, actor: Person, on: date = date(2026, 3, 2)) -> None:
    """Note when a contract was signed; its panels are proposed."""
    with changing():
        plans.sign_contract(order=order, version=order.version, signed_on=on, actor=actor)


def held(sitting: Sitting) -> None:
    """Note that a sitting has had its time."""
    with changing():
        sittings.close_ended(sitting=sitting)


def before_court(
    actor: Person,
    *,
    area: Area | None = None,
    court_on: date = date(2026, 3, 20),
    manager: Person | None = None,
) -> Panel:
    """Enter a panel before court, on a day to come."""
    facts = rules.BeforeCourtFacts(
        court_on, (area or AreaFactory()).id, (manager or colleague("Casey Moran")).id
    )
    with changing():
        return before.enter_before_court(facts=facts, form_key=uuid4().hex, actor=actor)


def facts(
    room: Room,
    adviser: Person | None = None,
    *,
    day: date = TENTH,
    at: time = HALF_FIVE,
    minutes: int = 60,
    clash_reason: str = "",
    **values: Any,
) -> rules.SittingFacts:
    """Return what a form says of a sitting."""
    return rules.SittingFacts(
        clock.at(day, at), minutes, room.id, adviser.id if adviser else None, clash_reason, **values
    )


def draft(actor: Person, *chosen: ReferralOrder, **values: Any) -> Sitting:
    """Arrange the same as a draft, of which nobody is told."""
    return arranged(actor, *chosen, is_draft=True, **values)


def evening(actor: Person, *, kept_for: int = 2, **values: Any) -> Sitting:
    """Keep one evening, a draft that hears no order yet, on Tuesday 10 March."""
    room = values.pop("room", None) or RoomFactory()
    area, adviser = values.pop("area", None) or AreaFactory(), values.pop("adviser", None)
    day = values.pop("day", TENTH)
    wanted = rules.SeriesFacts(
        weekdays=frozenset({day.weekday()}),
        first=day,
        last=day,
        at=values.pop("at", HALF_FIVE),
        minutes=values.pop("minutes", 60),
        kept_for=kept_for,
        room_id=room.id,
        adviser_id=adviser.id if adviser else None,
    )
    with changing():
        return series.arrange_series(
            facts=wanted, room=room, area=area, form_key=uuid4().hex, actor=actor
        ).made[0]


def pencilled(sitting: Sitting, kind: SeatKind, member: Member) -> Seat:
    """Plan a volunteer for a seat, as the sitting's coordinator."""
    with changing():
        return pencilling.pencil(
            seat=seat(sitting, kind), person=member.person, actor=sitting.coordinator
        )


def answered_round(
    *members: Member, days: Sequence[date] = (TENTH,), **values: Any
) -> AvailabilityRound:
    """Return a round about evenings that is closed, to which these said yes for all of them."""
    asking = AvailabilityRound(
        first_on=min(days),
        last_on=max(days),
        closes_at=clock.at(date(2026, 3, 1), time(20)),
        slots=[RoundSlot(on_day=day, part=PartOfDay.EVENING) for day in days],
        **values,
    )
    session.add(asking)
    session.flush()
    for member in members:
        session.add(RoundReply(round_id=asking.id, member_id=member.id, sent_at=asking.closes_at))
        for slot in asking.slots:
            session.add(RoundAnswer(slot_id=slot.id, member_id=member.id))
    session.commit()
    return asking


def published(*sittings: Sitting, actor: Person | None = None) -> Programme:
    """Publish sittings, as they are previewed at this moment."""
    actor = actor or sittings[0].coordinator
    with changing():
        return publishing.publish_sittings(
            sittings_to_publish=sittings, seen=programme(sittings).fingerprint, actor=actor
        )


def seat(sitting: Sitting, kind: SeatKind) -> Seat:
    """Return the sitting's seat of a kind."""
    return next(each for each in sitting.seats if each.kind is kind)


def offered(sitting: Sitting, kind: SeatKind, member: Member) -> Offer:
    """Offer a seat to a volunteer, as the sitting's coordinator."""
    with changing():
        return offers.offer_seat(
            seat=seat(sitting, kind), person=member.person, actor=sitting.coordinator
        )


def accepted(sitting: Sitting, kind: SeatKind, member: Member) -> Offer:
    """Seat a volunteer: asked, and said yes."""
    offer = offered(sitting, kind, member)
    with changing():
        return offers.accept_offer(offer=offer, actor=member.person)


def seated(sitting: Sitting, kind: SeatKind, member: Member, at: datetime) -> Offer:
    """Seat a volunteer who was asked and said yes at a moment of the past."""
    with clock.frozen(at):
        return accepted(sitting, kind, member)


def lapsed(offer: Offer) -> Offer:
    """Let the time to answer an offer run out now."""
    offer.expires_at = clock.now()
    session.commit()
    with changing():
        return offers.lapse_offer(offer=offer)


def members() -> Sequence[Member]:
    """Return everybody on the register."""
    return session.scalars(select(Member).order_by(Member.id)).all()


def states(seat: Seat) -> dict[str, str]:
    """Return how the newest offer of a seat to each person stands."""
    session.expire_all()
    return {offer.person.name: offer.state.value for offer in seat.offers}


def mail() -> list[tuple[str, str]]:
    """Return who was written to, and by which letter, in order."""
    rows: Sequence[Mail] = session.scalars(select(Mail).order_by(Mail.id)).all()
    return [
        (row.to_person.name if row.to_person else "", row.template.rpartition("/")[2])
        for row in rows
    ]


def duties(sitting: Sitting) -> dict[str, str]:
    """Return who is on the calendar's entry, and how sure."""
    session.refresh(sitting.entry)
    return {
        f"{each.person.name}: {each.part}": each.state.value
        for each in sitting.entry.attendees
        if each.state is not AttendeeState.GONE
    }


def tags() -> list[str]:
    """Return the trail's tags of panels, in order."""
    found = session.scalars(
        select(AuditEvent.tag).where(AuditEvent.tag.like("panels:%")).order_by(AuditEvent.id)
    )
    return [tag.removeprefix("panels:") for tag in found]


def of(sitting: Sitting, more: str = "") -> str:
    """Return the address of a sitting's page."""
    return f"/panels/sittings/{sitting.entry.uuid}{more}"


def order_form(northmere: Area, manager: Person, **values: object) -> dict[str, object]:
    """Return what a coordinator types about an order."""
    return {
        "court_date": ["11", "2", "2026"],
        "months": "6",
        "area": northmere.id,
        "case_manager": manager.id,
        "form_key": uuid4().hex,
        **values,
    }


def sitting_form(**values: object) -> dict[str, object]:
    """Return what a coordinator types about a sitting."""
    return {
        "date": ["10", "3", "2026"],
        "time": "5:30pm",
        "minutes": "60",
        "kind_1": "initial",
        "form_key": uuid4().hex,
        **values,
    }


def enter(pages: Pages, person: Person) -> None:
    """Sign somebody in."""
    assert person.email
    pages.sign_in(person.email)


def text_of(page: Tag, selector: str) -> str:
    """Return the words of the first element that a selector finds."""
    found = page.select_one(selector)
    assert found is not None, selector
    return found.get_text()


def attribute_of(page: Tag, selector: str, name: str = "value") -> str:
    """Return an attribute of the first element that a selector finds."""
    found = page.select_one(selector)
    assert found is not None, selector
    return str(found[name])
