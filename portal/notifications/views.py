"""Handing out files that are kept."""

import io

from flask import send_file
from flask.typing import ResponseReturnValue

from portal.notifications.models import Document
from portal.notifications.queries import file_content


def saved(document: Document) -> ResponseReturnValue:
    """Hand out a file to be saved: a browser never shows it as a page of ours."""
    return send_file(
        io.BytesIO(file_content(document)),
        mimetype=document.media_type,
        as_attachment=True,
        download_name=document.name,
    )
