"""The library of risk assessments to start from: what is usual at six kinds of work.

A start, never the end: whoever assesses a site looks at it, and changes what they find. Children of
school age do no work in a commercial kitchen, sort no refuse, climb no higher than 3 metres and use
no harmful chemicals (local rules on the employment of children), so no template has them do so.
"""

from dataclasses import dataclass
from typing import Final

from portal.reparation.rules.risks import Danger, Measure, Score, Written

SUPERVISOR: Final = "Supervisor"
PARTNER: Final = "Partner"
EVERYBODY: Final = "Children and adults"
CHILDREN: Final = "Children"

FIRST_AID: Final = (
    "A trained first-aider is on site throughout, with a first aid kit checked that month. "
    "Every injury goes into the partner’s accident book and is told to the coordinator that day."
)
EMERGENCY: Final = (
    "The supervisor stops the work, gathers everybody at the meeting point and counts heads. "
    "Ring 999 where needed, then the coordinator or the out of hours number. "
    "Nobody leaves alone."
)


@dataclass(frozen=True, slots=True)
class Template:
    """An assessment of a kind of work, under a name that its address and its copies keep."""

    key: str
    title: str
    written: Written


def _danger(
    what: str,
    who: str,
    scores: tuple[int, int, int, int],
    *controls: str | tuple[str, str],
) -> Danger:
    """Return a hazard; `scores` are likelihood and severity before, then after.

    A control is its supervisor's, unless it names somebody.
    """
    measures = (each if isinstance(each, tuple) else (each, SUPERVISOR) for each in controls)
    return Danger(
        what=what,
        who=who,
        before=Score(*scores[:2]),
        after=Score(*scores[2:]),
        measures=tuple(Measure(*each) for each in measures),
    )


GETTING_ON: Final = _danger(
    "Arguments or bullying",
    CHILDREN,
    (3, 3, 2, 2),
    "Agree how we treat each other at the start",
    "Keep within sight and hearing; stop and separate early",
    ("Ask the practitioners who should not work together", "Coordinator"),
)
WEATHER: Final = _danger(
    "Sun, heat, cold or storms",
    EVERYBODY,
    (3, 3, 2, 2),
    "Look at the forecast the evening before; call off in a storm warning",
    "Shade, water and sun cream in summer; warm layers and a hot drink in winter",
)
LIFTING: Final = _danger(
    "Lifting and carrying",
    EVERYBODY,
    (3, 3, 1, 3),
    "Show how to lift; two carry what is heavy or awkward",
    "Use a barrow or a trolley; small loads only",
)


def _template(
    key: str, title: str, *, supervised: int, least_age: int, ppe: str, dangers: tuple[Danger, ...]
) -> Template:
    written = Written(
        activity=title,
        supervised=supervised,
        least_age=least_age,
        ppe=ppe,
        first_aid=FIRST_AID,
        emergency=EMERGENCY,
        dangers=(*dangers, GETTING_ON),
    )
    return Template(key, title, written)


