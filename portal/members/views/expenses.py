"""Volunteers' expenses as a coordinator has them: to decide, and to have them paid."""

from collections.abc import Callable
from functools import partial
from typing import Final
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.members import permissions
from portal.members.actions import claims as actions
from portal.members.forms import expenses as forms
from portal.members.models import Claim, ClaimState
from portal.members.queries import expenses as queries
from portal.members.views import bp
from portal.notifications.views import saved
from portal.site import answers
from portal.site.forms import OnceForm
from portal.site.pagination import requested_page
from portal.site.refusals import Refused

TABS: Final = (
    (ClaimState.SENT, "To decide"),
    (ClaimState.QUERIED, "Asked about"),
    (ClaimState.APPROVED, "To be paid"),
    (ClaimState.PAID, "Paid"),
    (ClaimState.REFUSED, "Not approved"),
)
"""What a coordinator comes for first stands first."""


@bp.get("/expenses")
@requires(Permission.MEMBERS_EXPENSES)
def expenses() -> ResponseReturnValue:
    """Show the claims in one state, the oldest first."""
    within, state = signed_in_user().area_ids, _state()
    found = queries.claims(state, within, requested_page())
    return render_template(
        "members/expenses/index.html",
        found=found,
        state=state,
        tabs=TABS,
        counts=queries.counts(within),
        numbers=queries.numbers_of([claim.person_id for claim in found.items]),
        paying=OnceForm(formdata=None) if state is ClaimState.APPROVED else None,
    )


def _state() -> ClaimState:
    asked = request.args.get("state", "")
    return next((state for state, _ in TABS if state == asked), ClaimState.SENT)


@bp.get("/expenses/<uuid:claim_uuid>")
@requires(Permission.MEMBERS_EXPENSES)
def claim(claim_uuid: UUID) -> ResponseReturnValue:
    """Show a claim with what can be done about it."""
    return _page(_found(claim_uuid))


def _found(claim_uuid: UUID) -> Claim:
    return queries.claim(claim_uuid, signed_in_user().area_ids)


def _page(
    found: Claim,
    *,
    question: forms.Question | None = None,
    refusal: forms.Refusal | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    page = render_template(
        "members/expenses/claim.html",
        claim=found,
        number=queries.numbers_of([found.person_id]).get(found.person_id),
        decides=permissions.may_decide(signed_in_user(), found),
        question=question or forms.Question(formdata=None),
        refusal=refusal or forms.Refusal(formdata=None),
        form=question or refusal,
    )
    return page, status


@bp.post("/expenses/<uuid:claim_uuid>/approve")
@requires(Permission.MEMBERS_EXPENSES)
def approve_claim(claim_uuid: UUID) -> ResponseReturnValue:
    """Approve a claim for the next payment."""
    found = _found(claim_uuid)
    act = partial(actions.approve, claim=found, actor=signed_in_person())
    return _decided(found, act, "The claim of {} is approved.")


@bp.post("/expenses/<uuid:claim_uuid>/ask")
@requires(Permission.MEMBERS_EXPENSES)
def ask_about_claim(claim_uuid: UUID) -> ResponseReturnValue:
    """Ask a volunteer something about a claim."""
    found, form = _found(claim_uuid), forms.Question()
    if not form.validate():
        return _page(found, question=form, status=answers.FAILED)
    words = str(form.question.data)
    act = partial(actions.ask, claim=found, question=words, actor=signed_in_person())
    return _decided(found, act, "{} is asked, and the claim waits for the answer.")


@bp.post("/expenses/<uuid:claim_uuid>/refuse")
@requires(Permission.MEMBERS_EXPENSES)
def refuse_claim(claim_uuid: UUID) -> ResponseReturnValue:
    """Refuse a claim, and tell whose it is why."""
    found, form = _found(claim_uuid), forms.Refusal()
    if not form.validate():
        return _page(found, refusal=form, status=answers.FAILED)
    reason = str(form.reason.data)
    act = partial(actions.refuse, claim=found, reason=reason, actor=signed_in_person())
    return _decided(found, act, "{} is told why.")


def _decided(found: Claim, act: Callable[[], None], done: str) -> ResponseReturnValue:
    """Decide and go back to what is still to decide; or say on its page why that cannot be."""
    name = found.person.display_name
    try:
        act()
    except Refused as refused:
        answers.say_no(refused)
        return redirect(url_for(".claim", claim_uuid=found.uuid), 303)
    flash(done.format(name), "done")
    return redirect(url_for(".expenses"), 303)


@bp.get("/expenses/receipts/<uuid:line_uuid>")
@requires(Permission.MEMBERS_EXPENSES)
def receipt(line_uuid: UUID) -> ResponseReturnValue:
    """Hand out a receipt, to be saved."""
    line = queries.line(line_uuid)
    _found(line.claim.uuid)  # of their areas, and sent
    if line.document is None:
        abort(404)
    return saved(line.document)
