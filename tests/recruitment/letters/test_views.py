"""The letters, as a coordinator changes, reads and sends them."""

import pytest

from portal.database import session
from portal.notifications.models import Mail
from portal.people.models import Person
from portal.recruitment.models import Application, Stage
from tests.pages import Pages
from tests.recruitment.letters.scenes import moved
from tests.recruitment.pipeline import scenes

TEMPLATES = "/recruitment/templates"
INTERVIEW = f"{TEMPLATES}/interview"


def page_of(application: Application, step: str = "") -> str:
    return f"/recruitment/applications/{application.uuid}{step}"


def test_words_are_tried_out_and_kept(desk: Pages) -> None:
    assert "Moved to interview We would like to meet you Yes As it came" in (
        desk.get(TEMPLATES).words
    )
    typed = {"number": "0", "subject": "Meet us, ((first name))", "text": "On Monday.\n\n((from))"}
    page = desk.post(INTERVIEW, 200, **typed, is_offered="y", **{"try": "1"})
    assert "How it reads Meet us, Nadia On Monday. Jo Hartley" in page.words
    assert "As it came" in desk.get(TEMPLATES).words.split("Moved to interview")[1][:60]
    page = desk.submit(INTERVIEW, **typed)
    assert "Moved to interview Meet us, ((first name)) No Today by Jo Hartley" in page.words


def test_a_placeholder_that_is_none_is_told_of_and_nothing_typed_is_lost(desk: Pages) -> None:
    page = desk.post(INTERVIEW, 422, number="0", subject="For ((nmae))", text="Dear ((name")
    assert page.problems[0].startswith("“((nmae))” is filled in with nothing.")
    assert len(page.problems) == 2
    field = page.select_one("#subject")
    assert field
    assert field["value"] == "For ((nmae))"


def test_who_was_quicker_is_told_with_both_texts(desk: Pages) -> None:
    di = Pages(desk.client.application).sign_in(scenes.coordinator("Di Fox").email)
    di.submit(INTERVIEW, number="0", subject="Theirs", text="Their text")
    page = desk.post(INTERVIEW, 409, number="0", subject="Mine", text="My text")
    assert "Di Fox has changed this letter meanwhile." in page.problems[0]
    assert "What it says now Theirs Their text" in page.words
    text = page.select_one("textarea")
    assert text
    assert "My text" in text.get_text()
    number = page.select_one("input[name=number]")
    assert number
    desk.submit(INTERVIEW, number=number["value"], subject="Mine", text="My text")
    assert "Mine" in desk.get(TEMPLATES).words


def test_there_is_no_letter_of_a_step_that_is_none(desk: Pages) -> None:
    desk.get(f"{TEMPLATES}/enquiry", 404)


def test_a_move_offers_the_letter_which_is_read_and_sent(desk: Pages, jo: Person) -> None:
    nadia = scenes.somebody("Nadia Rahman")
    page = desk.submit(page_of(nadia, "/move"), to="interview", version=str(nadia.version))
    assert "Write to Nadia Rahman? We would like to meet you Hello Nadia," in page.words
    assert "Write to them : Nadia Rahman" in desk.get("/recruitment/pipeline").words
    fields = {str(field["name"]): str(field["value"]) for field in page.select("#letter input")}
    page = desk.submit(page_of(nadia, "/letter"), **fields, answer="send")
    assert "The letter to Nadia Rahman is on its way." in page.words
    assert "Today, midday. Written to by email" in page.words
    assert not page.select("#letter")
    assert session.query(Mail).count() == 1
    assert "Write to them" not in desk.get("/recruitment/pipeline").words
    page = desk.post(page_of(nadia, "/letter"), 422, **fields, answer="send")
    assert "It is settled already" in page.problems[0]


def test_it_is_settled_that_nobody_writes(desk: Pages, jo: Person) -> None:
    nadia = moved(jo)
    nadia.email = None
    session.commit()
    page = desk.get(page_of(nadia))
    assert "We hold no email address: ring them instead." in page.words
    change = str(nadia.changes[-1].id)
    page = desk.submit(page_of(nadia, "/letter"), change=change, number="0", answer="leave")
    assert "Not written to" in page.words


@pytest.mark.parametrize("sent", [True, False])
def test_whoever_is_approved_is_welcomed_or_not(office: Pages, jo: Person, sent: bool) -> None:
    ife = scenes.appointed("Ife Lawal", Stage.APPROVAL)
    ife.campaign = scenes.CampaignFactory()
    session.commit()
    words = office.get(page_of(ife)).words
    assert "You are a volunteer now Hello Ife," in words
    assert "from today you are a community panel member." in words
    office.submit(
        page_of(ife, "/approve"),
        version=str(ife.version),
        number="0",
        answer="send" if sent else "leave",
    )
    assert session.query(Mail).count() == int(sent)


def test_a_manager_reads_no_letter_that_they_cannot_send(office: Pages, jo: Person) -> None:
    nadia = moved(jo)
    assert not office.get(page_of(nadia)).select("#letter")
    office.get(TEMPLATES, 403)
    office.post(page_of(nadia, "/letter"), 403, change="1", number="0", answer="send")
