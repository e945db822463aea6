"""What is counted of recruitment: the same before and after somebody is forgotten."""

from datetime import timedelta

from portal import clock
from portal.database import changing, session
from portal.people.models import Person
from portal.recruitment.actions import erasing, stages
from portal.recruitment.models import ApplicationState, Campaign, Stage
from portal.recruitment.queries import figures as queries
from portal.recruitment.queries.figures import OfCampaign, Outcome
from tests.recruitment.applying import scenes
from tests.recruitment.erasing.scenes import declined
from tests.statements import count_statements


def test_all_are_counted_but_those_who_never_sent(spring: Campaign, jo: Person) -> None:
    scenes.applied(spring, send=False, email="a@example.org")
    scenes.applied(spring, email="b@example.org")
    declined(spring, jo, email="c@example.org")
    scenes.enquired(email="d@example.org")
    found = queries.figures(None)
    assert list(found.campaigns) == [
        OfCampaign("Panel members 2026", 2, 1, 0, 0, 1),
        OfCampaign(None, 1, 1, 0, 0, 0),
    ]
    assert found.applied == 3
    assert list(found.outcomes) == [Outcome(ApplicationState.NOT_APPOINTED, "interview", 1)]
    assert queries.figures(spring.uuid).applied == 2


def test_who_was_moved_back_had_come_further(spring: Campaign, jo: Person) -> None:
    declined(spring, jo, email="a@example.org")
    back = scenes.applied(spring)
    for stage in (Stage.SHORTLISTING, Stage.INTERVIEW, Stage.SHORTLISTING):
        with changing():
            stages.move(application=back, to=stage, actor=jo)
    rows = {stage: (far, here) for stage, far, here in queries.figures(None).reached}
    assert rows[Stage.ENQUIRY] == (2, 0)
    assert rows[Stage.INTERVIEW] == (2, 2)
    assert rows[Stage.REFERENCES] == (0, 0)


def test_what_is_counted_of_somebody_stays_when_they_are_forgotten(
    spring: Campaign, jo: Person
) -> None:
    with clock.frozen(scenes.NOON - timedelta(days=9)):
        scenes.applied(spring)
    gone = declined(spring, jo, email="a@example.org")
    before = queries.figures(None)
    with changing():
        erasing.erase(application=gone, actor=jo)
    session.expire_all()
    assert queries.figures(None) == before


def test_the_days_it_took_are_those_that_half_needed_at_most(spring: Campaign, jo: Person) -> None:
    for days in (1, 5, 30):
        made = scenes.applied(spring, email=f"{days}@example.org")
        with clock.frozen(scenes.NOON + timedelta(days=days)):
            for stage in (Stage.SHORTLISTING, Stage.INTERVIEW):
                with changing():
                    stages.move(application=made, to=stage, actor=jo)
    found = queries.figures(None)
    assert dict(found.days_to) == {Stage.INTERVIEW: 5, Stage.TRAINING: None, Stage.ACTIVE: None}
    assert found.days_to_end is None


def test_they_take_as_many_statements_for_three_people_as_for_one(
    spring: Campaign, jo: Person
) -> None:
    counted = []
    for emails in (("a@example.org",), ("b@example.org", "c@example.org")):
        for email in emails:
            declined(spring, jo, email=email)
        with count_statements() as sent:
            queries.figures(None)
        counted.append(len(sent))
    assert counted[0] == counted[1]
