"""Names, addresses and telephone numbers that belong to nobody."""

from collections.abc import Iterator
from itertools import count
from random import Random

FIRST = (
    *("Abdul", "Ada", "Alun", "Anita", "Arthur", "Bea", "Bryn", "Cecil", "Chidi", "Clare"),
    *("Connie", "Darius", "Delroy", "Diane", "Dora", "Edwin", "Elsa", "Emeka", "Farida", "Fay"),
    *("Frank", "Geeta", "Gina", "Glyn", "Hamza", "Harold", "Hetty", "Ian", "Ines", "Ivy"),
    *("Jamal", "Jess", "Joan", "Kamal", "Keith", "Lena", "Lloyd", "Luca", "Lydia", "Mabel"),
    *("Malik", "Marta", "Megan", "Mina", "Nell", "Nia", "Noor", "Olive", "Oscar", "Pearl"),
    *("Petra", "Rafiq", "Rosa", "Sana", "Stan", "Tariq", "Thea", "Una", "Vera", "Zainab"),
)
KEPT_FREE = 1000
Names = Iterator[str]
LAST = (
    *("Abbott", "Acheson", "Ahmed", "Barlow", "Begg", "Birch", "Brook", "Carver", "Chowdhury"),
    *("Clegg", "Coyle", "Crane", "Dale", "Denham", "Eze", "Fairley", "Farah", "Gill", "Goss"),
    *("Hanif", "Harker", "Hobbs", "Ibrahim", "Jarvis", "Kaur", "Keane", "Kemp", "Lamb", "Lister"),
    *("Malone", "Marsden", "Mistry", "Moss", "Naylor", "Nkosi", "Obi", "Orme", "Pascoe", "Peel"),
    *("Quigley", "Rana", "Rees", "Rigby", "Sayer", "Shah", "Sharp", "Slater", "Sosa", "Stubbs"),
    *("Tandy", "Thorne", "Tully", "Usman", "Varga", "Vine", "Wade", "Weir", "Yates", "Zielinski"),
)


def more_names(luck: Random) -> Iterator[str]:
    """Yield made-up names in a fixed order, each once, without end."""
    pairs = [f"{first} {last}" for first in FIRST for last in LAST]
    luck.shuffle(pairs)
    for turn in count(1):
        yield from (pair if turn == 1 else f"{pair} {turn}" for pair in pairs)


def address_of(name: str, host: str) -> str:
    """> ann.lee@post.example: a host that can never be (RFC 2606)."""
    plain = name.lower().replace("â", "a").replace("’", "").split()
    return f"{'.'.join(plain)}@{host}"


def telephone(number: int) -> str:
    """Return a number that Ofcom keeps free for stories: landlines, then mobiles."""
    mobile, last = divmod(number, KEPT_FREE)
    return f"07700 900{last:03}" if mobile % 2 else f"01632 960{last:03}"
