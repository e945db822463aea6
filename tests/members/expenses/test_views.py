"""Claiming on a phone, and deciding: what people read, what is refused, what stays typed."""

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from portal import clock
from portal.calendar.models import Entry
from portal.database import changing, session
from portal.members.actions import claims
from portal.members.models import Claim, ClaimState, Member
from portal.members.queries import expenses as queries
from portal.people.models import Person
from portal.site.filters import day
from portal.site.forms import AGAIN
from tests.factories import MemberFactory
from tests.members.expenses import scenes
from tests.pages import Page, Pages

MINE = "/members/me/expenses"
ALL = "/members/expenses"
HEAVY = b"\xff\xd8" + b"0" * 15_000_000


@pytest.fixture
def ann(pages: Pages) -> Member:
    member = scenes.serving(scenes.volunteer("Ann Lee"), scenes.northmere())
    pages.sign_in(member.person.email or "")
    return member


@pytest.fixture
def entry(ann: Member) -> Entry:
    on = clock.today() - timedelta(days=2)
    return scenes.panel(ann.person, on=on, place=scenes.room())


@pytest.fixture
def jo(pages: Pages) -> Person:
    found = scenes.coordinator()
    pages.sign_in(found.email or "")
    return found


def sent_by(name: str) -> Claim:
    return scenes.claimed(scenes.volunteer(name), on=clock.today() - timedelta(days=2))


def photo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 40), "white").save(out, "PNG")
    return out.getvalue()


def typed_into(page: Page, name: str) -> str:
    """Return what stands in a field."""
    field = page.select_one(f"#{name}")
    return str(field["value"]) if field else ""


def cost_url(entry: Entry) -> str:
    return f"{MINE}/for/{entry.uuid}/cost"


def test_a_journey_is_claimed_as_suggested_and_sent(pages: Pages, entry: Entry) -> None:
    page = pages.get(MINE)
    assert "You get back what you really paid, and no more" in page.words
    url = f"{MINE}/for/{entry.uuid}/miles"
    assert page.select_one(f"main a[href='{url}']")
    page = pages.get(url)
    assert typed_into(page, "miles") == "17"
    assert "Reckoned from the middle of Northmere" in page.words
    page = pages.submit(url, miles="14.5 miles", form_key="a")
    assert page.notices == ["£6.53 is on your claim. Send it when all is on it."]
    assert "14.5 miles at 45p" in page.words
    page = pages.submit(f"{MINE}/send")
    assert page.notices[0].startswith("Your claim is sent.")
    assert "A coordinator has it" in page.words
    assert not page.select(f"main a[href='{url}']")


def test_the_same_journey_twice_says_which_claim_has_it(
    pages: Pages, ann: Member, entry: Entry
) -> None:
    scenes.miles(ann, entry)
    scenes.sent(ann)
    page = pages.post(f"{MINE}/for/{entry.uuid}/miles", 422, miles="20", form_key="b")
    today = clock.today()
    assert page.problems == [
        f"This journey is already on the claim that you sent on {today.day} {today:%B %Y}. "
        "It is paid back once: go back to your expenses to see where it stands."
    ]
    assert typed_into(page, "miles") == "20"


def test_the_form_for_miles_does_not_open_for_a_journey_that_is_claimed(
    pages: Pages, ann: Member, entry: Entry
) -> None:
    url = f"{MINE}/for/{entry.uuid}/miles"
    scenes.miles(ann, entry)
    page = pages.get(url)
    assert "they are on the claim you are making" in page.words
    assert not page.select("#miles")
    claim = scenes.sent(ann)
    page = pages.get(url)
    assert f"they are on the claim that you sent on {day(clock.today())}" in page.words
    assert page.select_one(f"main a[href='{MINE}/{claim.uuid}']")
    with changing():
        claims.refuse(claim=claim, reason="You came by bus", actor=scenes.coordinator())
    assert pages.get(url).select("#miles")


@pytest.mark.parametrize("typed", ["", "far", "0", "-3", "301", "1e3", "12,5"])
def test_what_is_no_way_in_miles_is_refused_and_stays(
    pages: Pages, entry: Entry, typed: str
) -> None:
    page = pages.post(f"{MINE}/for/{entry.uuid}/miles", 422, miles=typed, form_key="c")
    assert len(page.problems) == 1
    assert typed_into(page, "miles") == typed


def test_a_receipt_is_kept_as_a_picture_and_handed_to_whose_it_is(
    pages: Pages, ann: Member, entry: Entry
) -> None:
    page = pages.submit(
        cost_url(entry),
        kind="parking",
        amount="£7.20",
        words="Harbour car park",
        file=(BytesIO(photo()), "receipt.png"),
        form_key="d",
    )
    assert "Harbour car park" in page.words
    draft = queries.draft_of(ann.person_id)
    assert draft
    [line] = draft.lines
    assert line.document
    assert (line.pence, line.document.media_type) == (720, "image/jpeg")
    answer = pages.client.get(f"{MINE}/receipts/{line.uuid}")
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")


