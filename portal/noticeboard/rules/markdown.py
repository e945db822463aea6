"""Markdown as the portal shows it: plain, without pictures or HTML of one’s own, and cleaned.

A page has one `h1`, its title; so a text’s headings begin below it.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

MOST_EXCERPT: Final = 200
HIGHEST: Final = 2
DEEPEST: Final = 4
CLASSES: Final = {
    "a": "govuk-link",
    "blockquote": "govuk-inset-text",
    "h2": "govuk-heading-m",
    "h3": "govuk-heading-s",
    "h4": "govuk-heading-s",
    "ol": "govuk-list govuk-list--number",
    "p": "govuk-body",
    "ul": "govuk-list govuk-list--bullet",
}
TAGS: Final = frozenset({*CLASSES, "br", "code", "em", "hr", "li", "pre", "strong"})
ATTRIBUTES: Final = {
    **{tag: {"class"} for tag in CLASSES},
    **{tag: {"class", "id"} for tag in ("h2", "h3", "h4")},
    "a": {"class", "href", "title"},
    "ol": {"class", "start"},
}
SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})

_reader: Final = MarkdownIt("commonmark", {"html": False}).disable("image")
_BULLET: Final = re.compile("^[ \t]*[•·▪●◦\uf0b7][ \t]+", re.M)
"""How an item of a list begins that was pasted from Word."""


@dataclass(frozen=True)
class Heading:
    """A heading of a text: its anchor, its words, and its level from 2 to 4."""

    anchor: str
    words: str
    level: int


@dataclass(frozen=True)
class Shown:
    """A text as a page shows it, with its headings in order."""

    html: Markup
    headings: Sequence[Heading]


def shown(text: str, *, highest: int = HIGHEST, stem: str = "part") -> Shown:
    """Return a text as HTML that may stand in a page.

    Its first headings are of level `highest`, and all their anchors begin with `stem`: texts that
    stand in one page need one each.
    """
    tokens = _read(text)
    headings = _headings(tokens, highest, stem)
    _style(tokens, headings)
    drawn: str = _reader.renderer.render(tokens, _reader.options, {})
    clean = nh3.clean(
        drawn,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        link_rel="noopener noreferrer",
    )
    return Shown(Markup(clean), headings)  # noqa: S704 -- cleaned in the line above


def plain(text: str) -> str:
    """Return what a text says, without marks, its white space folded: for search and excerpts.

    A heading ends with a colon, so that it can be told from what stands below it.
    """
    parts, before = [], ""
    for token in _read(text):
        if token.type in {"inline", "fence"}:
            words = _words(token)
            is_bare = before == "heading_open" and words[-1:].isalnum()
            parts.append(f"{words}:" if is_bare else words)
        before = token.type
    return " ".join(" ".join(parts).split())


def excerpt(text: str) -> str:
    """Return how a text begins, cut between two words."""
    said = plain(text)
    if len(said) <= MOST_EXCERPT:
        return said
    return said[:MOST_EXCERPT].rsplit(" ", 1)[0].rstrip(" ,.;:") + " …"


def _read(text: str) -> list[Token]:
    return _reader.parse(_BULLET.sub("- ", text))


def _words(token: Token) -> str:
    if not token.children:
        return token.content
    breaks = {"softbreak", "hardbreak"}
    return "".join(" " if each.type in breaks else each.content for each in token.children)


def _headings(tokens: Sequence[Token], highest: int, stem: str) -> list[Heading]:
    found: list[Heading] = []
    for number, token in enumerate(tokens):
        if token.type == "heading_open":
            words = _words(tokens[number + 1])
            anchor = unused(f"{stem}-{slug(words)}", {each.anchor for each in found})
            deeper = max(int(token.tag[1]) - HIGHEST, 0)
            found.append(Heading(anchor, words, min(highest + deeper, DEEPEST)))
    return found


def slug(words: str) -> str:
    """> before-a-panel, for Before a panel."""
    plain_letters = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain_letters.lower()).strip("-") or "text"


def unused(name: str, taken: Collection[str]) -> str:
    """Return a name, with the next number when it is taken: before-a-panel-2."""
    free, number = name, 2
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free


def _style(tokens: Sequence[Token], headings: Sequence[Heading]) -> None:
    """Give what stands in a text the looks of the portal, and its headings their anchors."""
    ahead = iter(headings)
    tag = ""
    for token in tokens:
        if token.type == "heading_open":
            heading = next(ahead)
            tag = f"h{heading.level}"
            token.attrSet("id", heading.anchor)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = tag
        for each in (token, *(token.children or ())):
            if each.nesting == 1 and each.tag in CLASSES:
                each.attrSet("class", CLASSES[each.tag])
