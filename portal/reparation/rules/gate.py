"""Whether a project may be used on a day, and a session held there: every reason against it.

The limits are those of a project, of the risk assessments that were approved of it and of its
venue, of its partner's documents, and young people's working hours.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from portal.members.rules import day_in_words
from portal.reparation.rules.partners import Held, lacking, newest
from portal.training.rules import minutes_in_words

NOON: Final = 12
SATURDAY: Final = 5
SUNDAY: Final = 6
YOUNGER: Final = 15
"""Below this age a Saturday or a day in the holidays is shorter too."""
BREAK_AFTER: Final = 240
"""Minutes of work after which school age has an hour's break (children's employment rules)."""
BREAK_AFTER_16: Final = 270
"""Minutes of work after which somebody of 16 or 17 has half an hour's break."""


@dataclass(frozen=True, slots=True)
class Against:
    """A reason why not, and what to do about it. `about` names what would mend it.

    That is `risk`, `papers`, `partner`, `ratio`, `age` or `hours`.
    """

    why: str
    remedy: str
    about: str

    @property
    def sentence(self) -> str:
        """> Nobody supervises it. Choose a supervisor first."""
        return f"{self.why} {self.remedy}"


@dataclass(frozen=True, slots=True)
class Assessed:
    """What an approved risk assessment allows: until which day, and with whom.

    `of` names the activity or the site in a sentence. `supervised` is how many children one adult
    may look after.
    """

    of: str
    review_on: date
    supervised: int
    least_age: int
    is_site: bool = False

    @property
    def name(self) -> str:
        """> Risk assessment; Risk assessment of the site."""
        return "Risk assessment of the site" if self.is_site else "Risk assessment"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a project that decides whether it may be used, on any day.

    `assessed` are the assessments that count: its own, and its venue's. `partner` is the name of
    an organisation with which no work is placed now. `papers` are those of its partner that were
    accepted, `required` the titles of those that it must show.
    """

    supervised: int
    least_age: int
    assessed: tuple[Assessed, ...] = ()
    papers: tuple[Held, ...] = ()
    required: tuple[str, ...] = ()
    partner: str | None = None

    @property
    def ratio(self) -> int:
        """Return how many children one adult may look after: the least that anything says."""
        return min((self.supervised, *(each.supervised for each in self.assessed)))

    @property
    def age(self) -> int:
        """Return the youngest age that every assessment allows."""
        return max((self.least_age, *(each.least_age for each in self.assessed)))


@dataclass(frozen=True, slots=True)
class Document:
    """A risk assessment or a paper as a page shows it: what, how it stands, and its colour."""

    label: str
    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class Hours:
    """Young people's working hours, as set. `earliest` and `latest` are hours of the day."""

    school_age: int
    earliest: int
    latest: int
    school_day_minutes: int
    younger_minutes: int
    older_minutes: int


