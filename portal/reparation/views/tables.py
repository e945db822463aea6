"""A table as a file to save."""

import io
from collections.abc import Iterable, Sequence

from flask import send_file
from flask.typing import ResponseReturnValue

from portal.spreadsheets.imports import MEDIA_TYPE, table_as_text


def as_csv(rows: Iterable[Sequence[str]], name: str) -> ResponseReturnValue:
    """Answer with a table as CSV, its first row the headings; no cell runs as a formula."""
    return send_file(
        io.BytesIO(table_as_text(rows)),
        mimetype=MEDIA_TYPE,
        as_attachment=True,
        download_name=f"{name}.csv",
    )
