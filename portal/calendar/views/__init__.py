"""The pages of the calendar, and the feeds that calendar programs fetch."""

from datetime import date

from flask import Blueprint, Flask
from werkzeug.routing import BaseConverter, ValidationError

bp = Blueprint("calendar", __name__, url_prefix="/calendar")


class DayConverter(BaseConverter):
    """A day in an address: `/calendar/week/2026-03-02`."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """Read the day; one that is in no calendar is not found."""
        try:
            return date.fromisoformat(value)
        except ValueError as problem:
            raise ValidationError from problem

    def to_url(self, value: date) -> str:
        """Write the day."""
        return value.isoformat()


def init_app(app: Flask) -> None:
    """Bind the pages and the feeds."""
    from portal.calendar.views import (  # noqa: F401 -- most are imported for what they bind to `bp`
        browse,
        entries,
        feeds,
        finding,
        imports,
        photos,
        rooms,
        saved,
        series,
        subscription,
        venues,
    )

    app.url_map.converters["day"] = DayConverter
    app.register_blueprint(bp)
    app.register_blueprint(subscription.bp)
    app.session_interface = subscription.Sessions()
