"""The catalogue: the list, one course, adding, changing, taking out of use."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.settings.queries import value
from portal.site import answers
from portal.site.compare import differences
from portal.site.fragments import page_or_fragment
from portal.site.pagination import requested_page
from portal.training import actions, forms, rules
from portal.training.models import RENEW_DAYS, Course, Kind, Needing
from portal.training.queries import awards, bookable
from portal.training.queries import courses as queries
from portal.training.views import asked, bp

STALE = "Somebody changed this course while you were typing. Compare the two, then save again"
CHOICES = {
    "kind": (("", "Any kind"), *((each.value, each.label) for each in Kind)),
    "needing": (("", "Anybody"), *((each.value, each.label) for each in Needing)),
    "state": (("", "In use"), (queries.RETIRED, "Out of use")),
}


@bp.get("/courses")
@requires(Permission.TRAINING_READ)
def courses() -> ResponseReturnValue:
    """Show the catalogue, narrowed as the address says."""
    chosen = {name: asked.one_of(name, dict(options)) for name, options in CHOICES.items()}
    words = asked.words()
    found = queries.catalogue(queries.Search(words, **chosen), requested_page())
    return page_or_fragment(
        "training/courses.html",
        "training/_courses.html",
        found=found,
        lasts={course.id: actions.validity_of(course).words for course in found.items},
        needs={course.id: needs_in_words(course) for course in found.items},
        bookable=bookable([course.id for course in found.items]),
        choices=CHOICES,
        chosen=chosen,
        words=words,
        in_words=rules.minutes_in_words,
    )


def needs_in_words(course: Course) -> list[str]:
    """> Volunteers, before a first panel; Panel advisers, within 6 months of joining."""
    return [
        f"{need.needing.label}, "
        + (
            "before a first panel"
            if need.months is None
            else f"within {rules.months_in_words(need.months)} of joining"
        )
        for need in course.needs
    ]


@bp.get("/courses/<string:code>")
@requires(Permission.TRAINING_READ)
def course(code: str) -> ResponseReturnValue:
    """Show a course: what for, who needs it by when, how long it lasts, when it can be booked."""
    found = queries.course(code)
    return render_template(
        "training/course.html",
        course=found,
        lasts=actions.validity_of(found).words,
        needs=needs_in_words(found),
        higher=queries.standing_for(found.id),
        sessions=bookable([found.id]).get(found.id, ()),
        holders=awards.holders(found.id, clock.today()),
        in_words=rules.minutes_in_words,
    )


@bp.route("/courses/new", methods=["GET", "POST"])
@requires(Permission.TRAINING_EDIT)
def new_course() -> ResponseReturnValue:
    """Ask for a new course."""
    form = forms.NewCourse(choices=_choices(None), data={"renew_days": value(RENEW_DAYS)})
    if form.validate_on_submit():
        try:
            made = actions.add_course(
                around=form.around(),
                form_key=form.form_key.data,
                actor=signed_in_person(),
                **form.values(),
            )
        except rules.Refused as refused:
            answers.refuse(form, refused)
        else:
            flash(f"{made.title} is in the catalogue.", "done")
            return redirect(url_for(".course", code=made.code), 303)
    return render_template("training/course_new.html", form=form), answers.status()


@bp.route("/courses/<string:code>/edit", methods=["GET", "POST"])
@requires(Permission.TRAINING_EDIT)
def edit_course(code: str) -> ResponseReturnValue:
    """Change a course; a form over an older version shows both, and keeps what was typed."""
    found = queries.course(code)
    form = forms.ChangedCourse(data=forms.held(found), choices=_choices(found))
    if not form.validate_on_submit():
        page = render_template("training/course_edit.html", form=form, course=found)
        return page, answers.status()
    try:
        changes = actions.change_course(
            course=found,
            version=form.version.data or 0,
            around=form.around(),
            actor=signed_in_person(),
            **form.values(),
        )
    except rules.Refused as refused:
        return _not_changed(code, form, refused)
    if {"validity_months", "counted_from"} & changes.keys() and _would_change(found):
        flash("Awards already given keep their last day. See what would change.", "note")
        return redirect(url_for(".validity", code=found.code), 303)
    flash("Saved.", "done")
    return redirect(url_for(".course", code=found.code), 303)


def _would_change(course: Course) -> bool:
    return bool(actions.reckon(awards.reckonable(course.id), course))


def _not_changed(
    code: str, form: forms.ChangedCourse, refused: rules.Refused
) -> ResponseReturnValue:
    status = answers.refuse(form, refused)
    found = queries.course(code)
    stale = answers.overtaken(form, refused, found, STALE)
    differing = differences(form, forms.held(found)) if stale else []
    page = render_template(
        "training/course_edit.html", form=form, course=found, differing=differing
    )
    return page, status


@bp.post("/courses/<string:code>/retire")
@requires(Permission.TRAINING_EDIT)
def retire_course(code: str) -> ResponseReturnValue:
    """Take a course out of use."""
    found = queries.course(code)
    actions.retire_course(course=found, actor=signed_in_person())
    flash(f"{found.title} is out of use: nobody is asked for it.", "done")
    return redirect(url_for(".course", code=code), 303)


@bp.post("/courses/<string:code>/reopen")
@requires(Permission.TRAINING_EDIT)
def reopen_course(code: str) -> ResponseReturnValue:
    """Bring a course back into use."""
    found = queries.course(code)
    actions.reopen_course(course=found, actor=signed_in_person())
    flash(f"{found.title} is in use again.", "done")
    return redirect(url_for(".course", code=code), 303)


def _choices(course: Course | None) -> dict[str, list[tuple[str, str]]]:
    """Return the other courses, those too that this one points at and that are out of use."""
    pointed = [row.required for row in course.prerequisites] if course else []
    pointed += [row.covered for row in course.covers] if course else []
    others = {each.id: each for each in [*queries.in_use(), *pointed] if each is not course}
    options = asked.course_options(others.values(), empty=False)
    return {"prerequisites": options, "covers": options}
