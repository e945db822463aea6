"""Campaigns: the list, one with its public address, and the forms that change it."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.people.queries import areas
from portal.recruitment import permissions
from portal.recruitment.actions import campaigns as actions
from portal.recruitment.forms import campaigns as forms
from portal.recruitment.models import Campaign
from portal.recruitment.queries import campaigns as queries
from portal.recruitment.rules.refusals import Refused
from portal.recruitment.views import bp
from portal.site import answers
from portal.site.compare import differences
from portal.site.pagination import requested_page
from portal.site.urls import absolute

CAMPAIGN = "/campaigns/<uuid:campaign_uuid>"


@bp.get("/campaigns")
@requires(Permission.RECRUITMENT_READ)
def campaigns() -> ResponseReturnValue:
    """List the campaigns: those that the public can apply to come first."""
    found = queries.campaigns(requested_page())
    return render_template(
        "recruitment/campaigns/index.html",
        found=found,
        counts=queries.counts([each.id for each in found.items]),
    )


@bp.get(CAMPAIGN)
@requires(Permission.RECRUITMENT_READ)
def campaign(campaign_uuid: UUID) -> ResponseReturnValue:
    """Show a campaign, its public address, and how many applied."""
    found = queries.campaign(campaign_uuid)
    return render_template(
        "recruitment/campaigns/campaign.html",
        campaign=found,
        address=absolute("recruitment.apply", slug=found.slug),
        counts=queries.counts([found.id])[found.id],
        may_change=permissions.runs(signed_in_user(), found),
    )


@bp.route("/campaigns/new", methods=["GET", "POST"])
@requires(Permission.RECRUITMENT_EDIT)
def new_campaign() -> ResponseReturnValue:
    """Ask what a campaign says, and keep it as a draft; the same form sent twice makes one."""
    form = forms.NewCampaign(choices=_areas())
    if form.validate_on_submit():
        key = str(form.form_key.data)
        try:
            made = actions.add_campaign(actor=signed_in_person(), form_key=key, **form.values())
        except Refused as refused:
            answers.refuse(form, refused)
        else:
            flash("The campaign is kept as a draft. Read it through, then open it.", "done")
            return redirect(url_for(".campaign", campaign_uuid=made.uuid), 303)
    return render_template("recruitment/campaigns/new.html", form=form), answers.status()


@bp.route(f"{CAMPAIGN}/change", methods=["GET", "POST"])
@requires(Permission.RECRUITMENT_EDIT)
def change_campaign(campaign_uuid: UUID) -> ResponseReturnValue:
    """Change what a campaign says; a form over an older version shows both."""
    found = _run_by_me(campaign_uuid)
    form = forms.ChangedCampaign(data=forms.held(found), choices=_areas())
    if not form.validate_on_submit():
        return _change_page(found, form)
    queries.lock_campaign(found.id)
    if form.is_stale(found):
        form.renew(found)
        return _change_page(
            found, form, answers.CONFLICT, differing=differences(form, forms.held(found))
        )
    try:
        actions.change_campaign(campaign=found, actor=signed_in_person(), **form.values())
    except Refused as refused:
        answers.refuse(form, refused)
        return _change_page(queries.campaign(campaign_uuid), form)
    flash("Saved.", "done")
    return redirect(url_for(".campaign", campaign_uuid=campaign_uuid), 303)


@bp.post(f"{CAMPAIGN}/open")
@requires(Permission.RECRUITMENT_EDIT)
def open_campaign(campaign_uuid: UUID) -> ResponseReturnValue:
    """Let the public apply."""
    with answers.saying("People can apply now. Give them the public address."):
        actions.open_campaign(campaign=_run_by_me(campaign_uuid), actor=signed_in_person())
    return redirect(url_for(".campaign", campaign_uuid=campaign_uuid), 303)


@bp.post(f"{CAMPAIGN}/close")
@requires(Permission.RECRUITMENT_EDIT)
def close_campaign(campaign_uuid: UUID) -> ResponseReturnValue:
    """Take no more applications."""
    actions.close_campaign(campaign=_run_by_me(campaign_uuid), actor=signed_in_person())
    flash("Nobody can apply any more. Whoever has applied goes on.", "done")
    return redirect(url_for(".campaign", campaign_uuid=campaign_uuid), 303)


def _run_by_me(uuid: UUID) -> Campaign:
    found = queries.campaign(uuid)
    if not permissions.runs(signed_in_user(), found):
        abort(403)
    return found


def _areas() -> dict[str, list[tuple[int | None, str]]]:
    known = [(area.id, area.name) for area in areas()]
    return {"area_id": [(None, "The whole service"), *known]}


def _change_page(
    found: Campaign, form: forms.ChangedCampaign, status: int | None = None, **more: object
) -> ResponseReturnValue:
    page = render_template("recruitment/campaigns/change.html", form=form, campaign=found, **more)
    return page, status or answers.status()
