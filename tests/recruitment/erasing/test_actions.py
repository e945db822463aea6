"""Who was not appointed is forgotten after a warning, and what is counted stays."""

from datetime import date, timedelta

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.exc import IntegrityError, NoResultFound

from portal import clock
from portal.accounts.queries import account_of
from portal.database import changing, session
from portal.members.models import Status
from portal.notifications.actions import letters
from portal.notifications.models import Mail
from portal.people.models import Person
from portal.recruitment.actions import erasing as actions
from portal.recruitment.actions import stages
from portal.recruitment.models import (
    ENDED,
    Application,
    ApplicationLink,
    ApplicationState,
    Appointment,
    Campaign,
    Interview,
    Interviewer,
    InterviewNote,
    KeepReason,
    Referee,
    Reference,
    Stage,
    StageChange,
)
from portal.recruitment.queries import erasing as queries
from portal.recruitment.queries.applications import application, begun_by
from portal.recruitment.queries.probations import reviews_due, to_review
from tests.factories import AreaFactory
from tests.recruitment.applying import scenes
from tests.recruitment.erasing.scenes import declined
from tests.recruitment.interviews import scenes as interviews
from tests.recruitment.pipeline import scenes as pipeline
from tests.recruitment.references import scenes as referees

WARNED = clock.at(date(2026, 8, 19), scenes.MORNING)
DUE = clock.at(date(2026, 9, 2), scenes.MORNING)


def told() -> list[str]:
    found = session.scalars(
        select(Mail).where(Mail.template == "recruitment/email/erasure_near").order_by(Mail.id)
    )
    return [mail.to_person.name for mail in found if mail.to_person]


def warned_of() -> None:
    with clock.frozen(WARNED), changing():
        actions.warn()


def erased() -> int:
    with clock.frozen(DUE), changing():
        return actions.erase_due()


def test_coordinators_of_the_area_are_warned_by_one_letter(spring: Campaign, jo: Person) -> None:
    north = AreaFactory()
    scenes.limited(scenes.coordinator("Di Fox"), AreaFactory())
    for name in ("ann", "bo"):
        declined(spring, jo, email=f"{name}@example.org", area_id=north.id)
    with clock.frozen(WARNED - timedelta(days=1)), changing():
        assert actions.warn() == 0
    with clock.frozen(WARNED):
        for count in (2, 0):
            with changing():
                assert actions.warn() == count
        assert told() == ["Jo Hartley"]
        letter = letters["recruitment/email/erasure_near"](to=jo)
    assert letter is not None
    assert (letter.values["count"], letter.values["day"]) == (2, date(2026, 9, 2))
    assert "ann" not in str(letter).lower()


def test_all_that_says_who_it_was_goes_and_what_is_counted_stays(
    spring: Campaign, jo: Person
) -> None:
    made = declined(spring, jo)
    uuid, number = made.uuid, made.id
    warned_of()
    assert erased() == 1
    session.expire_all()
    with pytest.raises(NoResultFound):
        application(uuid)
    row = session.get_one(Application, number)
    text = str([getattr(row, column.key) for column in inspect(Application).column_attrs])
    for word in ("Ines", "ines@", "960100", "grew up", "scouts", "library"):
        assert word not in text
    assert (row.campaign, row.stage, row.state, row.reason, row.ended_on) == (
        spring,
        Stage.INTERVIEW,
        ApplicationState.NOT_APPOINTED,
        "interview",
        scenes.TODAY,
    )
    assert session.query(StageChange).count() == 3
    assert session.query(ApplicationLink).count() == 0
    assert session.query(Mail).filter_by(to_address="ines@example.org").count() == 0
    assert scenes.tags()[-1] == "recruitment:application_erased"
    assert erased() == 0


def test_nobody_is_erased_who_was_not_warned_of(spring: Campaign, jo: Person) -> None:
    declined(spring, jo)
    assert erased() == 0


def test_their_referees_go_with_them(spring: Campaign, jo: Person) -> None:
    made = declined(spring, jo)
    session.add(Referee(application=made, name="Ruth Adeyemi", email="ruth@example.org"))
    session.commit()
    warned_of()
    assert erased() == 1
    assert session.query(Referee).count() == 0


