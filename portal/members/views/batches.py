"""Having approved claims paid: a batch with a number, and its file for whoever pays."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.members.actions import claims as actions
from portal.members.models import ClaimBatch
from portal.members.queries import batches as queries
from portal.members.views import bp
from portal.site import answers
from portal.site.forms import OnceForm
from portal.site.pagination import requested_page
from portal.site.refusals import Refused
from portal.spreadsheets.views import as_csv, as_workbook


@bp.post("/expenses/pay")
@requires(Permission.MEMBERS_EXPENSES)
def pay_claims() -> ResponseReturnValue:
    """Put what is approved into a batch, and lead to its file."""
    form = OnceForm()
    if not form.validate():
        return redirect(url_for(".expenses", state="approved"), 303)
    try:
        made = actions.pay(
            within=signed_in_user().area_ids,
            form_key=form.form_key.data,
            actor=signed_in_person(),
        )
    except Refused as refused:
        answers.say_no(refused)
        return redirect(url_for(".expenses", state="approved"), 303)
    flash(f"Batch {made.number} is made. Send its file to whoever pays.", "done")
    return redirect(url_for(".batch", batch_uuid=made.uuid), 303)


@bp.get("/expenses/batches")
@requires(Permission.MEMBERS_EXPENSES)
def batches() -> ResponseReturnValue:
    """Show what went for payment, the newest first."""
    found = queries.batches(requested_page(), _only_mine())
    return render_template(
        "members/expenses/batches.html",
        found=found,
        sums=queries.sums([each.id for each in found.items]),
    )


def _only_mine() -> int | None:
    """Return whose batches this account sees: all, or its own when it is limited to areas."""
    user = signed_in_user()
    return user.person_id if user.area_ids else None


def _found(batch_uuid: UUID) -> ClaimBatch:
    return queries.batch(batch_uuid, _only_mine())


@bp.get("/expenses/batches/<uuid:batch_uuid>")
@requires(Permission.MEMBERS_EXPENSES)
def batch(batch_uuid: UUID) -> ResponseReturnValue:
    """Show what went for payment together, and give its file."""
    found = _found(batch_uuid)
    return render_template(
        "members/expenses/batch.html", batch=found, claims=queries.claims_of(found)
    )


@bp.get("/expenses/batches/<uuid:batch_uuid>.csv")
@requires(Permission.MEMBERS_EXPENSES)
def batch_csv(batch_uuid: UUID) -> ResponseReturnValue:
    """Give a batch as text."""
    found = _found(batch_uuid)
    return as_csv(queries.as_rows(found), _name(found))


@bp.get("/expenses/batches/<uuid:batch_uuid>.xlsx")
@requires(Permission.MEMBERS_EXPENSES)
def batch_xlsx(batch_uuid: UUID) -> ResponseReturnValue:
    """Give a batch as a workbook."""
    found = _found(batch_uuid)
    return as_workbook(queries.as_rows(found), f"Batch {found.number}", _name(found))


def _name(found: ClaimBatch) -> str:
    return f"expenses-batch-{found.number}"
