"""No log line holds a link that lets somebody choose a password, nor what was searched for."""

import importlib.util
import logging
import re
from pathlib import Path

import pytest
from flask import Flask

ROOT = Path(__file__).parents[2]
TOKEN = "Ab3-x_9"
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
    assert as_written(LINE.format(asked)) == LINE.format(written)


def as_written(line: str) -> str:
    spec = importlib.util.spec_from_file_location("served", ROOT / "gunicorn.conf.py")
    assert spec
    assert spec.loader
    served = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(served)
    record = logging.makeLogRecord({"msg": line})
    return str(served.WithoutTokens(logging.Formatter()).format(record))


def with_tokens(app: Flask) -> list[str]:
    """Return an address of every page whose address is a link of somebody's own."""
    rules = [each.rule for each in app.url_map.iter_rules()]
    return [rule.replace("<string:token>", TOKEN) for rule in rules if "<string:token>" in rule]


def test_no_page_that_is_reached_by_a_link_of_ones_own_has_it_logged_here(app: Flask) -> None:
    logged = [as_written(LINE.format(f"GET {path}")) for path in with_tokens(app)]
    assert len(logged) > 10
    assert [line for line in logged if TOKEN in line] == []


def test_nor_by_nginx_which_quotes_no_such_request_either(app: Flask) -> None:
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    blanked = [re.compile(each, re.I) for each in re.findall(r"^ +~\*(\^\S+) \"", text, re.M)]
    [quiet] = [re.compile(each, re.I) for each in re.findall(r"location ~\* (\S+) ", text)]
    paths = with_tokens(app)
    assert [path for path in paths if not any(each.match(path) for each in blanked)] == []
    assert [path for path in paths if not quiet.match(path)] == []
