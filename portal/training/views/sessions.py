"""Sessions: the list, and one session as each of those who may open it sees it."""

from typing import Any
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.access.gate import may
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.calendar.models import Entry
from portal.members.permissions import may_write_to
from portal.people.queries import areas
from portal.site.fragments import page_or_fragment
from portal.site.pagination import requested_page
from portal.training import forms, permissions
from portal.training.models import BookingState, SessionState, TrainingSession
from portal.training.queries import planned as queries
from portal.training.views import asked, bp
from portal.training.views.places import places_context

SEES = (Permission.TRAINING_READ, Permission.TRAINING_BOOK)
SHOWS = (
    (queries.UPCOMING, "To come"),
    (queries.DRAFTS, "Drafts"),
    (queries.PAST, "Past and cancelled"),
)
SEEN_BY_ALL = tuple(each for each in SHOWS if each[0] != queries.DRAFTS)


@bp.get("/sessions")
@requires(*SEES)
def sessions() -> ResponseReturnValue:
    """Show the sessions that somebody may see, narrowed as the address says."""
    known = queries.courses_with_sessions()
    narrowed = queries.SessionFilter(
        asked.one_of("show", dict(SHOWS)) or queries.UPCOMING,
        asked.number(asked.one_of("course", {str(each.id) for each in known})),
        asked.day_of("from"),
        asked.day_of("to"),
    )
    me = signed_in_person()
    found = queries.sessions(me.id, narrowed, requested_page())
    ids = [each.id for each in found.items]
    return page_or_fragment(
        "training/sessions/index.html",
        "training/sessions/_sessions.html",
        found=found,
        narrowed=narrowed,
        shows=SHOWS if may(Permission.TRAINING_EDIT) else SEEN_BY_ALL,
        courses=known,
        places=queries.places_of(ids),
        none_taken=queries.Places(),
        mine=queries.own_bookings(me.id, ids),
        entries_of=queries.entries_of,
    )


@bp.get("/sessions/<uuid:session_uuid>")
@requires(*SEES)
def session(session_uuid: UUID) -> ResponseReturnValue:
    """Show a session: what, when, where, who may book; the link to join to those who are booked."""
    found = queries.session_for(signed_in_person().id, session_uuid)
    return render_template("training/sessions/session.html", **context_of(found))


def context_of(found: TrainingSession) -> dict[str, Any]:
    """Return what a session's page and its live regions show."""
    user = signed_in_user()
    plans = permissions.may_plan(user)
    booked = [each for each in found.bookings if each.state is BookingState.BOOKED]
    mine = next((each for each in booked if each.person_id == user.person_id), None)
    registers = permissions.may_register(user, found)
    over, begun = queries.is_over(found), queries.has_begun(found)
    published = found.state is SessionState.PUBLISHED
    return {
        **places_context(found),
        "entries": _days(found),
        "booked": booked,
        "mine": mine,
        "may_plan": plans and found.state in {SessionState.DRAFT, SessionState.PUBLISHED},
        "copies": plans,
        "may_change": plans and (found.state is SessionState.DRAFT or (published and not begun)),
        "writes": plans and published and not begun and may_write_to(user, found.entry),
        "registers": registers and found.state in {SessionState.PUBLISHED, SessionState.HELD},
        "joins": registers or plans or mine is not None,
        "over": over,
        "begun": begun,
        "audience": _audience(found),
        "decides": permissions.may_decide(user, found) and queries.is_undecided(found, len(booked)),
    }


def _days(found: TrainingSession) -> list[Entry]:
    return queries.entries_of(found)


def _audience(found: TrainingSession) -> list[str]:
    words = dict(forms.audience_options(areas()))
    return [words.get(row.key, row.key) for row in found.audience]
