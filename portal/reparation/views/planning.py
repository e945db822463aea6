"""Planning sessions of a project, once or every week, and changing one."""

from typing import Any
from uuid import UUID

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.people.models import Person
from portal.reparation.actions import sessions as actions
from portal.reparation.actions.bookable import break_note
from portal.reparation.forms import sessions as forms
from portal.reparation.models import ProjectSession
from portal.reparation.queries import sessions as queries
from portal.reparation.rules.refusals import Refused
from portal.reparation.views import asked, bp
from portal.reparation.views.sessions import planned_by_me, to_session
from portal.site import answers
from portal.site.filters import day

STALE = "Somebody changed this session while you were typing. Look at it, then save again"


@bp.route("/sessions/new", methods=["GET", "POST"])
@requires(Permission.REPARATION_EDIT)
def plan_sessions() -> ResponseReturnValue:
    """Ask for a session, or one every week, and say what was planned; `?project=` fills it in."""
    wanted = asked.uuid("project")
    projects = queries.listed_projects(asked.my_areas(), wanted)
    chosen = next((each for each in projects if each.uuid == wanted), None)
    form = forms.NewSession(
        data={"project": chosen.id, "places": chosen.capacity} if chosen else {},
        choices={
            "project": forms.project_options(projects),
            **forms.adult_options(queries.adults()),
        },
    )
    if form.validate_on_submit():
        try:
            planned = actions.plan_sessions(
                project=next(each for each in projects if each.id == form.project.data),
                wanted=form.wanted,
                adults=_adults(form),
                form_key=form.form_key.data,
                actor=signed_in_person(),
            )
        except Refused as refused:
            answers.refuse(form, refused)
        else:
            return _planned(planned)
    return render_template("reparation/sessions/new.html", form=form), answers.status()


def _planned(planned: actions.Planned) -> ResponseReturnValue:
    """Lead to the one session, or show the whole series: that can be long."""
    _say_break(planned.made[0])
    if len(planned.made) == 1 and not planned.left_out:
        flash(f"Planned: {day(planned.made[0].entry.starts_at)}.", "done")
        return to_session(planned.made[0].entry.uuid)
    return render_template("reparation/sessions/planned.html", planned=planned)


@bp.route("/sessions/<uuid:session_uuid>/change", methods=["GET", "POST"])
@requires(Permission.REPARATION_EDIT)
def change_session(session_uuid: UUID) -> ResponseReturnValue:
    """Change a session; everybody concerned is told of another time."""
    found = planned_by_me(session_uuid)
    form = forms.ChangedSession(data=forms.planned(found), choices=_choices(found))
    if not form.validate_on_submit():
        return _change_page(found, form, answers.status())
    try:
        actions.change_session(
            held=found,
            version=form.version.data or 0,
            facts=form.facts,
            adults=_adults(form),
            actor=signed_in_person(),
        )
    except Refused as refused:
        return _not_changed(session_uuid, form, refused)
    flash("The session is changed.", "done")
    _say_break(queries.session_at(session_uuid))
    return to_session(session_uuid)


def _say_break(held: ProjectSession) -> None:
    """Say which break a long session needs."""
    note = break_note(held)
    if note:
        flash(note, "note")


def _not_changed(
    session_uuid: UUID, form: forms.ChangedSession, refused: Refused
) -> ResponseReturnValue:
    status = answers.refuse(form, refused)
    found = planned_by_me(session_uuid)
    answers.overtaken(form, refused, found, STALE)
    return _change_page(found, form, status)


def _change_page(
    found: ProjectSession, form: forms.ChangedSession, status: int
) -> ResponseReturnValue:
    page = render_template("reparation/sessions/change.html", form=form, held=found)
    return page, status


def _choices(found: ProjectSession) -> dict[str, Any]:
    return forms.adult_options(queries.adults(), (found.supervisor, found.second))


def _adults(form: forms.SessionFields) -> actions.Adults:
    """Return the people who were chosen: the form knows that they can be."""

    def numbered(number: int | None) -> Person | None:
        return None if number is None else queries.person_numbered(number)

    return actions.Adults(numbered(form.supervisor.data), numbered(form.second.data))
