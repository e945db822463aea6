"""How long awards of a course last: what a new validity would change, and extending for all."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.site import answers
from portal.site.filters import day, plural
from portal.training import actions, forms, rules
from portal.training.queries import awards
from portal.training.queries import courses as queries
from portal.training.views import bp

MOST_SHOWN = 100
AHEAD = timedelta(days=30)


@bp.get("/courses/<string:code>/validity")
@requires(Permission.TRAINING_AWARD)
def validity(code: str) -> ResponseReturnValue:
    """Show which awards would last until another day by the course as it now is."""
    course = queries.course(code)
    held = {award.id: award for award in awards.reckonable(course.id)}
    reckoned = actions.reckon(held.values(), course)
    return render_template(
        "training/course_validity.html",
        course=course,
        lasts=actions.validity_of(course).words,
        rows=[(held[each.award_id], each) for each in reckoned[:MOST_SHOWN]],
        count=len(reckoned),
        lapsing=sum(
            each.would_be is not None and each.would_be < clock.today() for each in reckoned
        ),
    )


@bp.post("/courses/<string:code>/validity")
@requires(Permission.TRAINING_AWARD)
def reckon_awards(code: str) -> ResponseReturnValue:
    """Make them last as was shown; nothing happens when the course has changed since."""
    course = queries.course(code)
    version = request.form.get("version", "")
    try:
        reckoned = actions.reckon_awards(
            course=course,
            version=int(version) if version.isdecimal() else 0,
            actor=signed_in_person(),
        )
    except rules.Stale:
        flash("The course was changed meanwhile. This is what would change now.", "problem")
        return redirect(url_for(".validity", code=code), 303)
    flash(f"{plural(len(reckoned), 'award')} changed. Each keeps its history.", "done")
    return redirect(url_for(".course", code=code), 303)


@bp.route("/courses/<string:code>/extend", methods=["GET", "POST"])
@requires(Permission.TRAINING_AWARD)
def extend_all(code: str) -> ResponseReturnValue:
    """Let everybody's award that would lapse last longer: shown first, then done."""
    course = queries.course(code)
    today = clock.today()
    form = forms.AllExtension(data={"since": today, "until": today + AHEAD})
    if not form.validate_on_submit():
        page = render_template("training/course_extend.html", form=form, course=course)
        return page, answers.status()
    since, until = form.since.data, form.until.data
    if "sure" not in request.form:
        found = awards.lapsing(course.id, since, until)
        return render_template(
            "training/course_extend.html",
            form=form,
            course=course,
            found=found[:MOST_SHOWN],
            count=len(found),
        )
    extended = actions.extend_all(
        course=course,
        since=since,
        until=until,
        reason=str(form.reason.data),
        actor=signed_in_person(),
    )
    flash(f"{plural(len(extended), 'award')} extended to {day(until)}.", "done")
    return redirect(url_for(".course", code=code), 303)
