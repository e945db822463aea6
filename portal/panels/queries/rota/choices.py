"""What can be chosen in a form of the rota: whom for a seat, which seat for somebody, a swap."""

from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import select

from portal.database import session
from portal.members.models import Member
from portal.members.queries import MemberStanding
from portal.panels.models import Seat, SeatKind, Sitting
from portal.panels.queries import candidates
from portal.panels.queries.rota.sittings import Rota, RotaSeat, RotaSitting
from portal.panels.queries.sittings import sittings_numbered
from portal.site.filters import lower_first, short_day, time

MOST: Final = 300
Options = list[tuple[int, str]]


def seat_numbered(rota: Rota, seat_id: int) -> Seat:
    """Return a seat of the rota's sittings; raises `NoResultFound` for any other."""
    ids = [each.id for each in rota.every]
    return session.scalars(
        select(Seat).where(Seat.id == seat_id, Seat.sitting_id.in_(ids)).join(Seat.sitting)
    ).one()


def people_for(found: Sitting, seat: Seat) -> Options:
    """Return whom a seat could be planned for, best first, each with how they stand then.

    Whom the law or their own word keeps from it is left out; what else bars somebody is said.
    """
    return [
        (each.member.person_id, f"{each.member.person.display_name}: {_standing(each)}")
        for each in candidates.candidates(found, seat)
        if each.standing.overridable(each.seat)
    ][:MOST]


def seats_for(person_id: int, shown: Sequence[RotaSitting]) -> Options:
    """Return the seats of these sittings that somebody could be planned for, the barred last."""
    at = candidates.candidates_at(sittings_numbered([each.id for each in shown]), [person_id])
    found = [
        (not them.can(seat.kind), seat.id, f"{_seat_words(each, seat.kind)}: {_stands(them, seat)}")
        for each in shown
        for them in at.get(each.id, ())
        for seat in each.seats
        if _is_open(seat) and them.standing.overridable(seat.kind)
    ]
    return [(seat_id, words) for _, seat_id, words in sorted(found, key=lambda each: each[0])]


def swaps_of(rota: Rota, seat: Seat, *, most: int = MOST) -> Options:
    """Return the seats of the period with which this one's person could change places.

    Where there are too many for a list, those of the days around are in it. Those whose person has
    said yes stand last, and say so: choosing one tells what can be done.
    """
    on = seat.sitting.entry.first_day
    others = [(each, other) for each, other in _seats_to_come(rota) if other.id != seat.id]
    near = sorted(others, key=lambda pair: abs(pair[0].on - on))[:most]
    near.sort(key=lambda pair: (pair[1].person is not None, pair[0].on))
    return [
        (other.id, f"{short_day(each.on)}, {_seat_words(each, other.kind)}: {_whose(other)}")
        for each, other in near
    ]


def _seats_to_come(rota: Rota) -> Iterator[tuple[RotaSitting, RotaSeat]]:
    for each in rota.of_area:
        for seat in each.seats:
            if seat.kind is not SeatKind.ADVISER and not each.has_begun:
                yield each, seat


def _is_open(seat: RotaSeat) -> bool:
    return seat.person is None and seat.planned is None and seat.kind is not SeatKind.ADVISER


def _whose(seat: RotaSeat) -> str:
    if seat.person:
        return f"{seat.person.name}, who has said yes"
    return seat.planned.name if seat.planned else "empty"


def _seat_words(each: RotaSitting, kind: SeatKind) -> str:
    return f"{kind.label}, {time(each.starts_at)}, {each.place}"


def _standing(found: candidates.Candidate) -> str:
    return f"{lower_first(found.words)} ({_load(found.load, found.member)})"


def _stands(found: MemberStanding, seat: RotaSeat) -> str:
    words = lower_first(found.standing.words(seat.kind))
    return f"{words} ({_load(found.load, found.member)})"


def _load(load: int, member: Member) -> str:
    return f"{load} of at most {member.max_month} that month"
