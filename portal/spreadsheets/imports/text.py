"""Reading a file of text: which encoding, and where each row starts."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from portal.spreadsheets.imports.lines import Line, Unreadable

SEPARATORS: Final = (",", ";", "\t")
NUL_MEANS_BINARY: Final = 4096

KINDS: Final = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook, or one with a password"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a compressed file"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"),
)
SAVE_AS: Final = (
    "Open the spreadsheet, choose Save as, then Excel workbook (.xlsx) or CSV, and use that file."
)


def decoded(content: bytes) -> str:
    """Return the text of a file; raises Unreadable when it is something else."""
    for start, kind in KINDS:
        if content.startswith(start):
            raise Unreadable(f"This is {kind}, not a spreadsheet that can be read. {SAVE_AS}")
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Five bytes mean nothing in Windows-1252: each becomes a mark that its row is told of.
        text = content.decode("cp1252", errors="replace")
    if text[:NUL_MEANS_BINARY].count("\0") > len(SEPARATORS):
        raise Unreadable(f"This is not a spreadsheet that can be read. {SAVE_AS}")
    return text


def lines(text: str, separator: str) -> Iterator[Line]:
    """Yield the rows that are not blank, with the line that each starts on."""
    written = list(io.StringIO(text, newline=""))
    reader = csv.reader(written, delimiter=separator)
    starts = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            raise _never_ends(starts) from None
        if cells is None:
            return
        if reader.line_num == len(written) and _is_open(written[starts - 1 :], separator):
            raise _never_ends(starts)
        if any(cell.strip() for cell in cells):
            yield Line(starts, tuple(cells))
        starts = reader.line_num + 1


def _is_open(written: list[str], separator: str) -> bool:
    """Return whether the last row ends inside quotation marks: only a strict reader says so."""
    try:
        list(csv.reader(written, delimiter=separator, strict=True))
    except csv.Error as problem:
        return "unexpected end" in str(problem)
    return False


def _never_ends(line: int) -> Unreadable:
    return Unreadable(
        f'A cell that starts on line {line} never ends: a quotation mark (") is opened and not '
        "closed. Close it or delete it, and save the file again."
    )
