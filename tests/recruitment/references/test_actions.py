"""Referees: named, asked by a link, reminded, rung, and heard once."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.audit.models import AuditEvent
from portal.database import changing, session
from portal.notifications.models import Mail
from portal.people.models import Person
from portal.recruitment import jobs
from portal.recruitment.actions import references as actions
from portal.recruitment.actions import stages
from portal.recruitment.actions.forgetting import forget
from portal.recruitment.actions.links import send_link
from portal.recruitment.letters.references import reference_asked, reference_silent
from portal.recruitment.models import (
    REFERENCE_DAYS,
    Application,
    ApplicationState,
    Channel,
    Referee,
    RefereeState,
    Reference,
)
from portal.recruitment.queries import references as queries
from portal.recruitment.queries.erasing import is_used_elsewhere
from portal.recruitment.rules.refusals import Refused
from tests.factories import AreaFactory
from tests.recruitment.references import scenes

KEPT = timedelta(days=REFERENCE_DAYS.default)


def letters() -> list[tuple[str | None, str]]:
    found = session.scalars(select(Mail).order_by(Mail.id))
    return [
        (mail.to_person.name if mail.to_person else mail.to_address, mail.template.split("/")[-1])
        for mail in found
    ]


def ask(referee: Referee, jo: Person, turn: int = 0) -> str:
    with changing():
        actions.ask_for_reference(referee=referee, turn=turn, actor=jo)
    return actions.token_of(referee)


def test_a_referee_is_asked_once_however_often_the_button_is_pressed(
    jo: Person, rosa: Application
) -> None:
    referee = scenes.named(rosa)
    first = ask(referee, jo)
    assert ask(referee, jo) == first
    assert letters() == [("ann@example.net", "reference_asked")]
    assert referee.expires_at == clock.now() + KEPT
    assert queries.referee_by(first) is referee


def test_no_link_waits_in_the_outbox_or_in_the_trail(jo: Person, rosa: Application) -> None:
    _, token = scenes.asked(rosa, jo)
    mail = session.scalars(select(Mail)).one()
    events = session.scalars(select(AuditEvent)).all()
    kept = [str(mail.context), mail.dedupe_key, *(str(event.detail) for event in events)]
    assert not [each for each in kept if token in each]
    letter = reference_asked(to=None, referee=mail.context["referee"])
    assert letter is not None
    assert letter.values["link"].endswith(f"/recruitment/references/{token}")


def test_a_new_link_ends_the_one_before(jo: Person, rosa: Application) -> None:
    referee, first = scenes.asked(rosa, jo)
    second = ask(referee, jo, turn=1)
    assert queries.referee_by(first) is None
    assert queries.referee_by(second) is referee
    assert [template for _, template in letters()] == ["reference_asked"] * 2


def test_with_another_address_the_link_ends_and_they_are_to_be_asked_again(
    jo: Person, rosa: Application
) -> None:
    referee, token = scenes.asked(rosa, jo)
    with changing():
        actions.change_referee(referee=referee, actor=jo, phone="01632 960002")
    assert queries.referee_by(token) is referee
    with changing():
        actions.change_referee(referee=referee, actor=jo, email="lee@example.net")
    assert queries.referee_by(token) is None
    assert referee.state is RefereeState.NAMED


def test_no_letter_that_still_waits_brings_a_new_link_to_the_address_before(
    jo: Person, rosa: Application
) -> None:
    referee, _ = scenes.asked(rosa, jo)
    scenes.asked(scenes.applicant("Sam Hill"), jo)
    with changing():
        actions.change_referee(referee=referee, actor=jo, email="lee@example.net")
    ask(referee, jo, turn=1)
    mails = session.scalars(select(Mail).order_by(Mail.to_address))
    whose = [(mail.to_address, mail.context["referee"] == referee.id) for mail in mails]
    assert whose == [("ann@example.net", False), ("lee@example.net", True)]


def test_a_reference_is_kept_once_and_the_coordinators_of_the_area_are_told(
    jo: Person,
) -> None:
    north, south = AreaFactory(), AreaFactory()
    scenes.coordinator("Di Fox", south)
    referee, _ = scenes.asked(scenes.applicant(area=north), jo)
    scenes.given(referee)
    with pytest.raises(Refused) as refused, changing():
        actions.give_reference(
            referee=referee, channel=Channel.LINK, actor=None, **{**scenes.SAID, "words": "No"}
        )
    assert refused.value.sentence == "Their reference is in already. Read it below."
    said = session.scalars(select(Reference)).one()
    assert (said.words, said.given_on, said.channel) == (
        "Calm when it is loud.",
        scenes.TODAY,
        Channel.LINK,
    )
    assert letters()[1:] == [("Jo Hartley", "reference_answered")]


def test_what_is_noted_of_a_call_ends_the_link_and_tells_the_others(
    jo: Person, rosa: Application
) -> None:
    scenes.coordinator("Di Fox")
    referee, _ = scenes.asked(rosa, jo)
    with changing():
        actions.give_reference(referee=referee, channel=Channel.PHONE, actor=jo, **scenes.SAID)
    assert referee.state is RefereeState.GIVEN
    assert referee.reference is not None
    assert referee.reference.recorded_by is jo
    assert letters()[1:] == [("Di Fox", "reference_answered")]


def test_nobody_answers_by_a_link_whose_time_has_run_out_but_they_can_be_rung(
    jo: Person, rosa: Application
) -> None:
    referee, _ = scenes.asked(rosa, jo)
    with clock.frozen(scenes.NOON + KEPT):
        with pytest.raises(Refused, match="The time to answer has run out"):
            scenes.given(referee)
        with changing():
            actions.give_reference(referee=referee, channel=Channel.PHONE, actor=jo, **scenes.SAID)
    assert referee.state is RefereeState.GIVEN


def test_nobody_is_asked_about_somebody_whose_way_has_ended(jo: Person, rosa: Application) -> None:
    referee, _ = scenes.asked(rosa, jo)
    with changing():
        stages.end(
            application=rosa, state=ApplicationState.WITHDRAWN, reason="moved away", actor=jo
        )
    with pytest.raises(Refused, match="not on their way any more"):
        scenes.given(referee)
    with pytest.raises(Refused, match="not on their way any more"):
        ask(referee, jo, turn=1)


def test_whoever_would_rather_not_is_asked_no_more(jo: Person, rosa: Application) -> None:
    referee, _ = scenes.asked(rosa, jo)
    for _ in range(2):
        with changing():
            actions.decline_reference(referee=referee, actor=None)
    assert letters()[1:] == [("Jo Hartley", "reference_answered")]
    with pytest.raises(Refused, match="Ask for another referee"):
        ask(referee, jo, turn=1)


def test_a_dropped_referee_can_be_named_again(jo: Person, rosa: Application) -> None:
    referee, token = scenes.asked(rosa, jo)
    with pytest.raises(Refused, match="named already"):
        scenes.named(rosa)
    with changing():
        actions.drop_referee(referee=referee, actor=jo)
    assert queries.referee_by(token) is None
    assert scenes.named(rosa).state is RefereeState.NAMED


def test_a_referee_is_reminded_at_7_and_14_days_and_then_the_coordinators_hear_of_it(
    jo: Person, rosa: Application
) -> None:
    referee, _ = scenes.asked(rosa, jo)
    for days, chased, told in ((6, 0, 0), (7, 1, 0), (8, 0, 0), (15, 1, 0), (28, 0, 1), (29, 0, 0)):
        with clock.frozen(scenes.NOON + timedelta(days=days)):
            assert jobs.chase_references() == {"chased": chased, "told": told}, days
    assert letters()[1:] == [
        ("ann@example.net", "reference_chased"),
        ("ann@example.net", "reference_chased"),
        ("Jo Hartley", "reference_silent"),
    ]
    with clock.frozen(scenes.NOON + KEPT):
        letter = reference_silent(to=jo, referee=referee.id)
        assert letter is not None
        assert letter.subject == "No answer about Rosa Marsh"
        ask(referee, jo, turn=1)
        assert reference_silent(to=jo, referee=referee.id) is None


def test_nobody_is_reminded_at_night_or_about_somebody_who_is_parked(
    jo: Person, rosa: Application
) -> None:
    scenes.asked(rosa, jo)
    night = scenes.NOON + timedelta(days=7, hours=-6)
    with clock.frozen(night):
        assert jobs.chase_references() == {"chased": 0, "told": 0}
    with changing():
        stages.park(
            application=rosa, reason="away", until=scenes.TODAY + timedelta(days=30), actor=jo
        )
    with clock.frozen(scenes.NOON + timedelta(days=7)):
        assert jobs.chase_references() == {"chased": 0, "told": 0}


def test_once_forgotten_nothing_is_left_of_a_referee(jo: Person, rosa: Application) -> None:
    referee, _ = scenes.asked(rosa, jo)
    scenes.named(rosa, "Bo Ray", email=None, phone="01632 960002")
    other, _ = scenes.asked(scenes.applicant("Sam Hill"), jo, "Cy Day")
    scenes.given(referee)
    with changing():
        forget(rosa)
    assert session.scalars(select(Referee)).all() == [other]
    assert session.scalars(select(Reference)).all() == []
    assert [to for to, _ in letters()] == ["cy@example.net", "Jo Hartley"]


def test_who_applies_and_is_a_referee_too_keeps_the_letters_of_the_other_part(
    jo: Person, rosa: Application
) -> None:
    scenes.asked(rosa, jo)
    ann = scenes.applicant("Ann Lee", email="ann@example.net")
    with changing():
        send_link(application=ann, form_key="1")
    assert is_used_elsewhere(ann)
    with changing():
        forget(rosa)
    assert letters() == [("ann@example.net", "application_link")]
    assert not is_used_elsewhere(ann)


def test_nobody_is_left_however_many_were_named_and_dropped(jo: Person, rosa: Application) -> None:
    for number in range(queries.MOST + 1):
        session.add(Referee(application=rosa, name="Ann Lee", phone=str(number), state="dropped"))
    session.commit()
    with changing():
        forget(rosa)
    assert session.scalars(select(Referee)).all() == []


def test_what_was_written_to_a_referee_of_somebody_else_too_stays(
    jo: Person, rosa: Application
) -> None:
    scenes.asked(rosa, jo)
    scenes.asked(scenes.applicant("Sam Hill"), jo)
    with changing():
        forget(rosa)
    assert [to for to, _ in letters()] == ["ann@example.net"] * 2


@pytest.mark.parametrize("wrong", [{"email": None, "phone": None}, {"name": ""}])
def test_the_database_keeps_no_referee_who_cannot_be_reached_or_has_no_name(
    app: Flask, rosa: Application, wrong: dict[str, str | None]
) -> None:
    session.add(
        Referee(application=rosa, **{"name": "Ann Lee", "email": "ann@example.net", **wrong})
    )
    with pytest.raises(IntegrityError):
        session.commit()
    session.rollback()


def test_the_database_keeps_one_referee_for_an_address(app: Flask, rosa: Application) -> None:
    session.add_all(
        Referee(application=rosa, name="Ann Lee", email=email)
        for email in ("ann@example.net", "ANN@example.net")
    )
    with pytest.raises(IntegrityError):
        session.commit()
    session.rollback()
