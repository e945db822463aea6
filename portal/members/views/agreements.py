"""What volunteers sign: its versions, who has signed, and who is reminded."""

from typing import Final

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.access.gate import may
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.database import session
from portal.members import actions, forms, queries
from portal.members.models import AGREEMENT_DAYS, AGREEMENT_REMINDERS, AgreementKind
from portal.members.queries import agreements as found
from portal.members.views import bp
from portal.settings.queries import value
from portal.site import answers
from portal.site.filters import plural
from portal.site.refusals import Refused, Stale

MOST: Final = 200


@bp.get("/agreements")
@requires(Permission.MEMBERS_READ)
def agreements() -> ResponseReturnValue:
    """Show each text that volunteers sign, and who has not signed."""
    waiting = found.waiting(signed_in_user().area_ids)
    return render_template(
        "members/agreements.html",
        kinds=found.signed_by_kind(),
        waiting=waiting[:MOST],
        more=max(0, len(waiting) - MOST),
        overdue=sum(each.overdue for each in waiting),
        days=value(AGREEMENT_DAYS),
        reminders=value(AGREEMENT_REMINDERS),
    )


@bp.post("/agreements/remind")
@requires(Permission.MEMBERS_EDIT)
def remind_to_sign() -> ResponseReturnValue:
    """Write to those who are overdue; a second time on one day writes to nobody again."""
    areas = frozenset(signed_in_user().area_ids)
    count = actions.remind_to_sign(area_ids=areas, actor=signed_in_person())
    written = plural(count, "volunteer is", "volunteers are")
    flash(
        f"{written} being reminded." if count else "Everybody was reminded today already.",
        "done" if count else "note",
    )
    return redirect(url_for(".agreements"), 303)


@bp.get("/agreements/<string:kind>/<int:number>")
@requires(Permission.MEMBERS_READ, Permission.MEMBERS_OWN, Permission.ACCOUNTS_OWN)
def agreement_text(kind: str, number: int) -> ResponseReturnValue:
    """Show a version, to those who keep the register and to volunteers."""
    keeps = may(Permission.MEMBERS_READ)
    if not keeps and queries.member_of(signed_in_person()) is None:
        abort(404)
    text = found.text_numbered(kind_of(kind), number)
    newest = found.newest_text(text.kind)
    return render_template(
        "members/agreement_text.html", text=text, is_newest=text is newest, keeps=keeps
    )


@bp.get("/agreements/<string:kind>/new")
@requires(Permission.MEMBERS_EDIT)
def new_text(kind: str) -> ResponseReturnValue:
    """Show the newest version, to be changed into the next."""
    newest = found.newest_text(kind_of(kind))
    known = {"version": newest.number if newest else 0, "body": newest.body if newest else ""}
    return _text_page(forms.NewText(data=known), kind_of(kind))


@bp.post("/agreements/<string:kind>/new")
@requires(Permission.MEMBERS_EDIT)
def publish_text(kind: str) -> ResponseReturnValue:
    """Publish the next version; one that somebody else was quicker with is shown beside it."""
    form, of = forms.NewText(), kind_of(kind)
    if not form.validate():
        return _text_page(form, of, answers.FAILED)
    after = -1 if form.version.data is None else form.version.data
    try:
        actions.publish_text(
            kind=of, body=str(form.body.data), after=after, actor=signed_in_person()
        )
    except Refused as refused:
        session.rollback()
        form.refuse(str(refused), refused.field or None)
        return _text_page(form, of, answers.CONFLICT, stale=isinstance(refused, Stale))
    flash(f"{of.label}: the new version is asked for from today.", "done")
    return redirect(url_for(".agreements"), 303)


def _text_page(
    form: forms.NewText, kind: AgreementKind, status: int = 200, *, stale: bool = False
) -> ResponseReturnValue:
    newest = found.newest_text(kind)
    if stale:
        form.version.data = newest.number if newest else 0
    page = render_template(
        "members/agreement_new.html", form=form, kind=kind, newest=newest, stale=stale
    )
    return page, status


def kind_of(text: str) -> AgreementKind:
    """Return the kind that an address names; 404 for none."""
    if text not in set(AgreementKind):
        abort(404)
    return AgreementKind(text)
