"""Thank-yous: who has reached a milestone, and a letter in words of one's own."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.members import permissions
from portal.members.actions import thanks as actions
from portal.members.forms.thanks import NONE, Thanking
from portal.members.queries import thanks as queries
from portal.members.rules.thanks import Milestone
from portal.members.views import answering, bp
from portal.members.views.supervision import supervised_by_me
from portal.site.refusals import Refused


@bp.get("/thanks")
@requires(Permission.MEMBERS_SUPERVISE)
def thanks() -> ResponseReturnValue:
    """Show who has reached a milestone and was not thanked yet, and who was thanked last."""
    user = signed_in_user()
    found = queries.milestones()
    return render_template(
        "members/thanks/milestones.html",
        reached=[each for each in found if permissions.may_supervise(user, each.member)],
        sent=queries.sent(),
        milestone=Milestone,
    )


@bp.route("/<string:number>/thanks/new", methods=["GET", "POST"])
@requires(Permission.MEMBERS_SUPERVISE)
def thank(number: str) -> ResponseReturnValue:
    """Write to a volunteer in one's own words; the same form sent twice sends one letter."""
    member = supervised_by_me(number)
    reached = {f"{each.kind}-{each.number}": each for each in queries.milestones_of(member)}
    choices = [*((key, each.words) for key, each in reached.items()), (NONE, "Something else")]
    asked = request.args.get("reason", NONE)
    form = Thanking(data={"reason": asked}, choices={"reason": choices})
    status = None
    if form.validate_on_submit():
        try:
            actions.thank(
                member=member,
                milestone=reached.get(form.reason.data or ""),
                words=form.words.data or "",
                form_key=form.form_key.data,
                actor=signed_in_person(),
            )
        except Refused as refused:
            status = answering.refuse(form, refused)
        else:
            flash(_sent(member.person.first_name, member.person.email), "done")
            return redirect(url_for(".thanks"), 303)
    page = render_template("members/thanks/thank.html", form=form, member=member)
    return page, status or answering.status_of(form)


def _sent(name: str, email: str | None) -> str:
    if email:
        return f"Your letter to {name} is on its way."
    return f"It is noted. {name} has no email address: ring, or tell them when you meet."
