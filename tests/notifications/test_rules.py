"""How long to wait, and what a mail server's answer means."""

from datetime import timedelta

import pytest

from portal.notifications import rules


@pytest.mark.parametrize(
    ("tries", "minutes"), [(0, 1), (1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (50, 60)]
)
def test_waits_double_up_to_an_hour_and_spread_by_a_quarter(tries: int, minutes: int) -> None:
    middle = timedelta(minutes=minutes)
    assert rules.wait(tries, 0.5) == middle
    assert (rules.wait(tries, 0), rules.wait(tries, 1)) == (middle * 0.75, middle * 1.25)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (421, rules.RelaySilent),
        (450, rules.NotNow),
        (499, rules.NotNow),
        (500, rules.Refused),
        (554, rules.Refused),
        (-1, rules.NotNow),
    ],
)
def test_an_answer_is_for_good_or_for_now(code: int, kind: type[rules.NotSent]) -> None:
    assert type(rules.refusal(code, b"no")) is kind


def test_what_a_server_says_is_one_short_line() -> None:
    said = rules.refusal(550, b"5.1.1 no\r\nsuch\x00 person \xff" + b"x" * 999).sentence
    assert said.startswith("The mail server refused it. It said: 550 5.1.1 no such person")
    assert len(said) < 300


def test_a_line_has_no_break_and_nothing_invisible() -> None:
    assert rules.one_line(" Eve\r\n\u202eBcc:\x00 all \u2028x ") == "Eve Bcc: all x"
    assert rules.one_line("Zoë 🌊") == "Zoë 🌊"


def test_a_letter_is_called_by_its_template() -> None:
    assert rules.kind_of("panels/email/offer_made") == "Offer made"
