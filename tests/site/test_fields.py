from datetime import date, time
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.datastructures import FileStorage, MultiDict

from portal.site import fields
from portal.site.fields import first_invisible
from portal.site.forms import EditForm, Form, OnceForm, problems


class Sample(EditForm, OnceForm):
    """One field of each kind, all optional."""

    name = fields.Text("Name", most=10)
    note = fields.LongText("Note")
    months = fields.WholeNumber("Months", least=3, most=12)
    on = fields.Day("Date")
    at = fields.TimeOfDay("Time")
    email = fields.Email("Email")
    phone = fields.Phone("Phone")
    area = fields.Choice("Area", coerce=int)
    seat = fields.OneOf("Seat", choices=[("chair", "Chair"), ("member", "Member")])
    days = fields.SomeOf("Days", choices=[("mon", "Monday"), ("tue", "Tuesday")])
    agreed = fields.Tick("I agree")


def sent(app: Flask, kind: type[Form] = Sample, **values: Any) -> Form:
    """Return a form as if these values had been posted."""
    data = MultiDict(
        [(k, v) for k, vs in values.items() for v in (vs if isinstance(vs, list) else [vs])]
    )
    with app.test_request_context(method="POST", data=data):
        choices = {"area": [("", "Choose"), (1, "Northmere")]} if kind is Sample else {}
        form = kind(choices=choices)
        form.validate()
        return form


def told(form: Form) -> dict[str, str]:
    """Return each field's sentence."""
    return dict(problems(form))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("5:30pm", time(17, 30)),
        ("5.30pm", time(17, 30)),
        ("5:30 PM", time(17, 30)),
        ("530pm", time(17, 30)),
        ("17:30", time(17, 30)),
        ("1730", time(17, 30)),
        ("5pm", time(17)),
        ("12am", time(0)),
        ("12:15pm", time(12, 15)),
        ("midday", time(12)),
        ("Midnight", time(0)),
        ("09:05", time(9, 5)),
    ],
)
def test_time_is_read_as_people_write_it(app: Flask, typed: str, meant: time) -> None:
    form = sent(app, at=typed)
    assert (form.data["at"], told(form)) == (meant, {})


@pytest.mark.parametrize(
    "typed", ["9", "25:00", "24:00", "13pm", "0:15am", "5:60", "tea time", "17:30:00"]
)
def test_time_that_means_nothing_is_refused_and_kept(app: Flask, typed: str) -> None:
    form = sent(app, at=typed)
    assert told(form) == {"at": "Enter a time, like 5:30pm or 17:30"}
    assert form["at"]._value() == typed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["10", "3", "2026"], date(2026, 3, 10)),
        (["10", "03", "26"], date(2026, 3, 10)),
        (["1", "March", "2026"], date(2026, 3, 1)),
        (["29", "feb", "2028"], date(2028, 2, 29)),
        (["10/03/2026"], date(2026, 3, 10)),
        (["2026-03-10"], date(2026, 3, 10)),
    ],
)
def test_day_comes_first(app: Flask, typed: list[str], meant: date) -> None:
    form = sent(app, on=typed)
    assert (form.data["on"], told(form)) == (meant, {})


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (["31", "2", "2026"], "Enter a real date, like 27 3 2026"),
        (["3", "27", "2026"], "Enter a real date, like 27 3 2026"),
        (["²", "3", "2026"], "Enter a real date, like 27 3 2026"),
        (["1", "3", "20026"], "Enter a real date, like 27 3 2026"),
        (["1", "3", "0026"], "Check the year: enter it in full, like 2026"),
        (["", "3", "2026"], "The date must have a day"),
        (["1", "", ""], "The date must have a month and a year"),
        (["\x00", "3", "2026"], "Enter a real date, like 27 3 2026"),
        (["tomorrow"], "Enter a real date, like 27 3 2026"),
    ],
)
def test_wrong_day_is_refused_and_kept(app: Flask, typed: list[str], sentence: str) -> None:
    form = sent(app, on=typed)
    assert told(form) == {"on-day": sentence}
    assert form["on"].boxes() == tuple([*typed, "", ""][:3])


@pytest.mark.parametrize("count", [1, 2, 3, 4, 9])
def test_day_is_drawn_whatever_was_posted(app: Flask, count: int) -> None:
    form = sent(app, on=["x"] * count)
    with app.test_request_context():
        assert str(form["on"]()).count("<input") == 3


@pytest.mark.parametrize(
    "text",
    [
        "a\x00b",
        "a\u202eb",
        "a\u2066b",
        "\ufeffb",
        "a\x1bb",
        "a\ud800b",
        "a\u2028b",
        "a\nb",
        "a\u200bb",
    ],
)
def test_invisible_characters_are_refused(app: Flask, text: str) -> None:
    with app.test_request_context():
        form = Sample(formdata=None, choices={"area": []})
        form.name.data = text
        form.name.validate(form)
    assert form.name.errors == [
        "There is an invisible character in this. Type it again rather than pasting it"
    ]


@pytest.mark.parametrize("text", ["Zoë O’Neill", "Nguyễn", "👩🏽\u200d🏫", "محمد", "=cmd()", "<b>"])
def test_names_of_real_people_are_kept(text: str) -> None:
    assert first_invisible(text) is None


def test_text_that_is_too_long_says_by_how_much_and_is_kept(app: Flask) -> None:
    form = sent(app, name="x" * 10_000)
    assert told(form) == {"name": "Shorten this to 10 characters: it is 9,990 too many"}
    assert form.data["name"] == "x" * 10_000


