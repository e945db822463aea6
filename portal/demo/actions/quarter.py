"""The next quarter, planned by the portal's own hand: dates asked for, two people in pencil."""

from datetime import date, time

from portal import clock
from portal.demo.actions.mail import keep_letters
from portal.demo.actions.rows import Rows, moment
from portal.demo.rules import sittings as told
from portal.demo.rules.quarter import AREA, EVENING, Round
from portal.members import rules
from portal.members.actions import open_round, send_answers
from portal.members.models import AvailabilityRound
from portal.panels.actions import pencilling
from portal.panels.models import SeatKind
from portal.panels.queries import candidates

JO = "Jo Hartley"
PENCILLED = time(15, 20)


def ask(rows: Rows, told_round: Round) -> None:
    """Open the round, write to everybody it asks, and take the answers of those who have sent."""
    jo = rows.people[JO]
    asking = rules.Asking(
        area_id=rows.areas[AREA].id,
        first_on=told_round.first,
        last_on=told_round.last,
        closes_on=told_round.closes_on,
        confirm_by=told_round.confirm_by,
        slots=tuple((day, EVENING) for day in told_round.days),
    )
    with rows.naming(), clock.frozen(moment(told_round.opened)):
        opened = open_round(asking=asking, form_key=str(rows.uuid()), actor=jo)
    keep_letters()  # they say nothing any more once there is an answer
    for answer in told_round.answers:
        with clock.frozen(moment(answer.sent)):
            _answer(rows, opened, answer.name, answer.days)


def _answer(rows: Rows, opened: AvailabilityRound, name: str, days: frozenset[date]) -> None:
    send_answers(
        asking=opened,
        member=rows.members[name],
        slots=[slot.id for slot in opened.slots if slot.on_day in days],
        most=None,
        actor=rows.people[name],
    )


def pencil(rows: Rows, sittings: list[told.Sitting], told_round: Round) -> None:
    """Plan a chair for the first draft, who is to stay whatever else changes, and a member."""
    said_yes = {answer.name for answer in told_round.answers if answer.days}
    draft = next(rows.sittings[each] for each in sittings if each.state == "draft")
    jo = rows.people[JO]
    with clock.frozen(clock.at(rows.times.away(-1), PENCILLED)):
        for seat in draft.seats:
            if seat.kind in {SeatKind.CHAIR, SeatKind.MEMBER}:
                can = [each for each in candidates.candidates(draft, seat) if each.can]
                people = [each.member.person for each in can]
                person = next(each for each in people if each.name in said_yes)
                pencilling.pencil(seat=seat, person=person, actor=jo)
                if seat.kind is SeatKind.CHAIR:
                    pencilling.pin(seat=seat, pinned=True, actor=jo)
