"""Markdown as the portal shows it: plain, without pictures or HTML of one’s own, and cleaned.

A page has one `h1`, its title; so a text’s headings begin below it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

MOST_EXCERPT: Final = 200
LEVELS: Final = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
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


@dataclass(frozen=True)
class Heading:
    """A heading of a text: its anchor, its words, and 2, 3 or 4 for how deep it lies."""

    anchor: str
    words: str
    level: int


@dataclass(frozen=True)
class Shown:
    """A text as a page shows it, with its headings in order."""

    html: Markup
    headings: Sequence[Heading]


def shown(text: str) -> Shown:
    """Return a text as HTML that may stand in a page."""
    tokens = _reader.parse(text)
    headings = _headings(tokens)
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
    """Return what a text says, without marks, its white space folded: for search and excerpts."""
    parts = [_words(token) for token in _reader.parse(text) if token.type in {"inline", "fence"}]
    return " ".join(" ".join(parts).split())


def excerpt(text: str) -> str:
    """Return how a text begins, cut between two words."""
    said = plain(text)
    if len(said) <= MOST_EXCERPT:
        return said
    return said[:MOST_EXCERPT].rsplit(" ", 1)[0].rstrip(" ,.;:") + " …"


def _words(token: Token) -> str:
    if not token.children:
        return token.content
    breaks = {"softbreak", "hardbreak"}
    return "".join(" " if each.type in breaks else each.content for each in token.children)


def _headings(tokens: Sequence[Token]) -> list[Heading]:
    found: list[Heading] = []
    for number, token in enumerate(tokens):
        if token.type == "heading_open":
            words = _words(tokens[number + 1])
            anchor = _anchor(words, {each.anchor for each in found})
            found.append(Heading(anchor, words, int(LEVELS[token.tag][1])))
    return found


def _anchor(words: str, taken: set[str]) -> str:
    """Return an id of a heading; of two with the same words the second gets a number.

    All begin alike, so that none is the id of something else on the page.
    """
    stem = "part-" + (re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") or "text")
    anchor, number = stem, 2
    while anchor in taken:
        anchor, number = f"{stem}-{number}", number + 1
    return anchor


def _style(tokens: Sequence[Token], headings: Sequence[Heading]) -> None:
    """Give what stands in a text the looks of the portal, and its headings their anchors."""
    anchors = iter(headings)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = LEVELS[token.tag]
        if token.type == "heading_open":
            token.attrSet("id", next(anchors).anchor)
        for each in (token, *(token.children or ())):
            if each.nesting == 1 and each.tag in CLASSES:
                each.attrSet("class", CLASSES[each.tag])
