"""An applicant names referees, as many as are wanted, and changes whom nobody has asked."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from portal.audit.models import AuditEvent
from portal.database import changing, session
from portal.notifications.models import Mail
from portal.people.models import Person
from portal.recruitment.actions import applying, references
from portal.recruitment.actions.naming import change_own_referee, name_own_referee
from portal.recruitment.models import (
    REFERENCES_WANTED,
    Application,
    Campaign,
    RecruitmentTag,
    Referee,
    RefereeState,
)
from portal.recruitment.queries.references import named_for
from portal.recruitment.rules.refusals import Refused
from tests.recruitment.applying import scenes


def name(
    application: Application, who: str = "Ann Lee", form_key: str = "", **more: Any
) -> Referee:
    email = f"{who.split(maxsplit=1)[0].lower()}@example.net"
    said = {"email": email, "phone": None, "relation": "Her manager", **more}
    with changing():
        return name_own_referee(
            application=application, form_key=form_key or uuid4().hex, name=who, **said
        )


def change(application: Application, referee: Referee, **more: Any) -> None:
    said = {key: getattr(referee, key) for key in ("name", "email", "phone", "relation")}
    with changing():
        change_own_referee(application=application, referee=referee, **{**said, **more})


def ask(referee: Referee, jo: Person) -> None:
    with changing():
        references.ask_for_reference(referee=referee, turn=0, actor=jo)


def test_a_referee_whom_the_applicant_names_is_noted_once_and_not_written_to(
    ines: Application,
) -> None:
    letters = session.query(Mail).count()
    key = uuid4().hex
    made = name(ines, form_key=key)
    assert name(ines, form_key=key) is made
    assert made.by_applicant
    assert made.state is RefereeState.NAMED
    assert session.query(Mail).count() == letters
    event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
    assert event.tag == RecruitmentTag.REFEREE_NAMED
    assert "Ann" not in str(event.detail)


def test_no_more_are_named_than_are_wanted(ines: Application) -> None:
    assert REFERENCES_WANTED.default == 2
    name(ines)
    name(ines, "Bo Dale")
    with pytest.raises(Refused, match="You have named as many referees as we ask for"):
        name(ines, "Cy Orr")
    assert len(named_for(ines.id)) == 2


@pytest.mark.parametrize("ending", [references.decline_reference, references.drop_referee])
def test_another_is_named_for_one_who_will_not_answer(
    ines: Application, jo: Person, ending: Any
) -> None:
    ann = name(ines)
    name(ines, "Bo Dale")
    with changing():
        ending(referee=ann, actor=jo)
    name(ines, "Cy Orr")
    assert [each.name for each in named_for(ines.id)] == ["Bo Dale", "Cy Orr"]


def test_one_named_twice_and_the_applicant_themselves_are_refused(
    ines: Application, jo: Person
) -> None:
    ann = name(ines)
    with pytest.raises(Refused, match="named already"):
        name(ines, "Annie", email="ANN@example.net")
    with pytest.raises(Refused, match="your own email address"):
        name(ines, "Eve", email="Ines@example.org")
    ask(ann, jo)
    with pytest.raises(Refused, match="We have asked this referee already"):
        name(ines, "Annie", email="ann@example.net")


def test_one_who_would_rather_not_is_not_named_again_and_one_who_was_dropped_is(
    ines: Application, jo: Person
) -> None:
    ann, bo = name(ines), name(ines, "Bo Dale")
    with changing():
        references.decline_reference(referee=ann, actor=jo)
        references.drop_referee(referee=bo, actor=jo)
    with pytest.raises(Refused, match="We have asked this referee already"):
        name(ines)
    assert name(ines, "Bo Dale") is not bo


def test_a_referee_is_put_right_until_they_were_asked(ines: Application, jo: Person) -> None:
    ann = name(ines)
    change(ines, ann, name="Ann Lee-Hill", email="lee@example.net")
    assert (ann.name, ann.email) == ("Ann Lee-Hill", "lee@example.net")
    bo = name(ines, "Bo Dale")
    with pytest.raises(Refused, match="named already"):
        change(ines, bo, email="lee@example.net")
    ask(ann, jo)
    with pytest.raises(Refused, match="We have asked this referee already"):
        change(ines, ann, email="eve@example.net")
    assert ann.email == "lee@example.net"


def test_one_who_was_asked_at_an_address_that_changed_stays_the_coordinators(
    ines: Application, jo: Person
) -> None:
    ann = name(ines)
    ask(ann, jo)
    with changing():
        references.change_referee(
            referee=ann, actor=jo, name="Ann Lee", email="lee@example.net", phone=None
        )
    assert ann.state is RefereeState.NAMED
    with pytest.raises(Refused, match="We have asked this referee already"):
        change(ines, ann, email="eve@example.net")


def test_nobody_names_referees_before_they_sent_or_after_it_ended(
    spring: Campaign, ines: Application
) -> None:
    begun = scenes.applied(spring, send=False, email="bo@example.org")
    with pytest.raises(Refused, match="You have not sent your application yet"):
        name(begun)
    assert ines.link is not None
    with changing():
        applying.withdraw(link=ines.link)
    with pytest.raises(Refused, match="Your application has ended"):
        name(ines)
