"""The catalogue: its list, one course with all that its page shows, and what it leads to."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import selectinload

from portal.database import as_dict, session
from portal.site.pagination import Page, page_of
from portal.training.models import (
    Course,
    CourseCover,
    CourseMaterial,
    CoursePrerequisite,
    Kind,
    Needing,
)

RETIRED = "retired"
MOST_WORDS = 8


@dataclass(frozen=True)
class Search:
    """What the catalogue is narrowed to; an empty value narrows nothing.

    An empty `state` leaves out what is retired.
    """

    words: str = ""
    kind: str = ""
    needing: str = ""
    state: str = ""


def catalogue(search: Search, number: int = 1) -> Page[Course]:
    """Return one page of courses by title, each with who needs it."""
    statement = select(Course).options(selectinload(Course.needs)).order_by(Course.title, Course.id)
    return page_of(_narrowed(statement, search), number)


def _narrowed(statement: Select[Course], search: Search) -> Select[Course]:
    for word in search.words.split()[:MOST_WORDS]:
        columns = (Course.title, Course.code, Course.topics, Course.purpose)
        statement = statement.where(
            or_(*(column.icontains(word, autoescape=True) for column in columns))
        )
    if search.kind:
        statement = statement.where(Course.kind == Kind(search.kind))
    if search.needing:
        statement = statement.where(Course.needs.any(needing=Needing(search.needing)))
    retired = Course.retired_at.is_not(None)
    return statement.where(retired if search.state == RETIRED else ~retired)


def course(code: str) -> Course:
    """Return a course with all that its page shows; raises NoResultFound, answered 404."""
    return session.scalars(
        select(Course)
        .options(
            selectinload(Course.needs),
            selectinload(Course.prerequisites).joinedload(CoursePrerequisite.required),
            selectinload(Course.covers).joinedload(CourseCover.covered),
            selectinload(Course.outcomes),
            selectinload(Course.materials).joinedload(CourseMaterial.document),
        )
        .where(Course.code == code)
    ).one()


def lock_course(course_id: int) -> Course:
    """Return a course as it now is, held until this change is committed."""
    return session.scalars(
        select(Course)
        .where(Course.id == course_id)
        .with_for_update(of=Course)
        .execution_options(populate_existing=True)
    ).one()


def course_by_form(form_key: str) -> Course | None:
    """Return the course that a form that was sent before has added."""
    return session.scalar(select(Course).where(Course.form_key == form_key))


def course_with(column: str, value: str) -> Course | None:
    """Return the course that has a code or title already, however it is capitalised."""
    held = {"code": Course.code, "title": Course.title}[column]
    return session.scalar(select(Course).where(func.lower(held) == value.lower()).limit(1))


def in_use() -> Sequence[Course]:
    """Return the courses that are not retired, by title: what may be awarded or asked for."""
    return session.scalars(
        select(Course).where(Course.retired_at.is_(None)).order_by(Course.title, Course.id)
    ).all()


def course_by_id(course_id: int) -> Course:
    """Return a course by its number; raises NoResultFound."""
    return session.scalars(select(Course).where(Course.id == course_id)).one()


def standing_for(course_id: int) -> Sequence[Course]:
    """Return the courses that stand for one directly, by title."""
    return session.scalars(
        select(Course)
        .join(CourseCover, CourseCover.course_id == Course.id)
        .where(CourseCover.covered_id == course_id)
        .order_by(Course.title, Course.id)
    ).all()


def titles() -> dict[int, str]:
    """Return what each course is called, by number."""
    rows = session.execute(select(Course.id, Course.title))
    return as_dict(rows)


def cover_pairs() -> list[tuple[int, int]]:
    """Return which course stands for which: (holding this, counts as this)."""
    rows = session.execute(
        select(CourseCover.course_id, CourseCover.covered_id).order_by(CourseCover.id)
    )
    return [(start, end) for start, end in rows]


def prerequisite_pairs() -> list[tuple[int, int]]:
    """Return which course asks for which: (this, asks for this)."""
    rows = session.execute(
        select(CoursePrerequisite.course_id, CoursePrerequisite.required_id).order_by(
            CoursePrerequisite.id
        )
    )
    return [(start, end) for start, end in rows]
