from dataclasses import dataclass
from io import BytesIO
from uuid import UUID

import pytest
from flask import Flask

from portal.site.fields import Text, Upload
from portal.site.forms import AGAIN, EditForm, Form, OnceForm, problems


@dataclass
class Row:
    """A row that people edit."""

    version: int = 4
    name: str = "Jo"


class Edit(EditForm):
    """Edits a row."""

    name = Text("Name")


class Make(OnceForm):
    """Makes a row."""

    name = Text("Name")


class Send(Form):
    """Takes a file."""

    name = Text("Name", needed="Enter the name")
    file = Upload("File", needed="Choose a file")


def test_form_carries_the_version_of_its_row(app: Flask) -> None:
    with app.test_request_context():
        form = Edit(obj=Row())
        assert 'name="version" type="hidden" value="4"' in form.hidden_tag()


@pytest.mark.parametrize(
    ("sent", "stale"), [("4", False), ("3", True), ("", True), ("x", True), ("9" * 99, True)]
)
def test_form_of_another_version_is_stale(app: Flask, sent: str, stale: bool) -> None:
    with app.test_request_context(method="POST", data={"version": sent}):
        assert Edit(obj=Row()).is_stale(Row()) is stale


def test_stale_form_can_be_sent_again_over_the_new_version(app: Flask) -> None:
    with app.test_request_context(method="POST", data={"version": "3", "name": "Joanna"}):
        form = Edit(obj=Row())
        form.renew(Row())
        assert 'value="4"' in form.hidden_tag()
        assert 'value="Joanna"' in form.name()


def test_key_is_made_with_the_form_and_comes_back(app: Flask) -> None:
    with app.test_request_context():
        key = Make().form_key.data
    assert UUID(key).hex == key
    with app.test_request_context(method="POST", data={"form_key": key}):
        assert Make().form_key.data == key


@pytest.mark.parametrize("sent", ["", "x", "\x00", "0" * 500])
def test_broken_key_is_replaced(app: Flask, sent: str) -> None:
    with app.test_request_context(method="POST", data={"form_key": sent}):
        key = Make().form_key.data
    assert UUID(key).hex == key != sent


def test_what_only_the_action_knows_is_told_at_the_field_or_at_the_top(app: Flask) -> None:
    with app.test_request_context(method="POST", data={"name": "Jo"}):
        form = Make()
        assert form.validate()
        form.refuse("That name is taken.", "name")
        form.refuse("The room is taken.")
    assert list(problems(form)) == [("", "The room is taken."), ("name", "That name is taken.")]
    assert form.errors


def test_a_file_that_came_with_something_wrong_is_asked_for_again(app: Flask) -> None:
    sent = {"file": (BytesIO(b"x"), "receipt.jpg")}
    with app.test_request_context(method="POST", data={"name": "", **sent}):
        form = Send()
        assert not form.validate()
        assert list(problems(form)) == [("name", "Enter the name"), ("file", AGAIN)]
    with app.test_request_context(method="POST", data={"name": ""}):
        form = Send()
        assert not form.validate()
        assert list(problems(form)) == [("name", "Enter the name"), ("file", "Choose a file")]


def test_a_file_that_an_action_refused_the_rest_of_is_asked_for_again(app: Flask) -> None:
    sent = {"file": (BytesIO(b"x"), "receipt.jpg")}
    with app.test_request_context(method="POST", data={"name": "Jo", **sent}):
        form = Send()
        form.validate()
        assert not form.file.errors
        form.refuse("That name is taken.", "name")
        assert [sentence for _, sentence in problems(form)] == ["That name is taken.", AGAIN]
    sent = {"file": (BytesIO(b"x"), "receipt.jpg")}
    with app.test_request_context(method="POST", data={"name": "Jo", **sent}):
        form = Send()
        form.refuse("This is no picture.", "file")
        assert [sentence for _, sentence in problems(form)] == ["This is no picture."]
