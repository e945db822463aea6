"""The page of what may be published, and what of it a partner reads of its own project."""

from portal.people.models import Person
from portal.reparation.models import Partner
from tests.pages import Pages
from tests.reparation.feedback.answers import PARTNER, opened, say_often
from tests.reparation.sessions import scenes


def test_the_page_shows_no_count_of_a_few(desk: Pages, jo: Person) -> None:
    page = desk.get("/reparation/outcomes")
    assert "1 March 2025 to 28 February 2026" in page.words.replace("Saturday ", "").replace(
        "Sunday ", ""
    )
    assert "Sessions held Fewer than 5 Fewer than 5" in page.words
    assert "Too few have answered in these months." in page.words


def test_the_figures_are_a_file_too_as_they_are_published(desk: Pages, jo: Person) -> None:
    answer = desk.client.get("/reparation/outcomes.csv")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"].endswith("reparation-outcomes-2026-02-28.csv")
    lines = answer.data.decode("utf-8-sig").splitlines()
    assert lines[0] == "What,Year to 2026-02-28,Year to 2025-02-28"
    assert lines[1] == "Sessions held,Fewer than 5,Fewer than 5"


def test_a_partner_reads_what_may_be_published_and_no_sentence(
    shed: Pages, jo: Person, kitchen: Partner
) -> None:
    mine = scenes.project("Bike repair", partner=kitchen)
    link, address = opened(mine, jo, PARTNER), f"/reparation/mine/projects/{mine.uuid}"
    say_often(link, *["yes"] * 4, words="Well led")
    assert "What people said" not in shed.get(address).words
    say_often(link, "no")
    page = shed.get(address)
    assert "The partner’s people 5 " in page.words
    assert "Well led" not in page.words
