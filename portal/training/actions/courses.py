"""The catalogue: adding a course, changing it, taking it out of use; its materials."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal import clock
from portal.audit.actions import Changes, amend, record
from portal.database import session
from portal.notifications.actions.files import delete_files, keep_file
from portal.people.models import Person
from portal.site.files import Kept
from portal.training import rules
from portal.training.models import (
    Course,
    CourseCover,
    CourseMaterial,
    CourseNeed,
    CourseOutcome,
    CoursePrerequisite,
    NeedBy,
    Needing,
    TrainingTag,
)
from portal.training.queries import courses as queries

MATERIAL = "training.material"
"""Whose files they are: of a course's material."""


@dataclass(frozen=True)
class Around:
    """What belongs to a course besides its columns.

    `needs` says within how many months of joining, None for before a first panel. The others
    are courses by their numbers. `outcomes` are sentences, in order.
    """

    needs: Mapping[Needing, int | None]
    prerequisites: Collection[int] = ()
    covers: Collection[int] = ()
    outcomes: Sequence[str] = ()


def add_course(
    *, around: Around, form_key: str | None, actor: Person | None, **values: Any
) -> Course:
    """Put a course into the catalogue; the same form twice adds one.

    Raises `rules.Refused` when its code or title is another's.
    """
    made = queries.course_by_form(form_key) if form_key else None
    if made is not None:
        return made
    _check_names(values, None)
    course = Course(form_key=form_key, **values)
    session.add(course)
    session.flush()  # what surrounds it points at its number
    _surround(course, around)
    record(TrainingTag.COURSE_ADDED, course, actor=actor)
    return course


def change_course(
    *, course: Course, version: int, around: Around, actor: Person | None, **values: Any
) -> Changes:
    """Change a course, and return what differs. Awards keep their days: see `reckon_awards`.

    Raises `rules.Stale` when somebody changed it meanwhile; `rules.Refused` when its code or title
    is another's, or when what it builds on or stands for would lead back to itself.
    """
    course = queries.lock_course(course.id)
    if course.version != version:
        raise rules.Stale("This course was changed since you opened it.")
    _check_names(values, course)
    changes = amend(course, **values)
    changes.update(_surround(course, around))
    if changes:
        course.updated_at = clock.now()
        record(TrainingTag.COURSE_CHANGED, course, actor=actor, changes=changes)
    return changes


def retire_course(*, course: Course, actor: Person | None) -> None:
    """Take a course out of use: nobody is asked for it any more; awards stay. Twice is harmless."""
    course = queries.lock_course(course.id)
    if course.retired_at is None:
        course.retired_at = clock.now()
        record(TrainingTag.COURSE_RETIRED, course, actor=actor)


def reopen_course(*, course: Course, actor: Person | None) -> None:
    """Bring a course back into use. Twice is harmless."""
    course = queries.lock_course(course.id)
    if course.retired_at is not None:
        course.retired_at = None
        record(TrainingTag.COURSE_REOPENED, course, actor=actor)


def add_material(
    *,
    course: Course,
    title: str,
    actor: Person,
    url: str | None = None,
    file: Kept | None = None,
) -> CourseMaterial:
    """Add something to read: a link or a file. The same title again replaces nothing."""
    material = CourseMaterial(title=title, url=None if file else url)
    if file is not None:
        material.document = keep_file(owner_type=MATERIAL, owner_id=course.id, file=file)
    course.materials.append(material)
    record(TrainingTag.MATERIAL_ADDED, course, actor=actor, material=title)
    return material


def remove_material(*, course: Course, material_id: int, actor: Person) -> None:
    """Take a material off, and its file with it; twice is harmless."""
    material = next((each for each in course.materials if each.id == material_id), None)
    if material is None:
        return
    document = material.document
    course.materials.remove(material)
    record(TrainingTag.MATERIAL_REMOVED, course, actor=actor, material=material.title)
    if document is not None:
        session.flush()  # the material goes first: it points at the file
        delete_files([document])


def _check_names(values: Mapping[str, Any], course: Course | None) -> None:
    for field, noun in (("code", "code"), ("title", "title")):
        other = queries.course_with(field, values[field])
        if other is not None and other is not course:
            raise rules.Refused(
                f"{other.title} has this {noun} already.", "Enter another one.", field
            )


def _surround(course: Course, around: Around) -> Changes:
    """Make needs, prerequisites, covered courses and outcomes these."""
    _check_circles(course, around)
    return {
        **_set_needs(course, around.needs),
        **_set_links(course, "prerequisites", "required_id", around.prerequisites),
        **_set_links(course, "covers", "covered_id", around.covers),
        **_set_outcomes(course, around.outcomes),
    }


def _check_circles(course: Course, around: Around) -> None:
    titles = queries.titles()
    for field, pairs, ends in (
        ("prerequisites", queries.prerequisite_pairs(), around.prerequisites),
        ("covers", queries.cover_pairs(), around.covers),
    ):
        others = [pair for pair in pairs if pair[0] != course.id]
        own = [(course.id, end) for end in ends]
        rules.check_no_circle([*others, *own], titles=titles, field=field)


def _set_needs(course: Course, needs: Mapping[Needing, int | None]) -> Changes:
    before = {need.needing: need.months for need in course.needs}
    if before == dict(needs):
        return {}
    kept = {need.needing: need for need in course.needs if need.needing in needs}
    for needing, months in needs.items():
        need = kept.setdefault(needing, CourseNeed(needing=needing))
        need.by_when = NeedBy.BEFORE_DUTY if months is None else NeedBy.WITHIN_MONTHS
        need.months = months
    course.needs = list(kept.values())
    return {"needs": [_needs_told(before), _needs_told(needs)]}


def _needs_told(needs: Mapping[Needing, int | None]) -> list[str]:
    return sorted(
        f"{each.value} before a panel" if months is None else f"{each.value} in {months} months"
        for each, months in needs.items()
    )


def _set_links(course: Course, name: str, column: str, wanted: Iterable[int]) -> Changes:
    rows: list[Any] = getattr(course, name)
    before, after = {getattr(row, column) for row in rows}, set(wanted)
    if before == after:
        return {}
    table = CoursePrerequisite if name == "prerequisites" else CourseCover
    kept = [row for row in rows if getattr(row, column) in after]
    added = [table(**{column: number}) for number in sorted(after - before)]
    setattr(course, name, [*kept, *added])
    return {name: [sorted(before), sorted(after)]}


def _set_outcomes(course: Course, wanted: Sequence[str]) -> Changes:
    """Keep the rows of sentences that stay, retire those that go: ratings point at them."""
    held = {outcome.text: outcome for outcome in course.outcomes}
    before = [outcome.text for outcome in course.outcomes if outcome.retired_at is None]
    if before == list(wanted):
        return {}
    for position, text in enumerate(wanted, start=1):
        outcome = held.pop(text, None)
        if outcome is None:
            course.outcomes.append(CourseOutcome(position=position, text=text))
        else:
            outcome.position, outcome.retired_at = position, None
    for outcome in held.values():
        outcome.retired_at = outcome.retired_at or clock.now()
    return {"outcomes": [before, list(wanted)]}
