"""Importing training: the awards that the rows of a spreadsheet add. None is changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.database import session
from portal.members.models import Member
from portal.people.models import Person
from portal.spreadsheets.actions import Importer
from portal.spreadsheets.imports import (
    BAD,
    NEW,
    Directory,
    Listed,
    Option,
    Outcome,
    Reading,
    Sheet,
    bare,
    looked_at,
)
from portal.training import imports, rules
from portal.training.actions.awards import Evidence, give_award, validity_of
from portal.training.imports import AwardChange, AwardRow, Held, Taught, Trainee
from portal.training.models import Award, AwardSource, Course, TrainingTag
from portal.training.queries import importing as queries

JUST_NOW: Final = "Somebody recorded the same award at this moment: import the file again."


def understood(sheet: Sheet, actor: Person | None) -> Reading[AwardRow]:
    """Return a spreadsheet understood, against the people and courses there are."""
    people, shared = _people(actor)
    known = imports.Known(clock.today(), people, _courses(queries.all_courses()), shared)
    return imports.understand(sheet, known)


def weigh_awards(*, items: Sequence[AwardRow], actor: Person | None) -> Outcome:
    """Return what `import_awards` would do; changes nothing."""
    return looked_at(_weighed(items))


def import_awards(*, items: Sequence[AwardRow], actor: Person | None) -> Outcome:
    """Give the awards that rows speak of and nobody holds yet; the same rows again give none."""
    outcome = Outcome()
    people = queries.people_numbered({row.who.id for row in items})
    courses = {course.id: course for course in queries.all_courses()}
    for change in _weighed(items):
        row = change.row
        if change.kind == BAD:
            outcome.refuse(change.lines, change.reason)
            continue
        try:
            if change.kind == NEW:
                with session.begin_nested():
                    _give(row, people[row.who.id], courses[row.course.id], actor)
        except rules.Refused as refused:
            outcome.refuse(change.lines, refused.sentence)
        except IntegrityError:
            outcome.refuse(change.lines, JUST_NOW)
        else:
            outcome.counts[change.kind] += 1
    return outcome


def _give(row: AwardRow, person: Person, course: Course, actor: Person | None) -> None:
    give_award(
        person=person,
        course=course,
        facts=row.facts,
        evidence=Evidence(AwardSource.IMPORTED, provider=row.provider),
        actor=actor,
        form_key=row.import_key,
    )


def _weighed(items: Sequence[AwardRow]) -> Iterator[AwardChange]:
    """Yield what each row would add, in a fixed number of statements; changes nothing."""
    found = queries.awards_from(
        {row.who.id for row in items},
        {row.course.id for row in items},
        {row.facts.taken_on for row in items},
    )
    held = {(each.person_id, each.course_id, each.taken_on): _held(each) for each in _last(found)}
    for row in items:
        yield imports.weigh(row, held.get(row.alike))


def _last(awards: Iterable[Award]) -> list[Award]:
    """Return awards so that, of several from one day, one that was not taken back comes last."""
    return sorted(awards, key=lambda award: award.revoked_at is None)


def _held(award: Award) -> Held:
    return Held(award.until, award.valid_until, award.revoked_at is not None)


def _courses(courses: Iterable[Course]) -> Directory[Taught]:
    return Directory(
        [
            Listed(
                Taught(
                    each.id,
                    each.title,
                    validity_of(each),
                    each.level.value if each.level else None,
                    each.started_on,
                ),
                each.title,
                each.code,
            )
            for each in courses
        ],
        "course",
        "courses",
        "use the title or the short code",
    )


def _people(actor: Person | None) -> tuple[Directory[Trainee], dict[str, tuple[Option, ...]]]:
    """Return people as cells name them, and whom each address that several share could mean."""
    mine, found = queries.areas_of(actor), queries.who_can_be_awarded()
    by_email: defaultdict[str, list[tuple[Person, Member | None]]] = defaultdict(list)
    for person, member in found:
        by_email[bare(person.email or "")].append((person, member))
    shared = {
        email: tuple((_token(*each), _label(*each)) for each in several)
        for email, several in by_email.items()
        if email and len(several) > 1
    }
    entries = [
        Listed(
            _trainee(person, member, mine),
            _label(person, member),
            _token(person, member),
            tuple(_keys(person, alone=bare(person.email or "") not in shared)),
        )
        for person, member in found
    ]
    tell_apart = "use the email address or the volunteer number"
    return Directory(entries, "person", "people", tell_apart), shared


def _trainee(person: Person, member: Member | None, mine: frozenset[int]) -> Trainee:
    theirs = {row.area_id for row in member.area_rows} if member else set()
    return Trainee(
        person.id,
        person.display_name,
        not mine or not theirs or bool(theirs & mine),
        frozenset({bare(person.name), bare(person.display_name)}),
    )


def _token(person: Person, member: Member | None) -> str:
    return member.number if member else str(person.uuid)


def _label(person: Person, member: Member | None) -> str:
    """> Ann Lee, V012; Jo Hartley, jo@example.org: so that two of one name are told apart."""
    told = member.number if member else person.email
    return f"{person.display_name}, {told}" if told else person.display_name


def _keys(person: Person, *, alone: bool) -> Iterator[str]:
    yield from (person.name, person.display_name)
    if person.email and alone:
        yield person.email


AWARDS: Final = Importer(
    source="training.import",
    noun="award",
    file="training.csv",
    layout=imports.LAYOUT,
    tag=TrainingTag.IMPORT_RUN,
    understand=understood,
    weigh=weigh_awards,
    take_in=import_awards,
    prepare=imports.prepared,
)
