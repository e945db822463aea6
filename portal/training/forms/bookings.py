"""What is asked for when somebody books, or invites a neighbouring service."""

from wtforms import Field
from wtforms.validators import StopValidation

from portal import clock
from portal.site.fields import Day, Email, Text, Tick, WholeNumber
from portal.site.forms import OnceForm


class Booking(OnceForm):
    """A place, or a turn for one."""

    agreed = Tick("I know, and come to this all the same")


class BookingFor(Booking):
    """A place for somebody else, who is told."""

    agreed = Tick("They know, and come to this all the same")


class Invitation(OnceForm):
    """A link for people of another service."""

    organisation = Text("Whom it is for", needed="Enter the name of the service", most=80)
    places = WholeNumber(
        "How many of them can book", needed="Enter how many can book", least=1, most=500
    )
    until = Day("The link works until the end of", needed="Enter the last day")

    def validate_until(self, field: Field) -> None:
        """Refuse a day that is over."""
        if field.data < clock.today():
            raise StopValidation("This day is over: enter a day from today on")


class Guest(OnceForm):
    """Who comes from another service. Nothing else is asked."""

    name = Text("Your name", needed="Enter your name", most=80)
    email = Email(
        "Your work email address",
        needed="Enter your work email address",
        hint="We send you a link to confirm your place. We use it for this training alone.",
    )
