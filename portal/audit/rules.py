"""The trail in words: what was done, to what, and how a value read before and after."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Final
from zoneinfo import ZoneInfo

LONDON: Final = ZoneInfo("Europe/London")
ISO_DAY: Final = len("2026-03-10")
NOON: Final = 12
NOTHING: Final = "nothing"


@dataclass(frozen=True)
class Line:
    """One value of an event. `before` is None where only one value was noted."""

    label: str
    after: str
    before: str | None = None


def hash_of(values: Mapping[str, Any]) -> str:
    """Return what proves later that the values are still those that were noted."""
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def had_values(detail_hash: str) -> bool:
    """Return whether an event was noted with values, which may have been erased since."""
    return detail_hash != hash_of({})


def words(name: str) -> str:
    """> Case manager, for `case_manager_id`; Offer accepted, for `offer_accepted`."""
    return name.removesuffix("_id").replace("_", " ").replace(".", ": ").capitalize()


def tag_words(tag: str) -> str:
    """> Panels: offer accepted, for `panels:offer_accepted`."""
    package, _, verb = tag.partition(":")
    return f"{words(package)}: {words(verb).lower()}"


def lines(values: Mapping[str, Any], names: Mapping[tuple[str, int], str]) -> list[Line]:
    """Return the values of an event in words, changes last.

    `names` tells what numbers stand for: {("case_manager_id", 7): "Dee Marsh"}.
    """
    noted = [
        Line(words(key), value_words(value, key, names))
        for key, value in values.items()
        if key != "changes"
    ]
    changed = [
        Line(words(column), value_words(after, column, names), value_words(before, column, names))
        for column, (before, after) in values.get("changes", {}).items()
    ]
    return noted + changed


def value_words(value: Any, column: str, names: Mapping[tuple[str, int], str]) -> str:
    """> yes; nothing; 10 March 2026; 10 March 2026 at 5:30pm; Dee Marsh; no address."""
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return names.get((column, value), str(value))
    if isinstance(value, list):
        return ", ".join(value_words(one, column, names) for one in value)
    return _moment(value) if isinstance(value, str) else json.dumps(value)


def _moment(text: str) -> str:
    try:
        if len(text) == ISO_DAY:
            return _day(date.fromisoformat(text))
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text.replace("_", " ") if text.islower() and text.isidentifier() else text
    if moment.tzinfo is None:
        return text
    moment = moment.astimezone(LONDON)
    half = "am" if moment.hour < NOON else "pm"
    return f"{_day(moment)} at {moment.hour % NOON or NOON}:{moment:%M}{half}"


def _day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"
