"""What must be done first: one order over everything that waits, whatever its kind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Any, Final

BANDS: Final = (
    "Overdue",
    "Today and tomorrow",
    "The rest of this week",
    "Next week",
    "Later",
)


class Kind(StrEnum):
    """What may wait for a coordinator, on one day in this order; the value is its address."""

    COVER = "cover"
    RISK = "risk"
    HANDOVER = "handovers"
    ORDER = "orders"
    CONTRACT = "contracts"
    LATE = "late"
    OUTCOME = "outcomes"
    OFFER = "offers"
    PROMISE = "promises"
    TOO_FEW = "too-few"
    REGISTER = "registers"
    PAPER = "documents"
    PROJECT = "projects"
    SUGGESTION = "suggestions"
    REVIEW = "reviews"
    APPROVAL = "approvals"
    APPLICANT = "applicants"
    PROBATION = "probations"
    CLAIM = "expenses"
    MAIL = "mail"

    @property
    def label(self) -> str:
        """> Panels at risk."""
        return {
            Kind.COVER: "Cover wanted",
            Kind.RISK: "Panels at risk",
            Kind.HANDOVER: "Cases to hand over",
            Kind.ORDER: "Panels without a date",
            Kind.CONTRACT: "Contracts not signed",
            Kind.LATE: "Late for no reason given",
            Kind.OUTCOME: "Outcomes not noted",
            Kind.OFFER: "Offers unanswered",
            Kind.PROMISE: "Promised to choose",
            Kind.TOO_FEW: "Too few booked",
            Kind.REGISTER: "Registers to mark",
            Kind.PAPER: "Documents to look at",
            Kind.PROJECT: "Projects to look at",
            Kind.SUGGESTION: "Suggestions to answer",
            Kind.REVIEW: "Handbook to review",
            Kind.APPROVAL: "Volunteers to approve",
            Kind.APPLICANT: "Applicants too long at a stage",
            Kind.PROBATION: "Probations to review",
            Kind.CLAIM: "Expenses to decide",
            Kind.MAIL: "Mail not delivered",
        }[self]


@dataclass(frozen=True)
class Need:
    """Something to do. `on` is the last day for it in London, `at` the moment if it has one.

    `subject` is the row that it is about and `about` what was worked out of it.
    """

    kind: Kind
    on: date
    subject: Any
    about: Any = None
    at: datetime | None = None


def band(on: date, today: date) -> str:
    """Return under which heading a day stands. A week ends with its Sunday."""
    sunday = today + timedelta(days=6 - today.weekday())
    if on < today:
        return BANDS[0]
    if on <= today + timedelta(days=1):
        return BANDS[1]
    if on <= sunday:
        return BANDS[2]
    return BANDS[3] if on <= sunday + timedelta(days=7) else BANDS[4]


def in_bands(needs: Iterable[Need], today: date) -> list[tuple[str, Sequence[Need]]]:
    """Return the needs in the order in which they must be done, by heading; none is empty.

    On one day, what has an hour comes before what has until the evening.
    """
    ordered = sorted(needs, key=_first_things_first)
    return [
        (heading, list(group))
        for heading, group in groupby(ordered, key=lambda need: band(need.on, today))
    ]


def _first_things_first(need: Need) -> tuple[date, bool, float, int]:
    turn = list(Kind).index(need.kind)
    return (need.on, need.at is None, need.at.timestamp() if need.at else 0.0, turn)
