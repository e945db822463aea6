"""Handing over all cases of somebody whose account is closed."""

from typing import Final
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.people.models import Person
from portal.reparation.actions import handover as actions
from portal.reparation.forms.handover import HandOver
from portal.reparation.queries import handover as queries
from portal.reparation.rules.refusals import Refused
from portal.reparation.views import asked, bp
from portal.site import answers

FASTER: Final = "Nothing was handed over: somebody did it meanwhile."


@bp.route("/handovers/<uuid:person_uuid>", methods=["GET", "POST"])
@requires(Permission.REPARATION_EDIT)
def hand_over(person_uuid: UUID) -> ResponseReturnValue:
    """Ask who takes over all cases of somebody who can sign in no more, and hand them over."""
    left, able = queries.left_by(person_uuid, asked.my_areas()), queries.able()
    options = [("", "Choose a colleague"), *((each.id, each.display_name) for each in able)]
    form = HandOver(choices={"to": options})
    if form.validate_on_submit():
        to = next(each for each in able if each.id == form.to.data)
        try:
            words = actions.hand_over(
                of=left.person, to=to, areas=asked.my_areas(), actor=signed_in_person()
            )
        except Refused as refused:
            answers.refuse(form, refused, "to")
        else:
            if words:
                flash(_done(to, words), "done")
            else:
                flash(FASTER, "note")
            return redirect(url_for(".hand_over", person_uuid=person_uuid), 303)
    page = render_template("reparation/referrals/hand_over.html", form=form, left=left)
    return page, answers.status()


def _done(to: Person, words: str) -> str:
    told = "" if to is signed_in_person() else " They get a letter."
    return f"{to.display_name} has {words} more now.{told}"
