"""An application is begun, gone on with, sent, typed twice and withdrawn; nothing is disclosed."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, NoResultFound

from portal import clock
from portal.audit.models import AuditDetail
from portal.database import changing, session
from portal.notifications.jobs.writing import write
from portal.notifications.models import Mail
from portal.people.models import Person
from portal.recruitment.actions import applying as actions
from portal.recruitment.actions import campaigns, stages
from portal.recruitment.actions.links import mint
from portal.recruitment.models import (
    LINK_DAYS,
    Application,
    ApplicationLink,
    ApplicationState,
    Campaign,
    RecruitmentTag,
    Stage,
)
from portal.recruitment.queries import applying as queries
from portal.recruitment.rules.refusals import Refused
from tests.factories import AreaFactory
from tests.recruitment.applying import scenes


def letters() -> list[tuple[str | None, str]]:
    found = session.scalars(select(Mail).order_by(Mail.id))
    return [
        (mail.to_person.name if mail.to_person else mail.to_address, mail.template.split("/")[-1])
        for mail in found
    ]


def text_of_last_letter() -> str:
    number = session.scalars(select(Mail.id).order_by(Mail.id.desc()).limit(1)).one()
    with changing():
        written = write(session.get_one(Mail, number))
    assert written is not None
    body = written.message.get_body(("plain",))
    assert body is not None
    return " ".join(body.get_content().split())


def test_an_application_is_sent_thanked_for_and_told_of_once(spring: Campaign) -> None:
    key = scenes.typed(spring)
    scenes.typed(spring, form_key=key)
    made = session.query(Application).one()
    assert (made.name, made.stage, made.is_sent) == ("Ines Okoro", Stage.APPLICATION, True)
    assert (made.stage_since, list(made.changes)) == (scenes.TODAY, [])
    assert letters() == [
        ("ines@example.org", "application_sent"),
        ("Jo Hartley", "application_received"),
    ]


def test_coordinators_of_its_area_are_told_and_read_no_name(spring: Campaign) -> None:
    north = AreaFactory()
    scenes.limited(scenes.coordinator("Di Fox"), AreaFactory())
    scenes.typed(spring, area_id=north.id)
    assert [to for to, letter in letters() if letter == "application_received"] == ["Jo Hartley"]
    text = text_of_last_letter()
    assert "Panel members 2026" in text
    assert "Ines" not in text


def test_nobody_has_their_words_sent_to_somebody_elses_address(spring: Campaign) -> None:
    scenes.typed(spring, send=False, name="Win at spam.example", why="Win")
    assert "spam" not in text_of_last_letter()
    scenes.typed(spring, email="bo@example.org", name="Win at spam.example")
    for template in ("application_sent", "application_received"):
        numbers = select(Mail.id).where(Mail.template == f"recruitment/email/{template}")
        with changing():
            letter = write(session.get_one(Mail, session.scalars(numbers).one()))
        assert letter is not None
        assert "spam" not in str(letter.message)


def test_what_is_saved_comes_back_by_the_link_and_is_sent_by_it(spring: Campaign) -> None:
    made = scenes.applied(spring, send=False, why="", phone=None)
    assert letters() == [("ines@example.org", "application_link")]
    token = scenes.token_of(made)
    assert f"/recruitment/mine/{token}" in text_of_last_letter()
    link = queries.link_by(token)
    assert (link.application, made.is_sent) == (made, False)
    said = {name: text for name, text in scenes.SAID.items() if name != "email"}
    with changing():
        actions.go_on(link=link, said={**said, "why": "More"}, send=False)
    assert (made.why, made.submitted_at) == ("More", None)
    with changing():
        actions.go_on(link=link, said=said, send=True)
    assert (made.why, made.is_sent) == ("I grew up here.", True)
    with pytest.raises(Refused, match="sent this application already"), changing():
        actions.go_on(link=link, said=said, send=False)


def test_nothing_but_the_hash_of_a_link_is_kept(spring: Campaign) -> None:
    made = scenes.applied(spring)
    assert made.link is not None
    assert made.link.token_hash is None
    token = scenes.token_of(made)
    assert token == scenes.token_of(made)
    assert token not in {made.link.token_hash, str(made.uuid)}
    details = session.scalars(select(AuditDetail.values)).all()
    assert "ines" not in str(details).lower()


def test_a_link_that_is_over_gives_way_to_a_new_one(spring: Campaign) -> None:
    made = scenes.applied(spring, send=False)
    old = scenes.token_of(made)
    with clock.frozen(scenes.NOON + timedelta(days=LINK_DAYS.default)):
        assert queries.link_by(old).is_over
        with changing():
            actions.ask_link(campaign=spring, email="INES@example.org", form_key="1")
        new = scenes.token_of(made)
        assert not queries.link_by(new).is_over
    with pytest.raises(NoResultFound):
        queries.link_by(old)


def test_a_link_asked_for_again_is_the_same_while_it_works(spring: Campaign) -> None:
    made = scenes.applied(spring)
    token = scenes.token_of(made)
    for key in ("1", "1", "2"):
        with changing():
            actions.ask_link(campaign=spring, email="ines@example.org", form_key=key)
    assert letters()[2:] == [("ines@example.org", "application_link")] * 2
    assert scenes.token_of(made) == token
    with changing():
        actions.ask_link(campaign=spring, email="nobody@example.org", form_key="3")
    assert len(letters()) == 4


def test_the_same_person_twice_is_one_application_and_nothing_is_lost(spring: Campaign) -> None:
    made = scenes.applied(spring)
    scenes.typed(spring, email="Ines@Example.org", why="Better words")
    assert session.query(Application).count() == 1
    assert made.why == "I grew up here."
    assert letters()[-1] == ("ines@example.org", "application_link")
    assert "Somebody filled in the form again" in text_of_last_letter()
    link = queries.link_by(scenes.token_of(made))
    assert link.typed_again is not None
    assert link.typed_again["why"] == "Better words"
    for _ in range(2):
        with changing():
            actions.take_typed_again(link=link)
    session.expire_all()
    assert made.why == "Better words"
    assert queries.link_by(scenes.token_of(made)).typed_again is None


@pytest.mark.parametrize("send", [True, False])
def test_the_same_words_once_more_are_nothing_to_choose_from(spring: Campaign, send: bool) -> None:
    key = scenes.typed(spring, send=send)
    made = session.query(Application).one()
    scenes.typed(spring, email="Ines@Example.org", form_key=f"{key}2")
    assert made.link is not None
    assert (made.is_sent, made.link.typed_again) == (send, None)
    assert letters()[-1] == ("ines@example.org", "application_link")
    assert "Somebody filled in the form again" not in text_of_last_letter()


def test_what_was_typed_again_is_left_or_is_too_late(spring: Campaign, jo: Person) -> None:
    made = scenes.applied(spring)
    scenes.typed(spring, why="Somebody else’s words")
    assert made.link is not None
    with changing():
        actions.drop_typed_again(link=made.link)
    assert (made.why, made.link.typed_again) == ("I grew up here.", None)
    scenes.typed(spring, why="Later words")
    with changing():
        stages.move(application=made, to=Stage.SHORTLISTING, actor=jo)
    with pytest.raises(Refused, match="reading your application already"), changing():
        actions.take_typed_again(link=made.link)
    assert made.why == "I grew up here."


def test_going_back_to_the_same_form_goes_on_with_what_it_made(spring: Campaign) -> None:
    key = scenes.typed(spring, send=False, why="")
    scenes.typed(spring, form_key=key)
    made = session.query(Application).one()
    assert (made.why, made.is_sent, made.link and made.link.typed_again) == (
        "I grew up here.",
        True,
        None,
    )


def test_an_address_put_right_on_the_same_form_ends_the_link_sent_to_the_wrong_one(
    spring: Campaign,
) -> None:
    key = scenes.typed(spring, send=False, email="inse@example.org")
    wrong = scenes.token_of(session.query(Application).one())
    scenes.typed(spring, send=False, form_key=key)
    made = session.query(Application).one()
    assert made.email == "ines@example.org"
    with pytest.raises(NoResultFound):
        queries.link_by(wrong)
    assert scenes.token_of(made) != wrong


def test_no_letter_that_still_waits_brings_the_new_link_to_the_wrong_address(
    spring: Campaign,
) -> None:
    key = scenes.typed(spring, send=False, email="inse@example.org")
    scenes.typed(spring, send=False, form_key=key)
    assert letters() == [("ines@example.org", "application_link")]


def test_nothing_stays_at_the_wrong_address_of_somebody_who_has_applied_before(
    spring: Campaign,
) -> None:
    first = scenes.applied(spring)
    key = scenes.typed(spring, send=False, email="inse@example.org")
    scenes.typed(spring, form_key=key, why="Anew")
    assert session.query(Application).all() == [first]
    assert first.link is not None
    assert (first.link.typed_again or {})["why"] == "Anew"
    assert "inse@example.org" not in {to for to, _ in letters()}


def test_who_enquired_becomes_an_applicant_when_they_send(spring: Campaign, jo: Person) -> None:
    enquiry = scenes.enquired()
    scenes.typed(spring, send=False, why="Not yet")
    assert (enquiry.stage, enquiry.why) == (Stage.ENQUIRY, "")
    link = queries.link_by(scenes.token_of(enquiry))
    assert link.typed_again is not None
    assert link.typed_again["why"] == "Not yet"
    scenes.typed(spring)
    assert (enquiry.stage, enquiry.why, enquiry.campaign) == (
        Stage.APPLICATION,
        "I grew up here.",
        spring,
    )
    assert session.query(Application).count() == 1
    assert link.typed_again is None


def test_who_rang_and_saved_the_form_sends_it_by_the_link(spring: Campaign, jo: Person) -> None:
    enquiry = scenes.enquired()
    scenes.typed(spring, send=False, why="Not yet")
    link = queries.link_by(scenes.token_of(enquiry))
    said = {name: text for name, text in scenes.SAID.items() if name != "email"}
    with changing():
        actions.go_on(link=link, said={**said, "why": "Nearly"}, send=False)
    assert (enquiry.stage, enquiry.why) == (Stage.ENQUIRY, "")
    with changing():
        actions.go_on(link=link, said=said, send=True)
    assert (enquiry.stage, enquiry.why, enquiry.campaign) == (
        Stage.APPLICATION,
        "I grew up here.",
        spring,
    )


def test_who_only_rang_has_nothing_to_come_back_to(spring: Campaign, jo: Person) -> None:
    scenes.enquired()
    with changing():
        actions.ask_link(campaign=spring, email="ines@example.org", form_key="1")
    assert letters() == []


def test_a_closed_campaign_takes_nothing(spring: Campaign, jo: Person) -> None:
    made = scenes.applied(spring, send=False)
    link = queries.link_by(scenes.token_of(made))
    last = clock.at(scenes.LAST, scenes.LATE)
    with clock.frozen(last):
        scenes.typed(spring, email="late@example.org")
    with (
        clock.frozen(last + timedelta(minutes=1)),
        pytest.raises(Refused, match="closed on Tuesday 31 March"),
    ):
        scenes.typed(spring, email="later@example.org")
    with changing():
        campaigns.close_campaign(campaign=spring, actor=jo)
    said = {name: text for name, text in scenes.SAID.items() if name != "email"}
    with pytest.raises(Refused), changing():
        actions.go_on(link=link, said=said, send=True)
    with changing():
        actions.go_on(link=link, said={**said, "why": "Kept"}, send=False)
    assert made.why == "Kept"


def test_who_withdraws_by_their_link_is_ended_and_coordinators_are_told_once(
    spring: Campaign,
) -> None:
    made = scenes.applied(spring)
    assert made.link is not None
    for _ in range(2):
        with changing():
            actions.withdraw(link=made.link)
    assert (made.state, made.reason, made.ended_on) == (
        ApplicationState.WITHDRAWN,
        "not_said",
        scenes.TODAY,
    )
    assert [each for each in letters() if each[1] == "application_withdrawn"] == [
        ("Jo Hartley", "application_withdrawn")
    ]
    scenes.typed(spring)
    assert session.query(Application).count() == 2


def test_what_was_never_sent_is_deleted_with_its_letters(spring: Campaign) -> None:
    made = scenes.applied(spring, send=False)
    assert made.link is not None
    with changing():
        actions.withdraw(link=made.link)
    assert session.query(Application).count() == session.query(ApplicationLink).count() == 0
    assert letters() == []
    tags = [each.value for each in (RecruitmentTag.APPLICATION_DROPPED,)]
    assert scenes.tags()[-1:] == tags


def test_letters_about_another_application_stay_when_one_that_was_never_sent_goes(
    spring: Campaign, jo: Person
) -> None:
    scenes.applied(spring)
    begun = scenes.applied(scenes.opened(jo, slug="autumn"), send=False)
    with changing():
        actions.drop(application=begun)
    assert [each for each in letters() if each[0] == "ines@example.org"] == [
        ("ines@example.org", "application_sent")
    ]


def test_the_database_keeps_one_live_application_of_an_address_in_a_campaign(
    app: Flask, spring: Campaign
) -> None:
    scenes.applied(spring)
    session.add(Application(**{**scenes.SAID, "email": "INES@example.org"}, campaign=spring))
    with pytest.raises(IntegrityError):
        session.commit()
    session.rollback()


def test_the_database_keeps_no_second_text_without_its_day(spring: Campaign) -> None:
    made = scenes.applied(spring)
    assert made.link is not None
    made.link.typed_again = {"why": "Again"}
    with pytest.raises(IntegrityError):
        session.commit()
    session.rollback()


def test_a_token_is_of_one_application_and_one_turn(spring: Campaign) -> None:
    one, other = scenes.applied(spring), scenes.applied(spring, email="bo@example.org")
    assert one.link is not None
    assert other.link is not None
    first = mint(link=one.link)
    assert first != mint(link=other.link)
    one.link.turn += 1
    assert mint(link=one.link) != first
    session.rollback()
