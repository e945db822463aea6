"""An import: the file is kept, asked for as a job, and taken in piece by piece."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, Generic, Protocol, TypeVar

from portal import clock
from portal.audit.actions import record
from portal.audit.models import Tag
from portal.notifications.actions.files import delete_files, keep_file
from portal.notifications.actions.jobs import queue
from portal.notifications.models import Document, Job, JobState
from portal.notifications.queries import file_content
from portal.notifications.queries import job as job_by_key
from portal.people.models import Person
from portal.site.files import Kept
from portal.spreadsheets import imports, queries
from portal.spreadsheets.imports import BAD, SAME, Layout, Outcome, Reading, Sheet

Item = TypeVar("Item")
Taken_contra = TypeVar("Taken_contra", contravariant=True)

LOOKED_AT_ONCE: Final = 100
"""Items that a dry run weighs together."""

UPLOADS_KEPT: Final = timedelta(days=1)


class Work(Protocol[Taken_contra]):
    """What weighs some items of a file, or takes them in, for whoever asks for it."""

    def __call__(self, *, items: Sequence[Taken_contra], actor: Person | None) -> Outcome:
        """Return what becomes of the rows; `actor` is None at the command line."""


@dataclass(frozen=True)
class Gives:
    """What rows are given when they go in: the column that it stands in, and its file's name."""

    field: str
    heading: str
    file: str


@dataclass(frozen=True)
class Importer(Generic[Item]):
    """One kind of spreadsheet: how it is read, what it would change, how it is taken in.

    `source` names its job and its files, `noun` one item, `file` the template. `prepare` says
    what is kept of an uploaded sheet. `weigh` changes nothing; `take_in` is committed every
    `piece` items, and finds what went in before the same. Files that go back are kept for
    `kept_days`.
    """

    source: str
    noun: str
    file: str
    layout: Layout
    tag: Tag
    understand: Callable[[Sheet, Person | None], Reading[Item]]
    weigh: Work[Item]
    take_in: Work[Item]
    prepare: Callable[[Sheet], Sheet] | None = None
    gives: Gives | None = None
    keeps_name: bool = True
    piece: int = LOOKED_AT_ONCE
    kept_days: int = 30

    @property
    def problems(self) -> str:
        """Return whose the files of rows are that did not go in."""
        return f"{self.source}.problems"

    @property
    def given(self) -> str:
        """Return whose the files are that tell what rows were given."""
        return f"{self.source}.given"

    def sheet_of(self, content: bytes) -> Sheet:
        """Return as much of a file as may be known of it; raises `imports.Unreadable`."""
        sheet = imports.read(content, self.layout)
        return self.prepare(sheet) if self.prepare else sheet

    def reading_of(self, content: bytes, actor: Person | None) -> Reading[Item]:
        """Return a file understood, for whoever asks; raises `imports.Unreadable`."""
        return self.understand(self.sheet_of(content), actor)


def begun(reading: Reading[Any]) -> Outcome:
    """Return what is known before the first row is taken in: repeats, and rows that will not do."""
    counts = Counter({SAME: reading.repeats, BAD: len(reading.problems)})
    return Outcome(counts, list(reading.problems))


def pieces(reading: Reading[Item], size: int) -> Iterator[Sequence[Item]]:
    """Yield the items of a file, a piece at a time."""
    for start in range(0, len(reading.items), size):
        yield reading.items[start : start + size]


def foresee(importer: Importer[Any], reading: Reading[Any], actor: Person | None) -> Outcome:
    """Return what an import would do; changes nothing."""
    outcome = begun(reading)
    for piece in pieces(reading, LOOKED_AT_ONCE):
        outcome.add(importer.weigh(items=piece, actor=actor))
    outcome.problems.sort(key=lambda problem: problem.line.number)
    return outcome


def keep_upload(
    *, importer: Importer[Any], content: bytes, sheet: Sheet, name: str, actor: Person
) -> Document:
    """Keep a spreadsheet for a day, to be looked through and imported.

    `sheet` is what may be known of it. The file itself is kept only when it says no more and is
    one of text, so that it is read quickly; its name only where it can say nothing of anybody.
    """
    kept = content if sheet.is_text and not importer.prepare else imports.as_text(sheet)
    return _keep(importer.source, actor.id, kept, name if importer.keeps_name else importer.file)


def match_words(
    *,
    importer: Importer[Any],
    document: Document,
    chosen: Mapping[tuple[str, str], str],
    actor: Person,
) -> Document:
    """Keep the spreadsheet again with words changed for those that were chosen instead."""
    sheet = imports.replaced(importer.sheet_of(file_content(document)), chosen)
    return _keep(importer.source, actor.id, imports.as_text(sheet), document.name)


def queue_import(*, importer: Importer[Any], document: Document, actor: Person) -> Job:
    """Ask for an import; while the same file waits or runs, that is the one.

    Asked again for an upload that is done, it is the one that did it; the same file uploaded
    anew is imported anew.
    """
    key = f"{importer.source}:{actor.id}:{document.sha256}"
    before = job_by_key(key)
    if before and before.state is JobState.DONE and before.args["document"] == document.id:
        return before
    return queue(name=importer.source, key=key, args={"document": document.id}, actor=actor)


def finish_import(
    *,
    importer: Importer[Any],
    job: Job,
    upload: Document,
    reading: Reading[Any],
    outcome: Outcome,
    actor: Person | None,
) -> dict[str, Any]:
    """Keep the rows that did not go in, and return what is shown of the import."""
    result: dict[str, Any] = {**outcome.numbers, "notes": list(reading.notes), "name": upload.name}
    if outcome.problems:
        content = imports.problems_file(reading.sheet, outcome.problems)
        name = problems_name(upload.name)
        result["document"] = _keep(importer.problems, job.id, content, name).id
    if importer.gives and outcome.given:
        content = given_file(importer.gives, reading, outcome)
        result["given"] = _keep(importer.given, job.id, content, importer.gives.file).id
    record(importer.tag, job, actor=actor, **outcome.numbers)
    return result


def given_file(gives: Gives, reading: Reading[Any], outcome: Outcome) -> bytes:
    """Return the rows that were given something, each with it."""
    return imports.with_column(reading.sheet, gives.field, gives.heading, outcome.given)


def problems_name(name: str) -> str:
    """> volunteers.csv gives volunteers-problems.csv; so does volunteers.xlsx."""
    stem, dot, _ending = name.rpartition(".")
    return f"{(stem if dot else name).removesuffix('-problems')}-problems.csv"


def forget_old_files(*, importer: Importer[Any]) -> int:
    """Delete spreadsheets that nobody imported, and old files that went back; return how many."""
    now = clock.now()
    kept = now - timedelta(days=importer.kept_days)
    old = [
        *queries.documents_before(importer.source, now - UPLOADS_KEPT),
        *queries.documents_before(importer.problems, kept),
        *queries.documents_before(importer.given, kept),
    ]
    delete_files(old)
    return len(old)


def _keep(owner_type: str, owner_id: int, content: bytes, name: str) -> Document:
    file = Kept(content, imports.MEDIA_TYPE, name)
    return keep_file(owner_type=owner_type, owner_id=owner_id, file=file)
