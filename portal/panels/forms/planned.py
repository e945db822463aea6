"""What is asked when somebody is planned for a seat, before anybody is told."""

from portal.panels.forms.sittings import MOST_REASON, NO_NAMES
from portal.site.fields import Choice, OneOf, Text
from portal.site.forms import Form


class _Planned(Form):
    reason = Text(
        "Why, if something speaks against it",
        most=MOST_REASON,
        hint=f"It is kept in the trail. {NO_NAMES}",
    )


class PlannedSeat(_Planned):
    """Whom a seat is planned for."""

    person = Choice("Who", needed="Choose somebody", coerce=int)


class PlannedPerson(_Planned):
    """Which seat somebody is planned for."""

    seat = OneOf("Which seat", needed="Choose a seat", coerce=int)


class SwappedSeats(Form):
    """Whose place somebody takes, and who takes theirs."""

    with_seat = Choice("Swap with", needed="Choose whom to swap with", coerce=int)
