"""What is asked of an order, its plan, and a panel before court, in words."""

from portal.panels import rules
from portal.panels.models import PanelKind
from portal.site.fields import Choice, Day, Tick, WholeNumber
from portal.site.filters import plural
from portal.site.forms import EditForm, Form, OnceForm


class _OrderFields(Form):
    court_date = Day("Court date", needed="Enter the date on which the court made the order")
    months = WholeNumber(
        "Length of the order in months",
        needed="Enter the length of the order in months",
        hint="From 3 to 12",
        least=rules.FEWEST_MONTHS,
        most=rules.MOST_MONTHS,
        render_kw={"inputmode": "numeric", "class": "govuk-input--width-2"},
    )
    area = Choice("Area", needed="Choose the area", coerce=int)
    intensive = Tick("Intensive contract")
    case_manager = Choice("Case manager", needed="Choose the case manager", coerce=int)

    def say_intensive(self, days: int) -> None:
        """Say how soon the initial panel of an intensive contract must sit, which is a setting."""
        self.intensive.description = (
            f"The initial panel must then sit within {plural(days, 'working day')}"
        )

    @property
    def facts(self) -> rules.OrderFacts:
        """Return what was entered, once it is sound."""
        return rules.OrderFacts(
            self.court_date.data,
            self.months.data,
            self.area.data,
            bool(self.intensive.data),
            self.case_manager.data,
        )


class NewOrder(_OrderFields, OnceForm):
    """A new order."""


class ChangedOrder(_OrderFields, EditForm):
    """An order, corrected."""


class TransferredOrder(_OrderFields, OnceForm):
    """An order that comes from another area, with its contract signed there."""

    signed_on = Day("Day on which the contract was signed", needed="Enter the day it was signed")
    on_day = Day("Day on which it came to this area", needed="Enter the day it came here")

    @property
    def came(self) -> rules.Transfer:
        """Return how it came, once it is sound."""
        return rules.Transfer(on_day=self.on_day.data, signed_on=self.signed_on.data)


class SignedContract(EditForm):
    """When the contract of an order was signed."""

    signed_on = Day(
        "Contract signed on",
        needed="Enter the day on which the contract was signed",
        hint="The portal then proposes the panels that follow.",
    )


class LastDay(Form):
    """By when a panel of a plan must sit."""

    due_on = Day(
        "It must sit by",
        needed="Enter the last day for this panel",
        hint="A working day, not after the contract ends",
    )


class PlannedPanel(LastDay, OnceForm):
    """A panel that the coordinator adds to a plan."""

    kind = Choice("Kind of panel", needed="Choose the kind of panel", coerce=PanelKind)


class Extension(Form):
    """By how much an order was made longer, and when."""

    on_day = Day("Day of the extension", needed="Enter the day on which it was extended")
    months = WholeNumber(
        "By how many months?",
        needed="Enter by how many months it was extended",
        hint="An order lasts 12 months at most, extensions included.",
        least=1,
        most=rules.MOST_MONTHS,
        render_kw={"inputmode": "numeric", "class": "govuk-input--width-2"},
    )


class Ending(Form):
    """When an order ended early, or went to another area."""

    on_day = Day("On which day?", needed="Enter the day on which that was")


class _BeforeCourtFields(Form):
    court_on = Day("Court date to come", needed="Enter the court date to come")
    area = Choice("Area", needed="Choose the area", coerce=int)
    case_manager = Choice("Case manager", needed="Choose the case manager", coerce=int)

    @property
    def facts(self) -> rules.BeforeCourtFacts:
        """Return what was entered, once it is sound."""
        return rules.BeforeCourtFacts(self.court_on.data, self.area.data, self.case_manager.data)


class NewBeforeCourt(_BeforeCourtFields, OnceForm):
    """A new panel before court."""


class ChangedBeforeCourt(_BeforeCourtFields, EditForm):
    """A panel before court, corrected."""
