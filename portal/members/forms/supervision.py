"""Planning a talk with a volunteer, writing it up, and signing it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from wtforms import Field
from wtforms.validators import StopValidation

from portal import clock
from portal.members.models import Side, Supervision, SupervisionKind
from portal.site.fields import Choice, Day, LongText, OneOf, Text, Tick, TimeOfDay, WholeNumber
from portal.site.forms import EditForm, Form, OnceForm

CAREFUL: Final = (
    "Write about how the volunteer works, never about a case: name no child, no family and no "
    "victim."
)
NAME_NOBODY: Final = "Name no child, no family and no victim."
SAID: Final = "said_"
USUAL_MINUTES: Final = 60
MOST_MINUTES: Final = 240
LEAST_MINUTES: Final = 15
MOST_WORDS: Final = 4000
MOST_AHEAD: Final = timedelta(days=2 * 366)


def _near(_form: Any, field: Field) -> None:
    if abs(field.data - clock.today()) > MOST_AHEAD:
        raise StopValidation("Check the year: enter a day within two years of today")


class When(Form):
    """When and where a talk is, of which kind, and who holds it."""

    kind = OneOf(
        "What is it?",
        needed="Choose what it is",
        choices=[(each.value, each.label) for each in SupervisionKind],
        coerce=SupervisionKind,
        default=SupervisionKind.SUPERVISION,
    )
    supervisor = Choice("Who holds it", coerce=int, needed="Choose who holds it")
    on_day = Day("Date", needed="Enter the date, like 27 3 2026", checks=[_near])
    starts = TimeOfDay("Starts", needed="Enter the time it starts, like 5:30pm")
    minutes = WholeNumber(
        "How long, in minutes",
        needed="Enter how many minutes it takes",
        least=LEAST_MINUTES,
        most=MOST_MINUTES,
        default=USUAL_MINUTES,
    )
    place = Text("Where", most=200, hint="For example, Northmere office, or by telephone.")

    @property
    def span(self) -> tuple[datetime, datetime]:
        """Return when it starts and ends, once the form is valid."""
        starts_at = clock.at(self.on_day.data, self.starts.data)
        return starts_at, starts_at + timedelta(minutes=self.minutes.data)


class NewSupervision(When, OnceForm):
    """A talk to be planned."""


class MovedSupervision(When, EditForm):
    """A planned talk, to be changed."""


def planned_as(held: Supervision) -> dict[str, Any]:
    """Return a planned talk as the form shows it."""
    starts, ends = clock.london(held.entry.starts_at), held.entry.ends_at
    return {
        "version": held.version,
        "kind": held.kind,
        "supervisor": held.supervisor_id,
        "on_day": held.on_day,
        "starts": starts.time(),
        "minutes": (ends - held.entry.starts_at) // timedelta(minutes=1),
        "place": held.entry.place,
    }


class WriteUp(EditForm):
    """What was said: a field for each topic, made by `write_up`, and notes for the service."""

    private_notes = LongText(
        "Notes for those who supervise",
        most=MOST_WORDS,
        hint="The volunteer does not see these here, but can ask to be given them by law.",
    )

    @property
    def said(self) -> list[Any]:
        """Return the fields of the topics, in order."""
        return [field for name, field in self._fields.items() if name.startswith(SAID)]

    @property
    def notes(self) -> list[tuple[str, str]]:
        """Return each topic with its words, as the action takes them."""
        return [(field.label.text, field.data) for field in self.said]


def write_up(topics: Sequence[str], held: Supervision | None = None, **kwargs: Any) -> WriteUp:
    """Return the form for these topics; with `held`, filled with what is written so far."""
    fields = {
        f"{SAID}{number}": LongText(topic, most=MOST_WORDS) for number, topic in enumerate(topics)
    }
    known = written(held, topics) if held is not None else {}
    made: WriteUp = type("WriteUpOf", (WriteUp,), fields)(data=known, **kwargs)
    return made


def written(held: Supervision, topics: Sequence[str]) -> dict[str, Any]:
    """Return what is written up so far of each topic as the form shows it."""
    return {
        **{f"{SAID}{number}": "" for number in range(len(topics))},
        **{f"{SAID}{note.position}": note.words for note in held.notes},
        "private_notes": held.private_notes,
        "version": held.version,
    }


class Agreed(OnceForm):
    """Something that was agreed."""

    what = Text("What is to be done", needed="Enter what is to be done", most=200, hint=CAREFUL)
    side = OneOf(
        "Who does it",
        needed="Choose who does it",
        choices=[(Side.MEMBER.value, "The volunteer"), (Side.SERVICE.value, "The service")],
        coerce=Side,
    )
    due_on = Day("By when", needed="Enter the day by which it is to be done", checks=[_near])


class Signing(EditForm):
    """A volunteer's signature under what they have read."""

    words = LongText("Anything you want to add", most=MOST_WORDS, hint=NAME_NOBODY)
    agrees = Tick(
        "I have read this, and it is what we talked about and agreed",
        needed="Tick that you have read it, or ring before you sign",
    )


class ForService(EditForm):
    """The service's signature: it carries the version that was read."""
