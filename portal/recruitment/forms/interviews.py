"""The fields of an interview, and of what an interviewer makes of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from portal import clock
from portal.calendar.forms import QUARTERS
from portal.calendar.models import Room
from portal.people.models import Person
from portal.recruitment.actions.interviews import Plan
from portal.recruitment.forms.words import PastedOfOther
from portal.recruitment.models import Interview, Interviewer, InterviewQuestion, Recommendation
from portal.site.fields import Choice, Day, LongText, OneOf, Text, TimeOfDay
from portal.site.forms import EditForm, Form, OnceForm

MOST_INTERVIEWERS: Final = 3
CAREFUL: Final = "The applicant may ask to see it. Name no child."
NOTE: Final = "note_"


class _PlanFields(Form):
    """When and where an interview is, and who holds it."""

    day = Day("Date", needed="Enter the date, like 27 3 2026")
    starts = TimeOfDay(
        "Starts", needed="Enter the time it starts, like 10am", hint="For example, 9:30am"
    )
    ends = TimeOfDay("Ends", needed="Enter the time it ends, like 11am", hint="For example, 10am")
    room = Choice("Room", coerce=int, hint="Booked for this alone.")
    place = Text(
        "Another place, if it is not in a room of the list",
        most=200,
        hint="Online and by telephone are places too.",
    )
    interviewer_1 = Choice("First interviewer", coerce=int, needed="Choose who interviews")
    interviewer_2 = Choice("Second interviewer", coerce=int)
    interviewer_3 = Choice("Third interviewer", coerce=int)
    instructions = LongText(
        "What the applicant should know",
        most=1000,
        hint="How to find the room or to join, what to bring. It stands in our letter to them.",
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then what only several fields together can say."""
        sound = bool(super().validate(extra_validators))
        problems = [(name, said) for name, said in self._problems() if not self[name].errors]
        for name, said in problems:
            self.refuse(said, name)
        return sound and not problems

    def plan(self, rooms: Iterable[Room], people: Iterable[Person]) -> Plan:
        """Return what the form says, once it is valid."""
        by_number = {person.id: person for person in people}
        return Plan(
            starts_at=self._at(self.starts.data),
            ends_at=self._at(self.ends.data),
            room=next((room for room in rooms if room.id == self.room.data), None),
            place="" if self.room.data else self.place.data or "",
            interviewers=[by_number[number] for number in self._chosen()],
            instructions=self.instructions.data or "",
        )

    def _at(self, hour: Any) -> datetime:
        return clock.at(self.day.data, hour)

    def _chosen(self) -> list[int]:
        fields = (self.interviewer_1, self.interviewer_2, self.interviewer_3)
        return [field.data for field in fields if field.data is not None]

    def _problems(self) -> Iterator[tuple[str, str]]:
        if not self.room.data and not self.place.data:
            yield "room", "Choose a room, or say where else it is"
        for field in (self.starts, self.ends):
            if field.data and self.room.data and field.data.minute not in QUARTERS:
                yield field.name, "Use a quarter of an hour, like 5:30pm: rooms are booked by it"
        if self.starts.data and self.ends.data and self.ends.data <= self.starts.data:
            yield "ends", "Enter an end that is after the start"
        chosen = self._chosen()
        for index, number in enumerate(chosen[1:], start=1):
            if number in chosen[:index]:
                yield f"interviewer_{index + 1}", "Choose each interviewer once"


class NewInterview(_PlanFields, OnceForm):
    """An interview that is arranged."""


class ChangedInterview(_PlanFields, EditForm):
    """An interview that moves, or that others hold."""


def shown(interview: Interview) -> dict[str, Any]:
    """Return what the form shows of an interview."""
    starts, ends = (
        clock.london(moment) for moment in (interview.entry.starts_at, interview.entry.ends_at)
    )
    people = {
        f"interviewer_{index}": each.person_id
        for index, each in enumerate(interview.interviewers[:MOST_INTERVIEWERS], start=1)
    }
    return {
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "room": interview.entry.room_id,
        "place": interview.entry.place,
        "instructions": interview.instructions,
        "version": interview.version,
        **people,
    }


class Notes(Form):
    """What an interviewer noted of each answer, and what they recommend."""

    recommendation = OneOf(
        "What do you recommend?",
        choices=[(each.value, each.label) for each in Recommendation],
    )
    words = PastedOfOther("Why?", hint=f"In a few words. {CAREFUL}")

    @property
    def noted(self) -> list[Any]:
        """Return the fields of the questions, in order."""
        return [field for name, field in self._fields.items() if name.startswith(NOTE)]

    @property
    def notes(self) -> Mapping[int, str]:
        """Return the notes by the number of the question."""
        return {int(field.name.removeprefix(NOTE)): field.data or "" for field in self.noted}

    @property
    def recommended(self) -> Recommendation | None:
        """Return what they recommend, if they have said so."""
        return Recommendation(self.recommendation.data) if self.recommendation.data else None

    def is_whole(self) -> bool:
        """Return whether it can be sent; if not, say at the field what is missing."""
        if self.recommendation.data is None:
            self.refuse("Choose what you recommend", "recommendation")
        return self.recommendation.data is not None


def notes(questions: Sequence[InterviewQuestion], own: Interviewer) -> Notes:
    """Return the form for an interviewer, with what they have kept."""
    fields: dict[str, Any] = {
        f"{NOTE}{question.id}": PastedOfOther(f"{question.position}. {question.text}")
        for question in questions
    }
    kept = {f"{NOTE}{number}": text for number, text in own.note_of.items()}
    made: Notes = type("NotesOf", (Notes,), fields)(
        data={
            **kept,
            "recommendation": own.recommendation and own.recommendation.value,
            "words": own.words,
        }
    )
    return made
