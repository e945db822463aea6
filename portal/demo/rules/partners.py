"""Who hosts reparation in Kentmere, where, and which of their documents are in date."""

from dataclasses import dataclass, field, replace
from typing import Final

PUBLIC, EMPLOYERS, POLICY, DBS, AGREEMENT = (
    *("public_liability", "employers_liability", "safeguarding_policy"),
    *("dbs_position", "service_agreement"),
)
IN_DATE: Final = {PUBLIC: 244, EMPLOYERS: 190, POLICY: 310, DBS: 400, AGREEMENT: 309}
"""Days after the story's Monday until which a paper of each kind lasts, unless it is told."""


@dataclass(frozen=True)
class Partner:
    """An organisation with its own site. `papers` is until when each lasts; None was never sent.

    `sent` are kinds of papers that wait for a coordinator, and `refused` those that came back,
    with the reason. `account` is whose contact signs in.
    """

    name: str
    about: str
    areas: str
    site: str
    address: str
    grid: tuple[int, int]
    contact: str
    phone: str
    transport: str
    papers: dict[str, int | None] = field(default_factory=dict)
    sent: tuple[str, ...] = ()
    refused: dict[str, str] = field(default_factory=dict)
    step_free: bool = True
    state: str = "active"
    account: str = ""

    @property
    def until(self) -> dict[str, int | None]:
        """Return until when each required paper lasts, in days after the story's Monday."""
        return IN_DATE | self.papers


PARTNERS: Final = (
    Partner(
        "Castlebeck Cycle Kitchen",
        "Mends old bikes and gives them to people who have had one stolen or can’t buy one.",
        "C",
        "Cycle Kitchen workshop",
        "4 Tannery Yard, Castlebeck",
        (365400, 484900),
        "Mo Brennan",
        "01632 960182",
        "Bus 12 from Northmere, 20 minutes; stop at Tannery Lane",
        papers={EMPLOYERS: 24},
        sent=(EMPLOYERS,),
        account="Mo Brennan",
    ),
    Partner(
        "Kentmere Greenways",
        "Looks after 40 miles of paths for people who walk, ride and push chairs.",
        "NCS",
        "Mere Halt",
        "The old station, Mere Lane, Northmere",
        (373600, 490700),
        "Alun Crane",
        "01632 960183",
        "Bus 41 to Mere Lane, every 20 minutes",
    ),
    Partner(
        "Friends of Northmere Library",
        "Keeps the library’s garden and its story hours going.",
        "N",
        "Library garden",
        "Market Square, Northmere",
        (372350, 491850),
        "Dora Peel",
        "01632 960184",
        "Every bus to Northmere stops in Market Square",
        papers={POLICY: 41},
    ),
    Partner(
        "Northmere Men’s Shed",
        "Retired joiners and fitters who make things for the town and teach how.",
        "N",
        "The Shed",
        "Unit 3, Mill Lane, Northmere",
        (371700, 491200),
        "Keith Sayer",
        "01632 960185",
        "Bus 44 to Mill Lane, hourly",
        papers={PUBLIC: 96},
    ),
    Partner(
        "Harbour Table",
        "Cooks a meal twice a week for anybody who would otherwise eat alone.",
        "S",
        "Harbour Table kitchen",
        "9 Quay Street, Saltmarsh",
        (351800, 477400),
        "Bridget Lowe",
        "01632 960186",
        "Bus 12 to Saltmarsh Quay; last one back at 6:40pm",
        account="Bridget Lowe",
    ),
    Partner(
        "Castlebeck Animal Rescue",
        "Takes in dogs, cats and the odd goat until somebody gives them a home.",
        "C",
        "Rescue centre",
        "Fell Road, Castlebeck",
        (363900, 485600),
        "Fay Naylor",
        "01632 960187",
        "No bus after 4pm: staff take the child there",
        papers={PUBLIC: -2},
        refused={PUBLIC: "It is last year’s certificate: send the one that starts this month."},
        step_free=False,
    ),
    Partner(
        "Saltmarsh Beach Watch",
        "Counts and carries away what the sea leaves on two miles of shore.",
        "S",
        "Lifeboat slip",
        "Strand Road, Saltmarsh",
        (350900, 477100),
        "Glyn Weir",
        "01632 960188",
        "Bus 12 to Strand Road, hourly",
        step_free=False,
    ),
    Partner(
        "Northmere Foodbank",
        "Packs and hands out three days’ food to people sent by doctors, schools and advisers.",
        "N",
        "St Cuthbert’s hall",
        "Church Street, Northmere",
        (372100, 492300),
        "Sana Mistry",
        "01632 960189",
        "Five minutes on foot from Market Square",
    ),
    Partner(
        "Castlebeck Age Together",
        "Visits, mends and makes tea for people over 75 in the old town.",
        "CS",
        "Weavers’ Court",
        "12 Loom Street, Castlebeck",
        (364800, 484100),
        "Hetty Barlow",
        "01632 960190",
        "Bus 12 to Castlebeck Cross, then three minutes on foot",
        papers={DBS: None},
    ),
    Partner(
        "Quayside Allotments",
        "Sixty plots and a shared orchard; what is spare goes to Harbour Table.",
        "S",
        "Quayside orchard",
        "Back Quay, Saltmarsh",
        (352300, 477900),
        "Lloyd Thorne",
        "01632 960191",
        "Bus 12 to Saltmarsh Hub, then ten minutes on foot",
        papers={PUBLIC: -60, EMPLOYERS: -60},
        state="paused",
    ),
)


def more_partners(turn: int) -> tuple[Partner, ...]:
    """Return the partners of another share of a larger Kentmere: `turn` counts them from 1."""
    return tuple(
        replace(
            each,
            name=f"{each.name} {turn + 1}",
            site=f"{each.site} {turn + 1}",
            grid=(each.grid[0] + 300 * turn, each.grid[1] - 200 * turn),
            account="",
        )
        for each in PARTNERS
    )
