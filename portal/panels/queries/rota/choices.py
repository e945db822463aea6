"""What can be chosen in a form of the rota: whom for a seat, which seat for somebody, a swap."""

from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import select

from portal.database import session
from portal.panels import rules
from portal.panels.models import Seat, SeatKind, Sitting
from portal.panels.queries import candidates
from portal.panels.queries.rota.sittings import Rota, RotaSeat, RotaSitting
from portal.panels.queries.sittings import sitting
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
        if rules.may_set_aside(each.standing.bars(each.seat))
    ][:MOST]


def seats_for(person_id: int, open_on: Sequence[RotaSitting]) -> Options:
    """Return the seats of these sittings that somebody could be planned for, the barred last."""
    free: Options = []
    barred: Options = []
    for each in open_on:
        whole = sitting(each.uuid, frozenset())
        for seat in whole.seats:
            found = candidates.candidate(whole, seat, person_id) if _is_open(seat) else None
            if found and rules.may_set_aside(found.standing.bars(found.seat)):
                words = f"{_seat_words(each, seat.kind)}: {_standing(found)}"
                (free if found.can else barred).append((seat.id, words))
    return free + barred


def swaps_of(rota: Rota, seat_id: int) -> Options:
    """Return the seats of the period whose person could change places with this one's."""
    return [
        (seat.id, f"{short_day(each.on)}, {_seat_words(each, seat.kind)}: {_whose(seat)}")
        for each, seat in _open_seats(rota)
        if seat.id != seat_id
    ][:MOST]


def _open_seats(rota: Rota) -> Iterator[tuple[RotaSitting, RotaSeat]]:
    for each in rota.of_area:
        for seat in each.seats:
            if seat.person is None and seat.kind is not SeatKind.ADVISER and not each.has_begun:
                yield each, seat


def _is_open(seat: Seat) -> bool:
    taken = seat.person_id is not None or seat.pencilled_id is not None
    return not taken and seat.kind is not SeatKind.ADVISER


def _whose(seat: RotaSeat) -> str:
    return seat.planned.name if seat.planned else "empty"


def _seat_words(each: RotaSitting, kind: SeatKind) -> str:
    return f"{kind.label}, {time(each.starts_at)}, {each.place}"


def _standing(found: candidates.Candidate) -> str:
    load = f"{found.load} of at most {found.member.max_month} that month"
    return f"{lower_first(found.words)} ({load})"