@pytest.mark.parametrize("state", ENDED)
def test_who_was_appointed_and_did_not_go_on_is_forgotten_as_an_applicant_alone(
    spring: Campaign, jo: Person, state: ApplicationState
) -> None:
    made = pipeline.appointed("Ines Okoro", campaign=spring, email="ines@example.org")
    member = made.member
    assert member
    referees.given(referees.asked(made, jo)[0])
    one = scenes.NOON + timedelta(hours=1)
    meeting = interviews.arranged(made, jo, jo, starts_at=one, ends_at=one + timedelta(hours=1))
    interviews.recommended(meeting, jo, notes=["Warm, and on time."])
    assert session.query(InterviewNote).count() == 1
    with clock.frozen(scenes.NOON + timedelta(hours=3)), changing():
        stages.end(application=made, state=state, reason="checks", actor=jo)
        session.add(Appointment(application=made, member=member, review_on=scenes.TODAY))
        member.status = Status.TRAINING  # back by another application, years before
    assert list(to_review(account_of(jo), scenes.TODAY, 10)) == []
    assert reviews_due() == []
    warned_of()
    assert told() == ["Jo Hartley"]
    assert erased() == 1
    for kept in (Referee, Reference, Interview, Interviewer, InterviewNote):
        assert session.query(kept).count() == 0
    assert (made.name, made.email, made.member) == ("", None, member)
    assert member.person.name == "Ines Okoro"
    assert begun_by(member) is None


def test_whoever_is_on_their_way_or_in_the_register_is_not_forgotten(
    spring: Campaign, jo: Person
) -> None:
    scenes.applied(spring)
    pipeline.appointed("Bo Ray")
    warned_of()
    assert erased() == 0
    assert told() == []


def test_letters_stay_that_another_application_of_theirs_needs(
    spring: Campaign, jo: Person
) -> None:
    declined(spring, jo)
    with clock.frozen(WARNED):
        scenes.applied(scenes.opened(jo, slug="autumn", closes_on=date(2026, 12, 1)))
    warned_of()
    assert erased() == 1
    assert session.query(Mail).filter_by(to_address="ines@example.org").count() > 0


def test_what_is_still_needed_is_kept_and_warned_of_again(spring: Campaign, jo: Person) -> None:
    made = declined(spring, jo)
    warned_of()
    for _ in range(2):
        with clock.frozen(WARNED), changing():
            actions.keep_longer(application=made, reason=KeepReason.COMPLAINT, actor=jo)
    assert erased() == 0
    [ending] = queries.endings([made])
    assert (ending.on, ending.is_warned) == (date(2026, 12, 2), False)
    with clock.frozen(clock.at(date(2026, 11, 18), scenes.MORNING)), changing():
        assert actions.warn() == 1
    with clock.frozen(clock.at(date(2026, 12, 2), scenes.MORNING)), changing():
        assert actions.erase_due() == 1


def test_who_asks_to_be_forgotten_is_erased_at_once(spring: Campaign, jo: Person) -> None:
    made = declined(spring, jo)
    with changing():
        actions.erase(application=made, actor=jo)
    assert (made.name, made.erased_at) == ("", scenes.NOON)


def test_what_was_begun_and_left_behind_is_deleted(spring: Campaign) -> None:
    begun = scenes.applied(spring, send=False)
    scenes.applied(spring, email="bo@example.org")
    assert begun.link is not None
    until = begun.link.expires_at
    for moment, count in ((until - timedelta(minutes=1), 0), (until, 1), (until, 0)):
        with clock.frozen(moment), changing():
            assert actions.drop_left_behind() == count
    assert session.query(Application).one().email == "bo@example.org"


@pytest.mark.parametrize("left", ["why", "experience", "needs", "heard_from"])
def test_the_database_keeps_no_words_of_somebody_who_is_erased(
    spring: Campaign, jo: Person, left: str
) -> None:
    made = declined(spring, jo)
    with changing():
        actions.erase(application=made, actor=None)
    setattr(made, left, "I grew up here.")
    with pytest.raises(IntegrityError):
        session.commit()
    session.rollback()


def test_the_list_is_of_ones_areas_and_who_ended_first_comes_first(
    spring: Campaign, jo: Person
) -> None:
    north, south = AreaFactory(), AreaFactory()
    second = declined(spring, jo, email="a@example.org", area_id=north.id)
    with clock.frozen(scenes.NOON - timedelta(days=1)):
        first = declined(spring, jo, email="b@example.org")
    other = declined(spring, jo, email="c@example.org", area_id=south.id)
    assert list(queries.to_erase({north.id}).items) == [first, second]
    assert list(queries.to_erase(()).items) == [first, second, other]
    with pytest.raises(NoResultFound):
        queries.one_to_erase(other.uuid, {north.id})