def test_another_cost_is_claimed_with_a_word_of_what_it_was(pages: Pages, entry: Entry) -> None:
    page = pages.get(cost_url(entry))
    assert "if you paid it out of your own pocket" in page.words
    assert "£20.00 for another cost" in page.words
    typed = {"kind": "other", "amount": "1.80", "form_key": "o"}
    page = pages.post(cost_url(entry), 422, **typed)
    assert page.problems == [
        "Nobody can tell what this was for. Say in a few words what you paid for."
    ]
    assert typed_into(page, "amount") == "1.80"
    page = pages.submit(cost_url(entry), **typed, words="Toll")
    assert page.notices == ["£1.80 is on your claim. Send it when all is on it."]


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (HEAVY, "photo.jpg", "This file has 15 MB: at most 10 MB can be kept."),
        (b"MZ a program", "receipt.jpg", "This is neither a PDF nor a picture"),
        (b"", "empty.jpg", "This file is empty."),
    ],
)
def test_a_file_that_will_not_do_is_refused_and_the_form_kept(
    pages: Pages, entry: Entry, content: bytes, name: str, sentence: str
) -> None:
    typed = {"kind": "fare", "amount": "7.20", "words": "Bus from Northmere", "form_key": "e"}
    boundary, body = encode_multipart({**typed, "file": FileStorage(BytesIO(content), name)})
    answer = pages.client.post(
        cost_url(entry), data=body, content_type=f"multipart/form-data; boundary={boundary}"
    )
    assert answer.status_code == 422
    page = Page(answer.text, "html.parser")
    assert page.problems[0].startswith(sentence)
    assert [typed_into(page, field) for field in ("amount", "words")] == [
        "7.20",
        "Bus from Northmere",
    ]
    assert page.select("[name=kind][value=fare][checked]")


def test_a_receipt_that_came_with_something_wrong_is_asked_for_again(
    pages: Pages, entry: Entry
) -> None:
    sent = {"kind": "parking", "amount": "lots", "form_key": "d"}
    page = pages.post(cost_url(entry), 422, **sent, file=(BytesIO(photo()), "receipt.png"))
    assert page.problems[1:] == [AGAIN]
    field = page.select_one("#file")
    assert field
    assert "image/jpeg" in str(field["accept"])


def test_what_stands_twice_on_a_claim_is_marked(pages: Pages, entry: Entry) -> None:
    fare = {"kind": "fare", "amount": "3.20"}
    page = pages.submit(cost_url(entry), **fare, words="Bus there", form_key="one")
    assert "Twice the same sum" not in page.words
    pages.submit(cost_url(entry), kind="parking", amount="3.20", form_key="another")
    page = pages.submit(cost_url(entry), **fare, words="Bus back", form_key="two")
    assert page.words.count("Twice the same sum") == 2
    assert "Bus back Twice the same sum" in page.words


def test_bank_details_are_kept_out(pages: Pages, entry: Entry) -> None:
    page = pages.post(
        cost_url(entry), 422, kind="fare", amount="3", words="to 20-00-00 12345678", form_key="f"
    )
    assert page.problems[0].startswith("This looks like bank details, and none are kept here.")


def test_a_missing_receipt_and_too_much_are_said_at_their_field(pages: Pages, entry: Entry) -> None:
    page = pages.post(cost_url(entry), 422, kind="parking", amount="7.20", form_key="g")
    assert page.problems[0].startswith("From £5.00 on, a receipt is needed.")
    assert page.select_one("#file-error")
    page = pages.post(cost_url(entry), 422, kind="other", amount="99", form_key="g")
    assert [problem.partition(".")[0] for problem in page.problems] == [
        "At most £20",
        "Nobody can tell what this was for",
        "From £5",
    ]
    for name in ("amount", "words", "file"):
        assert page.select_one(f"#{name}-error")


def test_a_cost_is_removed_and_a_claim_taken_back(pages: Pages, ann: Member, entry: Entry) -> None:
    line = scenes.miles(ann, entry)
    page = pages.submit(f"{MINE}/lines/{line.uuid}/remove")
    assert page.notices == ["It is off your claim."]
    assert "The claim you are making" not in page.words
    pages.submit(f"{MINE}/lines/{line.uuid}/remove")
    page = pages.submit(f"{MINE}/send")
    assert page.notices == ["There is nothing to send yet. Put a cost on your claim first."]
    scenes.miles(ann, entry)
    claim = scenes.sent(ann)
    assert "Take my claim back" in pages.get(f"{MINE}/{claim.uuid}").words
    page = pages.submit(f"{MINE}/{claim.uuid}/withdraw")
    assert "The claim you are making" in page.words
    assert "You took it back." in pages.get(f"{MINE}/{claim.uuid}").words


def test_another_volunteers_claim_panel_and_receipt_are_not_found(
    pages: Pages, ann: Member
) -> None:
    theirs = sent_by("Bo Ash")
    line = theirs.lines[0]
    for url in (
        f"{MINE}/{theirs.uuid}",
        f"{MINE}/receipts/{line.uuid}",
        f"{MINE}/for/{line.entry.uuid}/miles",
        f"{MINE}/for/{line.entry.uuid}/cost",
    ):
        pages.get(url, 404)
    pages.post(f"{MINE}/{theirs.uuid}/withdraw", 404)
    pages.post(f"{MINE}/{theirs.uuid}/answer", 404, answer="Yes")
    pages.submit(f"{MINE}/lines/{line.uuid}/remove")
    session.expire_all()
    assert theirs.lines == [line]


