"""The gate before a session is planned, moved or booked: what is against it, with remedies."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Final

from portal import clock
from portal.reparation.models import Project, ProjectSession, ProjectState, Referral
from portal.reparation.queries import gate as queries
from portal.reparation.rules import gate
from portal.reparation.rules.refusals import Refused
from portal.reparation.rules.sessions import SessionFacts

FIELDS: Final = {"hours": "starts", "ratio": "places"}
"""Where a form asks for what would mend it; the rest is a matter of the project."""


def check_planned(project: Project, facts: SessionFacts, *, adults: int) -> None:
    """Raise `Refused` with every reason why a session cannot be held, at the field of the first."""
    _check_listed(project)
    known = queries.facts([project.id])[project.id]
    _refuse(gate.against(known, _asked(project, facts, adults), queries.hours()))


def break_note(held: ProjectSession) -> str | None:
    """Return the break that a session needs, for whoever plans it; None for a short one."""
    facts = SessionFacts(held.entry.starts_at, held.entry.ends_at, held.places)
    return gate.break_due(_asked(held.project, facts, adults=0), queries.hours())


def _asked(project: Project, facts: SessionFacts, adults: int) -> gate.Asked:
    starts, ends = clock.london(facts.starts_at), clock.london(facts.ends_at)
    area = project.where_area
    return gate.Asked(
        day=starts.date(),
        starts=starts.time(),
        ends=ends.time(),
        places=facts.places,
        adults=adults,
        youngest=project.least_age,
        school_day=queries.school_day(starts.date(), area.id if area else None),
    )


def check_site(project: Project, coming: Iterable[ProjectSession]) -> None:
    """Raise `Refused` at the venue when its risks are not assessed for the day of a session."""
    known = queries.facts([project.id])[project.id]
    for held in coming:
        for each in gate.closed(known, held.entry.first_day):
            if each.about == "risk":
                raise Refused(each.why, each.remedy, "venue_id")


def check_booked(held: ProjectSession) -> None:
    """Raise `Refused` with every reason why no place can be booked at a session."""
    _check_listed(held.project)
    on: date = held.entry.first_day
    _refuse(queries.closed([held.project_id], on)[held.project_id])


def check_week(referral: Referral, held: ProjectSession, *, leaving: Collection[int]) -> None:
    """Raise `Refused` when a place would be too much for one week; `leaving` count no more."""
    _refuse(queries.out_of_week(referral.id, held, ignoring=leaving))


def fits_week(referral: Referral, held: ProjectSession) -> bool:
    """Return whether a place would not be too much for one week."""
    return not queries.out_of_week(referral.id, held, ignoring=[])


def is_open(held: ProjectSession) -> bool:
    """Return whether places can be booked at a session."""
    try:
        check_booked(held)
    except Refused:
        return False
    return True


def _check_listed(project: Project) -> None:
    if project.state is not ProjectState.LISTED:
        raise Refused(
            f"“{project.title}” is not listed.", "Choose a project that is listed.", "project"
        )


def _refuse(against: Sequence[gate.Against]) -> None:
    if against:
        first, *rest = against
        remedies = [first.remedy, *(each.sentence for each in rest)]
        raise Refused(first.why, " ".join(remedies), FIELDS.get(first.about, "project"))
