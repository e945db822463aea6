"""Importing volunteers: the file is kept, asked for as a job, and taken in piece by piece."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, Final

from portal import clock
from portal.audit.actions import record
from portal.database import session
from portal.members import imports, queries, rules
from portal.members.actions import checks, register
from portal.members.imports import BAD, CHANGED, NEW, SAME
from portal.members.models import CHECK_YEARS, CheckKind, Member, MembersTag, Status
from portal.notifications.actions.jobs import queue
from portal.notifications.models import Document, DocumentBody, Job, JobState
from portal.notifications.queries import job as job_by_key
from portal.people.models import Person
from portal.people.queries import areas
from portal.settings.queries import value

PIECE: Final = 100
"""Rows that are committed together."""

UPLOADS_KEPT: Final = timedelta(days=1)
PROBLEMS_KEPT: Final = timedelta(days=30)
COLUMNS: Final = (
    *("name", "known_as", "email", "phone", "phone_shared"),
    *("joined_on", "left_on", "min_month", "max_month", "may_chair", "is_learner"),
)


@dataclass
class Outcome:
    """What became of rows: how many of each kind, and those that were given back.

    `changes` is what a dry run would do.
    """

    counts: Counter[str] = field(default_factory=Counter)
    problems: list[imports.Problem] = field(default_factory=list)
    changes: list[imports.Change] = field(default_factory=list)

    def add(self, other: "Outcome") -> None:
        """Take in what became of another piece."""
        self.counts.update(other.counts)
        self.problems.extend(other.problems)
        self.changes.extend(other.changes)

    @property
    def numbers(self) -> dict[str, int]:
        """Return the counts, zeros too."""
        return {kind: self.counts[kind] for kind in (NEW, CHANGED, SAME, BAD)}


def reading_of(content: bytes) -> imports.Reading:
    """Return a file understood, against the areas there are; raises `imports.Unreadable`."""
    known = areas()
    named = {imports.bare(key): area.id for area in known for key in (area.code, area.name)}
    names = rules.in_a_row([area.name for area in known], "or")
    return imports.understand(imports.read(content), imports.Known(clock.today(), named, names))


def begun(reading: imports.Reading) -> Outcome:
    """Return what is known before the first row is taken in: repeats, and rows that will not do."""
    counts = Counter({SAME: reading.repeats, BAD: len(reading.problems)})
    return Outcome(counts, list(reading.problems))


def pieces(reading: imports.Reading) -> Iterator[Sequence[imports.Volunteer]]:
    """Yield the volunteers of a file, a piece at a time."""
    for start in range(0, len(reading.volunteers), PIECE):
        yield reading.volunteers[start : start + PIECE]


def weighed(
    volunteers: Sequence[imports.Volunteer], *, locked: bool = False
) -> Iterator[tuple[imports.Change, Member | None]]:
    """Yield what each row would change, and whom; changes nothing."""
    held = queries.by_number([each.number for each in volunteers], locked=locked)
    years = value(CHECK_YEARS)
    for volunteer in volunteers:
        member = held.get(volunteer.number)
        yield imports.weigh(volunteer, _held(member) if member else None, years=years), member


def weigh_piece(volunteers: Sequence[imports.Volunteer]) -> Outcome:
    """Return what `import_piece` would do; changes nothing."""
    outcome = Outcome()
    for change, _member in weighed(volunteers):
        outcome.counts[change.kind] += 1
        if change.kind == BAD:
            outcome.problems.append(imports.Problem(change.volunteer.line, change.reason))
        elif change.kind != SAME:
            outcome.changes.append(change)
    return outcome


def import_piece(*, volunteers: Sequence[imports.Volunteer], actor: Person | None) -> Outcome:
    """Add and change volunteers as the rows say; the same rows again change nothing.

    Somebody already known by name and address, who is no volunteer yet, becomes one: a colleague
    stays one person, and so stays out of community seats.
    """
    outcome = Outcome()
    emails = {each.values["email"] for each in volunteers if "email" in each.values}
    known = queries.no_volunteers_yet(emails)
    for change, member in weighed(volunteers, locked=True):
        outcome.counts[change.kind] += 1
        if change.kind == BAD:
            outcome.problems.append(imports.Problem(change.volunteer.line, change.reason))
        elif member is None:
            key = (change.volunteer.name.casefold(), change.values.get("email", ""))
            _add(change, known.pop(key, None), actor)
        elif change.kind == CHANGED:
            _change(change, member, actor)
    return outcome


def _add(change: imports.Change, person: Person | None, actor: Person | None) -> None:
    member = register.add(
        actor=actor,
        person=person,
        area_ids=change.areas or (),
        number=change.volunteer.number,
        status=Status(change.values["status"]),
        **_columns(change),
    )
    _record_check(change, member, actor)


def _change(change: imports.Change, member: Member, actor: Person | None) -> None:
    values = _columns(change)
    if "status" in change.values:
        register.set_status(
            member=member,
            status=Status(change.values["status"]),
            on=values.get("left_on") or clock.today(),
            leave_reason=None,
            actor=actor,
        )
    register.change(member=member, actor=actor, area_ids=change.areas, **values)
    _record_check(change, member, actor)


def _columns(change: imports.Change) -> dict[str, Any]:
    return {key: change.values[key] for key in COLUMNS if key in change.values}


def _record_check(change: imports.Change, member: Member, actor: Person | None) -> None:
    if change.check is None:
        return
    on, again, level, update = change.check
    made = rules.Check(on, again, update)
    checks.record_check(member=member, kind=CheckKind.DBS, made=made, level=level, actor=actor)


def _held(member: Member) -> imports.Held:
    person = member.person
    values = {name: getattr(member, name) for name in COLUMNS if hasattr(member, name)}
    values |= {name: getattr(person, name) for name in register.PERSON_COLUMNS}
    dbs: dict[date, tuple[date | None, str | None, bool]] = {
        check.issued_on: (check.recheck_on, check.level, check.update_service)
        for check in member.checks
        if check.kind is CheckKind.DBS
    }
    return imports.Held(
        {**values, "status": member.status.value},
        frozenset(row.area_id for row in member.area_rows),
        dbs,
    )


def keep_upload(*, content: bytes, name: str, actor: Person) -> Document:
    """Keep a spreadsheet for a day, to be looked through and imported."""
    return _keep(queries.SOURCE, actor.id, content, name)


def queue_import(*, document: Document, actor: Person) -> Job:
    """Ask for an import; while the same file waits or runs, that is the one.

    Asked again for an upload that is done, it is the one that did it; the same file uploaded
    anew is imported anew.
    """
    key = f"{queries.SOURCE}:{document.sha256}"
    before = job_by_key(key)
    if before and before.state is JobState.DONE and before.args["document"] == document.id:
        return before
    return queue(name=queries.SOURCE, key=key, args={"document": document.id}, actor=actor)


def finish_import(
    *, job: Job, upload: Document, reading: imports.Reading, outcome: Outcome, actor: Person | None
) -> dict[str, Any]:
    """Keep the rows that did not go in, and return what is shown of the import."""
    result: dict[str, Any] = {**outcome.numbers, "notes": list(reading.notes), "name": upload.name}
    if outcome.problems:
        content = imports.problems_file(reading.sheet, outcome.problems)
        name = problems_name(upload.name)
        result["document"] = _keep(queries.PROBLEMS, job.id, content, name).id
    record(MembersTag.IMPORT_RUN, job, actor=actor, **outcome.numbers)
    return result


def problems_name(name: str) -> str:
    """> volunteers.csv gives volunteers-problems.csv."""
    stem, dot, _ending = name.rpartition(".")
    return f"{(stem if dot else name).removesuffix('-problems')}-problems.csv"


def forget_old_files() -> int:
    """Delete spreadsheets that nobody imported, and old files of problems; return how many."""
    now = clock.now()
    old = [
        *queries.documents_before(queries.SOURCE, now - UPLOADS_KEPT),
        *queries.documents_before(queries.PROBLEMS, now - PROBLEMS_KEPT),
    ]
    _forget(old)
    return len(old)


def _keep(owner_type: str, owner_id: int, content: bytes, name: str) -> Document:
    document = Document(
        owner_type=owner_type,
        owner_id=owner_id,
        sha256=sha256(content).hexdigest(),
        media_type=imports.MEDIA_TYPE,
        size=len(content),
        name=name,
    )
    session.add_all((document, DocumentBody(document=document, content=content)))
    session.flush()  # what is shown links to its number
    return document


def _forget(documents: Sequence[Document]) -> None:
    for body in queries.bodies(documents):
        session.delete(body)
    session.flush()  # the bytes go first: they point at the document
    for document in documents:
        session.delete(document)
