"""What volunteers claimed for their journeys, by the portal's own hand, at every stage."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from portal import clock
from portal.calendar.models import Entry
from portal.demo.actions.mail import keep_letters
from portal.demo.actions.rows import Rows, morning
from portal.members.actions import claims, expenses
from portal.members.models import Claim, Member
from portal.members.queries import expenses as queries
from portal.members.rules import expenses as rules

JO: Final = "Jo Hartley"
MARGARET: Final = "Margaret Osei"
OTHERS: Final = 5
SENT_AGO, DECIDED_AGO, PAID_AGO = 6, 3, 1
QUESTION: Final = "Did you drive from home, or from work?"
WHY_NOT: Final = "You shared the car: the driver has claimed these miles."
RATE, TENTHS = 45, 124
PARKED: Final = rules.Cost("parking", 320, words="Multi-storey by the station")
TOLL: Final = rules.Cost("other", 180, words="Toll on the estuary bridge, there and back")


def load_claims(rows: Rows) -> None:
    """Let Margaret have one claim paid and one to send, and others each theirs."""
    with rows.naming():
        mine = list(_claimable(rows, rows.members[MARGARET]))
        for entry in mine[:1]:
            _approved(rows, _sent(rows, rows.members[MARGARET], entry))
            _pay(rows)
        for entry in mine[1:2]:
            _journey(rows, rows.members[MARGARET], entry, more=(TOLL,))
        ends = (_approved, _asked, _refused)
        for number, (member, entry) in enumerate(islice(_others(rows), OTHERS)):
            claim = _sent(rows, member, entry, tenths=TENTHS + 10 * number)
            if number < len(ends):
                ends[number](rows, claim)
        keep_letters()


def _others(rows: Rows) -> Iterator[tuple[Member, Entry]]:
    for name, member in rows.members.items():
        if name == MARGARET or not member.person.email:
            continue
        for entry in islice(_claimable(rows, member), 1):
            yield member, entry


def _claimable(rows: Rows, member: Member) -> Iterator[Entry]:
    """Return what somebody was at that was over when the claims were made, the oldest first."""
    before = rows.times.away(-SENT_AGO)
    for cause in reversed(queries.causes(member.person_id)):
        if cause.entry.last_day < before:
            yield cause.entry


def _journey(
    rows: Rows,
    member: Member,
    entry: Entry,
    tenths: int = TENTHS,
    more: Sequence[rules.Cost] = (),
) -> None:
    for cost in (rules.by_car(tenths, RATE), PARKED, *more):
        expenses.add_cost(
            member=member,
            entry=entry,
            cost=cost,
            receipt=None,
            form_key=rows.uuid().hex,
            actor=member.person,
        )


def _sent(rows: Rows, member: Member, entry: Entry, tenths: int = TENTHS) -> Claim:
    with clock.frozen(morning(rows.times.away(-SENT_AGO))):
        _journey(rows, member, entry, tenths)
        return expenses.send(member=member, actor=member.person)


def _approved(rows: Rows, claim: Claim) -> None:
    with clock.frozen(morning(rows.times.away(-DECIDED_AGO))):
        claims.approve(claim=claim, actor=rows.people[JO])


def _pay(rows: Rows) -> None:
    with clock.frozen(morning(rows.times.away(-PAID_AGO))):
        claims.pay(within=(), form_key=rows.uuid().hex, actor=rows.people[JO])


def _asked(rows: Rows, claim: Claim) -> None:
    with clock.frozen(morning(rows.times.away(-DECIDED_AGO))):
        claims.ask(claim=claim, question=QUESTION, actor=rows.people[JO])


def _refused(rows: Rows, claim: Claim) -> None:
    with clock.frozen(morning(rows.times.away(-DECIDED_AGO))):
        claims.refuse(claim=claim, reason=WHY_NOT, actor=rows.people[JO])
