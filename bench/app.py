"""The portal with three yardsticks beside it, so that one gunicorn serves what is compared.

*hello* answers five bytes. *table* renders as many bytes as asked from one Jinja loop over
constants: no session, no database. *file* sends a file of as many bytes. Every answer of the
portal says how many SQL statements it took.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import local
from typing import Any

from flask import Flask, Response, send_file
from sqlalchemy import Engine, event
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from portal import create_app

StartResponse = Callable[..., Any]

ROW = {
    "ref": "031",
    "who": "Ann Lee",
    "day": "10 Mar",
    "time": "5:30pm",
    "room": "Room 2",
    "quorate": "Yes",
}
TABLE = (
    "<!doctype html><title>Table</title><table>{% for row in rows %}"
    "<tr><th>{{ row.ref }}</th><td>{{ row.who }}</td><td>{{ row.day }}</td>"
    "<td>{{ row.time }}</td><td>{{ row.room }}</td><td>{{ row.quorate }}</td></tr>"
    "{% endfor %}</table>"
)
HEAD_BYTES = len("<!doctype html><title>Table</title><table></table>")
ROW_BYTES = len("<tr></tr>" + "<td></td>" * len(ROW) + "".join(ROW.values()))

yardsticks = Flask("yardsticks")
yardsticks.jinja_env.autoescape = True
table_template = yardsticks.jinja_env.from_string(TABLE)
_count = local()


@yardsticks.get("/hello")
def hello() -> str:
    """Answer five bytes."""
    return "hello"


@yardsticks.get("/table/<int:size>")
def table(size: int) -> str:
    """Render `size` bytes of table, to the nearest row."""
    return table_template.render(rows=[ROW] * round((size - HEAD_BYTES) / ROW_BYTES))


@yardsticks.get("/file/<int:size>")
def file(size: int) -> Response:
    """Send a file of `size` bytes."""
    path = Path(os.environ["BENCH_FOLDER"]) / f"{size}.bin"
    if not path.exists():
        path.write_bytes(b"." * size)
    return send_file(path, mimetype="text/calendar")


@event.listens_for(Engine, "before_cursor_execute")
def _counted(*_: Any) -> None:
    _count.statements = getattr(_count, "statements", 0) + 1


def counting(portal: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """Return the portal with a header that tells how many statements an answer took."""

    def answer(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        _count.statements = 0

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            return start_response(
                status, [*headers, ("X-Statements", str(_count.statements))], *rest
            )

        return portal(environ, start)

    return answer


app = DispatcherMiddleware(counting(create_app()), {"/yardstick": yardsticks})
