"""`flask calendar …`."""

from flask import Flask

from portal.database import session
from tests.calendar.conftest import publish


def test_rebuilding_makes_every_text_again(app: Flask) -> None:
    entry = publish()
    publish()
    entry.ics = "old"
    session.commit()
    done = app.test_cli_runner().invoke(args=["calendar", "rebuild"])
    assert done.output == "2 entries looked at, 1 of them now say something else.\n"
    session.expire_all()
    assert entry.ics.startswith("BEGIN:VEVENT\r\n")
    again = app.test_cli_runner().invoke(args=["calendar", "rebuild"])
    assert again.output == "2 entries looked at, 0 of them now say something else.\n"
