"""Two who begin one risk assessment at once, and two who decide about one, fifty times each."""

from collections import Counter

import pytest

from portal import clock
from portal.database import changing, session
from portal.reparation.models import AssessmentState, Project, RiskAssessment
from tests.live import Live
from tests.races.cast import ATTEMPTS, Cast, at_once
from tests.reparation import scenes

pytestmark = [pytest.mark.race, pytest.mark.timeout(300)]


def test_two_who_begin_a_version_at_once_leave_one_to_write(live: Live) -> None:
    cast = Cast(live)
    first, second = cast.coordinator(), cast.coordinator()
    projects = made()
    for project in projects:
        url = f"/reparation/projects/{project}/risk/new"
        answers = at_once(
            lambda: first.post(url, source="gardening"),  # noqa: B023 -- done at once
            lambda: second.post(url, source="litter"),  # noqa: B023 -- done at once
        )
        assert sorted(answer.status for answer in answers) == [303, 422]
    session.rollback()
    found = session.query(RiskAssessment).join(Project).filter(Project.uuid.in_(projects))
    assert found.count() == ATTEMPTS


def test_a_version_is_approved_or_sent_back_and_never_both(live: Live) -> None:
    cast = Cast(live)
    first, second = cast.coordinator(), cast.coordinator()
    ahead = clock.today().replace(day=1).isoformat().split("-")
    review = {"review_on": f"1 {ahead[1]} {int(ahead[0]) + 1}"}
    waiting = submitted()
    for uuid in waiting:
        url = f"/reparation/risks/{uuid}"
        answers = at_once(
            lambda: first.post(f"{url}/approve", **review),  # noqa: B023 -- done at once
            lambda: second.post(f"{url}/send-back", because="Look again"),  # noqa: B023 -- done at once
        )
        assert sorted(answer.status for answer in answers) == [303, 422]
    session.rollback()
    found = session.query(RiskAssessment).filter(RiskAssessment.uuid.in_(waiting)).all()
    states = Counter(each.state for each in found)
    assert set(states) <= {AssessmentState.APPROVED, AssessmentState.DRAFT}
    assert sum(states.values()) == ATTEMPTS


def made() -> list[object]:
    """Return the UUIDs of projects that nobody has assessed."""
    with changing():
        return [scenes.project(f"Race {n}").uuid for n in range(ATTEMPTS)]


def submitted() -> list[object]:
    """Return the UUIDs of versions that wait for approval, each of a project's own."""
    with changing():
        return [
            scenes.assessed(
                scenes.project(f"Wait {n}"),
                state=AssessmentState.SUBMITTED,
                submitted_at=clock.now(),
                approver=None,
                approved_at=None,
            ).uuid
            for n in range(ATTEMPTS)
        ]
