"""An applicant's own pages, by the link that they were mailed: to go on, to look, to withdraw."""

from collections.abc import Sequence
from typing import Final

from flask import (
    Response,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from portal.access import public
from portal.accounts.actions import take_try
from portal.recruitment.actions import applying as actions
from portal.recruitment.forms import applying as forms
from portal.recruitment.models import REFERENCES_WANTED, Application, ApplicationLink, Stage
from portal.recruitment.queries import applying as queries
from portal.recruitment.queries import references
from portal.recruitment.queries.interviews import interview_of
from portal.recruitment.rules.refusals import Refused
from portal.recruitment.views import bp
from portal.recruitment.views.applying import GONE, areas_of, saves
from portal.settings.queries import value
from portal.site import answers

MINE: Final = "/mine/<string:token>"
TAKE: Final = "take"


@bp.get(MINE)
@public
def mine(token: str) -> ResponseReturnValue:
    """Show somebody what they began, to go on with it, or how what they sent stands."""
    link = link_of(token)
    if link.is_over:
        return over(token)
    if link.application.is_sent:
        return private(
            render_template(
                "recruitment/apply/mine.html",
                link=link,
                token=token,
                interview=interview_of(link.application_id),
                referees=references.named_for(link.application_id),
                wanted=value(REFERENCES_WANTED),
            )
        )
    return _form_page(token, link, _form(link))


@bp.post(MINE)
@public
def go_on(token: str) -> ResponseReturnValue:
    """Keep what somebody went on with, or send it in."""
    link = link_of(token)
    if link.is_over:
        return over(token)
    form = _form(link)
    if not form.is_good(to_save=saves()):
        return _form_page(token, link, form)
    try:
        actions.go_on(link=link, said=form.said(), send=not saves())
    except Refused as refused:
        answers.refuse(form, refused)
        return _form_page(token, link_of(token), form)
    flash("Saved. The link that you came by brings you back." if saves() else "Sent.", "done")
    return redirect(url_for(".mine", token=token), 303)


@bp.post(f"{MINE}/again")
@public
def choose_again(token: str) -> ResponseReturnValue:
    """Take what was typed the second time, or leave what stands."""
    link = link_of(token)
    if link.is_over:
        return over(token)
    try:
        if request.form.get("answer") == TAKE:
            actions.take_typed_again(link=link)
        else:
            actions.drop_typed_again(link=link)
    except Refused as refused:
        answers.say_no(refused)
    return redirect(url_for(".mine", token=token), 303)


@bp.route(f"{MINE}/withdraw", methods=["GET", "POST"])
@public
def withdraw_mine(token: str) -> ResponseReturnValue:
    """Ask once more, then end an application, or delete what was never sent."""
    link = link_of(token)
    if link.is_over:
        return over(token)
    if request.method == "POST":
        actions.withdraw(link=link)
        return redirect(url_for(".withdrawn"), 303)
    return private(render_template("recruitment/apply/withdraw.html", link=link, token=token))


@bp.get("/mine/withdrawn")
@public
def withdrawn() -> ResponseReturnValue:
    """Say that it is done, with nothing of whose it was."""
    return render_template("recruitment/apply/withdrawn.html")


@bp.post(f"{MINE}/new-link")
@public
def replace_link(token: str) -> ResponseReturnValue:
    """Mail a new link to the address of an application whose link is over."""
    link = link_of(token)
    form, email = forms.NewLink(), f"applicant {link.application.email}"
    if take_try(email=email, address=request.remote_addr or "").allowed:
        actions.replace_link(link=link, form_key=str(form.form_key.data))
    return redirect(url_for(".link_sent"), 303)


@bp.get("/mine/sent")
@public
def link_sent() -> ResponseReturnValue:
    """Say where to look for a new link."""
    return render_template("recruitment/apply/link_sent.html")


def _form(link: ApplicationLink) -> forms.Answers:
    found = link.application
    begun = link.typed_again if found.stage is Stage.ENQUIRY and link.typed_again else None
    return forms.Answers(
        data=forms.shown(begun or _columns(found)), choices=areas_of(found.campaign)
    )


def _columns(found: Application) -> dict[str, object]:
    names = ("name", "phone", "area_id", "is_adult", "why", "experience", "needs", "heard_from")
    return {name: getattr(found, name) for name in names}


def _form_page(token: str, link: ApplicationLink, form: forms.Answers) -> ResponseReturnValue:
    page = render_template("recruitment/apply/go_on.html", link=link, token=token, form=form)
    return private(page, answers.status())


def link_of(token: str) -> ApplicationLink:
    """Return the link of an address; 404, with what to do about it, where there is none."""
    try:
        return queries.link_by(token)
    except NoResultFound:
        abort(private(render_template("recruitment/apply/unknown.html"), 404))


def over(token: str, typed: Sequence[str] = ()) -> ResponseReturnValue:
    """Return what a link says whose time has run out: that a new one can be had.

    Whoever was writing when it ended sees again what they `typed`.
    """
    form = forms.NewLink()
    return private(
        render_template("recruitment/apply/over.html", token=token, form=form, typed=typed), GONE
    )


def private(page: str, status: int = 200) -> Response:
    """Return a page that tells nobody the address it has, and of which no copy is kept."""
    answer = make_response(page, status)
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cache-Control"] = "no-store"
    return answer