def test_a_coordinator_finds_the_claim_and_approves_it(pages: Pages, jo: Person) -> None:
    claim = sent_by("Ann Lee")
    page = pages.get(ALL)
    assert page.select_one(f"main a[href='{ALL}/{claim.uuid}']")
    assert "To decide (1)" in page.words
    page = pages.get(f"{ALL}/{claim.uuid}")
    assert "Approve £5.63" in page.words
    page = pages.submit(f"{ALL}/{claim.uuid}/approve")
    assert page.notices == ["The claim of Ann Lee is approved."]
    assert "Ann Lee" in pages.get(f"{ALL}?state=approved").words
    page = pages.submit(f"{ALL}/{claim.uuid}/refuse", reason="Too late")
    assert page.notices[0].startswith("How this claim stands has changed: approved")


def test_a_question_is_asked_and_answered(pages: Pages, jo: Person) -> None:
    claim = sent_by("Ann Lee")
    page = pages.post(f"{ALL}/{claim.uuid}/ask", 422, question="")
    assert page.problems == ["Enter your question"]
    page = pages.submit(f"{ALL}/{claim.uuid}/ask", question="From where did you drive?")
    assert "Asked about (1)" in page.words
    pages.client.post("/sign-out")
    pages.sign_in(claim.person.email or "")
    page = pages.get(MINE)
    assert "You have a question to answer" in page.words
    page = pages.get(f"{MINE}/{claim.uuid}")
    assert "From where did you drive?" in page.words
    page = pages.post(f"{MINE}/{claim.uuid}/answer", 422, answer="Pay 20-00-00")
    assert page.problems[0].startswith("This looks like bank details")
    page = pages.submit(f"{MINE}/{claim.uuid}/answer", answer="From work.")
    assert page.notices[0].startswith("Your answer is sent.")
    assert "A coordinator has it" in page.words


def test_a_refusal_says_why(pages: Pages, jo: Person) -> None:
    claim = sent_by("Ann Lee")
    page = pages.post(f"{ALL}/{claim.uuid}/refuse", 422, reason=" ")
    assert page.problems == ["Say why, so that they know what to do"]
    page = pages.submit(f"{ALL}/{claim.uuid}/refuse", reason="You went by bus with a free pass.")
    assert page.notices == ["Ann Lee is told why."]
    assert "a free pass" in pages.get(f"{ALL}/{claim.uuid}").words


def test_a_coordinator_does_not_decide_on_their_own(pages: Pages, jo: Person) -> None:
    claim = scenes.claimed(MemberFactory(person=jo), on=clock.today() - timedelta(days=2))
    page = pages.get(f"{ALL}/{claim.uuid}")
    assert "This is your own claim: another coordinator decides on it." in page.words
    assert not page.select("main form")
    page = pages.submit(f"{ALL}/{claim.uuid}/approve")
    assert page.notices[0].startswith("This is your own claim.")
    session.expire_all()
    assert claim.state is ClaimState.SENT


def test_a_receipt_is_handed_to_the_coordinator_once_the_claim_is_sent(
    pages: Pages, jo: Person
) -> None:
    bo = scenes.volunteer("Bo Ash")
    entry = scenes.panel(bo.person, on=clock.today() - timedelta(days=2))
    line = scenes.cost(bo, entry, scenes.parking(), scenes.RECEIPT)
    pages.get(f"{ALL}/receipts/{line.uuid}", 404)
    scenes.sent(bo)
    answer = pages.client.get(f"{ALL}/receipts/{line.uuid}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")


def test_a_decision_meanwhile_is_said(pages: Pages, jo: Person) -> None:
    claim = sent_by("Ann Lee")
    with changing():
        claims.refuse(claim=claim, reason="Twice", actor=scenes.coordinator())
    page = pages.submit(f"{ALL}/{claim.uuid}/approve")
    assert page.notices == [
        "How this claim stands has changed: not approved. Look at it as it is now."
    ]


def test_what_is_held_tells_of_claims_to_whose_they_are(
    pages: Pages, ann: Member, entry: Entry
) -> None:
    assert "You have claimed nothing." in pages.get("/members/me/held").words
    scenes.miles(ann, entry)
    scenes.sent(ann)
    scenes.cost(ann, entry, scenes.parking())
    words = pages.get("/members/me/held").words
    assert "Not sent yet £3.00" in words
    assert "£5.63. A coordinator has it" in words


def test_what_is_overdue_names_the_claim_and_not_how_much(pages: Pages, jo: Person) -> None:
    claim = sent_by("Ann Lee")
    page = pages.get("/members/overdue")
    link = page.select_one(f"main a[href='{ALL}/{claim.uuid}']")
    assert link
    assert link.get_text() == "Ann Lee"
    assert "1 cost, sent today" in page.words
    assert "£" not in page.words
