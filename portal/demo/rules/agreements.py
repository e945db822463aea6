"""What volunteers of Kentmere sign, and what some of them say of themselves."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Text:
    """A version of a text, published so many days ago."""

    kind: str
    number: int
    ago: int
    body: str


TEXTS: Final = (
    Text(
        "volunteer",
        1,
        420,
        "We are glad that you give your time. This says what you can expect of us, and we of you. "
        "It is no contract of employment.\n\n"
        "You can expect training before you sit, somebody to ring, supervision twice a year, and "
        "your costs paid back.\n\n"
        "We ask you to come when you have promised to, to say early when you cannot, to keep your "
        "training up to date, and to tell us when something changes that we should know.",
    ),
    Text(
        "conduct",
        1,
        420,
        "Be on time, be prepared, and listen before you ask.\n\n"
        "Treat everybody with respect: young people, families, people who were harmed, colleagues.",
    ),
    Text(
        "conduct",
        2,
        16,
        "Be on time, be prepared, and listen before you ask.\n\n"
        "Treat everybody with respect: young people, families, people who were harmed, "
        "colleagues.\n\n"
        "Do not get in touch with anybody from a panel outside it, on social media either. If you "
        "know somebody, say so before the panel.",
    ),
    Text(
        "confidentiality",
        1,
        420,
        "What you hear on a panel stays there. You do not talk or write about it, at home either, "
        "and you leave every paper with the adviser.\n\n"
        "If you are worried that somebody is at risk, tell the adviser before you go home.",
    ),
    Text(
        "data",
        1,
        200,
        "We hold your name, how to reach you, the days of your checks, your training and when you "
        "sit. We never hold what a certificate says.\n\n"
        "You can read everything that we hold under ‘What is held about me’, and who can read it "
        "under ‘Who can see me’. We delete it some years after you leave.",
    ),
)

SIGNS_LATE: Final = 3
"""One volunteer in so many has not signed the newest version; the demo's own is one of them."""


@dataclass(frozen=True)
class Said:
    """What a volunteer says of themselves."""

    skills: str = ""
    languages: str = ""
    needs: str = ""
    reach: str | None = None


SAID: Final = (
    Said("Retired teacher; gardening", "French", "", "phone"),
    Said("Youth football coach", "", "A room without steps, please", "text"),
    Said("Bookkeeping", "Punjabi, Urdu", "", "email"),
    Said("", "British Sign Language", "Papers in large print, 18 point", "text"),
    Said("Mediation at work", "", "", None),
)
"""In the order of the register, for the first of it."""

CONTACTS: Final = (("Peter", "Husband"), ("Irene", "Sister"), ("Sam", "Neighbour"))
"""First names and who they are, for the first of the register."""
