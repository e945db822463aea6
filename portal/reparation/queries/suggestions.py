"""What was suggested: a coordinator's queue, and one of it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload

from portal.database import session
from portal.reparation.models import Suggestion, SuggestionState
from portal.reparation.queries.projects import Areas
from portal.site.pagination import Page, page_of


def suggestions(state: SuggestionState, areas: Areas, number: int = 1) -> Page[Suggestion]:
    """Return one page of what was suggested in some areas: who waits longest comes first."""
    order = Suggestion.id if state is SuggestionState.WAITING else Suggestion.id.desc()
    return page_of(
        select(Suggestion)
        .options(joinedload(Suggestion.area))
        .where(Suggestion.state == state, _in_areas(areas))
        .order_by(order),
        number,
    )


def first_waiting(areas: Areas, most: int) -> Sequence[Suggestion]:
    """Return what has waited longest for a coordinator of these areas."""
    return session.scalars(
        select(Suggestion)
        .where(Suggestion.state == SuggestionState.WAITING, _in_areas(areas))
        .order_by(Suggestion.id)
        .limit(most)
    ).all()


def suggestion(suggestion_uuid: UUID, areas: Areas) -> Suggestion:
    """Return a suggestion in some areas; raises NoResultFound, answered 404."""
    return session.scalars(
        select(Suggestion)
        .options(
            joinedload(Suggestion.area),
            joinedload(Suggestion.decided_by),
            joinedload(Suggestion.project),
        )
        .where(Suggestion.uuid == suggestion_uuid, _in_areas(areas))
    ).one()


def suggestion_numbered(number: int) -> Suggestion | None:
    """Return a suggestion by its number."""
    return session.get(Suggestion, number)


def suggestion_by_form(form_key: str) -> Suggestion | None:
    """Return the suggestion that a form that was sent before has made."""
    return session.scalar(select(Suggestion).where(Suggestion.form_key == form_key))


def lock_suggestion(number: int) -> Suggestion:
    """Return a suggestion as it now is, held until this change is committed."""
    return session.scalars(
        select(Suggestion)
        .where(Suggestion.id == number)
        .with_for_update(of=Suggestion)
        .execution_options(populate_existing=True)
    ).one()


def answered_before(moment: datetime) -> Sequence[Suggestion]:
    """Return those answered before a moment of whose sender the portal still knows."""
    return session.scalars(
        select(Suggestion)
        .where(Suggestion.decided_at < moment, Suggestion.email.is_not(None))
        .order_by(Suggestion.id)
    ).all()


def _in_areas(areas: Areas) -> ColumnElement[bool]:
    if not areas:
        return Suggestion.id.is_not(None)
    return or_(Suggestion.area_id.in_(areas), Suggestion.area_id.is_(None))
