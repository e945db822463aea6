"""Sessions: the list, and one as staff see it and as the partner who hosts it sees it."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from portal import clock
from portal.access import Permission, requires
from portal.access.gate import may
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.members.permissions import may_write_to
from portal.people.models import Area
from portal.people.queries import areas
from portal.reparation import permissions
from portal.reparation.actions import sessions as actions
from portal.reparation.actions.telling.sessions import concerned
from portal.reparation.forms import sessions as forms
from portal.reparation.models import ProjectSession, SessionState
from portal.reparation.queries import gate, partners, referrals
from portal.reparation.queries import sessions as queries
from portal.reparation.queries.session_rows import as_rows
from portal.reparation.rules.places import Taken
from portal.reparation.rules.refusals import Refused
from portal.reparation.views import asked, bp
from portal.site import answers
from portal.site.fragments import page_or_fragment
from portal.site.pagination import requested_page
from portal.spreadsheets.views import as_csv

SHOWS: Final = ((queries.COMING, "To come"), (queries.PAST, "Past and cancelled"))
STAFF_OR_PARTNER: Final = (Permission.REPARATION_READ, Permission.REPARATION_OWN)


@bp.get("/sessions")
@requires(Permission.REPARATION_READ)
def sessions() -> ResponseReturnValue:
    """Show the sessions to come, or those that were, narrowed as the address says."""
    known = areas()
    narrowed = _narrowed(known)
    found = queries.sessions(signed_in_person().id, narrowed, requested_page())
    return page_or_fragment(
        "reparation/sessions/index.html",
        "reparation/sessions/_sessions.html",
        found=found,
        narrowed=narrowed,
        shows=SHOWS,
        areas=known,
        taken=queries.taken_of([each.id for each in found.items]),
        none_taken=Taken(),
    )


@bp.get("/sessions.csv")
@requires(Permission.REPARATION_EDIT)
def sessions_csv() -> ResponseReturnValue:
    """Give what came of the sessions of a coordinator’s areas, narrowed as the list is."""
    found = as_rows(signed_in_person().id, _narrowed(areas()), asked.my_areas())
    return as_csv(found, f"reparation-sessions-{clock.today()}")


@bp.get("/sessions/<uuid:session_uuid>")
@requires(*STAFF_OR_PARTNER)
def session(session_uuid: UUID) -> ResponseReturnValue:
    """Show a session: to its partner numbers alone, to staff the places of their referrals."""
    found = session_seen(session_uuid)
    return render_template(page_of(), **context_of(found))


@bp.route("/sessions/<uuid:session_uuid>/cancel", methods=["GET", "POST"])
@requires(Permission.REPARATION_EDIT, Permission.REPARATION_OWN)
def cancel_session(session_uuid: UUID) -> ResponseReturnValue:
    """Call a session off with a reason, and tell everybody concerned; its partner may, too."""
    found = _called_off_by_me(session_uuid)
    form = forms.CancelledSession(data={"version": found.version})
    if not form.validate_on_submit():
        return _cancel_page(found, form, answers.status())
    try:
        gone = actions.cancel_session(
            held=found,
            version=form.version.data or 0,
            reason=form.reason.data or "",
            later=bool(form.later.data),
            actor=signed_in_person(),
        )
    except Refused as refused:
        answers.refuse(form, refused)
        found = _called_off_by_me(session_uuid)
        form.renew(found)
        return _cancel_page(found, form, answers.CONFLICT)
    several = f"{len(gone)} sessions are" if len(gone) > 1 else "The session is"
    flash(f"{several} cancelled. Everybody concerned is told.", "done")
    return to_session(session_uuid)


def _cancel_page(
    found: ProjectSession, form: forms.CancelledSession, status: int
) -> ResponseReturnValue:
    page = render_template(
        "reparation/sessions/cancel.html",
        form=form,
        held=found,
        told=len(concerned(found)),
        later=len(queries.later_in_series(found)),
    )
    return page, status


def session_seen(session_uuid: UUID) -> ProjectSession:
    """Return a session as staff find it, or a partner's own; raises NoResultFound."""
    if may(Permission.REPARATION_READ):
        return queries.session_at(session_uuid)
    return queries.session_of(partners.mine(signed_in_person()), session_uuid)


def planned_by_me(session_uuid: UUID) -> ProjectSession:
    """Return a session that a coordinator may change; raises NoResultFound for other areas'."""
    found = queries.session_at(session_uuid)
    if not permissions.may_plan(signed_in_user(), found):
        raise NoResultFound
    return found


def _narrowed(known: Iterable[Area]) -> queries.SessionFilter:
    """Return what the address narrows the list to."""
    area = request.args.get("area", "")
    return queries.SessionFilter(
        queries.PAST if request.args.get("show") == queries.PAST else queries.COMING,
        next((each.id for each in known if str(each.id) == area), None),
        request.args.get("mine") == "1",
    )


def _called_off_by_me(session_uuid: UUID) -> ProjectSession:
    """Return a session that a coordinator may change, or one's own partner's.

    Whoever is staff and a partner's reads every session, and calls off that partner's alone.
    """
    if may(Permission.REPARATION_EDIT):
        return planned_by_me(session_uuid)
    return queries.session_of(partners.mine(signed_in_person()), session_uuid)


def to_session(session_uuid: UUID) -> ResponseReturnValue:
    """Lead to the page of a session."""
    return redirect(url_for("reparation.session", session_uuid=session_uuid), 303)


def page_of() -> str:
    """Return which page of a session somebody reads."""
    if may(Permission.REPARATION_READ):
        return "reparation/sessions/session.html"
    return "reparation/sessions/hosted.html"


def context_of(found: ProjectSession) -> dict[str, Any]:
    """Return what a session's page shows. A partner's has no place in it."""
    user, begun = signed_in_user(), queries.has_begun(found)
    stands = found.state is SessionState.PLANNED and not begun
    places = may(Permission.REPARATION_PLACE)
    hosts, plans = not may(Permission.REPARATION_READ), permissions.may_plan(user, found)
    live = found.state is not SessionState.CANCELLED
    books = places and live and found.entry.ends_at > clock.now()
    number, on = found.project_id, found.entry.first_day
    return {
        "held": found,
        "taken": queries.taken_of([found.id]).get(found.id, Taken()),
        "places": referrals.places_at(found.id, permissions.seen_by(user)) if places else [],
        "books": books,
        "against": gate.closed([number], on)[number] if books else (),
        "changes": stands and plans,
        "writes": stands and plans and may_write_to(user, found.entry),
        "cancels": stands and (hosts or plans),
        "counts": live and begun and (hosts or permissions.may_count(user, found)),
        "form": forms.HeadCount(
            data={"headcount": found.headcount, "unit_awards": found.unit_awards}
        ),
    }
