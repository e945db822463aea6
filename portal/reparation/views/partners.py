"""Partners: the list, one with all that is held of it, and the forms that change it."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.access.gate import may
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.people.queries import areas
from portal.reparation import permissions
from portal.reparation.actions import partners as actions
from portal.reparation.forms import partners as forms
from portal.reparation.models import Partner, PartnerState
from portal.reparation.queries import hosting, papers, people
from portal.reparation.queries import partners as queries
from portal.reparation.rules.refusals import Refused
from portal.reparation.views import asked, bp
from portal.site import answers
from portal.site.compare import differences
from portal.site.fragments import page_or_fragment
from portal.site.pagination import requested_page

ANY_STATE = ("", "Any")


def changed_by_me(uuid: UUID) -> Partner:
    """Return a partner that this account may change; 403 when its areas are not its own."""
    found = queries.partner(uuid)
    if not permissions.may_change_partner(signed_in_user(), found):
        abort(403)
    return found


def reached(uuid: UUID) -> Partner:
    """Return a partner whose papers and people this account sees to; 404 for another's.

    A coordinator sees to all of their areas, a partner's people to their own alone.
    """
    if may(Permission.REPARATION_EDIT):
        return changed_by_me(uuid)
    found = queries.mine(signed_in_person())
    if found.uuid != uuid:
        abort(404)
    return found


def page_of(partner: Partner) -> str:
    """Return the address where whoever is signed in reads about a partner."""
    if may(Permission.REPARATION_READ):
        return url_for("reparation.partner", partner_uuid=partner.uuid)
    return url_for("reparation.mine")


@bp.get("/partners")
@requires(Permission.REPARATION_READ)
def partners() -> ResponseReturnValue:
    """List the partners, narrowed as the address says."""
    known = areas()
    choices = {
        "state": (ANY_STATE, *forms.STATES),
        "area": (("", "Any area"), *((str(area.id), area.name) for area in known)),
    }
    chosen = {name: _one_of(name, dict(options)) for name, options in choices.items()}
    search = queries.Search(
        asked.words(),
        PartnerState(chosen["state"]) if chosen["state"] else None,
        int(chosen["area"]) if chosen["area"] else None,
    )
    return page_or_fragment(
        "reparation/partners/index.html",
        "reparation/partners/_partners.html",
        found=queries.partners(search, requested_page()),
        choices=choices,
        chosen=chosen,
        words=search.words,
        states=dict(forms.STATES),
        today=clock.today(),
    )


def _one_of(name: str, options: dict[str, str]) -> str:
    """Return the choice in the address; nonsense chooses nothing."""
    typed = request.args.get(name, "")
    return typed if typed in options else ""


@bp.get("/partners/<uuid:partner_uuid>")
@requires(Permission.REPARATION_READ)
def partner(partner_uuid: UUID) -> ResponseReturnValue:
    """Show a partner: how its papers stand, whom to ring, what it hosts, who signs in."""
    return _page(queries.partner(partner_uuid), forms.Message())


def _page(found: Partner, form: forms.Message, status: int = 200) -> ResponseReturnValue:
    page = render_template(
        "reparation/partners/partner.html",
        partner=found,
        form=form,
        states=dict(forms.STATES),
        refused=queries.bookable([found.id], clock.today())[found.id],
        lines=papers.standing(found),
        sent=papers.papers_of(found),
        projects=hosting.projects_of(found),
        coming=hosting.coming_at(found),
        messages=queries.messages(found.id),
        logins=people.logins(found),
        may_change=permissions.may_change_partner(signed_in_user(), found),
    )
    return page, status


@bp.route("/partners/new", methods=["GET", "POST"])
@requires(Permission.REPARATION_EDIT)
def new_partner() -> ResponseReturnValue:
    """Ask which organisation it is, and add it; the same form sent twice adds one."""
    form = forms.NewPartner(choices={"areas": forms.area_choices(areas())})
    if form.validate_on_submit():
        key = form.form_key.data
        added = queries.partner_by_form(key)
        try:
            added = added or actions.add_partner(
                actor=signed_in_person(), form_key=key, **form.values()
            )
        except Refused as refused:
            answers.refuse(form, refused)
        else:
            flash(f"{added.name} is added. Record its documents next.", "done")
            return redirect(page_of(added), 303)
    return render_template("reparation/partners/new.html", form=form), answers.status()


@bp.route("/partners/<uuid:partner_uuid>/change", methods=["GET", "POST"])
@requires(Permission.REPARATION_EDIT)
def change_partner(partner_uuid: UUID) -> ResponseReturnValue:
    """Change what is held; a form over an older version shows both, and keeps what was typed."""
    found = changed_by_me(partner_uuid)
    form = forms.ChangedPartner(data=forms.held(found), choices=_areas())
    if not form.validate_on_submit():
        return _change_page(found, form)
    queries.lock_partner(found.id)
    if form.is_stale(found):
        form.renew(found)
        return _change_page(
            found, form, answers.CONFLICT, differing=differences(form, forms.held(found))
        )
    try:
        actions.change_partner(partner=found, actor=signed_in_person(), **form.values())
    except Refused as refused:
        answers.refuse(form, refused)
        return _change_page(queries.partner(partner_uuid), form)
    flash("Saved.", "done")
    return redirect(page_of(found), 303)


def _areas() -> dict[str, list[tuple[int, str]]]:
    return {"areas": forms.area_choices(areas())}


def _change_page(
    found: Partner, form: forms.ChangedPartner, status: int | None = None, **more: object
) -> ResponseReturnValue:
    page = render_template("reparation/partners/change.html", form=form, partner=found, **more)
    return page, status or answers.status()


@bp.post("/partners/<uuid:partner_uuid>/message")
@requires(Permission.REPARATION_EDIT)
def send_message(partner_uuid: UUID) -> ResponseReturnValue:
    """Tell everybody of a partner something."""
    found = changed_by_me(partner_uuid)
    form = forms.Message()
    if not form.validate():
        return _page(found, form, answers.FAILED)
    actions.send_message(
        partner=found,
        text=str(form.text.data),
        form_key=str(form.form_key.data),
        actor=signed_in_person(),
    )
    flash(f"Everybody who signs in for {found.name} gets it by email.", "done")
    return redirect(page_of(found), 303)
