"""Who applies: a public form apart from the application, and the report of its counts."""

from datetime import timedelta
from typing import Final

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, public, requires
from portal.accounts.actions import take_look
from portal.accounts.rules import Limit
from portal.recruitment.actions import diversity as actions
from portal.recruitment.forms.diversity import AboutYou
from portal.recruitment.queries import diversity as queries
from portal.recruitment.rules.diversity import ENOUGH
from portal.recruitment.views import bp
from portal.recruitment.views.applying import TOO_MANY
from portal.site import answers
from portal.site.asked import number

SENDINGS: Final = Limit(10, timedelta(hours=1), timedelta(hours=1), doubles=False)
"""As many as applications may come from one address."""


@bp.route("/about-you", methods=["GET", "POST"])
@public
def about_you() -> ResponseReturnValue:
    """Ask an applicant about themselves, and keep the answers without a name."""
    form, status = AboutYou(), answers.status()
    if form.validate_on_submit():
        if form.homepage.data:
            return redirect(url_for(".about_you_kept"), 303)
        address = request.remote_addr or ""
        if take_look(what="recruitment-about-you", address=address, limit=SENDINGS):
            actions.answer(form_key=str(form.form_key.data), answers=form.said())
            return redirect(url_for(".about_you_kept"), 303)
        form.refuse("Many answers came from here within the hour. Wait an hour, then send yours")
        status = TOO_MANY
    page = render_template("recruitment/diversity/about_you.html", form=form, enough=ENOUGH)
    answer = make_response(page, status)
    answer.headers["Cache-Control"] = "no-store"  # who sits here next goes back to an empty form
    return answer


@bp.get("/about-you/thanks")
@public
def about_you_kept() -> ResponseReturnValue:
    """Thank somebody, with nothing of what they said."""
    return render_template("recruitment/diversity/thanks.html")


@bp.get("/diversity")
@requires(Permission.RECRUITMENT_READ)
def diversity() -> ResponseReturnValue:
    """Show who applied in a year, as far as the numbers are large enough to be told."""
    years, chosen = queries.years(), number("year")
    latest = next(iter(years), clock.today().year)
    year = next((each for each in years if each == chosen), latest)
    people, told = queries.told_of(year)
    return render_template(
        "recruitment/diversity/report.html",
        years=years,
        year=year,
        people=people,
        told=told,
        enough=ENOUGH,
    )
