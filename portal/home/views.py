"""The first page after signing in: by role, in the order in which things must be done."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.models import User
from portal.accounts.queries import signed_in_user
from portal.home import queries, rules
from portal.panels.queries import calls
from portal.recruitment.queries import interviews
from portal.reparation.queries import hosting
from portal.site.fragments import page_or_fragment, wants_fragment
from portal.training.queries import bookings as trainings

bp = Blueprint("home", __name__)

MOST_SITTINGS = 10
"""Beside the queue; the list of panels has the rest."""


@bp.get("/")
@requires(Permission.HOME_READ)
def index() -> ResponseReturnValue:
    """Show what needs this person: a coordinator their queue, everybody else what is theirs."""
    user = signed_in_user()
    if Permission.PANELS_ARRANGE in user.permissions:
        return _coordinators(user)
    return render_template("home/index.html", **_parts(user))


def _coordinators(user: User) -> Response:
    asked = request.args.get("show", "")
    shown = rules.Kind(asked) if asked in set(rules.Kind) else None
    return page_or_fragment(
        "home/coordinator.html",
        "home/_needs.html",
        queue=queries.queue(user, shown),
        kinds=list(rules.Kind),
        **({} if wants_fragment() else _beside(user)),
    )


def _beside(user: User) -> dict[str, Any]:
    """Return what stands beside the queue, which a refresh of the queue does not ask for."""
    return {
        "most_sittings": MOST_SITTINGS,
        "days_ahead": timedelta(days=queries.DAYS_AHEAD),
        "area_names": queries.area_names(user.area_ids),
        "underway": queries.underway(user.area_ids),
        "own": queries.promised(user.person),
        "notices": queries.notices(user),
        "trainings": trainings.own(user.person_id),
        "interviews": interviews.mine(user.person),
        "kept": calls.kept(user.area_ids),
        "kept_days": calls.MEASURED_DAYS,
    }


def _parts(user: User) -> dict[str, Any]:
    """Return what each permission adds to the page; what is not theirs is not even asked."""
    held = user.permissions
    return {
        "own": queries.own(user.person) if Permission.PANELS_ANSWER in held else None,
        "notices": queries.notices(user) if Permission.NOTICEBOARD_READ in held else None,
        "trainings": trainings.own(user.person_id) if Permission.TRAINING_BOOK in held else (),
        "interviews": interviews.mine(user.person)
        if Permission.RECRUITMENT_INTERVIEW in held
        else (),
        "hosted": hosting.glance(user.person) if Permission.REPARATION_OWN in held else None,
        "managed": queries.managed(user.person) if Permission.PANELS_OWN_ORDERS in held else None,
        "given": queries.given(user.person) if user.person.is_staff else None,
        "to_approve": queries.to_approve(user) if Permission.RECRUITMENT_APPROVE in held else None,
        "figures": queries.figures(user.area_ids) if Permission.PANELS_READ in held else None,
        "machinery": queries.machinery() if Permission.ADMIN_JOBS in held else None,
        "coming": queries.coming(user.person) if Permission.CALENDAR_READ in held else None,
    }
