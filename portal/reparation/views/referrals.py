"""Referrals: the list, one with its hours, entering one, correcting and closing it."""

from typing import Any, Final
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.access.gate import may
from portal.accounts.queries import people_with, signed_in_person, signed_in_user
from portal.people.models import Area, Person
from portal.people.queries import areas
from portal.reparation.actions import referrals as actions
from portal.reparation.forms import referrals as forms
from portal.reparation.models import LIVE, THEMES, Referral, ReferralKind
from portal.reparation.permissions import Seen, seen_by
from portal.reparation.queries import referrals as queries
from portal.reparation.queries import sessions
from portal.reparation.rules import places as rules
from portal.reparation.rules.places import Taken
from portal.reparation.rules.refusals import Refused
from portal.reparation.views import bp
from portal.settings.queries import lines
from portal.site import answers
from portal.site.fragments import page_or_fragment
from portal.site.pagination import requested_page

NEXT: Final = 10
"""So many sessions stand on a referral's page: the catalogue has the rest."""
SHOWS: Final = {
    queries.OPEN: "Open",
    queries.LEFT: "Needs a practitioner",
    queries.CLOSED: "Closed",
}


@bp.get("/referrals")
@requires(Permission.REPARATION_PLACE)
def referrals() -> ResponseReturnValue:
    """Show one's own referrals, or all to whoever plans, with what is done of their hours."""
    known = areas()
    area = request.args.get("area", "")
    shows = _shows()
    show = request.args.get("show", queries.OPEN)
    show = show if show in shows else queries.OPEN
    area_id = next((each.id for each in known if str(each.id) == area), None)
    found = queries.referrals(seen(), show=show, area_id=area_id, number=requested_page())
    minutes = queries.minutes_of([each.id for each in found.items])
    return page_or_fragment(
        "reparation/referrals/index.html",
        "reparation/referrals/_referrals.html",
        found=found,
        show=show,
        shows=shows.items(),
        area_id=area_id,
        areas=known,
        hours={each.id: rules.hours(each.hours, [minutes.get(each.id, 0)]) for each in found.items},
        wishes=queries.wishes(seen()),
        unmarked=queries.unmarked(seen()),
    )


@bp.route("/referrals/new", methods=["GET", "POST"])
@requires(Permission.REPARATION_PLACE)
def new_referral() -> ResponseReturnValue:
    """Ask for a referral: hours, area, and a wish as its theme alone."""
    orders = queries.orders_without(seen())
    choices = {**_choices(), "order": forms.order_options(orders)}
    form = forms.NewReferral(data={"practitioner": signed_in_person().id}, choices=choices)
    if form.validate_on_submit():
        try:
            made = actions.add_referral(
                kind=ReferralKind(form.kind.data),
                order=next((each for each in orders if each.id == form.order.data), None),
                facts=_facts(form),
                form_key=form.form_key.data,
                actor=signed_in_person(),
            )
        except Refused as refused:
            answers.refuse(form, refused)
        else:
            flash(f"{made.ref} is entered. Copy this reference into the case system.", "done")
            return _where_seen(made)
    return render_template("reparation/referrals/new.html", form=form), answers.status()


@bp.get("/referrals/<uuid:referral_uuid>")
@requires(Permission.REPARATION_PLACE)
def referral(referral_uuid: UUID) -> ResponseReturnValue:
    """Show a referral: its hours, its places, and the sessions that it can go to."""
    found = queries.referral(referral_uuid, seen())
    places = queries.places_of(found.id)
    coming = sessions.bookable(found.area_id, NEXT) if found.closed_at is None else []
    return render_template(
        "reparation/referrals/referral.html",
        referral=found,
        places=places,
        hours=rules.hours(found.hours, [each.minutes for each in places]),
        followed=[each for each in places if queries.follows(found, each)],
        coming=coming,
        taken=sessions.taken_of([each.id for each in coming]),
        none_taken=Taken(),
        standing={each.session_id for each in places if each.state in LIVE},
    )


@bp.route("/referrals/<uuid:referral_uuid>/change", methods=["GET", "POST"])
@requires(Permission.REPARATION_PLACE)
def change_referral(referral_uuid: UUID) -> ResponseReturnValue:
    """Correct what is said of a referral, or give it to another practitioner."""
    found = queries.referral(referral_uuid, seen())
    form = forms.ChangedReferral(data=forms.entered(found), choices=_choices(found))
    if not form.validate_on_submit():
        return _change_page(found, form, answers.status())
    try:
        actions.change_referral(
            referral=found,
            version=form.version.data or 0,
            facts=_facts(form),
            actor=signed_in_person(),
        )
    except Refused as refused:
        answers.refuse(form, refused)
        found = queries.referral(referral_uuid, seen())
        form.renew(found)
        return _change_page(found, form, answers.CONFLICT)
    flash("The referral is changed.", "done")
    return _where_seen(found)


@bp.post("/referrals/<uuid:referral_uuid>/close")
@requires(Permission.REPARATION_PLACE)
def close_referral(referral_uuid: UUID) -> ResponseReturnValue:
    """Close a referral: its hours are done, or no more asked for."""
    with answers.saying("The referral is closed."):
        actions.close_referral(
            referral=queries.referral(referral_uuid, seen()), actor=signed_in_person()
        )
    return to_referral(referral_uuid)


@bp.post("/referrals/<uuid:referral_uuid>/reopen")
@requires(Permission.REPARATION_PLACE)
def reopen_referral(referral_uuid: UUID) -> ResponseReturnValue:
    """Open a closed referral again."""
    actions.reopen_referral(
        referral=queries.referral(referral_uuid, seen()), actor=signed_in_person()
    )
    flash("The referral is open again.", "done")
    return to_referral(referral_uuid)


def seen() -> Seen:
    """Return whose referrals the signed-in person sees."""
    return seen_by(signed_in_user())


def to_referral(referral_uuid: UUID) -> ResponseReturnValue:
    """Lead to the page of a referral."""
    return redirect(url_for("reparation.referral", referral_uuid=referral_uuid), 303)


def _where_seen(found: Referral) -> ResponseReturnValue:
    """Lead to a referral, or to the list when it is a colleague's now."""
    own = found.practitioner_id == signed_in_person().id or may(Permission.REPARATION_EDIT)
    return to_referral(found.uuid) if own else redirect(url_for(".referrals"), 303)


def _shows() -> dict[str, str]:
    """Return what the list can show: whoever sees their own alone is not without an account."""
    own = not may(Permission.REPARATION_EDIT)
    return {show: words for show, words in SHOWS.items() if not (own and show == queries.LEFT)}


def _areas() -> list[Area]:
    """Return the areas whose referrals one may enter."""
    limited = seen().areas
    return [each for each in areas() if not limited or each.id in limited]


def _change_page(found: Referral, form: forms.ChangedReferral, status: int) -> ResponseReturnValue:
    page = render_template("reparation/referrals/change.html", form=form, referral=found)
    return page, status


def _choices(also: Referral | None = None) -> dict[str, Any]:
    return forms.referral_choices(_areas(), _practitioners(), lines(THEMES), also)


def _practitioners() -> list[Person]:
    return list(people_with(Permission.REPARATION_PLACE))


def _facts(form: forms.ReferralFields) -> actions.ReferralFacts:
    """Return what was entered: the form knows that area and person are among the choices."""
    area: Area = next(each for each in _areas() if each.id == form.area.data)
    return actions.ReferralFacts(
        hours=form.hours.data or 0,
        area=area,
        practitioner=sessions.person_numbered(form.practitioner.data),
        wish_theme=form.wish_theme.data,
        wish_direct=form.direct,
    )
