"""Whom something is for, when it stands on the board, and how its text is shown."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from portal.noticeboard.rules import audience, markdown, notices
from portal.noticeboard.rules.notices import Standing
from portal.noticeboard.rules.refusals import Refused
from portal.noticeboard.rules.words import check_no_reference

AREAS = [(1, "Northmere"), (2, "Saltmarsh")]
MONDAY = date(2026, 3, 2)


def test_audiences_are_told_in_the_order_in_which_they_are_chosen() -> None:
    keys = {"role:manager", "role:volunteer@area:2", "role:volunteer@area:1"}
    assert audience.in_words(keys, AREAS) == [
        "Volunteers who serve Northmere",
        "Volunteers who serve Saltmarsh",
        "Managers",
    ]


@pytest.mark.parametrize(
    ("keys", "areas", "ours"),
    [
        (["role:volunteer@area:2"], [], True),
        (["role:volunteer@area:2"], [2], True),
        (["role:volunteer@area:2"], [1], False),
        (["role:volunteer@area:2", "role:volunteer@area:1"], [1], True),
        (["all"], [1], True),
    ],
)
def test_a_limited_coordinator_looks_after_all_but_what_is_for_other_areas_alone(
    keys: list[str], areas: list[int], ours: bool
) -> None:
    assert audience.is_ours(keys, areas) is ours


@pytest.mark.parametrize(
    ("first", "last", "withdrawn", "stands"),
    [
        (MONDAY, MONDAY, False, Standing.SHOWN),
        (date(2026, 2, 1), None, False, Standing.SHOWN),
        (date(2026, 3, 3), None, False, Standing.COMING),
        (date(2026, 2, 1), date(2026, 3, 1), False, Standing.OVER),
        (MONDAY, None, True, Standing.WITHDRAWN),
    ],
)
def test_a_notice_stands_from_its_first_day_to_the_end_of_its_last(
    first: date, last: date | None, withdrawn: bool, stands: Standing
) -> None:
    assert notices.standing(first, last, is_withdrawn=withdrawn, today=MONDAY) is stands


@pytest.mark.parametrize("last", [date(2026, 3, 9), date(2026, 3, 1)])
def test_days_on_which_nobody_would_see_it_are_refused(last: date) -> None:
    with pytest.raises(Refused) as refused:
        notices.check_days(date(2026, 3, 10) if last > MONDAY else date(2026, 2, 1), last, MONDAY)
    assert refused.value.field == "shown_until"


@pytest.mark.parametrize(
    ("today", "reminded_on", "due"),
    [
        (date(2026, 3, 4), None, False),
        (date(2026, 3, 5), None, True),
        (date(2026, 3, 7), None, True),
        (date(2026, 3, 7), date(2026, 3, 5), False),
        (date(2026, 3, 12), date(2026, 3, 5), True),
        (date(2026, 3, 30), date(2026, 3, 12), False),
    ],
)
def test_people_are_reminded_each_time_once_and_a_missed_day_is_made_up_for(
    today: date, reminded_on: date | None, due: bool
) -> None:
    assert notices.is_reminder_due(MONDAY, (10, 3), reminded_on, today) is due


@pytest.mark.parametrize(
    "text", ["See RO-2026-014", "for p-2026-031.", "(PL-2026-120)", "RF-2026-9"]
)
def test_a_text_that_names_a_case_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="This names a case"):
        check_no_reference(text, "body")


def test_other_capitals_and_numbers_are_no_case() -> None:
    check_no_reference("Form P-20, ROSA 2026-014, step-2026-03", "body")


def test_text_is_shown_in_the_portals_looks_below_the_one_h1() -> None:
    shown = markdown.shown("# Before\n\nBring [it](/noticeboard/).\n\n- one\n\n## Before\n\nAfter")
    assert shown.html == (
        '<h2 id="part-before" class="govuk-heading-m">Before</h2>\n'
        '<p class="govuk-body">Bring <a href="/noticeboard/" class="govuk-link" '
        'rel="noopener noreferrer">it</a>.</p>\n'
        '<ul class="govuk-list govuk-list--bullet">\n<li>one</li>\n</ul>\n'
        '<h2 id="part-before-2" class="govuk-heading-m">Before</h2>\n'
        '<p class="govuk-body">After</p>\n'
    )
    assert [(each.anchor, each.words, each.level) for each in shown.headings] == [
        ("part-before", "Before", 2),
        ("part-before-2", "Before", 2),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<b onclick='x()'>b</b>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,x)",
        "![x](https://example.org/x.png)",
        '<https://example.org/" onclick="x()>',
        "```\n<img src=x>\n```",
    ],
)
def test_nothing_that_runs_or_is_fetched_gets_into_a_page(text: str) -> None:
    made = BeautifulSoup(markdown.shown(text).html, "html.parser")
    assert made.select("script, b, img, [onclick]") == []
    links = [str(each.get("href", "")) for each in made.select("a")]
    assert [each for each in links if not each.startswith("https://")] == []


def test_an_excerpt_ends_between_two_words() -> None:
    assert markdown.excerpt("# All\n\nof *it*\n- here") == "All: of it here"
    cut = markdown.excerpt("word " * 100)
    assert len(cut) <= markdown.MOST_EXCERPT + 2
    assert cut.endswith("word …")


def test_a_list_that_was_pasted_from_word_stays_a_list() -> None:
    text = "Bring:\n•\tyour badge\n\t·  a pen\n\n5 · 3 is 15"
    page = BeautifulSoup(markdown.shown(text).html, "html.parser")
    assert [item.get_text() for item in page.select("ul li")] == ["your badge", "a pen"]
    assert [each.get_text() for each in page.select("p")] == ["Bring:", "5 · 3 is 15"]
    assert markdown.plain(text) == "Bring: your badge a pen 5 · 3 is 15"