@dataclass(frozen=True, slots=True)
class WeekHours:
    """The most hours of one child in a week, as set: in term, in the holidays, past school age."""

    school_age: int
    term: int
    younger: int
    older: int
    leaver: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A session that somebody would hold, in London's time.

    `youngest` is the youngest who may come: the project's lowest age, unless it is for older ones.
    `adults` are its supervisor and the second adult. `school_day` says whether it is a working day
    in a school term (`queries.gate.school_day`). One that ends before it starts ends the next day.
    """

    day: date
    starts: time
    ends: time
    places: int
    adults: int
    youngest: int
    school_day: bool

    @property
    def minutes(self) -> int:
        """Return how long it lasts."""
        first = datetime.combine(self.day, self.starts)
        last = datetime.combine(self.day, self.ends)
        if last <= first:
            last += timedelta(days=1)
        return int((last - first).total_seconds()) // 60


def closed(facts: Facts, on: date) -> tuple[Against, ...]:
    """Return why nothing can be booked at a project on a day, whatever the session."""
    return (*_partner(facts), *_papers(facts, on), *_assessed(facts.assessed, on))


def documents(facts: Facts, on: date, soon: date) -> list[Document]:
    """Return how each document stands on a day; what ends by `soon` is to be seen to."""
    held = newest(facts.papers)
    found = [_document(each.name, each.review_on, on, soon) for each in facts.assessed]
    if not found:
        found.append(Document("Risk assessment", "None approved yet", "risk"))
    for title in facts.required:
        paper = held.get(title)
        found.append(
            _document(title, paper.until, on, soon)
            if paper
            else Document(title, "None accepted yet", "risk")
        )
    return found


def _document(label: str, until: date | None, on: date, soon: date) -> Document:
    if until is None:
        return Document(label, "Holds", "ok")
    day = day_in_words(until, on)
    if until < on:
        return Document(label, f"Ended on {day}", "risk")
    if until <= soon:
        return Document(label, f"Ends on {day}", "due")
    return Document(label, f"In date to {day}", "ok")


def against(facts: Facts, asked: Asked, hours: Hours) -> tuple[Against, ...]:
    """Return every reason why a session cannot be booked; none means that it can."""
    return (
        *closed(facts, asked.day),
        *_ratio(facts, asked),
        *_age(facts, asked),
        *out_of_hours(asked, hours),
    )


def _partner(facts: Facts) -> Iterable[Against]:
    if facts.partner is not None:
        yield Against(
            f"No work is placed with {facts.partner} now.",
            "Choose another project, or ask the coordinator.",
            "partner",
        )


def _papers(facts: Facts, on: date) -> Iterable[Against]:
    for lack in lacking(facts.papers, facts.required, on):
        if lack.until is None:
            yield Against(
                f"{lack.title}: none is accepted yet.",
                "The partner sends it in, and a coordinator accepts it.",
                "papers",
            )
        else:
            yield Against(
                f"{lack.title} runs to {day_in_words(lack.until, on)} only.",
                "The partner sends the new one in, and a coordinator accepts it.",
                "papers",
            )


def _assessed(assessed: Iterable[Assessed], on: date) -> Iterable[Against]:
    nothing = True
    for each in assessed:
        nothing = False
        if each.review_on < on:
            yield Against(
                f"The risk assessment of {each.of} holds until {day_in_words(each.review_on, on)}.",
                "Review it and have it approved first.",
                "risk",
            )
    if nothing:
        yield Against(
            "No risk assessment of the project or of its venue is approved.",
            "Write one and have it approved first.",
            "risk",
        )


def _ratio(facts: Facts, asked: Asked) -> Iterable[Against]:
    most = facts.ratio * asked.adults
    if not asked.adults:
        yield Against("Nobody supervises it.", "Choose a supervisor first.", "ratio")
    elif asked.places > most:
        adults = "1 adult" if asked.adults == 1 else f"{asked.adults} adults"
        yield Against(
            f"{adults} can look after {most} here, and it has {asked.places} places.",
            f"Offer {most}, or add an adult.",
            "ratio",
        )


def _age(facts: Facts, asked: Asked) -> Iterable[Against]:
    if asked.youngest < facts.age:
        yield Against(
            f"It was assessed for children of {facts.age} and over.",
            f"Offer it from {facts.age}, or have the risk assessed for younger ones.",
            "age",
        )


def out_of_hours(asked: Asked, hours: Hours) -> Iterable[Against]:
    """Return what young people's working hours say against a session."""
    at_school = asked.youngest < hours.school_age
    ends = asked.minutes + asked.starts.hour * 60 + asked.starts.minute
    if at_school and asked.starts < time(hours.earliest):
        yield Against(
            f"Children under {hours.school_age} do not start before {_clock(hours.earliest)}.",
            "Start it later.",
            "hours",
        )
    if at_school and ends > hours.latest * 60:
        yield Against(
            f"Children under {hours.school_age} are done by {_clock(hours.latest)}.",
            "End it sooner.",
            "hours",
        )
    most, when = longest(asked, hours)
    if asked.minutes > most:
        yield Against(
            f"{when} last at most {minutes_in_words(most)}, "
            f"and this one lasts {minutes_in_words(asked.minutes)}.",
            "Make it shorter, or choose another day.",
            "hours",
        )


def longest(asked: Asked, hours: Hours) -> tuple[int, str]:
    """Return the most minutes of a session on its day, and what sessions that limits, in words."""
    if asked.youngest >= hours.school_age:
        return hours.older_minutes, "Sessions"
    under = f"for children under {hours.school_age}"
    if asked.day.weekday() == SUNDAY:
        return hours.school_day_minutes, f"Sessions on a Sunday {under}"
    if asked.school_day and asked.day.weekday() < SATURDAY:
        return hours.school_day_minutes, f"Sessions on a school day {under}"
    if asked.youngest < YOUNGER:
        return hours.younger_minutes, f"Sessions for children under {YOUNGER}"
    return hours.older_minutes, f"Sessions {under}"


def out_of_week(
    youngest: int, minutes: int, *, monday: date, in_term: bool, hours: WeekHours
) -> tuple[Against, ...]:
    """Return why a referral cannot have so many minutes in a week, with what is booked already.

    `in_term` says whether any day of the week is a school day.
    """
    most, when = _most_of_week(youngest, in_term=in_term, hours=hours)
    if minutes <= most * 60:
        return ()
    week = f"the week from Monday {day_in_words(monday, monday)}"
    why = f"That would be {minutes_in_words(minutes)} in {week}, and {when} is {most} hours."
    return (Against(why, "Choose a session in another week.", "hours"),)


def _most_of_week(youngest: int, *, in_term: bool, hours: WeekHours) -> tuple[int, str]:
    if youngest >= hours.school_age:
        return hours.leaver, "the most"
    under = f"the most for children under {hours.school_age}"
    if in_term:
        return hours.term, f"{under} in a week of term"
    if youngest < YOUNGER:
        return hours.younger, f"the most for children under {YOUNGER}"
    return hours.older, under


def break_due(asked: Asked, hours: Hours) -> str | None:
    """Return the break that a long session needs, for whoever plans it; None for a short one."""
    if asked.youngest < hours.school_age:
        due = asked.minutes > BREAK_AFTER
        return (
            "Plan an hour’s break: nobody of school age works over 4 hours without." * due or None
        )
    due = asked.minutes > BREAK_AFTER_16
    return "Plan half an hour’s break: it lasts over 4 hours 30 minutes." * due or None


def _clock(hour: int) -> str:
    """> 7am; 7pm."""
    return f"{hour}am" if hour < NOON else f"{hour - NOON}pm"
