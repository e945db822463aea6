"""What a referee is asked, when they are reminded, and how an applicant's references stand."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from portal.recruitment.rules.refusals import Refused

QUESTIONS: Final[Mapping[str, str]] = {
    "reliable": "Do they do what they say they will do?",
    "discreet": "Do they keep to themselves what they are told in confidence?",
    "fair": "Do they listen, and treat people fairly, whoever they are?",
    "children": "Would you be happy for them to work with children and their families?",
}
ANSWERS: Final[Mapping[str, str]] = {
    "yes": "Yes",
    "mostly": "Mostly, with a reservation",
    "no": "No",
    "unknown": "I cannot say",
}
LENGTHS: Final[Mapping[str, str]] = {
    "under_1": "Less than a year",
    "1_to_2": "1 to 2 years",
    "3_to_5": "3 to 5 years",
    "over_5": "More than 5 years",
}
EXPLAINED: Final = frozenset({"mostly", "no"})
"""Answers that nobody can weigh without a word more."""

BOTH: Final = 2
_DIGITS: Final = re.compile(r"\d")


def needs_words(answers: Mapping[str, str | None]) -> bool:
    """Return whether an answer has to be explained."""
    return not EXPLAINED.isdisjoint(answers.values())


def chase_due(asked_on: date, today: date, steps: Collection[int]) -> int | None:
    """Return after how many days' silence a referee is to be reminded now; None for not yet.

    Of several that were missed the last is due alone: nobody gets two letters on one morning.
    """
    silent = (today - asked_on).days
    return max((step for step in steps if step <= silent), default=None)


def is_named(typed: str, email: str) -> bool:
    """Return whether somebody typed the address that we wrote to, however they capitalise it."""
    return typed.strip().casefold() == email.strip().casefold()


def check_referee(email: str | None, *, applicant: str | None, known: Collection[str]) -> None:
    """Raise `Refused` for an applicant as their own referee, and for one who is named already."""
    folded = (email or "").casefold()
    if folded and folded == (applicant or "").casefold():
        raise Refused(
            "This is the applicant’s own address.", "Enter their referee’s address.", "email"
        )
    if folded in {each.casefold() for each in known}:
        raise Refused(
            "A referee with this address is named already.", "Ask for somebody else.", "email"
        )


@dataclass(frozen=True)
class Contact:
    """Who somebody is, to find them named twice; `is_asked` is whether we wrote to them or rang."""

    name: str
    email: str | None
    phone: str | None
    is_asked: bool = False

    def shared_with(self, other: "Contact") -> str | None:
        """Return which way to reach them leads to another, however it is typed.

        A telephone alone is not enough where both have an address: colleagues may share one.
        """
        if self.email and other.email:
            return "email" if self.email.casefold() == other.email.casefold() else None
        mine, theirs = (_DIGITS.findall(each.phone or "") for each in (self, other))
        return "phone" if mine and mine == theirs else None

    def same_as(self, other: "Contact") -> str | None:
        """Return the field by which two referees are one."""
        same_name = self.name.casefold() == other.name.casefold()
        return self.shared_with(other) or ("name" if same_name else None)


def check_named_by_applicant(
    named: Contact, *, applicant: Contact, others: Sequence[Contact]
) -> None:
    """Raise `Refused`, in words for applicants, for themselves and for who is named already."""
    field = named.shared_with(applicant)
    if field:
        what = "email address" if field == "email" else "telephone number"
        raise Refused(f"This is your own {what}.", "Enter your referee’s.", field)
    for other in others:
        field = named.same_as(other)
        if field and other.is_asked:
            raise Refused("We have asked this referee already.", "Name somebody else.", field)
        if field:
            raise Refused("This referee is named already.", "Name somebody else.", field)


@dataclass(frozen=True)
class Standing:
    """An applicant's references: how many are in, and who is where with theirs.

    `asked` is the names of those whose answer may still come, with the last day in words.
    """

    given: int
    asked: Sequence[tuple[str, str]] = ()
    silent: Sequence[str] = ()
    named: Sequence[str] = ()

    def in_words(self, wanted: int) -> str:
        """> 1 of 2 references in; Ann Lee has until Tuesday 10 March."""
        if self.given >= wanted:
            return "Both references are in" if wanted == BOTH else f"{_count(self.given)} in"
        waits = [
            *(f"no answer from {name}" for name in self.silent),
            *(f"ask {name}" for name in self.named),
            *(f"{name} has until {until}" for name, until in self.asked),
        ]
        short = wanted - self.given - len(waits)
        if short > 0:
            waits.append(f"{short} more to be named" if self.given or waits else "none named yet")
        return "; ".join([f"{self.given} of {_count(wanted)} in", *waits])


def _count(number: int) -> str:
    return "1 reference" if number == 1 else f"{number} references"
