"""A partner's own pages: what is due, what it hosts, what it was told, and who signs in."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.reparation.actions import partners as actions
from portal.reparation.forms import partners as forms
from portal.reparation.models import Partner
from portal.reparation.queries import hosting, papers, people
from portal.reparation.queries import partners as queries
from portal.reparation.views import bp
from portal.site import answers
from portal.site.compare import differences


@bp.get("/mine")
@requires(Permission.REPARATION_OWN)
def mine() -> ResponseReturnValue:
    """Show a partner what needs it, and all that the service holds of it."""
    found = queries.partner(queries.mine(signed_in_person()).uuid)
    sent = papers.papers_of(found)
    return render_template(
        "reparation/partners/mine.html",
        partner=found,
        refused=queries.bookable([found.id], clock.today())[found.id],
        lines=papers.standing(found),
        sent=sent,
        refusals=papers.still_refused(sent),
        projects=hosting.projects_of(found),
        coming=hosting.coming_at(found),
        to_count=hosting.to_count(found),
        messages=queries.messages(found.id),
        logins=people.logins(found),
    )


@bp.route("/mine/change", methods=["GET", "POST"])
@requires(Permission.REPARATION_OWN)
def change_mine() -> ResponseReturnValue:
    """Let a partner's people say what it does and where it is."""
    found = queries.mine(signed_in_person())
    form = forms.OwnDetails(data=forms.held(found))
    if not form.validate_on_submit():
        return _change_page(found, form)
    queries.lock_partner(found.id)
    if form.is_stale(found):
        form.renew(found)
        return _change_page(
            found, form, answers.CONFLICT, differing=differences(form, forms.held(found))
        )
    actions.change_partner(partner=found, actor=signed_in_person(), **form.values())
    flash("Saved.", "done")
    return redirect(url_for(".mine"), 303)


def _change_page(
    found: Partner, form: forms.OwnDetails, status: int | None = None, **more: object
) -> ResponseReturnValue:
    page = render_template("reparation/partners/mine_change.html", form=form, partner=found, **more)
    return page, status or answers.status()
