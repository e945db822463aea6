"""What the database itself refuses of observed practice: to note one's own, and to rewrite it."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from portal.database import changing, session
from portal.members.models import Observation
from tests.members.practice import scenes
from tests.members.supervision.scenes import coordinator, volunteer


def test_nobody_watches_themselves(app: Flask) -> None:
    ann = volunteer()
    own = Observation(
        member_id=ann.id,
        observer=ann.person,
        on_day=scenes.THURSDAY,
        ratings=scenes.RATINGS,
        strengths="Calm",
        next_step="None",
    )
    with pytest.raises(IntegrityError, match="practice_own"), changing():
        session.add(own)


@pytest.mark.parametrize(
    ("column", "value"),
    [("ratings", {}), ("strengths", "None"), ("next_step", "Stop chairing")],
)
def test_what_was_seen_is_never_rewritten(app: Flask, column: str, value: Any) -> None:
    noted = scenes.observed(volunteer(), coordinator())
    with pytest.raises(IntegrityError, match="practice_fixed"), changing():
        setattr(noted, column, value)
    with changing():
        session.delete(noted)
