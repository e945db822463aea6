"""Calendars of others, as files."""

from typing import Any, Final

from portal.calendar.forms.events import NEEDS_AREA
from portal.calendar.models import ImportedKind
from portal.site.fields import Choice, OneOf, Text, Upload
from portal.site.forms import Form

IMPORTED_KINDS: Final = {
    ImportedKind.TERMS: "School terms and holidays",
    ImportedKind.CLOSURES: "Days on which the council is closed",
    ImportedKind.NEIGHBOUR: "Training of a neighbouring service",
    ImportedKind.OTHER: "Something else",
}


def _calendar_file() -> Upload:
    return Upload(
        "Calendar file",
        needed="Choose the calendar file",
        hint="iCalendar, with the ending .ics: most calendars export it",
    )


class CalendarFileForm(Form):
    """A calendar as a file."""

    file = _calendar_file()


class ImportedCalendarForm(CalendarFileForm):
    """A calendar of others that is not there yet. `needs_area` is for who looks after some."""

    needs_area = False

    name = Text(
        "Name",
        needed="Enter a name, like School terms Kentmere",
        most=80,
        hint="Everybody who sees the calendar sees it",
    )
    kind = OneOf(
        "What does it tell?",
        needed="Say what it tells",
        choices=[(kind.value, words) for kind, words in IMPORTED_KINDS.items()],
    )
    area = Choice("Area", coerce=int)
    file = _calendar_file()  # again, so that it comes last

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for an area where one is needed."""
        sound = bool(super().validate(extra_validators))
        if self.needs_area and self.area.data is None and not self.area.errors:
            self.refuse(NEEDS_AREA, "area")
            return False
        return sound
