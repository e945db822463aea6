"""How volunteers stand at sittings, in a fixed number of statements however many there are."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, true

from portal import clock
from portal.database import session
from portal.members import rules
from portal.members.models import CHECK_DUE_DAYS, Member, MemberArea, Status
from portal.members.queries.checks import newest_checks
from portal.members.queries.said import Week, answers_on, away_on, usual_weeks
from portal.members.queries.whereabouts import Asked, Plans, duties
from portal.people.models import Person
from portal.people.queries import areas
from portal.settings.queries import value

NOT_ASKED = (Status.APPLICANT, Status.LEFT)
"""Not appointed yet, or gone: never among those who could sit."""


@dataclass(frozen=True, slots=True)
class _Volunteer:
    """A member with what the rules see of them, and their numbers as plain values."""

    member: Member
    member_id: int
    person_id: int
    profile: rules.Profile


class _Board:
    """What is known of the volunteers around some sittings, read once."""

    def __init__(
        self, asked: Sequence[Asked], people: Collection[int] | None, freed: Plans
    ) -> None:
        self.names = {area.id: area.name for area in areas()}
        self.volunteers = _volunteers(_appointed(people), self.names)
        ids = [who.member_id for who in self.volunteers]
        days = {each.day for each in asked}
        self.away, self.answers = away_on(ids, days), answers_on(ids, days)
        self.duties = duties(asked, [who.person_id for who in self.volunteers], freed)
        self.rulings = rules.Rulings()
        self.now, self.today, self.due_days = clock.now(), clock.today(), value(CHECK_DUE_DAYS)


class _Sitting:
    """One sitting on the board, and what is known of a volunteer there."""

    def __init__(self, asked: Asked, board: _Board) -> None:
        self._asked, self._board = asked, board
        self._occasion = rules.Occasion(
            day=asked.day,
            parts=asked.parts,
            area_id=asked.area_id,
            area_name=board.names[asked.area_id] if asked.area_id is not None else "",
            today=board.today,
            due_days=board.due_days,
        )

    def barred(self, who: _Volunteer) -> frozenset[str]:
        return self._board.rulings.barred(who.profile, self._gone(who), self._occasion)

    def parts(self, who: _Volunteer) -> tuple[rules.Part, ...]:
        sat = self.last_sat(who)
        then = self._gone(who)._replace(
            load=self.load(who), last_sat=clock.london(sat).date() if sat else None
        )
        return self._board.rulings.parts(who.profile, then, self._occasion)

    def available(self, who: _Volunteer) -> bool:
        answers = self._board.answers.get((who.member_id, self._asked.day), ())
        return rules.available(who.profile, answers, self._occasion)

    def load(self, who: _Volunteer) -> int:
        return self._board.duties.load(who.person_id, self._asked)

    def last_sat(self, who: _Volunteer) -> datetime | None:
        before = min(self._asked.starts_at, self._board.now)
        return self._board.duties.last_sat(who.person_id, before)

    def _gone(self, who: _Volunteer) -> rules.Then:
        board = self._board
        on, pair = (who.member_id, self._asked.day), (who.person_id, self._asked.key)
        return rules.Then(
            0,
            None,
            board.away.get(on, ()),
            board.duties.busy.get(pair, ()),
            board.duties.far.get(pair, ()),
            board.answers.get(on, ()),
        )


class MemberStanding:
    """A volunteer at a sitting.

    What bars them is known at little cost, for those who weigh everybody at every sitting of a
    quarter; all reasons are put into words when somebody asks for them.
    """

    __slots__ = ("_added", "_at", "_barred", "_standing", "_who")

    def __init__(self, who: _Volunteer, at: _Sitting, added: tuple[rules.Part, ...] = ()) -> None:
        self._who, self._at, self._added = who, at, added
        self._barred: frozenset[str] | None = None
        self._standing: rules.Standing | None = None

    @property
    def member(self) -> Member:
        """Return the volunteer."""
        return self._who.member

    @property
    def person_id(self) -> int:
        """Return the volunteer's number as a person."""
        return self._who.person_id

    @property
    def barred(self) -> frozenset[str]:
        """Return the kinds of seat that something bars them from."""
        if self._barred is None:
            self._barred = self._at.barred(self._who)
            for part in self._added:
                self._barred |= part.barred
        return self._barred

    def can(self, seat: str) -> bool:
        """Return whether nothing bars them from this kind of seat."""
        return seat not in self.barred

    @property
    def standing(self) -> rules.Standing:
        """Return everything for and against them, in words."""
        if self._standing is None:
            self._standing = rules.together((*self._at.parts(self._who), *self._added))
        return self._standing

    @property
    def available(self) -> bool:
        """Return whether they said that they can: in a round, or else by their usual week."""
        return self._at.available(self._who)

    @property
    def load(self) -> int:
        """Return how many other panels they have in that month."""
        return self._at.load(self._who)

    @property
    def last_sat(self) -> datetime | None:
        """Return when they last sat, before the sitting and before now."""
        return self._at.last_sat(self._who)

    def with_more(self, reasons: Iterable[rules.Reason]) -> "MemberStanding":
        """Return the same with reasons of which the register of volunteers knows nothing."""
        return MemberStanding(self._who, self._at, (*self._added, rules.part(*reasons)))


