"""Who could take a seat: how each volunteer stands, and what this sitting adds to that."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from portal import clock
from portal.calendar import queries as calendar
from portal.calendar.models import Entry, Room
from portal.members.models import Member
from portal.members.queries import Asked, MemberStanding, Plans, standings, standings_at
from portal.members.rules import Reason, Standing
from portal.members.rules.reasons import favour
from portal.panels import rules
from portal.panels.models import Offer, Seat, SeatKind, Sitting
from portal.panels.queries import facts
from portal.panels.queries.added import Found, added
from portal.people.models import Person
from portal.site.filters import span

HINDERS: Final = ("away", "duty", "travel")
"""What keeps somebody who has said yes from coming after all."""


@dataclass(frozen=True)
class Candidate:
    """A volunteer for a seat: their standing at this sitting, and how much they sit."""

    member: Member
    standing: Standing
    load: int
    last_sat: datetime | None
    seat: str

    @property
    def can(self) -> bool:
        """Return whether they may be asked."""
        return self.standing.can(self.seat)

    @property
    def over_most(self) -> bool:
        """Return whether they would be over their own most: they are asked, never assigned."""
        return any(why.about == "load" and not why.good for why in self.reasons)

    @property
    def overridable(self) -> bool:
        """Return whether a coordinator may set aside, with a reason, all that bars them."""
        return not self.can and self.standing.overridable(self.seat)

    @property
    def state(self) -> str:
        """Return the look of their standing: ok, due, risk."""
        return self.standing.state(self.seat)

    @property
    def words(self) -> str:
        """> Can sit, over their most."""
        return self.standing.words(self.seat)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Return what is for and against them in this seat."""
        return self.standing.for_seat(self.seat)


def candidates_at(
    sittings: Sequence[Sitting], people: Collection[int] | None = None, freed: Plans = ()
) -> dict[int, list[MemberStanding]]:
    """Return everybody who might sit, by name, for each sitting by its number.

    It takes a fixed number of statements, whatever the number of sittings and of volunteers.
    `freed` are plans that are about to be made anew: as if nobody were pencilled in for them.
    """
    asked = [_asked(each) for each in sittings]
    at = standings_at(asked, people, freed)
    everybody = next(iter(at.values()), [])
    more = added(sittings, [each.member for each in everybody], freed)
    return {each.id: [_whole(one, each, more) for one in at[each.entry_id]] for each in sittings}


def _asked(sitting: Sitting) -> Asked:
    entry = sitting.entry
    venue_id = entry.room.venue_id if entry.room else None
    return Asked(entry.id, entry.starts_at, entry.ends_at, entry.area_id, venue_id)


def _whole(one: MemberStanding, sitting: Sitting, more: Found) -> MemberStanding:
    reasons = more.get((sitting.id, one.person_id))
    return one.with_more(reasons) if reasons else one


def candidates(
    sitting: Sitting, seat: Seat, people: Collection[int] | None = None
) -> list[Candidate]:
    """Return every volunteer, or these alone, for a seat, best first.

    Among all of them it is said too who is nearest, and for a chair who has chaired least.
    """
    everybody = candidates_at([sitting], people)[sitting.id]
    if people is None:
        everybody = _compared(everybody, sitting, seat)
    return sorted(
        (
            Candidate(each.member, each.standing, each.load, each.last_sat, seat.kind.value)
            for each in everybody
        ),
        key=_rank,
    )


def _compared(
    everybody: Sequence[MemberStanding], sitting: Sitting, seat: Seat
) -> list[MemberStanding]:
    """Add what speaks for somebody beside all others who could have the seat."""
    kind = seat.kind.value
    could = [each.person_id for each in everybody if each.can(kind)]
    found: defaultdict[int, list[Reason]] = defaultdict(list)
    served, ways = facts.served(), facts.Ways([sitting])
    steps = {who: ways.steps(sitting, served.get(who, frozenset())) for who in could}
    for who in rules.least(steps):
        found[who].append(favour("Nearest, by the areas that they serve", "areas"))
    if seat.kind is SeatKind.CHAIR:
        times = facts.chaired()
        for who in rules.least({who: times.get(who, 0) for who in could}):
            found[who].append(favour("Has chaired least in the past year", "chair"))
    return [
        each.with_more(found[each.person_id]) if each.person_id in found else each
        for each in everybody
    ]


def candidate(sitting: Sitting, seat: Seat, person_id: int) -> Candidate | None:
    """Return how one volunteer stands for a seat; None when they are not on the register."""
    return next(iter(candidates(sitting, seat, [person_id])), None)


def fits(offer: Offer, person: Person) -> list[str]:
    """Say to somebody who was asked how the sitting fits their own month.

    Nothing here tells them what they are only planned for.
    """
    entry = offer.seat.sitting.entry
    promised = calendar.promised_then(person.id, entry.starts_at, entry.ends_at, ignoring=entry.id)
    day = clock.london(entry.starts_at).date()
    for each in standings_at([_asked(offer.seat.sitting)], [person.id])[entry.id]:
        reasons = each.standing.reasons
        return rules.fit_words(
            free=any(why.good and why.about in {"availability", "round"} for why in reasons),
            elsewhere=[
                *(why.text for why in reasons if why.bars and why.about == "away"),
                *(_promise(other) for other in promised),
            ],
            load=calendar.month_promised(person.id, day, ignoring=entry.id),
            most=each.member.max_month,
            month=f"{day:%B}",
        )
    return []


def _promise(entry: Entry) -> str:
    when = span(entry.starts_at, entry.ends_at)
    return f"You have promised something else at that time: {entry.title}, {when}"


def hindered(
    starts_at: datetime,
    ends_at: datetime,
    room: Room,
    sitting: Sitting,
    person_ids: Iterable[int],
) -> list[MemberStanding]:
    """Return those who would be away, promised elsewhere or too far away at another time or place.

    The way is no hindrance to somebody who is on it although something speaks against them.
    """
    wanted = set(person_ids)
    if not wanted:
        return []
    known = {seat.person_id or seat.pencilled_id for seat in sitting.seats if seat.override_reason}
    return [
        each
        for each in standings(
            starts_at=starts_at,
            ends_at=ends_at,
            area_id=sitting.entry.area_id,
            venue_id=room.venue_id,
            ignoring=sitting.entry.id,
            people=wanted,
        )
        if (why := hindrance(each.standing))
        and not (why.about == "travel" and each.person_id in known)
    ]


def hindrance(standing: Standing) -> Reason | None:
    """Return why somebody who has said yes could no longer come, if so."""
    return next((each for each in standing.reasons if each.bars and each.about in HINDERS), None)


def _rank(each: Candidate) -> tuple[bool, bool, bool, int, int, bool, float, str, int]:
    return rules.rank(
        rules.Candidate(
            can=each.can,
            over_most=each.over_most,
            knows_order=any(reason.about == "order" and reason.good for reason in each.reasons),
            against=sum(not reason.good for reason in each.reasons),
            favour=sum(reason.good for reason in each.reasons),
            last_sat=each.last_sat,
            name=each.member.person.display_name,
            number=each.member.id,
        )
    )
