"""What a referee sees by their link, without an account.

Whoever has a link is shown nothing before they have named the address that it was sent to: so a
link that was passed on, or read in somebody's history, says neither who applies nor who was asked.
"""

from datetime import timedelta
from typing import Final

from flask import Response, make_response, redirect, render_template, request, url_for
from flask import session as browser
from flask.typing import ResponseReturnValue

from portal.access import public
from portal.accounts.actions import take_look
from portal.accounts.rules import Limit
from portal.database import begins_deferred, changing
from portal.recruitment.actions import references as actions
from portal.recruitment.forms import references as forms
from portal.recruitment.models import LIVE, Channel, Referee, RefereeState
from portal.recruitment.queries import references as queries
from portal.recruitment.rules.references import is_named
from portal.recruitment.rules.refusals import Refused
from portal.recruitment.views import bp
from portal.site import answers

TRIES: Final = Limit(10, timedelta(hours=1), timedelta(hours=1), doubles=False)
"""So often a network may say whose a link is."""

LINK: Final = "/references/<string:token>"
CONFIRMED: Final = "referee"
"""Where the browser's signed cookie keeps the hash of the link whose address was named."""

UNKNOWN, GONE, TOO_MANY = 404, 410, 429


@bp.get(LINK)
@public
def reference(token: str) -> ResponseReturnValue:
    """Ask whoever opens a link whose it is, and then what they can say."""
    found = queries.referee_by(token)
    if found is None or not _is_open(found):
        return _closed(found)
    if not _is_confirmed(found):
        return _page("recruitment/references/whose.html", token=token, form=forms.OwnAddress())
    return _give_page(token, found, forms.GivenReference())


@bp.post(LINK)
@public
def give_reference(token: str) -> ResponseReturnValue:
    """Keep what a referee says."""
    found, form = queries.referee_by(token), forms.GivenReference()
    if found is None or not _is_open(found):
        return _closed(found, form)
    if not _is_confirmed(found):
        return _again(token)
    if form.validate():
        try:
            actions.give_reference(referee=found, channel=Channel.LINK, actor=None, **form.said())
        except Refused as refused:
            answers.refuse(form, refused)
        else:
            return _again(token)
    return _give_page(token, found, form)


@bp.post(f"{LINK}/whose")
@public
@begins_deferred
def confirm_referee(token: str) -> ResponseReturnValue:
    """Let in who names the address that a link was sent to. A wrong guess is counted too."""
    with changing():
        address = request.remote_addr or ""
        allowed = take_look(what="recruitment-referee", address=address, limit=TRIES)
    found, form = queries.referee_by(token), forms.OwnAddress()
    if found is None or not _is_open(found):
        return _again(token)
    status = answers.FAILED
    if not allowed:
        form.refuse("There were many tries from here. Wait an hour, then try again", "email")
        status = TOO_MANY
    elif form.validate():
        if is_named(str(form.email.data), found.email or ""):
            browser[CONFIRMED] = found.token_hash
            return _again(token)
        form.refuse("This link was not sent to that address", "email")
    return _page("recruitment/references/whose.html", status, token=token, form=form)


@bp.post(f"{LINK}/decline")
@public
def decline_reference(token: str) -> ResponseReturnValue:
    """Take a referee at their word that they would rather say nothing."""
    found = queries.referee_by(token)
    if found is not None and _is_open(found) and _is_confirmed(found):
        actions.decline_reference(referee=found, actor=None)
    return _again(token)


def _is_open(found: Referee) -> bool:
    return found.waits and found.application.state in LIVE


def _is_confirmed(found: Referee) -> bool:
    return bool(browser.get(CONFIRMED) == found.token_hash)


def _again(token: str) -> ResponseReturnValue:
    return redirect(url_for(".reference", token=token), 303)


def _closed(found: Referee | None, form: forms.GivenReference | None = None) -> Response:
    """Return what a link says that is not to be answered: nothing about anybody.

    Whoever was writing when it ended sees again what they typed.
    """
    if found is None:
        return _page("recruitment/references/unknown.html", UNKNOWN, form=form)
    answered = found.state in {RefereeState.GIVEN, RefereeState.DECLINED}
    status = 200 if answered else GONE
    return _page("recruitment/references/closed.html", status, state=found.state, form=form)


def _give_page(token: str, found: Referee, form: forms.GivenReference) -> Response:
    page = "recruitment/references/give.html"
    return _page(page, answers.status(), token=token, referee=found, form=form)


def _page(template: str, status: int = 200, **values: object) -> Response:
    """Return a page that tells nobody the address it has: that is the link."""
    answer = make_response(render_template(template, **values), status)
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cache-Control"] = "no-store"
    return answer
