"""A certificate on paper, and the public page that confirms its code without giving a name."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from portal.access import Permission, public, requires
from portal.accounts.actions import take_look
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.accounts.rules import Limit
from portal.site import answers
from portal.site.urls import absolute
from portal.training import forms, permissions, queries, rules
from portal.training.models import Award
from portal.training.models.awards import CODE_LENGTH
from portal.training.queries import awards
from portal.training.views import bp

LOOKS: Final = Limit(60, timedelta(minutes=10), timedelta(minutes=10), doubles=False)
"""So many codes may be checked from one address: a council's offices often are one."""

TOO_MANY: Final = 429


@bp.get("/awards/<uuid:award_uuid>/certificate")
@requires(Permission.TRAINING_AWARD, Permission.TRAINING_OWN)
def print_certificate(award_uuid: UUID) -> ResponseReturnValue:
    """Show an award as a page made for print; one that was taken back says so instead."""
    award = _seen_by_me(award_uuid)
    return render_template(
        "training/mine/certificate.html",
        award=award,
        code=rules.grouped(award.code),
        check_at=absolute("training.check_code"),
        in_words=rules.minutes_in_words,
        mine=award.person_id == signed_in_person().id,
    )


def _seen_by_me(uuid: UUID) -> Award:
    """Return an award of one's own, or of somebody whom one may award; 404 for anybody else's."""
    award = awards.award(uuid)
    if award.person_id != signed_in_person().id:
        who = next(iter(queries.trained([award.person_id])), None)
        if not permissions.may_award(signed_in_user(), who.area_ids if who else ()):
            abort(404)
    return award


@bp.route("/check", methods=["GET", "POST"])
@public
def check_code() -> ResponseReturnValue:
    """Confirm a certificate by its code, to whoever holds the paper; it gives no name."""
    form = forms.CodeToCheck()
    if not form.validate_on_submit():
        return _page(form), answers.status()
    if not take_look(what="training-check", address=request.remote_addr or "", limit=LOOKS):
        form.refuse("Too many codes were checked from here. Wait 10 minutes and try again")
        return _page(form), TOO_MANY
    readings = rules.readings(str(form.code.data), CODE_LENGTH)
    return _page(form, checked=True, award=awards.award_by_code(readings) if readings else None)


def _page(form: forms.CodeToCheck, *, checked: bool = False, award: Award | None = None) -> str:
    return render_template("training/mine/check.html", form=form, checked=checked, award=award)
