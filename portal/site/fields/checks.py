"""What a field may refuse: nothing given, characters nobody can see, half an address."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any, Final

from wtforms import Field, Form
from wtforms.validators import StopValidation

Check = Callable[[Form, Field], None]

INVISIBLE: Final = "There is an invisible character in this. Type it again rather than pasting it"
LINK: Final = re.compile(r"https?://[^\s/@]+\.[^\s@]+", re.I)
MAX_LINK: Final = 500
_KEPT_CONTROLS: Final = frozenset("\n\t")
_JOINERS: Final = frozenset("\u200c\u200d")


class Given:
    """Refuses an empty answer with the sentence, without the browser's own bubble."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, form: Form, field: Field) -> None:
        """Stop at the first problem: nothing more is worth saying of nothing."""
        if field.data is False or field.data in (None, "", []):
            # What could not be read has its own sentence already.
            raise StopValidation("" if field.errors else self.sentence)


def checks_of(needed: str | None, *checks: Check, more: Sequence[Check] = ()) -> list[Any]:
    """Return a field's validators: an empty answer is refused, or else spared the other checks."""
    first: list[Any] = [Given(needed)] if needed else [stop_when_empty]
    return [*first, *checks, *more]


def stop_when_empty(form: Form, field: Field) -> None:
    """Ask nothing more of an answer that was not given."""
    if field.data in (None, "", []):
        raise StopValidation


def link_check(_form: Form, field: Field) -> None:
    """Refuse what is no whole address of a page."""
    if not LINK.fullmatch(field.data):
        raise StopValidation("Enter the whole address, like https://example.org")


def first_invisible(text: str) -> str | None:
    """Return the first control, bidirectional or other character that cannot be seen, if any."""
    for character in text:
        if character in _KEPT_CONTROLS or character in _JOINERS:
            continue
        if unicodedata.category(character) in {
            "Cc",
            "Cf",
            "Cs",
            "Co",
            "Cn",
            "Zl",
            "Zp",
        }:
            return character
    return None


def tidy(text: str | None) -> str:
    """Return the text without white space around it, and with one kind of line end."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").strip()


class Short:
    """Refuses text that is too long, or that has characters nobody can see."""

    def __init__(self, most: int, *, lines: bool) -> None:
        self.most = most
        self.lines = lines

    def __call__(self, form: Form, field: Field) -> None:
        """Say first what cannot be seen: nobody can count that."""
        text: str = field.data
        if first_invisible(text) or (not self.lines and ("\n" in text or "\t" in text)):
            raise StopValidation(INVISIBLE)
        if len(text) > self.most:
            over = len(text) - self.most
            raise StopValidation(
                f"Shorten this to {self.most:,} characters: it is {over:,} too many"
            )


def sized(kwargs: dict[str, Any], classes: str) -> dict[str, Any]:
    """Give the field a width that fits what goes into it, unless its form chose one."""
    chosen = dict(kwargs.get("render_kw") or {})
    chosen.setdefault("params", {"classes": classes})
    return {**kwargs, "render_kw": chosen}
