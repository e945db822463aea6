"""What can be entered of an order, and arranged as a sitting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from portal.panels.rules.refusals import Refused

FEWEST_MONTHS: Final = 3
MOST_MONTHS: Final = 12
"""The length of a Referral Order (Sentencing Act 2020 s.86)."""

MOST_PANELS: Final = 3
QUARTER: Final = 15
MOST_MINUTES: Final = 240


@dataclass(frozen=True)
class OrderFacts:
    """What is entered of an order: all that the portal may know of it.

    `replanned` is what of its plan was agreed to change with it (`rules.WouldReplan`).
    """

    court_date: date
    months: int
    area_id: int
    intensive: bool
    case_manager_id: int
    replanned: str = ""


def check_order(facts: OrderFacts, *, today: date) -> None:
    """Raise `Refused` when no court can have made such an order."""
    if facts.court_date > today:
        raise Refused(
            "The court date is in the future.",
            "Enter the day on which the court made the order.",
            "court_date",
        )
    if facts.court_date < today - timedelta(days=3 * 365):
        raise Refused(
            "The court date is more than three years ago.",
            "Check the year.",
            "court_date",
        )
    if not FEWEST_MONTHS <= facts.months <= MOST_MONTHS:
        raise Refused(
            "A Referral Order lasts 3 to 12 months.", "Enter a number from 3 to 12.", "months"
        )


@dataclass(frozen=True)
class SittingFacts:
    """What is chosen for a sitting. `minutes` is the length of each of its panels.

    `clash_reason` is why the adviser takes it though they have promised something else then,
    `late_reason` why a panel of it sits after its last day: empty when that is still to be asked,
    None when it need not be. `replanned` is what was agreed to become of the plans of its orders
    (`rules.WouldReplan`). The room and the people are kept for `kept_for` panels, even while
    there are fewer.
    """

    starts_at: datetime
    minutes: int
    room_id: int
    adviser_id: int | None = None
    clash_reason: str = ""
    late_reason: str | None = None
    replanned: str = ""
    kept_for: int = 1
    is_draft: bool = False

    def ends_at(self, count: int) -> datetime:
        """Return when it ends, with that many panels one after another."""
        return self.starts_at + max(count, self.kept_for) * timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class Hearing:
    """An order that shall be heard, as far as it matters whether it can be."""

    order_ref: str
    area_id: int
    area_name: str
    is_open: bool
    kind: str
    arranged: str = ""


def check_hearings(hearings: Sequence[Hearing]) -> None:
    """Raise `Refused` when these orders cannot be heard one after another in one sitting.

    `arranged` of a hearing says which initial panel its order has already.
    """
    if not hearings:
        raise Refused("A sitting hears at least one order.", "Choose an order.", "order_1")
    for number, hearing in enumerate(hearings, start=1):
        _check_hearing(hearing, hearings[: number - 1], f"order_{number}")


def _check_hearing(hearing: Hearing, before: Sequence[Hearing], field: str) -> None:
    ref = hearing.order_ref
    if ref in {each.order_ref for each in before}:
        raise Refused(f"{ref} is there twice.", "Choose each order once.", field)
    if not hearing.is_open:
        raise Refused(f"{ref} has ended.", "Open the order again first.", field)
    if before and hearing.area_id != before[0].area_id:
        raise Refused(
            f"{ref} is in {hearing.area_name}; {before[0].order_ref} is in {before[0].area_name}.",
            "Arrange a sitting of its own for it.",
            field,
        )
    if hearing.kind == "initial" and hearing.arranged:
        raise Refused(
            f"{ref} has its initial panel already: {hearing.arranged}.",
            "Move that panel, or choose another kind.",
            field,
        )


def check_one_more(hearing: Hearing, before: Sequence[Hearing], area_name: str) -> None:
    """Raise `Refused` when one more cannot be heard after those that a sitting has.

    `area_name` is the sitting's own, empty for one of the whole service.
    """
    if len(before) >= MOST_PANELS:
        raise Refused(
            "Three panels are the most that one sitting hears.",
            "Take one off, or choose another sitting.",
            "panel",
        )
    _check_hearing(hearing, before, "panel")
    if area_name and hearing.area_name != area_name:
        raise Refused(
            f"{hearing.order_ref} is in {hearing.area_name}; this sitting is in {area_name}.",
            "Choose a sitting in its own area.",
            "panel",
        )


def check_times(
    starts_at: datetime, minutes: int, *, now: datetime, day_field: str = "date"
) -> None:
    """Raise `Refused` when a sitting cannot be arranged then; `day_field` is where its day is."""
    if starts_at <= now:
        raise Refused(
            "That date and time have passed.", "Choose a date and time to come.", day_field
        )
    if starts_at > now + timedelta(days=2 * 365):
        raise Refused("That is more than two years ahead.", "Check the year.", day_field)
    if starts_at.minute % QUARTER:
        raise Refused(
            "A sitting starts on the quarter of an hour.",
            "Choose a time such as 5pm, 5:15pm, 5:30pm or 5:45pm.",
            "time",
        )
    if minutes % QUARTER or not QUARTER <= minutes <= MOST_MINUTES:
        raise Refused(
            "A panel lasts whole quarters of an hour.",
            "Enter 15, 30, 45 and so on, up to 240 minutes.",
            "minutes",
        )


@dataclass(frozen=True)
class BeforeCourtFacts:
    """What is entered of a panel before court: there is no order yet, and none is spoken of."""

    court_on: date
    area_id: int
    case_manager_id: int


def check_before_court(facts: BeforeCourtFacts, *, today: date, was: date | None = None) -> None:
    """Raise `Refused` when no panel can meet before that day in court; it may stay as it was."""
    if facts.court_on == was:
        return
    if facts.court_on <= today:
        raise Refused(
            "That day in court is not to come any more.",
            "Enter the court date to come. If court has made its order, enter the order instead.",
            "court_on",
        )
    if facts.court_on > today + timedelta(days=365):
        raise Refused("That is more than a year ahead.", "Check the year.", "court_on")
