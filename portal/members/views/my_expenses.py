"""A volunteer's own expenses: put costs on a claim, send it, answer, take it back.

Everything here starts from who is signed in, so nobody reaches another's.
"""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access import requires
from portal.calendar.models import Entry
from portal.database import begins_deferred, changing, session
from portal.members.actions import expenses as actions
from portal.members.forms import expenses as forms
from portal.members.models import CLAIM_DAYS, MILE_PENCE, MOST_RECEIPT_MB, Claim
from portal.members.queries import expenses as queries
from portal.members.rules import expenses as rules
from portal.members.views import bp
from portal.members.views.me import VOLUNTEERS_OWN, my_member
from portal.notifications.views import saved
from portal.settings.queries import value
from portal.site import answers
from portal.site.files import Kept, keep
from portal.site.forms import OnceForm
from portal.site.pagination import requested_page
from portal.site.refusals import Refused
from portal.site.uploads import takes_files


@bp.get("/me/expenses")
@requires(*VOLUNTEERS_OWN)
def my_expenses() -> ResponseReturnValue:
    """Show a volunteer what they can claim, the claim they are making, and those they have sent."""
    member = my_member()
    return render_template(
        "members/expenses/mine.html",
        draft=queries.draft_of(member.person_id),
        causes=queries.causes(member.person_id),
        days=value(CLAIM_DAYS),
        found=queries.sent_by(member.person_id, requested_page()),
    )


def _cause(entry_uuid: UUID) -> Entry:
    """Return what somebody was at and claims for; 404 for anything else."""
    return queries.cause(my_member().person_id, entry_uuid)


@bp.route("/me/expenses/for/<uuid:entry_uuid>/miles", methods=["GET", "POST"])
@requires(*VOLUNTEERS_OWN)
def claim_miles(entry_uuid: UUID) -> ResponseReturnValue:
    """Put the miles to something on the claim; the form begins with a suggestion.

    Of a journey that is claimed already the page says where, and has no form.
    """
    member, entry, rate = my_member(), _cause(entry_uuid), value(MILE_PENCE)
    offered = queries.suggestion(member, entry)
    form = forms.Journey(data={"miles": offered.tenths} if offered else None)
    if form.validate_on_submit():
        try:
            _add(entry, rules.by_car(form.miles.data, rate), form)
        except Refused as refused:
            answers.refuse(form, refused)
        else:
            return redirect(url_for(".my_expenses"), 303)
    page = render_template(
        "members/expenses/miles.html",
        form=form,
        entry=entry,
        rate=rate,
        offered=offered,
        claimed=None
        if form.is_submitted()
        else queries.journey_claimed(member.person_id, entry.id),
    )
    return page, answers.status()


@bp.route("/me/expenses/for/<uuid:entry_uuid>/cost", methods=["GET", "POST"])
@requires(*VOLUNTEERS_OWN)
@takes_files
@begins_deferred
def claim_cost(entry_uuid: UUID) -> ResponseReturnValue:
    """Put something else that was paid for on the claim, with a photo of its receipt."""
    entry, form, limits = _cause(entry_uuid), forms.Cost(), queries.limits()
    if form.validate_on_submit() and form.suits(limits):
        try:
            _keep_cost(form, entry_uuid)
        except Refused as refused:
            answers.refuse(form, refused)
            entry = _cause(entry_uuid)
        else:
            return redirect(url_for(".my_expenses"), 303)
    page = render_template("members/expenses/cost.html", form=form, entry=entry, limits=limits)
    return page, answers.status()


def _keep_cost(form: forms.Cost, entry_uuid: UUID) -> None:
    """Put a cost on the claim; its picture is made anew before anything is locked."""
    receipt = _receipt(form)
    session.rollback()  # what was read; the change begins its own transaction
    with changing():
        _add(_cause(entry_uuid), form.cost, form, receipt)


def _receipt(form: forms.Cost) -> Kept | None:
    sent = form.file.data
    if not sent:
        return None
    return keep(sent.read(), sent.filename or "", most_mb=value(MOST_RECEIPT_MB))


def _add(entry: Entry, cost: rules.Cost, form: OnceForm, receipt: Kept | None = None) -> None:
    member = my_member()
    actions.add_cost(
        member=member,
        entry=entry,
        cost=cost,
        receipt=receipt,
        form_key=form.form_key.data,
        actor=member.person,
    )
    flash(f"{rules.in_pounds(cost.pence)} is on your claim. Send it when all is on it.", "done")


@bp.post("/me/expenses/lines/<uuid:line_uuid>/remove")
@requires(*VOLUNTEERS_OWN)
def remove_cost(line_uuid: UUID) -> ResponseReturnValue:
    """Take a cost off the claim that is being made; twice is harmless."""
    member = my_member()
    line = queries.own_line(member.person_id, line_uuid)
    if line is not None:
        with answers.saying("It is off your claim."):
            actions.remove_cost(line=line, actor=member.person)
    return redirect(url_for(".my_expenses"), 303)


@bp.post("/me/expenses/send")
@requires(*VOLUNTEERS_OWN)
def send_claim() -> ResponseReturnValue:
    """Send the claim that is being made to the coordinators."""
    member = my_member()
    with answers.saying(
        "Your claim is sent. A coordinator looks at it, and you get an email then."
    ):
        actions.send(member=member, actor=member.person)
    return redirect(url_for(".my_expenses"), 303)


@bp.get("/me/expenses/<uuid:claim_uuid>")
@requires(*VOLUNTEERS_OWN)
def my_claim(claim_uuid: UUID) -> ResponseReturnValue:
    """Show a volunteer a claim that they have sent."""
    return _claim_page(_own_claim(claim_uuid), forms.Answer())


def _own_claim(claim_uuid: UUID) -> Claim:
    return queries.own_claim(my_member().person_id, claim_uuid)


def _claim_page(claim: Claim, form: forms.Answer, status: int = 200) -> ResponseReturnValue:
    return render_template("members/expenses/my_claim.html", claim=claim, form=form), status


@bp.post("/me/expenses/<uuid:claim_uuid>/answer")
@requires(*VOLUNTEERS_OWN)
def answer_claim(claim_uuid: UUID) -> ResponseReturnValue:
    """Answer what a coordinator asked about a claim."""
    claim, form = _own_claim(claim_uuid), forms.Answer()
    if not form.validate():
        return _claim_page(claim, form, answers.FAILED)
    words = str(form.answer.data)
    with answers.saying("Your answer is sent. A coordinator looks at your claim again."):
        actions.answer(claim=claim, words=words, actor=claim.person)
    return redirect(url_for(".my_claim", claim_uuid=claim_uuid), 303)


@bp.post("/me/expenses/<uuid:claim_uuid>/withdraw")
@requires(*VOLUNTEERS_OWN)
def withdraw_claim(claim_uuid: UUID) -> ResponseReturnValue:
    """Take a claim back, to change it."""
    member, claim = my_member(), _own_claim(claim_uuid)
    with answers.saying("You took the claim back. Change what is on it, then send it again."):
        actions.withdraw(member=member, claim=claim, actor=member.person)
    return redirect(url_for(".my_expenses"), 303)


@bp.get("/me/expenses/receipts/<uuid:line_uuid>")
@requires(*VOLUNTEERS_OWN)
def my_receipt(line_uuid: UUID) -> ResponseReturnValue:
    """Hand a volunteer a receipt that they sent."""
    line = queries.own_line(my_member().person_id, line_uuid)
    if line is None or line.document is None:
        abort(404)
    return saved(line.document)
