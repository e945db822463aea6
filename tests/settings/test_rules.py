"""How settings read, and when they differ."""

from portal.settings import rules


def test_a_heading_becomes_part_of_an_address() -> None:
    assert rules.slug("Offers, and how long they last") == "offers-and-how-long-they-last"


def test_a_version_differs_when_a_value_does() -> None:
    before = rules.version({"a": 1, "b": True})
    assert rules.version({"b": True, "a": 1}) == before
    assert rules.version({"a": 2, "b": True}) != before


def test_values_read_as_words() -> None:
    assert [rules.words(value) for value in (True, False, 1000, "x", "")] == [
        "yes",
        "no",
        "1,000",
        "x",
        "nothing",
    ]
