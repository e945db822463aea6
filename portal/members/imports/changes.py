"""What a row would change of what is held: nothing, something, or a new volunteer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from portal.members.imports.rows import Volunteer
from portal.members.rules import recheck_after
from portal.spreadsheets.imports import BAD, CHANGED, NEW, SAME, Line

LABELS: Final = {
    "name": "Name",
    "known_as": "Known as",
    "email": "Email",
    "phone": "Telephone",
    "phone_shared": "Share telephone",
    "status": "Status",
    "joined_on": "Date joined",
    "left_on": "Date left",
    "min_month": "Least panels a month",
    "max_month": "Most panels a month",
    "may_chair": "May chair",
    "is_learner": "Learner",
    "areas": "Areas",
    "dbs": "DBS check",
}
FRESH: Final[Mapping[str, Any]] = {
    "status": "active",
    "min_month": 0,
    "max_month": 2,
    "may_chair": False,
    "is_learner": False,
}
"""What a new volunteer is when the row does not say."""


@dataclass(frozen=True)
class Held:
    """What is held of a volunteer, as plain values.

    `checks` are their DBS checks by day: when to check again, level, update service.
    """

    values: Mapping[str, Any]
    areas: frozenset[int] = frozenset()
    checks: Mapping[date, tuple[date | None, str | None, bool]] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """What a row would do. `values` are only those that differ; `reason` is set when it cannot."""

    kind: str
    volunteer: Volunteer
    values: Mapping[str, Any] = field(default_factory=dict)
    areas: frozenset[int] | None = None
    check: tuple[date, date | None, str | None, bool] | None = None
    reason: str = ""

    @property
    def lines(self) -> Sequence[Line]:
        """Return the row as it stands in the file."""
        return [self.volunteer.line]

    @property
    def title(self) -> str:
        """> Margaret Osei, V001."""
        return f"{self.volunteer.name}, {self.volunteer.number}"

    @property
    def labels(self) -> list[str]:
        """Return what differs, in the words of the template."""
        found = [LABELS[key] for key in LABELS if key in self.values]
        return [
            *found,
            *(["Areas"] if self.areas is not None else []),
            *(["DBS check"] if self.check else []),
        ]

    @property
    def notes(self) -> list[str]:
        """Return nothing: a row is as it says."""
        return []


def weigh(volunteer: Volunteer, held: Held | None, *, years: int) -> Change:
    """Return what a row would change. `years` lie between DBS checks unless the row says."""
    values = dict(volunteer.values)
    if held is None:
        values = _fresh(values)
    else:
        values = {key: value for key, value in values.items() if held.values.get(key) != value}
    reason = _contradiction({**(held.values if held else {}), **values})
    if reason:
        return Change(BAD, volunteer, reason=reason)
    check = _check(volunteer, held, years)
    if held is None:
        return Change(NEW, volunteer, values, volunteer.areas or frozenset(), check)
    areas = volunteer.areas if volunteer.areas not in {None, held.areas} else None
    kind = CHANGED if values or areas is not None or check else SAME
    return Change(kind, volunteer, values, areas, check)


def _fresh(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a new volunteer, with what the row does not say."""
    fresh = {**FRESH, **values}
    if "max_month" not in values:
        fresh["max_month"] = max(fresh["max_month"], fresh["min_month"])
    return fresh


def _contradiction(merged: Mapping[str, Any]) -> str:
    """Return what cannot stand beside what is held already."""
    if merged["max_month"] < merged["min_month"]:
        return (
            f"Most panels a month: {merged['max_month']} is below the least, "
            f"{merged['min_month']}: correct one of them."
        )
    if merged["may_chair"] and merged["is_learner"]:
        return (
            "May chair and Learner: one of the two is held already, and a learner does not "
            "chair: enter No under the other."
        )
    return ""


def _check(
    volunteer: Volunteer, held: Held | None, years: int
) -> tuple[date, date | None, str | None, bool] | None:
    """Return the DBS check as it would be, or None when it is held already."""
    if volunteer.dbs is None:
        return None
    on: date = volunteer.dbs["dbs_on"]
    before = held.checks.get(on) if held else None
    again, level, update = before or (recheck_after(on, years), None, False)
    found = (
        volunteer.dbs.get("dbs_again", again),
        volunteer.dbs.get("dbs_level", level),
        volunteer.dbs.get("dbs_update", update),
    )
    return None if found == before else (on, *found)
