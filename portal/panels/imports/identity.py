"""What a spreadsheet may say of a child: nothing. Refused before it is kept, and never stored.

A file with a column that names or describes somebody is refused as a whole. Of any other, only
the columns that the portal understands are kept; what else stands in it is dropped at once.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from portal.spreadsheets.imports import Layout, Line, Sheet, Unreadable
from portal.spreadsheets.imports.columns import OWN, field_of

NOT_KEPT: Final = "(not kept)"
"""What stands instead of a service's own reference."""

TOO_WIDE: Final = "…"
"""What stands instead of cells beyond the headings: such a row is given back."""

LONGEST: Final = 120
"""Characters of a cell that are kept: names of people and rooms are shorter, a story is longer."""

MOST_SHOWN: Final = 40

OURS: Final = re.compile(r"RO-\d{4}-\d{3,}", re.I)

WORDS: Final = frozenset(
    (
        *("name", "names", "forename", "forenames", "firstname", "surname", "lastname", "initial"),
        *(
            "initials",
            "init",
            "fullname",
            "alias",
            "nickname",
            "dob",
            "birth",
            "birthday",
            "born",
            "age",
        ),
        *("address", "addresses", "postcode", "street", "school", "college", "education"),
        *("offence", "offences", "offense", "offending", "crime", "charge", "charges", "plea"),
        *("victim", "victims", "child", "children", "childs", "yp", "client", "defendant"),
        *("parent", "parents", "carer", "guardian", "mother", "father", "mum", "dad", "family"),
        *("sibling", "siblings", "pnc", "cro", "urn", "upn", "nhs", "uln", "mosaic", "liberi"),
        *("childview", "careworks", "core", "asset", "assetplus", "cdy", "yjaf", "ehm"),
        *("ethnicity", "ethnic", "gender", "sex", "religion", "language", "nationality"),
        *("health", "medical", "disability", "diagnosis", "sen", "slcn", "allergies"),
        *("photo", "picture", "case"),
    )
)
"""Words of a heading that stand over what is said of a child, a family or a victim."""

RUN_TOGETHER: Final = (
    *("surname", "forename", "firstname", "lastname", "fullname", "childname", "dateofbirth"),
    *("dateofoffence", "postcode", "youngperson", "caseid", "caseno", "casenumber", "caseref"),
)

OTHERS: Final = frozenset(
    (
        *("venue", "room", "area", "court", "team", "file", "sheet", "panel", "building"),
        *("manager", "worker", "officer", "adviser", "advisor", "coordinator", "chair", "member"),
        *("members", "observer", "volunteer", "volunteers", "staff", "interpreter", "solicitor"),
    )
)
"""Beside these, a name, an address or an initial is not a child's."""

ALSO_OF_OTHERS: Final = frozenset(
    ("name", "names", "initial", "initials", "address", "surname", "forename", "language", "case")
)


def reduced(sheet: Sheet, layout: Layout) -> Sheet:
    """Return as much of a sheet as may be kept; raises `Unreadable` when it says who a child is.

    Columns that are not understood keep their heading, which is named to people, and lose what
    stands under it. A service's own references go too: they lead into its case system.
    """
    named = [heading for heading in sheet.headings if says_who(heading, layout)]
    if named:
        raise Unreadable(_refusal(named))
    fields = {place: field for field, place in sheet.columns.places.items()}
    width = len(sheet.headings)
    kept = ([*_kept(line.cells, fields, width)] for line in sheet.lines)
    lines = (
        Line(line.number, tuple(_with_room(cells, sheet.columns.places)))
        for line, cells in zip(sheet.lines, kept, strict=True)
    )
    return replace(sheet, lines=tuple(lines))


def says_who(heading: str, layout: Layout) -> bool:
    """> Surname, Child's initials, D.O.B., Offence; not Venue name, and not Case manager."""
    if field_of(heading, layout) is not None:
        return False
    text = unicodedata.normalize("NFKC", heading).casefold()
    words = set(re.findall(r"[^\W\d_]+", re.sub(r"['’]s\b|['’.]", "", text)))
    found = words & WORDS
    if words & OTHERS:
        found -= ALSO_OF_OTHERS
    together = "".join(re.findall(r"[^\W_]+", text))
    return bool(found) or any(each in together for each in RUN_TOGETHER)


def _refusal(named: Iterable[str]) -> str:
    shown = ", ".join(f"‘{' '.join(each.split())[:MOST_SHOWN]}’" for each in named)
    return (
        f"This file has columns that may say who a child or a victim is: {shown}. The portal "
        "never holds that, so nothing of the file was kept. Delete these columns from a copy of "
        "the spreadsheet first, and import the copy."
    )


def _kept(cells: tuple[str, ...], fields: dict[int, str], width: int) -> Iterable[str]:
    for place, cell in enumerate(cells):
        field = fields.get(place)
        text = " ".join(cell.split())
        if place >= width:
            yield TOO_WIDE if text else ""
        elif field is None or field in OWN:
            yield ""
        elif field == "ref":
            yield _own_or_ours(text)
        else:
            yield text[:LONGEST]


def _own_or_ours(text: str) -> str:
    if not text or OURS.fullmatch(text):
        return text.upper()
    return NOT_KEPT


def _with_room(cells: list[str], places: Mapping[str, int]) -> list[str]:
    """Put the room beside its venue, so that both are one place to be found or matched."""
    at = [places.get(key, len(cells)) for key in ("venue", "room")]
    if max(at) < len(cells) and all(cells[place] for place in at):
        venue, room = at
        cells[venue], cells[room] = f"{cells[venue]}, {cells[room]}", ""
    return cells
