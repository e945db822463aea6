"""Appointing an applicant, and what followed from it."""

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person, signed_in_user, user_of
from portal.members import queries as members
from portal.members.models import CHECK_YEARS
from portal.members.queries.details import detail_of
from portal.members.rules import next_number
from portal.people.queries import areas
from portal.recruitment import permissions, rules
from portal.recruitment.actions import appointing as actions
from portal.recruitment.forms import appointing as forms
from portal.recruitment.models import (
    OBSERVATIONS,
    PROBATION_MONTHS,
    Application,
    Appointment,
)
from portal.recruitment.queries import appointing as queries
from portal.recruitment.queries.applications import application
from portal.recruitment.views import bp
from portal.settings.queries import value
from portal.site import answers
from portal.site.filters import day, plural, time
from portal.site.refusals import Refused

STALE = "Somebody changed this application while you were typing. Look at it, then try again"
NO_SESSION = "No session suits: they wait until one is planned"
ONE = "/applications/<uuid:application_uuid>"


@bp.get(f"{ONE}/appoint")
@requires(Permission.RECRUITMENT_EDIT)
def appoint(application_uuid: UUID) -> ResponseReturnValue:
    """Ask the little that is not known yet; once they are appointed, show what followed."""
    found = looked_after(application_uuid)
    made = queries.appointment_of(found)
    if made is not None:
        return appointed(made)
    return _ask(forms.Appointment(data=_held(found), choices=_choices(found)), found)


@bp.post(f"{ONE}/appoint")
@requires(Permission.RECRUITMENT_EDIT)
def make_appointment(application_uuid: UUID) -> ResponseReturnValue:
    """Make an applicant a volunteer; the same form sent twice does it once."""
    found = looked_after(application_uuid)
    if queries.appointment_of(found) is not None:
        return redirect(url_for(".appoint", application_uuid=application_uuid), 303)
    form = forms.Appointment(choices=_choices(found))
    good = form.validate()
    if form.is_stale(found):
        form.renew(found)
        form.refuse(f"{STALE}. It is now at: {found.stage.label.lower()}")
        return _ask(form, found, answers.CONFLICT)
    if not good:
        return _ask(form, found, answers.FAILED)
    try:
        made = actions.appoint(
            application=found, facts=form.facts(value(CHECK_YEARS)), actor=signed_in_person()
        )
    except Refused as refused:
        return _refuse(form, found, refused)
    name = made.member.person.display_name
    flash(f"{name} is appointed, on condition of their training.", "done")
    return redirect(url_for(".appoint", application_uuid=application_uuid), 303)


@bp.post(f"{ONE}/observe")
@requires(Permission.RECRUITMENT_EDIT)
def observe(application_uuid: UUID) -> ResponseReturnValue:
    """Ask somebody who was appointed to observe more panels."""
    made = appointment_at(application_uuid)
    form = forms.Observing(choices=_sittings(made.application))
    if not form.validate():
        return appointed(made, form, status=answers.FAILED)
    try:
        actions.observe(appointment=made, uuids=form.uuids, actor=signed_in_person())
    except Refused as refused:
        return appointed(made, form, status=answers.refuse(form, refused, "observes"))
    flash(f"{made.member.person.display_name} is asked by email.", "done")
    return redirect(url_for(".appoint", application_uuid=application_uuid), 303)


def looked_after(uuid: UUID) -> Application:
    """Return an application that this account changes; 403 when its area is not its own."""
    found = application(uuid)
    if not permissions.looks_after(signed_in_user(), found):
        abort(403)
    return found


def appointment_at(uuid: UUID) -> Appointment:
    """Return what followed from an application that this account changes; 404 for none."""
    made = queries.appointment_of(looked_after(uuid))
    if made is None:
        abort(404)
    return made