def standings_at(
    asked: Sequence[Asked], people: Collection[int] | None = None, freed: Plans = ()
) -> dict[int, list[MemberStanding]]:
    """Return everybody who might sit, by name, for each sitting by its key.

    Applicants and leavers are left out. `people` asks of these persons alone. `freed` are plans
    that are about to be made anew, and so keep nobody from anything.
    """
    if not asked:
        return {}
    board = _Board(asked, people, freed)
    return {each.key: _all_at(_Sitting(each, board), board) for each in asked}


def _all_at(at: _Sitting, board: _Board) -> list[MemberStanding]:
    return [MemberStanding(who, at) for who in board.volunteers]


def standings(
    *,
    starts_at: datetime,
    ends_at: datetime,
    area_id: int | None,
    venue_id: int | None = None,
    ignoring: int | None = None,
    people: Collection[int] | None = None,
) -> list[MemberStanding]:
    """Return everybody who might sit at one time, by name, each with reasons for and against.

    `area_id` None is a sitting for the whole service. `ignoring` is the number of the sitting's
    own entry, if it has one (`Asked.key`).
    """
    asked = Asked(ignoring or 0, starts_at, ends_at, area_id, venue_id)
    return standings_at([asked], people)[asked.key]


def _appointed(people: Collection[int] | None) -> Sequence[Member]:
    asked = true() if people is None else Member.person_id.in_(people)
    return session.scalars(
        select(Member)
        .join(Member.person)
        .where(Member.status.not_in(NOT_ASKED), Person.erased_at.is_(None), asked)
        .order_by(Person.name, Member.id)
    ).all()


def _volunteers(members: Sequence[Member], names: dict[int, str]) -> list[_Volunteer]:
    ids = [member.id for member in members]
    served, checks, weeks = _areas(ids), newest_checks(ids), usual_weeks(ids)

    def profile(member: Member) -> rules.Profile:
        area_ids, week = served[member.id], weeks.get(member.id, Week())
        return rules.Profile(
            status=member.status.value,
            max_month=member.max_month,
            may_chair=member.may_chair,
            willing_chair=member.willing_chair,
            is_learner=member.is_learner,
            is_staff=member.person.is_staff,
            area_ids=frozenset(area_ids),
            area_names=tuple(sorted(names[each] for each in area_ids)),
            dbs=checks.get(member.id),
            leaves_on=member.leaves_on,
            week=week.free,
            said=week.said,
        )

    return [_Volunteer(member, member.id, member.person_id, profile(member)) for member in members]


def _areas(member_ids: Collection[int]) -> defaultdict[int, list[int]]:
    served: defaultdict[int, list[int]] = defaultdict(list)
    rows = session.execute(
        select(MemberArea.member_id, MemberArea.area_id).where(MemberArea.member_id.in_(member_ids))
    )
    for member_id, area_id in rows:
        served[member_id].append(area_id)
    return served
