"""Text pasted from Word, dates of birth that nobody asked for, and what an applicant may do."""

import pytest

from portal.recruitment.rules import applying, births, pasted
from portal.recruitment.rules.refusals import Refused


def test_a_list_from_word_stays_a_list() -> None:
    typed = "What I did:\r\n\uf0b7\tScouts\r\n·\tChoir\r\no\tAltos\r\n1.\tTreasurer"
    assert pasted.readable(typed) == "What I did:\n• Scouts\n• Choir\no Altos\n1. Treasurer"


def test_a_table_is_read_line_by_line_with_its_cells_apart() -> None:
    typed = "Part\tYears\t\tPlace\r\nCarer\x073\x07Castlebeck"
    assert pasted.readable(typed) == "Part | Years | Place\nCarer | 3 | Castlebeck"


def test_smart_quotes_and_dashes_stay_also_those_of_windows() -> None:
    assert pasted.readable("“Yes” – it’s mine") == "“Yes” – it’s mine"
    assert pasted.readable("\x93Yes\x94 \x96 it\x92s mine") == "“Yes” – it’s mine"


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\ufeff", "\u202e", "\x00", "\x81"])
def test_what_nobody_can_see_is_left_out(unseen: str) -> None:
    assert pasted.readable(f"rea{unseen}dable") == "readable"


def test_lines_stay_lines_and_many_empty_ones_become_one() -> None:
    typed = "One\vTwo\u2028Three\n\n \n\n\tFour\u00a0and five "
    assert pasted.readable(typed) == "One\nTwo\nThree\n\nFour and five"


def test_a_name_from_two_cells_is_one_line() -> None:
    assert pasted.line("Ines\tOkoro\r\n") == "Ines Okoro"


@pytest.mark.parametrize(
    "typed",
    [
        "DOB: 12/03/1980",
        "d.o.b. 12.3.80",
        "My date of birth is the 3rd of May 1971.",
        "I was born in 1970 and never left",
        "Born 3 May 1971",
        "Scouts, choir\n12/03/1980\nTreasurer",
        "1980-03-12",
        "My birthday: March 12, 1980",
    ],
)
def test_a_date_of_birth_is_found(typed: str) -> None:
    assert births.says_birth(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "I worked there from 01/02/2009 to 03/04/2011",
        "I was born in Castlebeck, and moved in 2001",
        "A member since 12 March 1999",
        "Born and bred here",
        "Ring 01632 960001 after 5.30",
    ],
)
def test_other_days_are_no_birthday(typed: str) -> None:
    assert not births.says_birth(typed)


def test_a_name_holds_no_day() -> None:
    assert births.holds_day("Ines Okoro 12/3/1980")
    assert births.holds_day("Ines Okoro, 12 March 1980")
    assert not births.holds_day("The library, 2026")


def test_each_refusal_says_what_to_do() -> None:
    with pytest.raises(Refused) as closed:
        applying.refuse_closed(last_day="Tuesday 31 March")
    assert closed.value.sentence.startswith("Applications closed on Tuesday 31 March. Ring us")
    with pytest.raises(Refused, match="Ring us to change something in it"):
        applying.check_unsent(is_sent=True)
    with pytest.raises(Refused, match="We are reading your application already"):
        applying.check_replaceable(is_read=True)
    applying.check_unsent(is_sent=False)
    applying.check_replaceable(is_read=False)
