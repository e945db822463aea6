"""The public form: what a campaign asks for, taken from people without an account."""

from datetime import timedelta
from typing import Final

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import public
from portal.accounts.actions import take_look, take_try
from portal.accounts.rules import Limit
from portal.people.queries import areas
from portal.recruitment.actions import applying as actions
from portal.recruitment.forms import applying as forms
from portal.recruitment.models import Campaign
from portal.recruitment.queries import campaigns as queries
from portal.recruitment.rules.refusals import Refused
from portal.recruitment.views import bp
from portal.site import answers

SENDINGS: Final = Limit(10, timedelta(hours=1), timedelta(hours=1), doubles=False)
"""So much may come from one address: a library's is that of everybody who sits in it."""
LETTERS: Final = Limit(5, timedelta(hours=1), timedelta(hours=1), doubles=False)
"""So often a form may bring a letter to one address: nobody's mailbox is filled by others."""

TOO_MANY: Final = 429
GONE: Final = 410
SAVE: Final = "save"
OF_CAMPAIGN: Final = "/apply/<string:slug>"


@bp.route(OF_CAMPAIGN, methods=["GET", "POST"])
@public
def apply(slug: str) -> ResponseReturnValue:
    """Ask somebody without an account to apply: to be saved by its link, or sent at once.

    What a machine fills in is not kept. Of an address that has applied before, nothing is told.
    """
    campaign = queries.public_campaign(slug)
    if request.method == "GET" and not campaign.is_taking:
        return render_template("recruitment/apply/closed.html", campaign=campaign), GONE
    form = forms.PublicForm(choices=areas_of(campaign))
    status = answers.status()
    if form.is_submitted() and form.is_good(to_save=saves()):
        then = redirect(url_for(".applied" if not saves() else ".begun", slug=slug), 303)
        try:
            if form.homepage.data or _keep(campaign, form):
                return then
        except Refused as refused:
            answers.refuse(form, refused)
        else:
            form.refuse("Much was sent from here within the hour. Wait an hour, then send it")
            status = TOO_MANY
    return render_template("recruitment/apply/apply.html", campaign=campaign, form=form), status


def _keep(campaign: Campaign, form: forms.PublicForm) -> bool:
    """Keep what was typed; False when too much came from the same network, or to an address."""
    network, email = request.remote_addr or "", str(form.email.data).lower()
    if not take_look(what="recruitment-apply", address=network, limit=SENDINGS):
        return False
    if not take_look(what="recruitment-letters", address=email, limit=LETTERS):
        return False
    said = {"area_id": campaign.area_id, **form.said()}
    actions.apply(campaign=campaign, form_key=str(form.form_key.data), said=said, send=not saves())
    return True


@bp.get(f"{OF_CAMPAIGN}/sent")
@public
def applied(slug: str) -> ResponseReturnValue:
    """Thank somebody, whether their address was new to us or not, and say what happens next."""
    campaign = queries.public_campaign(slug)
    return render_template("recruitment/apply/sent.html", campaign=campaign)


@bp.get(f"{OF_CAMPAIGN}/saved")
@public
def begun(slug: str) -> ResponseReturnValue:
    """Say that the link is on its way, whether their address was new to us or not."""
    campaign = queries.public_campaign(slug)
    return render_template("recruitment/apply/saved.html", campaign=campaign)


@bp.route(f"{OF_CAMPAIGN}/link", methods=["GET", "POST"])
@public
def ask_link(slug: str) -> ResponseReturnValue:
    """Mail the link to an application again, to the address that it was begun with.

    A machine is told the same, and mails nobody.
    """
    campaign = queries.public_campaign(slug)
    form, status = forms.AskLink(), answers.status()
    if form.validate_on_submit():
        if form.homepage.data:
            return redirect(url_for(".begun", slug=slug), 303)
        email, key = str(form.email.data), str(form.form_key.data)
        # Counted beside the tries at passwords, so that nobody's mailbox can be filled.
        if take_try(email=f"applicant {email}", address=request.remote_addr or "").allowed:
            actions.ask_link(campaign=campaign, email=email, form_key=key)
            return redirect(url_for(".begun", slug=slug), 303)
        form.refuse("There were too many tries. Wait ten minutes, then try again.")
        status = TOO_MANY
    return render_template("recruitment/apply/link.html", campaign=campaign, form=form), status


def saves() -> bool:
    """Return whether the button pressed was the one that keeps a form for later."""
    return request.form.get("then") == SAVE


def areas_of(campaign: Campaign | None) -> dict[str, list[tuple[int | None, str]]]:
    """Return the areas to choose from: the campaign's own, or else all of them."""
    if campaign is not None and campaign.area is not None:
        return {"area_id": [(campaign.area.id, campaign.area.name)]}
    return {"area_id": [(None, "Anywhere"), *((area.id, area.name) for area in areas())]}
