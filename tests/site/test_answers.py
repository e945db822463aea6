from dataclasses import dataclass

import pytest
from flask import Flask, get_flashed_messages

from portal.site import answers
from portal.site.fields import Text
from portal.site.forms import EditForm
from portal.site.refusals import Refused, Stale


@dataclass
class Row:
    """A row that people edit."""

    version: int = 4


class Edit(EditForm):
    """Edits a row."""

    name = Text("Name")


@pytest.mark.parametrize(
    ("refused", "said"),
    [
        (None, [("done", "It is saved.")]),
        (Refused("It is over.", "Make another."), [("problem", "It is over. Make another.")]),
    ],
)
def test_what_is_done_or_refused_is_said_on_the_page_shown_next(
    app: Flask, refused: Refused | None, said: list[tuple[str, str]]
) -> None:
    with app.test_request_context():
        with answers.saying("It is saved."):
            if refused:
                raise refused
        assert get_flashed_messages(with_categories=True) == said


def test_anything_else_that_goes_wrong_is_not_hidden(app: Flask) -> None:
    with app.test_request_context():
        with pytest.raises(KeyError), answers.saying("It is saved."):
            raise KeyError
        assert get_flashed_messages() == []


@pytest.mark.parametrize(
    ("refused", "overtaken", "problems", "version"),
    [
        (Stale("Changed."), True, ["Compare the two."], 4),
        (Refused("It is over."), False, ["It is over."], 3),
    ],
)
def test_a_form_says_that_somebody_was_quicker_and_is_then_over_what_they_made(
    app: Flask, refused: Refused, overtaken: bool, problems: list[str], version: int
) -> None:
    with app.test_request_context(method="POST", data={"version": "3", "name": "Joanna"}):
        form = Edit()
        answers.refuse(form, refused)
        assert answers.overtaken(form, refused, Row(), "Compare the two.") is overtaken
        assert (form.form_errors, form.version.data) == (problems, version)
        assert form.name.data == "Joanna"
