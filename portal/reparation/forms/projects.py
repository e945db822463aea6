"""The fields of a project, as its partner and the coordinator see them."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from portal.reparation.models import Demand, Group, Where, WorkKind
from portal.reparation.rules import projects as rules
from portal.site.fields import Choice, LongText, OneOf, Phone, SomeOf, Text, Tick, WholeNumber
from portal.site.forms import EditForm, Form, OnceForm

MOST_PEOPLE: Final = 50
LEAST_AGE, MOST_AGE = 10, 18
MAX_REASON: Final = 500
MAX_SUMMARY: Final = 400

SITE: Final = ("toilets", "washing", "step_free", "quiet")
WHEN: Final = ("term_time", "holidays", "evenings", "weekends")
TESTS: Final = ("community_benefit", "no_paid_work", "not_for_profit")
TICKED: Final = {"site": SITE, "when": WHEN, "tests": TESTS}
"""Columns that are tick boxes of one question."""

IN_WORDS: Final[Mapping[str, Mapping[Any, str]]] = {
    name: {each.value: each.label for each in kinds}
    for name, kinds in (
        ("kind", WorkKind),
        ("group", Group),
        ("place", Where),
        ("demand", Demand),
    )
}


def _boxes(names: Iterable[str]) -> list[tuple[str, str]]:
    return [(name, rules.LABELS[name]) for name in names]


def _one_of(name: str, kinds: type[WorkKind | Group | Where | Demand], hint: str = "") -> OneOf:
    return OneOf(
        rules.LABELS[name],
        needed="Choose one of the answers",
        choices=[(each.value, each.label) for each in kinds],
        hint=hint,
    )


class ProjectFields(Form):
    """What is said of a project. A draft needs a title alone; the rest before it is sent."""

    title = Text("Title", needed="Enter a title, like Bike repair for people who need one")
    summary = LongText(
        "Summary",
        most=MAX_SUMMARY,
        hint="In a sentence or two: who you are, and what comes of the work.",
        render_kw={"rows": 3},
    )
    themes = SomeOf("Themes", hint="What somebody might wish that the work helps.")
    work = LongText("What is done", hint="Hour by hour, in plain words.")
    benefits = LongText(
        "Who benefits", hint="Who is better off, and how they would notice. Name nobody."
    )
    reflection = LongText(
        "How a child can reflect on it",
        hint="What shows them that it mattered, without shame: a letter of thanks, a photo of "
        "the finished bench.",
    )
    kind = _one_of(
        "kind",
        WorkKind,
        "Direct is for the person harmed, indirect for the community; unpaid work is hours of a "
        "court order.",
    )
    group = _one_of("group", Group)
    capacity = WholeNumber(
        "Places", least=1, most=MOST_PEOPLE, needed="Enter how many can come at once"
    )
    supervised = WholeNumber(
        "Children to one adult",
        least=1,
        most=MOST_PEOPLE,
        needed="Enter how many children one adult can look after",
    )
    least_age = WholeNumber(
        "Youngest age", least=LEAST_AGE, most=MOST_AGE, needed="Enter the youngest age"
    )
    most_age = WholeNumber(
        "Oldest age", least=LEAST_AGE, most=MOST_AGE, needed="Enter the oldest age"
    )
    skills = Text(
        "Skills gained", most=300, hint="For example, using hand tools, serving customers"
    )
    accreditation = Text("Accreditation", hint="For example, AQA Unit Award. Leave empty for none.")
    unit_codes = Text("Unit codes", hint="For example, 114859")
    level = Text("Level", hint="For example, Entry level or Level 1")
    place = _one_of("place", Where)
    demand = _one_of("demand", Demand)
    clothing = Text("Clothing", most=300, hint="What to wear or bring")
    equipment = Text("Equipment", most=300, hint="What you lend or give, such as gloves and lunch")
    tools = Text("Tools", most=300, hint="All that is used, so that the risks can be assessed")
    site = SomeOf("At the site there is", choices=_boxes(SITE))
    food = Text("Food", hint="For example, a hot lunch, halal and vegetarian")
    venue_id = Choice("Venue", coerce=int)
    area_id = Choice("Area", coerce=int, hint="Only for a project without a venue.")
    meeting_point = Text(
        "Meeting point", most=300, hint="Where people meet, with the address if it is no venue yet"
    )
    transport = Text("Public transport", most=300, hint="For example, Bus 12 from Northmere")
    staff_transport = Tick("Staff can bring people")
    when = SomeOf("When it can happen", choices=_boxes(WHEN))
    contact_name = Text("Contact on the day", hint="Who is there, and is rung if a plan changes")
    contact_phone = Phone("Telephone on the day")
    tests = SomeOf(
        "I confirm that the work is", choices=_boxes(TESTS), hint="All three, before it is sent."
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then the ages together."""
        sound = bool(super().validate(extra_validators))
        if sound and self.least_age.data > self.most_age.data:
            self.refuse("The youngest age is above the oldest one: correct one of them", "most_age")
            return False
        return sound

    def said(self) -> dict[str, Any]:
        """Return what the form says, in the shape of `Project.offered`."""
        plain = {name: self[name].data for name in rules.LABELS if name in self}
        ticks = {
            column: column in (self[name].data or ())
            for name, columns in TICKED.items()
            for column in columns
        }
        return {**plain, **ticks, "themes": sorted(self.themes.data or ())}


class NewProject(ProjectFields, OnceForm):
    """A project to begin."""


class NewProjectFor(NewProject):
    """A project that a coordinator begins, for a partner or for the service itself."""

    partner = Choice("Whose project it is", coerce=int)


class ChangedProject(ProjectFields, EditForm):
    """A project as it is now, to be changed."""


class Reason(EditForm):
    """Why: the partner, or the coordinator, reads it."""

    words = LongText("Why", needed="Say why, for whoever reads it", most=MAX_REASON)


class AskedChanges(Reason):
    """What a partner is to change before a project can be approved."""

    words = LongText(
        "What is to change?", needed="Say what is to change", hint="The partner reads this."
    )


class Refusal(Reason):
    """Why changes are not taken over."""

    words = LongText("Why not?", needed="Say why not", hint="The partner reads this.")


def shown(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is said of a project as the form shows it."""
    ticks = {
        name: [column for column in columns if said[column]] for name, columns in TICKED.items()
    }
    return {**said, **ticks}


def blank() -> dict[str, Any]:
    """Return what stands in the form of a new project."""
    return {
        "kind": WorkKind.INDIRECT.value,
        "group": Group.GROUP.value,
        "place": Where.BOTH.value,
        "demand": Demand.LIGHT.value,
        "capacity": 4,
        "supervised": 4,
        "least_age": LEAST_AGE,
        "most_age": MOST_AGE - 1,
        "when": ["term_time"],
    }


def differences(
    form: ProjectFields, held: Mapping[str, Any], words: Mapping[str, Mapping[Any, str]]
) -> list[tuple[str, str, str]]:
    """Return each answer that differs from what is held: its label, what is held, what was typed.

    `words` has what venues and areas are called.
    """
    found = rules.differences(held, form.said(), {**IN_WORDS, **words})
    return [(each.label, each.before, each.after) for each in found]
