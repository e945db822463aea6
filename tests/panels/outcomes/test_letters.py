"""What the coordinator is told of an outcome: what they must see to, and nothing else."""

from datetime import date, time

from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.database import session
from portal.notifications.actions import letters
from portal.notifications.models import Mail
from portal.panels import jobs
from portal.panels.models import PanelKind, Sitting
from tests.panels import scenes
from tests.panels.outcomes.evenings import AFTER, NEXT, note, noted, ready


def content(name: str) -> tuple[str, dict[str, object]] | None:
    """Return the subject and values of the last letter of a kind; None when it is pointless."""
    mail = [
        each
        for each in session.scalars(select(Mail).order_by(Mail.id))
        if each.template == f"panels/email/{name}"
    ][-1]
    with clock.frozen(AFTER):
        found = letters[mail.template](to=mail.to_person, **mail.context)
    return (found.subject, dict(found.values)) if found else None


def test_a_panel_that_was_held_with_everybody_is_no_news(app: Flask) -> None:
    sitting = ready()
    note(sitting, noted(sitting))
    assert content("outcome_noted") is None


def test_what_was_not_quorate_or_adjourned_is_told(app: Flask) -> None:
    sitting = ready(panels=2, kind=PanelKind.PROGRESS)
    first, second = (panel.id for panel in sitting.panels)
    held = noted(sitting, "Ann Lee")[first]
    adjourned = noted(sitting, held=False, agreed=None, reason="No room", again_on=NEXT)[second]
    note(sitting, {first: held, second: adjourned})
    found = content("outcome_noted")
    assert found
    subject, values = found
    assert subject == "What came of the panel on Tuesday 10 March"
    assert values["lacking"] == ["a community member"]
    assert values["adjourned"] == [("No room", NEXT)]


def test_who_is_asked_for_an_outcome_is_not_when_somebody_noted_it(app: Flask) -> None:
    sitting: Sitting = ready()
    for day in (11, 13):
        with clock.frozen(clock.at(date(2026, 3, day), time(9))):
            jobs.close_ended()
    found = content("outcome_missing")
    assert found
    assert found[0] == "What came of the panel on Tuesday 10 March?"
    assert str(found[1]["link"]).endswith(scenes.of(sitting, "/outcome"))
    note(sitting, noted(sitting))
    assert content("outcome_missing") is None
