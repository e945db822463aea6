"""Which state of a project may follow which, what is missing of one, what differs between two."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from portal.reparation.rules.refusals import Refused

FOLLOWS: Final[Mapping[str, frozenset[str]]] = {
    "draft": frozenset({"submitted", "approved", "closed"}),
    "submitted": frozenset({"changes_asked", "approved", "closed"}),
    "changes_asked": frozenset({"submitted", "approved", "closed"}),
    "approved": frozenset({"changes_asked", "listed", "closed"}),
    "listed": frozenset({"paused", "closed"}),
    "paused": frozenset({"listed", "closed"}),
    "closed": frozenset(),
}
"""A coordinator may approve what a partner has not sent: they may have typed it for them."""

STANDS: Final[Mapping[str, str]] = {
    "draft": "is a draft",
    "submitted": "waits for the coordinator",
    "changes_asked": "waits for the changes that were asked for",
    "approved": "is approved",
    "listed": "is listed",
    "paused": "is paused",
    "closed": "is closed",
}
BECOMES: Final[Mapping[str, str]] = {
    "submitted": "sent to the coordinator",
    "changes_asked": "sent back for changes",
    "approved": "approved",
    "listed": "listed",
    "paused": "paused",
    "closed": "closed",
}
TYPED_INTO: Final = frozenset({"draft", "submitted", "changes_asked"})
"""States in which a partner changes its project itself: nobody relies on what it says yet."""

NEEDED: Final[Mapping[str, str]] = {
    "summary": "Sum the project up in a sentence or two",
    "work": "Say what is done",
    "benefits": "Say who benefits",
    "reflection": "Say how a child can reflect on it",
    "themes": "Choose at least one theme",
    "meeting_point": "Say where people meet",
    "contact_name": "Name a contact on the day",
    "contact_phone": "Give the telephone number of the contact on the day",
    "community_benefit": "Confirm that it is of benefit to the community",
    "no_paid_work": "Confirm that it replaces no paid work",
    "not_for_profit": "Confirm that nobody makes a profit from it",
}
"""What a coordinator must be told before they can approve a project, in the order of the form."""

LABELS: Final[Mapping[str, str]] = {
    "title": "Title",
    "summary": "Summary",
    "work": "What is done",
    "benefits": "Who benefits",
    "reflection": "How a child can reflect on it",
    "kind": "Kind",
    "group": "Alone or in a group",
    "themes": "Themes",
    "skills": "Skills gained",
    "accreditation": "Accreditation",
    "unit_codes": "Unit codes",
    "level": "Level",
    "least_age": "Youngest age",
    "most_age": "Oldest age",
    "capacity": "Places",
    "supervised": "Children to one adult",
    "place": "Indoors or outdoors",
    "demand": "How hard the work is",
    "clothing": "Clothing",
    "equipment": "Equipment",
    "tools": "Tools",
    "toilets": "Toilets",
    "washing": "Washing",
    "step_free": "Step-free",
    "quiet": "A quiet space",
    "food": "Food",
    "transport": "Public transport",
    "meeting_point": "Meeting point",
    "staff_transport": "Staff can bring people",
    "term_time": "Term time",
    "holidays": "School holidays",
    "evenings": "Evenings",
    "weekends": "Weekends",
    "venue_id": "Venue",
    "area_id": "Area",
    "contact_name": "Contact on the day",
    "contact_phone": "Telephone on the day",
    "community_benefit": "Of benefit to the community",
    "no_paid_work": "Replaces no paid work",
    "not_for_profit": "Not for profit",
}

SAME, GONE, NEW = "same", "gone", "new"


@dataclass(frozen=True)
class Piece:
    """Some words of a text that stay (`SAME`), go (`GONE`) or come (`NEW`)."""

    kind: str
    words: str


@dataclass(frozen=True)
class Difference:
    """One thing that two versions of a project say differently, in words."""

    name: str
    before: str
    after: str

    @property
    def label(self) -> str:
        """> Who benefits."""
        return LABELS[self.name]

    @property
    def pieces(self) -> list[Piece]:
        """Return both texts in one: what stays, what goes, what comes."""
        return compared(self.before, self.after)


def check_follows(state: str, then: str) -> None:
    """Raise `Refused` when a project in one state cannot go into another."""
    if then in FOLLOWS[state]:
        return
    remedy = "Copy it: the copy is a draft." if state == "closed" else "See what can be done now."
    raise Refused(f"This project {STANDS[state]}, so it cannot be {BECOMES[then]}.", remedy)


def missing(said: Mapping[str, Any]) -> list[str]:
    """Return what is still to be said of a project before it can be looked at, as sentences."""
    return [sentence for name, sentence in NEEDED.items() if not said.get(name)]


def check_complete(said: Mapping[str, Any]) -> None:
    """Raise `Refused` with all that is missing of a project."""
    lacking = missing(said)
    if lacking:
        raise Refused("Something is missing.", f"{'. '.join(lacking)}.")


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a newer version says differently, and that alone."""
    return {name: after[name] for name in LABELS if name in after and after[name] != before[name]}


def differences(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    words: Mapping[str, Mapping[Any, str]],
) -> list[Difference]:
    """Return in words what a newer version says differently, in the order of the form.

    `words` has for a name what its values are called: an area's number, a kind.
    """
    return [
        Difference(
            name,
            told(before[name], words.get(name, {})),
            told(value, words.get(name, {})),
        )
        for name, value in changed(before, after).items()
    ]


def told(value: Any, words: Mapping[Any, str]) -> str:
    """> Yes; Bicycles, Food; Group; nothing."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list | tuple):
        return ", ".join(str(each) for each in value) or "nothing"
    if value in (None, ""):
        return "nothing"
    return words.get(value, str(value))


def compared(before: str, after: str) -> list[Piece]:
    """Return two texts in one, word by word: what stays, what goes, what comes."""
    old, new = before.split(), after.split()
    pieces: list[Piece] = []
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece(SAME, " ".join(old[old_from:old_to])))
            continue
        if old_from < old_to:
            pieces.append(Piece(GONE, " ".join(old[old_from:old_to])))
        if new_from < new_to:
            pieces.append(Piece(NEW, " ".join(new[new_from:new_to])))
    return pieces
