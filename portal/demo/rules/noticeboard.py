"""What stands on Kentmere's noticeboard. Days are counted from today."""

from dataclasses import dataclass
from typing import Final

VOLUNTEERS: Final = "role:volunteer"
STAFF: Final = "role:staff"
OF_AREA: Final = "role:volunteer@area:"
"""With an area's letter in place of its number, which the database gives."""

READ_EVERY: Final = 3
"""Of those who are asked to read a notice, every third has not said yet that they have."""


@dataclass(frozen=True)
class Notice:
    """A notice: on the board from so many days ahead (or ago) to the end of another, if any."""

    title: str
    body: str
    keys: tuple[str, ...]
    first: int
    last: int | None = None
    pinned: bool = False
    asks_read: bool = False


NOTICES: Final = (
    Notice(
        "Code of conduct, version 2",
        """Two pages are new:

- **What you hear on a panel stays there**, at home and online. That was so before; now it says
  what to do when somebody asks you about a panel in the street.
- **Telephones are off and out of sight** while a child is in the room.

Please read it, and say below that you have. Ring Jo on 01632 960147 if anything is unclear.""",
        (VOLUNTEERS,),
        -5,
        asks_read=True,
    ),
    Notice(
        "Northmere Library: use the side door",
        """The front steps are being mended. Until they are, come in by **the side door in Mill
Lane**: it is step-free, and the caretaker opens it half an hour before the first panel.

Families come in by the same door. Whoever is there first shows them the waiting room.""",
        (f"{OF_AREA}N", STAFF),
        -9,
        21,
        pinned=True,
    ),
    Notice(
        "Volunteers’ evening: soup, and a talk",
        """Somebody who chaired for twelve years talks about the evening that taught them most.
There is soup from 5:30pm. Bring somebody who may want to join us.

It stands in the calendar. Nobody needs to book.""",
        (VOLUNTEERS, STAFF),
        -2,
        12,
    ),
    Notice(
        "Send new insurance documents before they lapse",
        """When your public liability insurance is renewed, send the new document in as soon as you
have it: *My organisation*, then *Send in a document*.

Nobody can be placed with you on a day that it does not cover, and sessions that are booked would
have to be called off.""",
        ("role:partner",),
        -20,
    ),
    Notice(
        "Panels in the school holidays",
        """In the holidays panels can begin at 2pm. Tick the afternoons that you could do when the
next round of dates opens.""",
        (VOLUNTEERS,),
        14,
        40,
    ),
    Notice(
        "Castle Street is closed to cars",
        "The road is closed for the fair. Allow ten minutes to walk from the station car park.",
        ("all",),
        -30,
        -23,
    ),
)
