"""Mail that waits, was sent, or failed; and, in a demonstration, what it says."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.admin.forms import MAIL_STATES, OutboxFilter
from portal.admin.views import bp
from portal.notifications import queries, rules
from portal.notifications.actions import drop, post, retry
from portal.notifications.letters import CHECK
from portal.notifications.models import Mail, MailState
from portal.settings.queries import is_demo
from portal.site.filters import plural
from portal.site.fragments import page_or_fragment
from portal.site.pagination import requested_page

STATE_LOOKS = {
    MailState.WAITING: "wait",
    MailState.SENT: "ok",
    MailState.KEPT: "ok",
    MailState.FAILED: "risk",
    MailState.NO_ADDRESS: "due",
}


@bp.get("/outbox")
@requires(Permission.ADMIN_OUTBOX)
def outbox() -> ResponseReturnValue:
    """Show the mail, newest first, by person and by how it stands."""
    chosen = OutboxFilter()
    state = chosen.chosen("state")
    return page_or_fragment(
        "admin/outbox.html",
        "admin/_outbox.html",
        chosen=chosen,
        found=queries.outbox(
            states=[state] if state else [],
            words=chosen.chosen("q") or "",
            number=requested_page(),
        ),
        counts=queries.mail_counts(),
        has_server=bool(current_app.config["MAIL_SERVER"]),
        states=MAIL_STATES,
        looks=STATE_LOOKS,
        kind_of=rules.kind_of,
    )


@bp.get("/outbox/<int:mail_id>")
@requires(Permission.ADMIN_OUTBOX)
def letter(mail_id: int) -> ResponseReturnValue:
    """Show what a letter said: in a demonstration alone, nowhere else is it kept."""
    if not is_demo():
        abort(404)
    return render_template("admin/letter.html", mail=queries.kept(mail_id))


@bp.post("/outbox/<int:mail_id>/retry")
@requires(Permission.ADMIN_OUTBOX)
def retry_mail(mail_id: int) -> ResponseReturnValue:
    """Send a letter again."""
    return _mend(mail_id, retry, "It goes out within a few seconds.")


@bp.post("/outbox/<int:mail_id>/drop")
@requires(Permission.ADMIN_OUTBOX)
def drop_mail(mail_id: int) -> ResponseReturnValue:
    """Give a letter up."""
    return _mend(mail_id, drop, "It is not sent any more.")


@bp.post("/outbox/retry-failed")
@requires(Permission.ADMIN_OUTBOX)
def retry_failed() -> ResponseReturnValue:
    """Send every failed letter again."""
    failed = queries.failed_locked()
    sent = 0
    for mail in failed:
        try:
            retry(mail=mail, actor=signed_in_person())
            sent += 1
        except rules.NotMendable as problem:
            flash(problem.sentence, "problem")
    flash(f"Being sent again: {plural(sent, 'email')}.", "done")
    return redirect(url_for(".outbox"), 303)


@bp.post("/outbox/check")
@requires(Permission.ADMIN_OUTBOX)
def check_mail() -> ResponseReturnValue:
    """Send an email to whoever asks, to see that mail arrives."""
    post(to=signed_in_person(), template=CHECK, key=f"check:{uuid4()}")
    flash("An email to you is on its way. Look for it here and in your inbox.", "done")
    return redirect(url_for(".outbox"), 303)


def _mend(mail_id: int, action: Callable[..., None], done: str) -> ResponseReturnValue:
    mail: Mail = queries.mail_locked(mail_id)
    try:
        action(mail=mail, actor=signed_in_person())
        flash(done, "done")
    except rules.NotMendable as problem:
        flash(problem.sentence, "problem")
    shown: dict[str, Any] = {
        name: request.form.get(name) or None for name in ("q", "state", "page")
    }
    return redirect(url_for(".outbox", **shown), 303)
