"""What is asked once a sitting is over: who came, how each panel ended. Codes and days alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from portal.panels import rules
from portal.panels.forms.options import Options
from portal.panels.models import (
    FIRST_PANELS,
    Attendance,
    AttendanceState,
    Panel,
    PanelState,
    SeatKind,
    Sitting,
)
from portal.people.models import Person
from portal.site.fields import Choice, Day, OneOf, Tick
from portal.site.forms import EditForm

PRESENCE: Final = (
    (AttendanceState.CAME, "Came"),
    (AttendanceState.APOLOGISED, "Sent apologies"),
    (AttendanceState.ABSENT, "Did not come"),
)
HELD, ADJOURNED = "held", "adjourned"
YES, NO = "yes", "no"
STEPPED_IN: Final = (SeatKind.CHAIR, SeatKind.MEMBER, SeatKind.ADVISER)


@dataclass(frozen=True)
class Known:
    """What the form begins with: the panels in turn, who came to each, and what is ticked.

    `ticked` are items by panel; `quorate` is whether the sitting had its people by their word.
    """

    sitting: Sitting
    panels: Sequence[Panel]
    rows: Mapping[int, Sequence[Attendance]]
    ticked: Mapping[int, frozenset[str]]
    again: Mapping[int, Any]
    quorate: bool

    @property
    def seated(self) -> list[tuple[int, str, SeatKind]]:
        """Return who is on the sitting: number, name, part."""
        return [
            (seat.person.id, seat.person.display_name, seat.kind)
            for seat in self.sitting.seats
            if seat.person
        ]


class OutcomeForm(EditForm):
    """What came of one sitting. Its fields are of its own panels and people: `outcome_form`."""

    known: Known

    def noted(self) -> dict[int, rules.Noted]:
        """Return what was entered of each panel, by its number."""
        return {panel.id: self._noted(place) for place, panel in enumerate(self.known.panels, 1)}

    def presence(self, place: int) -> list[Any]:
        """Return the fields that say who came to a panel, by its turn."""
        return [self[f"came_{place}_{number}"] for number, _, _ in self.known.seated]

    def _noted(self, place: int) -> rules.Noted:
        agreed = self[f"agreed_{place}"].data if f"agreed_{place}" in self else None
        return rules.Noted(
            present=(*self._seated(place), *self._stepped_in()),
            held=self[f"result_{place}"].data == HELD,
            agreed=None if agreed is None else agreed == YES,
            reason=self[f"reason_{place}"].data or "",
            again_on=self[f"again_{place}"].data,
            papers=bool(self[f"papers_{place}"].data),
            recorded=bool(self[f"recorded_{place}"].data),
        )

    def _seated(self, place: int) -> Iterable[rules.Present]:
        for number, _, part in self.known.seated:
            state = self[f"came_{place}_{number}"].data or AttendanceState.CAME
            yield rules.Present(number, part.value, state.value)

    def _stepped_in(self) -> Iterable[rules.Present]:
        for part in STEPPED_IN:
            number = self[f"stepped_in_{part.value}"].data
            if number:
                yield rules.Present(number, part.value, AttendanceState.CAME.value)


def outcome_form(known: Known, reasons: Iterable[str], people: Mapping[SeatKind, Options]) -> Any:
    """Return the form for one sitting, as it was noted before or as it was to be.

    Everybody on it came, until somebody says otherwise. `people` are those who may have stepped
    in, by part.
    """
    fields: dict[str, Any] = {"known": known}
    for place, panel in enumerate(known.panels, start=1):
        fields |= _of_panel(known, panel, place, list(reasons))
    for part in STEPPED_IN:
        fields[f"stepped_in_{part.value}"] = Choice(
            f"{part.label.capitalize()} who stepped in",
            coerce=int,
            choices=[("", "Nobody"), *people[part]],
            default=_stepped_in(known, part),
        )
    return type("OutcomeOfSitting", (OutcomeForm,), fields)


def _of_panel(known: Known, panel: Panel, place: int, reasons: list[str]) -> dict[str, Any]:
    states = {row.person_id: row.state for row in known.rows[panel.id]}
    ticked = known.ticked[panel.id]
    fields: dict[str, Any] = {
        f"came_{place}_{number}": OneOf(
            f"{name}, {part.label}",
            coerce=AttendanceState,
            choices=PRESENCE,
            default=states.get(number, AttendanceState.CAME),
        )
        for number, name, part in known.seated
    }
    fields[f"result_{place}"] = OneOf(
        "How did it end?",
        needed="Choose how the panel ended",
        choices=[(HELD, "It was held"), (ADJOURNED, "It was adjourned")],
        default=_result(known, panel),
    )
    if panel.kind in FIRST_PANELS:
        fields[f"agreed_{place}"] = OneOf(
            "Was a contract agreed?",
            choices=[(YES, "Yes"), (NO, "No")],
            default={True: YES, False: NO, None: None}[panel.contract_agreed],
        )
    fields[f"reason_{place}"] = Choice(
        "Why was it adjourned?",
        choices=[("", "Choose a reason"), *((each, each) for each in _reasons(panel, reasons))],
        default=panel.adjourn_reason,
    )
    fields[f"again_{place}"] = Day(
        "By which day should it sit again?",
        hint="For example, 24 3 2026",
        default=known.again[panel.id],
    )
    fields[f"papers_{place}"] = Tick(rules.PAPERS_RETURNED, default=rules.PAPERS_RETURNED in ticked)
    fields[f"recorded_{place}"] = Tick(rules.RECORDED, default=rules.RECORDED in ticked)
    return fields


def _result(known: Known, panel: Panel) -> str | None:
    if panel.noted_at is None:
        return HELD if known.quorate else None
    return HELD if panel.state is PanelState.HELD else ADJOURNED


def _reasons(panel: Panel, reasons: list[str]) -> list[str]:
    """Keep a reason that was chosen before, though the list may have changed."""
    kept = panel.adjourn_reason
    return [kept, *reasons] if kept and kept not in reasons else reasons


def _stepped_in(known: Known, part: SeatKind) -> int | None:
    """Return who is noted to have come in that part without a seat."""
    seated = {number for number, _, _ in known.seated}
    return next(
        (
            row.person_id
            for rows in known.rows.values()
            for row in rows
            if row.part is part and row.person_id not in seated and row.state == "came"
        ),
        None,
    )


def stepping_in(people: Iterable[Person]) -> Options:
    """Return people who may have stepped in, to choose from."""
    return [(each.id, each.display_name) for each in people]
