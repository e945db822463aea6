"""`flask people add-area`, as somebody at a terminal sees it."""

import pytest
from flask import Flask

from portal.database import session
from portal.people.queries import areas


def run(app: Flask, *args: str) -> tuple[int, str]:
    session.rollback()
    result = app.test_cli_runner().invoke(args=["people", "add-area", *args])
    return result.exit_code, result.output.strip()


def test_an_area_is_added_once(app: Flask) -> None:
    assert run(app, "nm", "Northmere") == (0, "Northmere (NM) is an area now.")
    assert run(app, "NM", " Northmere ") == (0, "Northmere is an area already.")
    assert [(area.code, area.name) for area in areas()] == [("NM", "Northmere")]


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("NM", "Castlebeck"), "Northmere (NM) has this code or name: choose another one."),
        (("CB", "northmere"), "Northmere (NM) has this code or name: choose another one."),
        (("", "Castlebeck"), "Give a code of at most 10 characters and a name of at most 120."),
        (("CB", "x" * 121), "Give a code of at most 10 characters and a name of at most 120."),
    ],
)
def test_an_area_that_will_not_do_is_refused(
    app: Flask, args: tuple[str, str], sentence: str
) -> None:
    run(app, "NM", "Northmere")
    assert run(app, *args) == (1, f"Error: {sentence}")
