"""The fields of a referral and of a place: nothing in them says who somebody is."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from portal.panels.models import ReferralOrder
from portal.people.models import Area, Person
from portal.reparation.models import Place, ProjectSession, Referral, ReferralKind
from portal.reparation.rules.places import HOUR, Taken
from portal.site.fields import Choice, LongText, OneOf, WholeNumber
from portal.site.filters import day, day_year, plural, span
from portal.site.forms import EditForm, Form, OnceForm
from portal.training.rules import minutes_in_words

Options = list[tuple[Any, str]]

MOST_HOURS: Final = 240
LONGEST: Final = 12
YES, NO, EITHER = "yes", "no", "unsaid"
MOST_WORDS: Final = 2000
ENGAGED: Final = ("Fully", "Mostly", "A little", "Not at all")


class ReferralFields(Form):
    """What is said of a referral besides its kind."""

    hours = WholeNumber("Hours ordered", needed="Enter how many hours", least=1, most=MOST_HOURS)
    area = Choice("Area", needed="Choose an area", coerce=int)
    practitioner = Choice("Practitioner", needed="Choose who looks after it", coerce=int)
    wish_theme = Choice(
        "What the person harmed would like to see done",
        hint="The theme alone, if they said something. Their words stay in the case system.",
    )
    wish_direct = OneOf(
        "Would they have it done for themselves?",
        choices=[
            (YES, "Yes, for themselves (direct)"),
            (NO, "No, for the community (indirect)"),
            (EITHER, "They did not say, or there is no wish"),
        ],
    )

    @property
    def direct(self) -> bool | None:
        """Return whether it is wished for themselves; None when nobody said."""
        return {YES: True, NO: False}.get(self.wish_direct.data)


class NewReferral(ReferralFields, OnceForm):
    """A referral to be entered."""

    kind = OneOf(
        "What the hours are for",
        choices=[(each.value, each.label) for each in ReferralKind],
        needed="Choose what the hours are for",
    )
    order = Choice("Referral Order", hint="Only for hours of a Referral Order.", coerce=int)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the order of an order's hours, and for none otherwise."""
        sound = bool(super().validate(extra_validators))
        if self.kind.data is None:
            return sound
        is_order = self.kind.data == ReferralKind.ORDER.value
        if is_order and self.order.data is None:
            self.refuse("Choose the order", "order")
        if not is_order and self.order.data is not None:
            self.refuse("Only hours of a Referral Order have an order", "order")
        return not self.errors


class ChangedReferral(ReferralFields, EditForm):
    """A referral as it is now, to be changed."""


class BookedPlace(OnceForm):
    """For which referral a place is booked."""

    referral = Choice("Referral", needed="Choose a referral", coerce=int)


class MovedPlace(OnceForm):
    """To which session a place goes."""

    session = Choice("Session", needed="Choose a session", coerce=int)


class MarkedPlace(Form):
    """Whether somebody came, and for how long."""

    attended = OneOf(
        "Did they come?", choices=[(YES, "Yes"), (NO, "No")], needed="Say whether they came"
    )
    hours = WholeNumber("Hours", most=LONGEST, hint="Leave both empty if they did not come.")
    minutes = WholeNumber("Minutes", most=HOUR - 1)

    @property
    def time(self) -> int:
        """Return for how long, in minutes."""
        return int(self.hours.data or 0) * HOUR + int(self.minutes.data or 0)


class Note(Form):
    """What is copied into the case system and kept nowhere here."""

    engaged = OneOf(
        "How they took part",
        choices=[(each, each) for each in ENGAGED],
        needed="Choose how they took part",
    )
    remarks = LongText("Remarks", most=MOST_WORDS, hint="The portal does not keep what you type.")


def entered(referral: Referral) -> dict[str, Any]:
    """Return what stands in the form of a referral."""
    words = {True: YES, False: NO, None: EITHER}
    return {
        "hours": referral.hours,
        "area": referral.area_id,
        "practitioner": referral.practitioner_id,
        "wish_theme": referral.wish_theme,
        "wish_direct": words[referral.wish_direct],
        "version": referral.version,
    }


def marked(place: Place, usual: int) -> dict[str, Any]:
    """Return what stands in the form of a place; `usual` are the minutes that it lasted."""
    if place.attended is None:
        hours, minutes = divmod(usual, HOUR)
        return {"attended": None, "hours": hours, "minutes": minutes}
    hours, minutes = divmod(place.minutes or 0, HOUR)
    return {"attended": YES if place.attended else NO, "hours": hours, "minutes": minutes}


def referral_choices(
    areas: Iterable[Area],
    people: Sequence[Person],
    themes: Iterable[str],
    also: Referral | None = None,
) -> dict[str, Options]:
    """Return areas, people and themes to choose from; what was chosen stays among them."""
    known, wished = list(people), list(themes)
    if also is not None and also.practitioner not in known:
        known.append(also.practitioner)
    if also is not None and also.wish_theme and also.wish_theme not in wished:
        wished.append(also.wish_theme)
    return {
        "area": [("", "Choose an area"), *((each.id, each.name) for each in areas)],
        "practitioner": [
            ("", "Choose a person"),
            *((each.id, each.display_name) for each in known),
        ],
        "wish_theme": [
            ("", "No wish, or none that a theme says"),
            *((each, each) for each in wished),
        ],
    }


def order_options(orders: Iterable[ReferralOrder]) -> Options:
    """Return the orders that a referral can be of."""
    return [
        ("", "No order"),
        *((each.id, f"{each.ref}, {each.area.name}") for each in orders),
    ]


def referral_options(referrals: Iterable[Referral]) -> Options:
    """Return the referrals that a place can be booked for."""
    return [
        ("", "Choose a referral"),
        *(
            (each.id, f"{each.ref}, {each.kind.label.lower()}, {each.area.name}")
            for each in referrals
        ),
    ]


def session_options(sessions: Iterable[ProjectSession], taken: Mapping[int, Taken]) -> Options:
    """Return the sessions that a place can go to, with what is left there."""
    return [
        ("", "Choose a session"),
        *((each.id, _session_words(each, taken.get(each.id, Taken()))) for each in sessions),
    ]


def note_of(place: Place, form: Note) -> str:
    """Return the note to copy into the case system: what is known here, and what was typed."""
    held, entry = place.session, place.session.entry
    came = {
        None: "Not noted yet",
        False: "No",
        True: f"Yes, {minutes_in_words(place.minutes or 0)}",
    }[place.attended]
    rows = [
        f"{place.referral.ref}, place {place.ref}",
        f"{held.project.title}, {day_year(entry.starts_at)}",
        span(entry.starts_at, entry.ends_at),
        f"Came: {came}",
        f"Took part: {form.engaged.data}",
        *([f"Remarks: {form.remarks.data}"] if form.remarks.data else []),
    ]
    return "\n".join(rows)


def _session_words(held: ProjectSession, taken: Taken) -> str:
    left = taken.left(held.places)
    entry = held.entry
    on = f"{day(entry.starts_at)}, {span(entry.starts_at, entry.ends_at)}"
    return f"{held.project.title}, {on}: {plural(left, 'place') + ' left' if left else 'full'}"
