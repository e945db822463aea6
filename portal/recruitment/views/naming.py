"""An applicant's own referees, by the link that they were mailed: named, and put right."""

from typing import Final
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import public
from portal.accounts.actions import take_look
from portal.recruitment.actions import naming as actions
from portal.recruitment.forms import references as forms
from portal.recruitment.models import LIVE, REFERENCES_WANTED, ApplicationLink, Referee
from portal.recruitment.queries import references
from portal.recruitment.rules.refusals import Refused
from portal.recruitment.views import bp
from portal.recruitment.views.applying import SENDINGS, TOO_MANY
from portal.recruitment.views.mine import MINE, link_of, over, private
from portal.settings.queries import value
from portal.site import answers

REFEREES: Final = f"{MINE}/referees"
OFTEN: Final = "Much was sent from here within the hour. Wait an hour, then send it."


@bp.route(REFEREES, methods=["GET", "POST"])
@public
def my_referees(token: str) -> ResponseReturnValue:
    """Ask an applicant who can say what they are like, until as many are named as are wanted."""
    link, form = link_of(token), forms.OwnReferee()
    if link.is_over:
        return over(token, _typed(form))
    if request.method == "GET" and not _may_name(link):
        return redirect(url_for(".mine", token=token), 303)
    status = answers.status()
    if form.validate_on_submit():
        if not _may_send():
            form.refuse(OFTEN)
            return _list_page(link, token, form, TOO_MANY)
        try:
            actions.name_own_referee(
                application=link.application, form_key=str(form.form_key.data), **form.said()
            )
        except Refused as refused:
            status = answers.refuse(form, refused)
        else:
            return _named(token, f"{form.name.data} is noted. Nobody has written to them yet.")
    return _list_page(link_of(token), token, form, status)


@bp.route(f"{REFEREES}/<uuid:referee_uuid>", methods=["GET", "POST"])
@public
def my_referee(token: str, referee_uuid: UUID) -> ResponseReturnValue:
    """Let an applicant put right what they said of a referee whom nobody has asked yet."""
    link = link_of(token)
    if link.is_over:
        return over(token, _typed(forms.ChangedOwnReferee()))
    found = references.named_by(link.application_id, referee_uuid)
    form = forms.ChangedOwnReferee(obj=found)
    if not form.validate_on_submit():
        return _change_page(token, found, form, answers.status())
    if form.is_stale(found):
        form.refuse("This was changed meanwhile. Look at how it is now, then save again.")
        form.renew(found)
        return _change_page(token, found, form, answers.CONFLICT)
    return _changed(token, link, found, form)


def _changed(
    token: str, link: ApplicationLink, found: Referee, form: forms.ChangedOwnReferee
) -> ResponseReturnValue:
    uuid = found.uuid
    if not _may_send():
        form.refuse(OFTEN)
        return _change_page(token, found, form, TOO_MANY)
    try:
        actions.change_own_referee(application=link.application, referee=found, **form.said())
    except Refused as refused:
        status = answers.refuse(form, refused)
        link = link_of(token)
        return _change_page(token, references.named_by(link.application_id, uuid), form, status)
    return _named(token, "Saved.")


def _typed(form: forms.OwnReferee | forms.ChangedOwnReferee) -> list[str]:
    return [str(text) for text in form.said().values() if text]


def _may_send() -> bool:
    address = request.remote_addr or ""
    return take_look(what="recruitment-apply", address=address, limit=SENDINGS)


def _may_name(link: ApplicationLink) -> bool:
    return link.application.is_sent and link.application.state in LIVE


def _named(token: str, words: str) -> ResponseReturnValue:
    flash(words, "done")
    return redirect(url_for(".my_referees", token=token), 303)


def _list_page(link: ApplicationLink, token: str, form: forms.OwnReferee, status: int) -> Response:
    page = render_template(
        "recruitment/apply/referees.html",
        link=link,
        token=token,
        form=form,
        referees=references.named_for(link.application_id),
        wanted=value(REFERENCES_WANTED),
        was_asked=actions.was_asked,
    )
    return private(page, status)


def _change_page(
    token: str, found: Referee, form: forms.ChangedOwnReferee, status: int
) -> Response:
    page = render_template(
        "recruitment/apply/referee.html",
        token=token,
        referee=found,
        form=form,
        is_asked=actions.was_asked(found),
    )
    return private(page, status)
