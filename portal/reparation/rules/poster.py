"""A link as a QR code, drawn by plain values: a policy that forbids inline styles allows it."""

from dataclasses import dataclass
from typing import Final

import segno

QUIET: Final = 4
"""Empty modules around a code, as its standard asks for."""


@dataclass(frozen=True, slots=True)
class Code:
    """A square of so many modules a side, and the path of its dark ones."""

    size: int
    path: str


def code(address: str) -> Code:
    """Return the QR code of an address; a quarter of it may be dirty or torn (level Q)."""
    rows = segno.make(address, error="q", micro=False).matrix
    dark = [
        f"M{x + QUIET} {y + QUIET}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, module in enumerate(row)
        if module
    ]
    return Code(len(rows) + 2 * QUIET, "".join(dark))