def test_lines_are_allowed_where_there_is_room(app: Flask) -> None:
    form = sent(app, note="  one\r\ntwo\tthree ")
    assert (form.data["note"], told(form)) == ("one\ntwo\tthree", {})


@pytest.mark.parametrize("typed", ["2", "13", "x", "1.5", "1e1", "٣", "-3", "9" * 400])
def test_number_out_of_bounds_is_refused(app: Flask, typed: str) -> None:
    assert told(sent(app, months=typed)) == {"months": "Enter a whole number from 3 to 12"}


@pytest.mark.parametrize(
    "typed", ["a@b.uk", "first.last+tag@sub.example.gov.uk", "o’n@b.uk", "A@B.ORG"]
)
def test_email_addresses_are_taken(app: Flask, typed: str) -> None:
    assert told(sent(app, email=typed)) == {}


@pytest.mark.parametrize(
    "typed", ["a", "a@b", "a b@c.uk", "a@b..uk", "a@-b.uk", "<a@b.uk>", "a@b.uk, c@d.uk"]
)
def test_what_is_no_email_address_is_refused(app: Flask, typed: str) -> None:
    assert told(sent(app, email=typed)) == {
        "email": "Enter an email address in the format name@example.com"
    }


@pytest.mark.parametrize(
    "typed", ["01632 960001", "+44 (0)1632 960001", "(01632) 960001", "01632 960001 ext 12"]
)
def test_telephone_numbers_are_taken(app: Flask, typed: str) -> None:
    form = sent(app, phone=typed)
    assert (form.data["phone"], told(form)) == (typed, {})


@pytest.mark.parametrize("typed", ["960001", "ring me", "0" * 30, "01632-96000l"])
def test_what_is_no_telephone_number_is_refused(app: Flask, typed: str) -> None:
    assert list(told(sent(app, phone=typed))) == ["phone"]


def test_choices_that_are_not_on_the_list_are_refused(app: Flask) -> None:
    form = sent(app, area="9", seat="judge", days=["mon", "sun"])
    assert told(form) == dict.fromkeys(
        ["area", "seat", "days"], "Choose one of the answers in the list"
    )


def test_choices_of_another_kind_are_refused(app: Flask) -> None:
    assert told(sent(app, area="x")) == {"area": "Choose one of the answers in the list"}


def test_empty_optional_answers_are_fine(app: Flask) -> None:
    form = sent(app, name="", months=" ", on=["", "", ""], at="", area="")
    assert told(form) == {}
    assert [form.data[name] for name in ("name", "months", "on", "at", "area", "seat", "days")] == [
        "",
        None,
        None,
        None,
        None,
        None,
        [],
    ]


class Needed(Form):
    """The same kinds, all needed."""

    name = fields.Text("Name", needed="Enter a name")
    months = fields.WholeNumber("Months", needed="Enter the months")
    on = fields.Day("Date", needed="Enter the date")
    at = fields.TimeOfDay("Time", needed="Enter the time")
    seat = fields.OneOf("Seat", needed="Choose a seat", choices=[("chair", "Chair")])
    agreed = fields.Tick("I agree", needed="Tick the box")


def test_each_needed_answer_has_its_sentence(app: Flask) -> None:
    assert told(sent(app, Needed, name="   ")) == {
        "name": "Enter a name",
        "months": "Enter the months",
        "on-day": "Enter the date",
        "at": "Enter the time",
        "seat": "Choose a seat",
        "agreed": "Tick the box",
    }


def test_one_sentence_a_field(app: Flask) -> None:
    form = sent(
        app, Needed, name="Jo", months="x", on=["x", "y", "z"], at="x", seat="x", agreed="y"
    )
    assert told(form) == {
        "months": "Enter a whole number from 0 to 10,000",
        "on-day": "Enter a real date, like 27 3 2026",
        "at": "Enter a time, like 5:30pm or 17:30",
        "seat": "Choose a seat",
    }


def test_fields_are_drawn_without_the_browsers_own_checks(app: Flask) -> None:
    with app.test_request_context():
        drawn = "".join(str(field()) for field in Needed(formdata=None))
    assert "required" not in drawn
    assert "govuk-hint" not in drawn


class Letter(Form):
    """A form that asks for a file."""

    file = fields.Upload("Letter", needed="Choose the letter")


def test_text_in_the_place_of_a_file_and_no_file_chosen_are_no_file(app: Flask) -> None:
    for value in ("letter.pdf", "", FileStorage(BytesIO(), "")):
        assert told(sent(app, Letter, file=value)) == {"file": "Choose the letter"}


def test_a_file_is_a_file_even_when_it_is_empty(app: Flask) -> None:
    form = sent(app, Letter, file=FileStorage(BytesIO(), filename="letter.pdf"))
    assert form["file"].data.filename == "letter.pdf"
    assert told(form) == {}


def test_the_hint_of_a_tick_box_follows_its_words_and_describes_it(app: Flask) -> None:
    class Asked(Form):
        agreed = fields.Tick("I agree", hint="You can change your mind.")

    with app.test_request_context():
        drawn = BeautifulSoup(str(Asked(formdata=None).agreed()), "html.parser")
    assert drawn.get_text(" ", strip=True) == "I agree You can change your mind."
    box, hint = drawn.select_one("input"), drawn.select_one(".govuk-hint")
    assert box
    assert hint
    assert box["aria-describedby"] == hint["id"]
