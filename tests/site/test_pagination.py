import pytest
from flask import Flask
from sqlalchemy import select

from portal.people.models import Person
from portal.site.pagination import Page, page_of, page_url, requested_page
from tests.factories import PersonFactory

PEOPLE = select(Person).order_by(Person.name, Person.id)


@pytest.mark.parametrize(
    ("number", "total", "shown"),
    [
        (1, 0, [1]),
        (1, 2, [1]),
        (1, 4, [1, 2]),
        (1, 18, [1, 2, None, 9]),
        (5, 18, [1, None, 4, 5, 6, None, 9]),
        (9, 18, [1, None, 8, 9]),
        (3, 6, [1, 2, 3]),
    ],
)
def test_pages_near_and_at_the_ends_are_linked(number: int, total: int, shown: list[int]) -> None:
    assert Page([], number, 2, total).shown == shown


@pytest.mark.parametrize(
    ("number", "names", "first", "last"), [(1, "AB", 1, 2), (2, "C", 3, 3), (9, "C", 3, 3)]
)
def test_page_is_a_part_of_the_list(
    app: Flask, number: int, names: str, first: int, last: int
) -> None:
    for name in "BCA":
        PersonFactory(name=name)
    page = page_of(PEOPLE, number, size=2)
    assert [person.name for person in page.items] == list(names)
    assert (page.first, page.last, page.total, page.pages) == (first, last, 3, 2)


def test_empty_list_has_one_page(app: Flask) -> None:
    page = page_of(PEOPLE)
    assert (list(page.items), page.number, page.pages, page.total) == ([], 1, 1, 0)


@pytest.mark.parametrize(
    ("asked", "number"), [("3", 3), ("", 1), ("0", 0), ("-1", 1), ("x", 1), ("²", 1), ("9" * 50, 1)]
)
def test_nonsense_asks_for_the_first_page(app: Flask, asked: str, number: int) -> None:
    with app.test_request_context(query_string={"page": asked}):
        assert requested_page() == number


def test_address_of_another_page_keeps_every_filter(app: Flask) -> None:
    with app.test_request_context("/help?area=1&area=2&q=a%26b&page=2"):
        assert page_url(3) == "/help?area=1&area=2&q=a%26b&page=3"
        assert page_url(1) == "/help?area=1&area=2&q=a%26b"
