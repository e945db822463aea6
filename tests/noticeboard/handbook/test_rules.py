"""How versions differ, what is found, and when a page is to be reviewed."""

from datetime import date

import pytest

from portal.noticeboard.rules import finding, handbook, markdown
from portal.noticeboard.rules.differences import Fate, differences
from portal.noticeboard.rules.refusals import Refused

BEFORE = "# Before\n\nRead it.\n\nBring a pen.\n\nSit down.\n\nAsk.\n\nListen.\n\nThank them."


def test_a_difference_shows_what_went_and_came_between_what_stayed() -> None:
    after = BEFORE.replace("Bring a pen.", "Bring nothing.") + "\n\nGo home."
    found = [(line.fate, line.text) for line in differences(BEFORE, after)]
    assert found == [
        (Fate.GAP, ""),
        (Fate.STAYED, "Read it."),
        (Fate.GONE, "Bring a pen."),
        (Fate.NEW, "Bring nothing."),
        (Fate.STAYED, "Sit down."),
        (Fate.GAP, ""),
        (Fate.STAYED, "Thank them."),
        (Fate.NEW, "Go home."),
    ]


def test_the_same_text_differs_in_nothing_however_its_lines_are_broken() -> None:
    assert differences(BEFORE, BEFORE + "\n\n") == []
    assert differences("# A\nRead it\nall.\n- one\n  more", "# A\n\nRead it all.\n- one more") == []


def test_words_are_looked_for_in_small_letters_and_each_once() -> None:
    assert finding.wanted("  Straße PEN pen ") == ["strasse", "pen"]
    assert len(finding.wanted(" ".join(map(str, range(50))))) == finding.MOST_WORDS


def test_what_is_found_is_shown_with_the_words_around_it() -> None:
    pieces = finding.around(
        "word " * 40 + "Bring a Pen and a plan. " + "more " * 60, ["pen", "plan"]
    )
    assert [each.text for each in pieces if each.is_hit] == ["Pen", "plan"]
    text = "".join(each.text for each in pieces)
    assert text.startswith("… word")
    assert text.endswith("more …")
    assert "Bring a Pen and a plan." in text


def test_a_word_that_the_title_alone_has_shows_how_the_text_begins() -> None:
    assert finding.around("Bring (a) pen.", ["panel"]) == [finding.Piece("Bring (a) pen.")]


@pytest.mark.parametrize(
    ("today", "reminded_on", "due"),
    [
        (date(2026, 8, 1), None, False),
        (date(2026, 8, 2), None, True),
        (date(2026, 8, 20), date(2026, 8, 2), False),
        (date(2026, 8, 25), date(2026, 8, 2), True),
        (date(2026, 9, 1), date(2026, 8, 25), True),
        (date(2026, 9, 20), date(2026, 9, 1), False),
    ],
)
def test_an_owner_is_reminded_ahead_and_when_the_day_has_come(
    today: date, reminded_on: date | None, due: bool
) -> None:
    assert handbook.is_reminder_due(date(2026, 9, 1), (30, 7), reminded_on, today) is due


def test_a_review_is_later_than_today() -> None:
    with pytest.raises(Refused):
        handbook.check_review(date(2026, 3, 2), date(2026, 3, 2))
    handbook.check_review(date(2026, 3, 3), date(2026, 3, 2))


def test_an_address_is_made_of_plain_letters_and_never_given_twice() -> None:
    assert markdown.slug("Élan & “care”: before") == "elan-care-before"
    assert markdown.slug("？") == "text"
    assert markdown.unused("new", {"new", "new-2"}) == "new-3"


def test_texts_on_one_page_have_anchors_of_their_own_below_its_headings() -> None:
    shown = markdown.shown("## Before\n\n### At home\n\n#### Deep", highest=3, stem="sitting")
    assert [(each.anchor, each.level) for each in shown.headings] == [
        ("sitting-before", 3),
        ("sitting-at-home", 4),
        ("sitting-deep", 4),
    ]
    assert "<h3" in shown.html
    assert shown.html.count("</h4>") == 2
