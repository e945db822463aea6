"""No log line holds a link that lets somebody choose a password, nor what was searched for."""

import importlib.util
import logging
from pathlib import Path

import pytest

LINE = '127.0.0.1 [22/Nov/2026] "{} HTTP/1.1" 200 5123 9ms'


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("GET /account/invitations/s3cr-et_X", "GET /account/invitations/[token]"),
        ("POST /account/invitations/s3cr/again", "POST /account/invitations/[token]/again"),
        ("GET //account//invitations/s3cr", "GET //account//invitations/[token]"),
        ("GET /sign-in/reset/ImFi.aZ-1.x_y", "GET /sign-in/reset/[token]"),
        ("GET /Sign-In/Reset/ImFi?x=1", "GET /Sign-In/Reset/[token]"),
        ("GET /training/feedback/WyJhYiIs.Zm9v-_x", "GET /training/feedback/[token]"),
        ("POST /reparation/feedback/abcd2345efgh", "POST /reparation/feedback/[token]"),
        ("POST /recruitment/references/0f3a/whose", "POST /recruitment/references/[token]/whose"),
        ("GET /account/sessions", "GET /account/sessions"),
        ("GET /reparation/projects?age=14&area=not-3&words=Kai", "GET /reparation/projects"),
        ("Error handling request /members?words=Kai", "Error handling request /members"),
    ],
)
def test_links_are_blanked_where_lines_are_formatted(asked: str, written: str) -> None:
    path = Path(__file__).parents[2] / "gunicorn.conf.py"
    spec = importlib.util.spec_from_file_location("served", path)
    assert spec
    assert spec.loader
    served = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(served)
    record = logging.makeLogRecord({"msg": LINE.format(asked)})
    line = served.WithoutTokens(logging.Formatter()).format(record)
    assert line == LINE.format(written)
