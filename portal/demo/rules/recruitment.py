"""Who is on their way to be a volunteer of Kentmere; all of them are made up."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

SLUG: Final = "community-panel-members"
TITLE: Final = "Community panel members"
ROLE: Final = "Community panel member"
SUMMARY: Final = (
    "Panel members meet a young person who has admitted an offence, the people around them and, "
    "where they wish it, whoever was harmed. Together they agree what is put right, and how."
)
TAKES: Final = (
    "One or two evenings a month, for at least a year\n"
    "Four days of training before the first panel, which we pay for\n"
    "A DBS check and two references\n"
    "No experience: patience, and a belief that people can change"
)
CLOSES: Final = 18
"""Days from today until the campaign’s last."""
RECEIVED: Final = 3
"""Days that an application took from one stage to the next."""
TRAINED: Final = 80
"""Days of training until somebody is approved, in which they went to the last induction."""


TO_WRITE: Final = frozenset({"Samuel Boateng", "Ife Lawal"})
"""Of whose last step nobody has settled yet whether we write to them."""


@dataclass(frozen=True)
class Applicant:
    """Somebody at a stage for so many days.

    `state` is how it ended or was interrupted so many days ago, for the coded `reason`; of
    somebody who is parked, `wakes` counts the days from today. `brings` and `needs` are what they
    said of themselves.
    """

    name: str
    area: str
    stage: str
    days: int
    why: str = ""
    state: str = "open"
    reason: str | None = None
    wakes: int | None = None
    appointed: bool = False
    brings: str = ""
    needs: str = ""


APPLICANTS: Final = (
    Applicant("Peter Ellison", "S", "enquiry", 3),
    Applicant(
        "Nadia Rahman",
        "N",
        "application",
        1,
        "My own teenage years were rocky, and one neighbour’s patience made the difference.",
    ),
    Applicant(
        "Maureen Tighe",
        "S",
        "interview",
        16,
        "I was a school cook for thirty years and I miss the company of the young.",
    ),
    Applicant(
        "Chloe Vance",
        "N",
        "shortlisting",
        9,
        "I study criminology and would like to do something, not only read about it.",
    ),
    Applicant(
        "Samuel Boateng",
        "C",
        "interview",
        4,
        "Our shop window was broken last year. I would have liked somebody to talk it through.",
    ),
    Applicant("Rob Kettle", "N", "checks", 40, "I coach football, and I have the time now."),
    Applicant("Aisha Khan", "C", "references", 31, "I believe in second chances."),
    Applicant(
        "Daniel Frost",
        "N",
        "checks",
        12,
        "A friend sits on panels and speaks well of it.",
        brings="Ten years as a shop steward: hearing both sides, and writing down what was agreed.",
        needs="Papers in large print, and a seat near to a door.",
    ),
    Applicant("Eleanor Pike", "N", "training", 6, "To give something back.", appointed=True),
    Applicant("Lin Zhao", "S", "training", 6, "To know my neighbours better.", appointed=True),
    Applicant("Gareth Bowen", "C", "approval", 1, "Retired, and restless.", appointed=True),
    Applicant("Ife Lawal", "N", "approval", 0, "Fair process matters to me.", appointed=True),
    Applicant("Bronwen Tait", "S", "shortlisting", 20, state="parked", reason="family", wakes=12),
    Applicant("Marek Nowak", "C", "checks", 9, state="parked", reason="away", wakes=4),
    Applicant("Tessa Lomax", "N", "application", 30, state="withdrawn", reason="time"),
    Applicant("Callum Reeve", "C", "interview", 24, state="withdrawn", reason="no_reply"),
    Applicant("Nora Whitby", "S", "checks", 45, state="withdrawn", reason="too_slow"),
    Applicant(
        "Hugh Pemberton", "N", "shortlisting", 18, state="not_appointed", reason="not_shortlisted"
    ),
    Applicant("Zara Malik", "C", "interview", 33, state="not_appointed", reason="interview"),
    Applicant("Ivor Blythe", "S", "application", 12, state="not_appointed", reason="not_eligible"),
)
BUDDY: Final = "Margaret Osei"
"""Who looks after new volunteers."""
WAY: Final = (
    "application",
    "shortlisting",
    "interview",
    "references",
    "checks",
    "training",
    "approval",
)


def steps(who: Applicant) -> list[tuple[str, str, int]]:
    """Return the steps that somebody took: from, to, and how many days ago, the first first."""
    if who.stage not in WAY:
        return []
    came = WAY[: WAY.index(who.stage) + 1]
    found: list[tuple[str, str, int]] = []
    ago = who.days
    for before, after in reversed(list(pairwise(came))):
        found.insert(0, (before, after, ago))
        ago += TRAINED if before == "training" else RECEIVED
    return found


def received(who: Applicant) -> int:
    """Return how many days ago the application came."""
    taken = steps(who)
    return taken[0][2] + RECEIVED if taken else who.days