def _held(found: Application) -> dict[str, Any]:
    """Return what stands in the form already: nothing known is typed again."""
    known = queries.known(found.name, found.email)
    was = known.member if known else None
    person = known.person if known else None
    said = detail_of(was) if was else None
    inductions = _inductions(found)
    return {
        "version": found.version,
        "number": was.number if was else next_number(members.numbers()),
        "name": found.name,
        "known_as": (person.known_as if person else None) or "",
        "email": found.email or "",
        "phone": found.phone or (person.phone if person else None) or "",
        "skills": found.experience or (said.skills if said else ""),
        "access_needs": found.needs or (said.access_needs if said else ""),
        "areas": [found.area_id] if found.area_id else [],
        "max_month": was.max_month if was else 2,
        "session": str(inductions[0].uuid) if inductions else None,
        # Who has no check yet can be asked to observe nothing: to tick panels would be refused.
        "observes": _first_observed(found, inductions) if was and members.newest_dbs(was) else [],
        "review_on": rules.review_after(clock.today(), value(PROBATION_MONTHS)),
        "invites": bool(found.email) and (person is None or user_of(person) is None),
    }


def _inductions(found: Application) -> list[queries.Induction]:
    """Return the inductions to come, those with a place first."""
    return sorted(queries.inductions(found.area_id), key=lambda each: each.left == 0)


def _first_observed(found: Application, inductions: list[queries.Induction]) -> list[str]:
    """Return the first panels to observe: after the induction, where there are any."""
    begins = inductions[0].entry.ends_at if inductions else clock.now()
    sittings = queries.to_observe(found.area_id, signed_in_user().area_ids)
    after = [each for each in sittings if each.entry.starts_at >= begins]
    return [str(each.entry.uuid) for each in (after or sittings)[: value(OBSERVATIONS)]]


def _choices(found: Application) -> dict[str, list[tuple[Any, str]]]:
    inductions = _inductions(found)
    return {
        "areas": [(area.id, area.name) for area in areas()],
        "session": [*((str(each.uuid), _induction(each)) for each in inductions), ("", NO_SESSION)],
        "buddy": buddies_of(found),
        **_sittings(found),
    }


def buddies_of(found: Application) -> list[tuple[Any, str]]:
    """Return who may be somebody's buddy, to choose from."""
    known = queries.buddies(found.area_id)
    names = ((str(each.person.uuid), each.person.display_name) for each in known)
    return [("", "Nobody yet"), *names]


def _sittings(found: Application) -> dict[str, list[tuple[Any, str]]]:
    sittings = queries.to_observe(found.area_id, signed_in_user().area_ids)
    return {"observes": [(str(each.entry.uuid), _when(each.entry)) for each in sittings]}


def _induction(each: queries.Induction) -> str:
    left = plural(each.left, "place") + " left" if each.left else f"full, {each.waiting} waiting"
    return f"{each.course}, {_when(each.entry)}: {left}"


def _when(entry: Any) -> str:
    place = f", {entry.room.venue.name}" if entry.room else ""
    return f"{day(entry.starts_at)}, {time(entry.starts_at)}{place}"


def _refuse(form: forms.Appointment, found: Application, refused: Refused) -> ResponseReturnValue:
    """Show why nothing was done, at its field."""
    answers.refuse(form, refused)
    return _ask(form, found, answers.FAILED)


def _ask(form: forms.Appointment, found: Application, status: int = 200) -> ResponseReturnValue:
    page = render_template(
        "recruitment/appoint.html",
        form=form,
        application=found,
        known=queries.known(found.name, found.email),
        wanted=value(OBSERVATIONS),
    )
    return page, status


def appointed(
    made: Appointment,
    observing: forms.Observing | None = None,
    naming: forms.Naming | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    """Show what followed from an appointment, with the form that did not go through, if any."""
    found, buddy = made.application, made.buddy
    page = render_template(
        "recruitment/appointed.html",
        appointment=made,
        progress=queries.progress(made),
        form=observing or naming,
        observing=observing or forms.Observing(choices=_sittings(found)),
        naming=naming
        or forms.Naming(
            data={"buddy": str(buddy.uuid) if buddy else ""}, choices={"buddy": buddies_of(found)}
        ),
    )
    return page, status
