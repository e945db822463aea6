"""Who interviewed whom on the way to be a volunteer, and who was asked about them."""

from dataclasses import dataclass
from typing import Final

GRAHAM: Final = "Graham Holt"
JO: Final = "Jo Hartley"


@dataclass(frozen=True)
class Interview:
    """One so many days from today. `said` is what was recommended, by whom, with why."""

    applicant: str
    day: int
    said: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Referee:
    """Somebody asked so many days ago; `answered` days ago they gave a reference, if they did.

    None asked is one who was only named.
    """

    applicant: str
    name: str
    relation: str
    asked: int | None
    answered: int | None = None
    how_known: str = ""
    words: str = ""
    known_for: str = "1_to_2"
    by_phone: bool = False


def _vouched(applicant: str, name: str, relation: str, asked: int) -> Referee:
    """Return somebody who answered within two days, and had nothing to add."""
    return Referee(applicant, name, relation, asked, asked - 2, "We meet most weeks.")


INTERVIEWS: Final = (
    Interview(
        "Gareth Bowen",
        -89,
        ((GRAHAM, "appoint", "Plain spoken, and kind."), (JO, "appoint", "Has the time.")),
    ),
    Interview(
        "Ife Lawal",
        -88,
        ((GRAHAM, "appoint", "Weighs both sides."), (JO, "appoint", "Fair, and says why.")),
    ),
    Interview(
        "Eleanor Pike",
        -15,
        ((GRAHAM, "reserved", "Shy at first."), (JO, "appoint", "Asks good questions.")),
    ),
    Interview(
        "Lin Zhao",
        -14,
        ((GRAHAM, "appoint", "Would put anybody at ease."), (JO, "appoint", "Patient.")),
    ),
    Interview(
        "Rob Kettle",
        -44,
        ((GRAHAM, "appoint", "Steady, and kind with it."), (JO, "appoint", "Listens well.")),
    ),
    Interview(
        "Aisha Khan",
        -33,
        (
            (GRAHAM, "appoint", "Thought before she spoke."),
            (JO, "reserved", "Warm. Ask again how many evenings she has."),
        ),
    ),
    Interview(
        "Daniel Frost",
        -17,
        ((GRAHAM, "appoint", "Curious about people."), (JO, "appoint", "Fair.")),
    ),
    Interview("Maureen Tighe", -3, ((GRAHAM, "appoint", "Would settle any room."),)),
    Interview("Samuel Boateng", 6),
)
REFEREES: Final = (
    _vouched("Gareth Bowen", "Megan Rowe", "Chair of his allotments", 87),
    _vouched("Gareth Bowen", "Piers Landon", "His last employer", 87),
    _vouched("Ife Lawal", "Sunita Rao", "Runs the law clinic", 86),
    _vouched("Ife Lawal", "Tobias Finch", "Her neighbour", 86),
    _vouched("Eleanor Pike", "Winifred Hale", "Head of the school where she reads", 12),
    _vouched("Eleanor Pike", "Oscar Denby", "Her former manager", 12),
    _vouched("Lin Zhao", "Beatrix Moon", "Leads the walking group", 12),
    _vouched("Lin Zhao", "Rafael Quinn", "Her landlord", 12),
    Referee(
        "Rob Kettle",
        "Imogen Hart",
        "Secretary of his football club",
        43,
        42,
        "He has coached our under twelves for six years.",
        "Parents trust him, and so do I.",
        known_for="over_5",
    ),
    Referee(
        "Rob Kettle",
        "Desmond Clarke",
        "Neighbour",
        43,
        40,
        "We have lived next door since 2009.",
        known_for="over_5",
    ),
    Referee(
        "Aisha Khan",
        "Farida Noor",
        "Manager at the food bank",
        24,
        19,
        "She has run our Saturday table for two years.",
        "She keeps calm when it is loud.",
    ),
    Referee("Aisha Khan", "Colin Baxter", "Her former tutor", 24),
    Referee(
        "Daniel Frost",
        "Judith Marsden",
        "His line manager",
        15,
        14,
        "He has worked in my team since 2021.",
        by_phone=True,
    ),
    Referee(
        "Daniel Frost",
        "Stuart Pell",
        "Fellow bell ringer",
        15,
        12,
        "We ring together on Sundays.",
        "Reliable to a fault.",
    ),
    Referee("Samuel Boateng", "Grace Ansah", "Runs the shop beside his", None),
)
