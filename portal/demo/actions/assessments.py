"""Risk assessments beyond the first of each project: of a site, and one that came back."""

from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import Final

from portal.calendar.models import Venue
from portal.database import session
from portal.demo.actions.reparation import JO, NASREEN
from portal.demo.actions.rows import Rows, morning
from portal.reparation.models import AssessmentState, Control, Hazard, Project, RiskAssessment
from portal.reparation.rules.library import LIBRARY
from portal.reparation.rules.risks import Danger, Measure, Written

SITE: Final = "Castlebeck Cycle Kitchen"
CAME_BACK: Final = "Slipway steps"
WHY: Final = "Say who brings the throw line, and where it hangs."
FIRST_AGO, SECOND_AGO, BACK_AGO = 380, 20, 2
REVIEW_AHEAD: Final = 340


def load_assessments(rows: Rows) -> None:
    """Put in the two versions of a workshop's assessment, and the next one of a slipway's."""
    site = rows.sites.get(SITE)
    if site is not None:
        _load_site(rows, site)
    came_back = (project for each, project in rows.projects.items() if each.title == CAME_BACK)
    session.add_all(_returned(rows, project) for project in islice(came_back, 1))


def _load_site(rows: Rows, site: Venue) -> None:
    now = replace(LIBRARY["bike-repair"].written, supervised=6, least_age=10)
    first, *others = now.dangers
    guard = Measure("Nobody spins a wheel with a hand near the spokes", "Supervisor")
    once = replace(now, dangers=(replace(first, measures=first.measures[:1]), *others[:-1]))
    newer = replace(now, dangers=(replace(first, measures=(*first.measures, guard)), *others))
    session.add(_of_site(rows, site, once, 1, FIRST_AGO))
    session.add(_of_site(rows, site, newer, 2, SECOND_AGO))


def _of_site(
    rows: Rows, site: Venue, written: Written, number: int, days_ago: int
) -> RiskAssessment:
    """Return a version of a site's, approved so long ago; only the newer one counts."""
    made = morning(rows.times.away(-days_ago))
    counts = number > 1
    return _version(
        rows,
        written,
        venue=site,
        number=number,
        state=AssessmentState.APPROVED if counts else AssessmentState.REPLACED,
        assessor=rows.people[JO],
        submitted_at=made + timedelta(days=1),
        approver=rows.people[NASREEN],
        approved_at=made + timedelta(days=2),
        review_on=rows.times.away(REVIEW_AHEAD if counts else 15),
        created_at=made,
    )


def _returned(rows: Rows, project: Project) -> RiskAssessment:
    made = morning(rows.times.away(-BACK_AGO - 4))
    return _version(
        rows,
        LIBRARY["litter"].written,
        project=project,
        number=2,
        template="litter",
        assessor=rows.people[NASREEN],
        submitted_at=made + timedelta(days=1),
        sent_back_because=WHY,
        created_at=made,
    )


def _version(rows: Rows, written: Written, **values: object) -> RiskAssessment:
    return RiskAssessment(
        uuid=rows.uuid(),
        activity=written.activity,
        supervised=written.supervised,
        least_age=written.least_age,
        ppe=written.ppe,
        first_aid=written.first_aid,
        emergency=written.emergency,
        hazards=[_hazard(number, each) for number, each in enumerate(written.dangers, start=1)],
        **values,
    )


def _hazard(number: int, danger: Danger) -> Hazard:
    return Hazard(
        number=number,
        what=danger.what,
        who=danger.who,
        likelihood_before=danger.before.likelihood,
        severity_before=danger.before.severity,
        likelihood_after=danger.after.likelihood,
        severity_after=danger.after.severity,
        controls=[
            Control(number=n, what=each.what, owner=each.owner)
            for n, each in enumerate(danger.measures, start=1)
        ],
    )
