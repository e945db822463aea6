"""What an open call may promise, who may stand by, and what ends an offer of one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from portal.panels import rules

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
SENT = rules.OfferFacts("sent", "published", started=False, expired=False, seat_taken=False)
TAKEN = replace(SENT, state="withdrawn", seat_taken=True)


def test_a_promise_is_of_a_moment_to_come_and_an_hour_before_it_sits() -> None:
    day = timedelta(days=1)
    rules.check_promise(NOW + day, now=NOW, starts_at=NOW + 2 * day)
    with pytest.raises(rules.Refused, match="have passed"):
        rules.check_promise(NOW, now=NOW, starts_at=NOW + day)
    with pytest.raises(rules.Refused, match="not an hour before"):
        rules.check_promise(NOW + day, now=NOW, starts_at=NOW + day)


def test_a_promise_is_kept_by_telling_people_in_time() -> None:
    assert rules.was_kept(NOW, NOW)
    assert not rules.was_kept(NOW, NOW + timedelta(minutes=1))
    assert not rules.was_kept(NOW, None)
    assert rules.Kept(11, 12).words == "11 of 12 promises kept"


@pytest.mark.parametrize(
    ("facts", "ending"),
    [
        (TAKEN, "taken"),
        (replace(TAKEN, by_choice=True), "chosen"),
        (replace(TAKEN, kept=True), "kept"),
        (replace(SENT, state="waiting", seat_taken=True), ""),
        (replace(SENT, state="volunteered"), ""),
        (replace(SENT, state="accepted", started=True), ""),
        (replace(SENT, state="accepted", started=True, ended=True), "over"),
        (replace(SENT, state="conflict", started=True), ""),
        (replace(SENT, state="waiting", started=True), "over"),
    ],
)
def test_how_an_offer_ends_that_others_were_made_too(facts: rules.OfferFacts, ending: str) -> None:
    assert rules.ending(facts) == ending


def test_one_stands_by_for_a_seat_that_somebody_has() -> None:
    for facts in (TAKEN, replace(TAKEN, by_choice=True), replace(TAKEN, kept=True)):
        rules.check_may_wait(facts)
    with pytest.raises(rules.OfferRefused, match="Nobody has this seat now"):
        rules.check_may_wait(SENT)
    with pytest.raises(rules.OfferRefused, match="has been cancelled"):
        rules.check_may_wait(replace(TAKEN, sitting="cancelled"))