GARDENING: Final = _template(
    "gardening",
    "Gardening",
    supervised=4,
    least_age=10,
    ppe="Sturdy shoes, long trousers and gardening gloves. Eye protection when cutting.",
    dangers=(
        _danger(
            "Sharp and heavy tools",
            EVERYBODY,
            (3, 4, 1, 4),
            "Show each tool before it is used; keep two metres apart",
            "Count tools out and in; lock them up at breaks",
            ("Hand tools only: no mower, strimmer or chainsaw for children", PARTNER),
        ),
        _danger(
            "Soil, plants and animal droppings",
            EVERYBODY,
            (3, 3, 2, 2),
            "Gloves on; cover cuts; wash hands before eating",
            ("Walk the plot first for glass, needles and droppings", PARTNER),
            ("No weedkiller or other chemicals on the day", PARTNER),
        ),
        LIFTING,
        WEATHER,
    ),
)
BIKES: Final = _template(
    "bike-repair",
    "Bike repair",
    supervised=3,
    least_age=11,
    ppe="Close-fitting clothes, hair tied back, nitrile gloves. Eye protection to cut cables.",
    dangers=(
        _danger(
            "Fingers caught in chains and wheels",
            EVERYBODY,
            (4, 3, 2, 2),
            "One person turns the pedals, and says so first",
            "Bikes stand in a workstand, never upside down on a bench",
        ),
        _danger(
            "Oil, degreaser and puncture glue",
            EVERYBODY,
            (3, 3, 1, 3),
            "Gloves on; a window or the shutter open",
            ("Water-based products only, with their safety sheets on the wall", PARTNER),
        ),
        _danger(
            "Power tools and compressor",
            EVERYBODY,
            (2, 4, 1, 4),
            ("Unplugged and locked away from children; adults use them alone", PARTNER),
        ),
        _danger(
            "Test rides",
            CHILDREN,
            (3, 4, 1, 4),
            "No riding on roads; in the yard with a helmet, after an adult checked the brakes",
        ),
    ),
)
KITCHEN: Final = _template(
    "kitchen",
    "Community kitchen or food bank",
    supervised=4,
    least_age=12,
    ppe="Apron, closed shoes, hair tied back, oven gloves.",
    dangers=(
        _danger(
            "Knives and graters",
            EVERYBODY,
            (3, 3, 1, 3),
            "Show how to cut; one adult stays at the cutting table",
            "Knives counted out and in, and locked away between",
        ),
        _danger(
            "Burns and scalds",
            EVERYBODY,
            (3, 4, 1, 4),
            ("Adults alone use fryers, carry boiling water and drain pans", PARTNER),
            "Handles turned in; a clear way to the oven; cold water at hand for 20 minutes",
        ),
        _danger(
            "Allergies and food that makes ill",
            "Everybody who eats it",
            (3, 4, 1, 4),
            ("Ask everybody about allergies that day; label what holds an allergen", PARTNER),
            "Wash hands at the start and after breaks; nobody with an upset stomach cooks",
        ),
        _danger(
            "Wet floors",
            EVERYBODY,
            (3, 3, 2, 2),
            "Wipe up at once; a sign stays until it is dry",
        ),
        LIFTING,
    ),
)
LITTER: Final = _template(
    "litter",
    "Litter picking",
    supervised=4,
    least_age=10,
    ppe="High-visibility vest, sturdy shoes and puncture-resistant gloves. A litter picker each.",
    dangers=(
        _danger(
            "Needles, glass and sharp metal",
            EVERYBODY,
            (3, 4, 1, 4),
            "Pick with the tool, never by hand; nobody reaches into hedges or bags",
            "Children leave a needle, point it out and step back; an adult uses the sharps box",
            (
                "Nobody sorts what was collected: bags are tied and left for collection",
                "Coordinator",
            ),
        ),
        _danger(
            "Traffic",
            EVERYBODY,
            (3, 5, 1, 5),
            (
                "Parks and paths only; no verge of a road faster than 30 miles an hour",
                "Coordinator",
            ),
            "Vests on; an adult at each end of the group",
        ),
        _danger(
            "Water and steep banks",
            EVERYBODY,
            (2, 5, 1, 5),
            "Stay two metres from the edge; leave what lies in the water",
        ),
        _danger(
            "People who pass by",
            CHILDREN,
            (3, 3, 2, 2),
            "Plain vests without words; the supervisor speaks for the group; move on early",
        ),
        WEATHER,
    ),
)
DECORATING: Final = _template(
    "decorating",
    "Decorating",
    supervised=4,
    least_age=12,
    ppe="Old clothes or overalls, closed shoes, gloves. Dust mask and eye protection for sanding.",
    dangers=(
        _danger(
            "Falls from steps",
            EVERYBODY,
            (3, 4, 1, 4),
            "Children paint from the floor, or from a step-up of at most half a metre",
            ("Adults alone use ladders, and nobody works above 3 metres", PARTNER),
        ),
        _danger(
            "Paint, solvents and dust",
            EVERYBODY,
            (3, 3, 1, 3),
            ("Water-based paint only; no stripper and no white spirit for children", PARTNER),
            ("Old paint is tested for lead before anybody sands", PARTNER),
            "Windows open; damp sanding",
        ),
        _danger(
            "Sockets and cables",
            EVERYBODY,
            (2, 4, 1, 4),
            ("Power off in the room where covers are loosened; an adult does so", PARTNER),
        ),
        _danger(
            "Trips over sheets and tins",
            EVERYBODY,
            (3, 2, 2, 1),
            "Tape the sheets; one way through; tins stand in a tray",
        ),
    ),
)
ANIMALS: Final = _template(
    "animals",
    "Working with animals",
    supervised=2,
    least_age=12,
    ppe="Wellingtons or sturdy shoes, long sleeves, gloves. Clothes that can be washed hot.",
    dangers=(
        _danger(
            "Bites, scratches and kicks",
            EVERYBODY,
            (3, 4, 1, 4),
            ("The partner chooses calm animals and introduces each", PARTNER),
            "An adult beside every child with an animal; nobody goes into a pen alone",
        ),
        _danger(
            "Infections from animals",
            EVERYBODY,
            (3, 3, 1, 3),
            "Gloves for mucking out; cover cuts; wash hands before eating",
            ("Animals in quarantine are kept apart", PARTNER),
        ),
        _danger(
            "Allergies and asthma",
            EVERYBODY,
            (3, 4, 1, 4),
            ("Ask everybody before the first day; offer work away from fur and hay", "Coordinator"),
        ),
        _danger(
            "Slippery yards and heavy gates",
            EVERYBODY,
            (3, 3, 2, 2),
            "Walk, do not run; two to a gate; rinse after mucking out",
        ),
        LIFTING,
    ),
)

LIBRARY: Final = {
    each.key: each for each in (BIKES, KITCHEN, DECORATING, GARDENING, LITTER, ANIMALS)
}
"""By key, in order of title."""
