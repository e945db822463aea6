"""Who is in Kentmere: colleagues, volunteers, partners' contacts; the page designs name them."""

from dataclasses import dataclass, replace
from typing import Final

from portal.demo.rules import names
from portal.demo.rules.names import Names
from portal.demo.rules.roster import ROSTER

PASSPHRASE: Final = "amends-demo-passphrase"  # noqa: S105 -- a published one, of the demo alone
HOST: Final = "demo.example"
SERVICE: Final = "kentmere.example"
POST: Final = "post.example"

AREAS: Final = {"N": "Northmere", "C": "Castlebeck", "S": "Saltmarsh"}
PARTS: Final = {"m": "morning", "a": "afternoon", "e": "evening"}
DAYS: Final = "MTWHFSU"
COUPLE: Final = "catterall@post.example"


@dataclass(frozen=True)
class Colleague:
    """Somebody who works for the service. `account` is the name of their demo account, if any.

    `areas` are those whose panels they advise or whose orders they manage. `limited` coordinators
    change only those. Who has `left` can sign in no more, and their cases wait for somebody.
    """

    name: str
    role: str
    areas: str = ""
    advises: bool = False
    manages: bool = False
    account: str | None = None
    limited: bool = False
    left: bool = False
    phone: str | None = None

    @property
    def email(self) -> str:
        """Return the address of their account, or one at the council."""
        return f"{self.account}@{HOST}" if self.account else names.address_of(self.name, SERVICE)


COLLEAGUES: Final = (
    Colleague("Jo Hartley", "coordinator", account="coordinator", phone="01632 960147"),
    Colleague("Rhiannon Pugh", "coordinator", "S", account="coordinator2", limited=True),
    Colleague("Marcus Reid", "staff", "CS", advises=True, manages=True, account="staff"),
    Colleague("Laura Finch", "staff", "N", advises=True, manages=True),
    Colleague("Nasreen Begum", "staff", "C"),
    Colleague("Helen Marsh", "manager", account="manager"),
    Colleague("Colin Webb", "administrator", account="administrator"),
    Colleague("Tunde Bakare", "staff", "NC", advises=True, manages=True),
    Colleague("Sally Whitaker", "staff", "S", advises=True, manages=True),
    Colleague("Kofi Mensah", "staff", "NCS", advises=True, manages=True),
    Colleague("Meera Joshi", "staff", "N", manages=True),
    Colleague("Gwen Ashworth", "staff", "C", manages=True, left=True),
)


@dataclass(frozen=True)
class Contact:
    """Somebody at an organisation that hosts reparation."""

    name: str
    account: str

    @property
    def email(self) -> str:
        """Return the address of their account."""
        return f"{self.account}@{HOST}"


CONTACTS: Final = (Contact("Mo Brennan", "partner"), Contact("Bridget Lowe", "partner2"))


@dataclass(frozen=True)
class Volunteer:
    """A volunteer: where they stand, what they agreed to, when they are usually free.

    No areas means the whole service. `free` holds (weekday, part of day). `joined` counts months
    back from today. `check` is how the DBS check stands: ok, soon, before (it lapses before a
    panel that they have promised), lapsed, sent or none. `away` are days after the story's
    Monday, (first, last). `left` counts days from today.
    """

    name: str
    status: str
    areas: str
    free: tuple[tuple[int, str], ...]
    seat: str
    least: int
    most: int
    joined: int | None
    check: str
    away: tuple[int, int] | None
    left: int | None
    email: str | None
    account: str | None


def volunteers() -> list[Volunteer]:
    """Return the volunteers that the roster names."""
    _, *lines = ROSTER.strip().splitlines()
    return [_volunteer(*(cell.strip() for cell in line.split("|"))) for line in lines]


def more_volunteers(fresh: Names) -> list[Volunteer]:
    """Return as many again, alike in all but their names: how a larger Kentmere is made."""
    return [_renamed(each, next(fresh)) for each in volunteers()]


def more_colleagues(fresh: Names) -> list[Colleague]:
    """Return as many colleagues again, all of them practitioners."""
    return [
        replace(each, name=next(fresh), role="staff", account=None, limited=False, phone=None)
        for each in COLLEAGUES
    ]


def _renamed(volunteer: Volunteer, name: str) -> Volunteer:
    email = volunteer.email and names.address_of(name, POST)
    return replace(volunteer, name=name, email=email, account=None)


def _volunteer(*cells: str) -> Volunteer:
    name, status, areas, usual, seat, month, joined, check, away, mail = cells
    least, most = month.split("-")
    return Volunteer(
        name=name,
        status=status,
        areas=areas,
        free=tuple((DAYS.index(slot[0]), PARTS[slot[1]]) for slot in usual.split()),
        seat=seat,
        least=int(least),
        most=int(most),
        joined=int(joined) if joined else None,
        check=check,
        away=_days(away) if away and status != "left" else None,
        left=int(away) if status == "left" else None,
        email=_email(name, mail),
        account=mail.replace("account", "volunteer") if mail.startswith("account") else None,
    )


def _days(text: str) -> tuple[int, int]:
    first, last = text.split("-")
    return int(first), int(last)


def _email(name: str, mail: str) -> str | None:
    if mail == "none":
        return None
    if mail.startswith("account"):
        return f"{mail.replace('account', 'volunteer')}@{HOST}"
    return COUPLE if mail == "couple" else names.address_of(name, POST)
