"""What a risk assessment asks for: its frame, one hazard with its controls, a decision about it."""

from datetime import date
from typing import Any, Final

from wtforms import Field

from portal.reparation.rules import risks as rules
from portal.site.fields import Choice, Day, LongText, OneOf, Text, WholeNumber, day_from
from portal.site.fields.typed import Typed
from portal.site.forms import EditForm, Form, OnceForm

MOST_CONTROLS: Final = 8
LEAST_ROWS: Final = 3
"""Lines for controls that a form shows: so many at least, and one spare."""
MOST_SUPERVISED: Final = 20
YOUNGEST, OLDEST = 10, 18
MOST_REASON: Final = 500
SITE_ONLY: Final = "It is about the site and the work: say nothing about a child."


class StartedFrom(OnceForm):
    """What the next version begins with: the version that counts, or a template."""

    source = OneOf("Start from", needed="Choose what to start from")


class Frame(EditForm):
    """What an assessment says of the whole."""

    activity = Text("What is done there", needed="Say what is done there", hint=SITE_ONLY)
    supervised = WholeNumber(
        "Most children to one adult",
        needed="Enter how many children one adult may look after",
        least=1,
        most=MOST_SUPERVISED,
        hint="No session can be booked above this ratio.",
    )
    least_age = WholeNumber(
        "Youngest age",
        needed="Enter the youngest age",
        least=YOUNGEST,
        most=OLDEST,
        hint="No session can be booked for anybody younger.",
    )
    ppe = LongText("Protective clothing and equipment")
    first_aid = LongText("First aid", hint="Who gives it, where the kit is, who is told.")
    emergency = LongText("In an emergency", hint="Who does what, where to meet, whom to ring.")

    def written(self) -> rules.Written:
        """Return what was said, without the hazards."""
        return rules.Written(
            activity=self.activity.data or "",
            supervised=self.supervised.data,
            least_age=self.least_age.data,
            ppe=self.ppe.data or "",
            first_aid=self.first_aid.data or "",
            emergency=self.emergency.data or "",
        )


class ShortDay(Typed):
    """A day in one box: there are several on a page."""

    usual_width = "govuk-input--width-10"

    def read(self, text: str) -> date:
        """> 10 3 2026, 10 March 2026."""
        return day_from(text)

    def show(self, value: date) -> str:
        """> 10 March 2026."""
        return f"{value.day} {value:%B %Y}"


def _score(question: str, words: dict[int, str]) -> Choice:
    return Choice(
        question,
        needed=f"Choose: {question[:1].lower()}{question[1:]}",
        coerce=int,
        choices=[("", "Choose"), *((n, f"{n}: {said}") for n, said in words.items())],
    )


class HazardFields(EditForm):
    """A hazard: what, who, how grave before and after what is done against it."""

    what = Text("What could go wrong", needed="Say what could go wrong", hint=SITE_ONLY)
    who = Text(
        "Who may be harmed", needed="Say who may be harmed", hint="Like children, or adults."
    )
    likelihood_before = _score("How likely it is with nothing done", rules.LIKELIHOODS)
    severity_before = _score("How bad it would be with nothing done", rules.SEVERITIES)

    @property
    def rows(self) -> range:
        """Return the numbers of the lines for controls to show: what is filled, and one spare."""
        filled = [n for n in LINES if any(_is_filled(self[name]) for name in _names(n))]
        return range(1, min(max([*filled, LEAST_ROWS - 1]) + 1, MOST_CONTROLS) + 1)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask what is done wherever an owner or a day stands without it."""
        sound = bool(super().validate(extra_validators))
        for n in LINES:
            what, owner, due = (self[name] for name in _names(n))
            if (_is_filled(owner) or _is_filled(due)) and not what.data:
                self.refuse("Say what is done, or empty the line", what.name)
                sound = False
        return sound

    def danger(self) -> rules.Danger:
        """Return the hazard as values, with the controls of the lines that are filled."""
        lines = [[self[name].data for name in _names(n)] for n in LINES]
        return rules.Danger(
            what=self.what.data or "",
            who=self.who.data or "",
            before=rules.Score(self.likelihood_before.data, self.severity_before.data),
            after=rules.Score(self["likelihood_after"].data, self["severity_after"].data),
            measures=tuple(rules.Measure(*line) for line in lines if line[0]),
        )


LINES: Final = range(1, MOST_CONTROLS + 1)


def _is_filled(field: Field) -> bool:
    """Return whether anything stands in a field, even what cannot be read."""
    return bool(field.data or (field.raw_data and str(field.raw_data[0]).strip()))


def _names(n: int) -> tuple[str, str, str]:
    return f"control_{n}", f"owner_{n}", f"due_{n}"


def _lines() -> dict[str, Any]:
    """Return the fields of every line for a control, and then how grave the hazard is with them."""
    fields: dict[str, Any] = {}
    for n in LINES:
        control, owner, due = _names(n)
        fields[control] = Text(f"Control {n}", render_kw={"params": {"classes": ""}})
        fields[owner] = Text(f"Who sees to control {n}", most=60)
        fields[due] = ShortDay(f"By when, control {n}")
    fields["likelihood_after"] = _score("How likely it is with these controls", rules.LIKELIHOODS)
    fields["severity_after"] = _score("How bad it would be with these controls", rules.SEVERITIES)
    return fields


HazardForm: Final[type[HazardFields]] = type("HazardForm", (HazardFields,), _lines())
"""A hazard with its lines for controls, in the order in which the page asks."""


def held(danger: rules.Danger) -> dict[str, Any]:
    """Return a hazard as its form shows it."""
    lines: dict[str, Any] = {}
    for n, measure in enumerate(danger.measures, start=1):
        lines.update(zip(_names(n), (measure.what, measure.owner, measure.due_on), strict=True))
    return {
        "what": danger.what,
        "who": danger.who,
        "likelihood_before": danger.before.likelihood,
        "severity_before": danger.before.severity,
        "likelihood_after": danger.after.likelihood,
        "severity_after": danger.after.severity,
        **lines,
    }


class Approval(Form):
    """That a version counts, and until when."""

    review_on = Day("To be reviewed by", needed="Enter the day of the next review")


class SentBack(Form):
    """What is to be changed before a version can count."""

    because = LongText(
        "What is to be changed",
        needed="Say what is to be changed",
        most=MOST_REASON,
        hint=SITE_ONLY,
    )
