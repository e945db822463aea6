"""Partners, their papers and their people, made with as little said as a test needs."""

from datetime import date, time
from typing import Any
from uuid import uuid4

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.database import changing, session
from portal.people.models import Area, Person
from portal.reparation.actions import papers as actions
from portal.reparation.models import PaperKind, Partner, PartnerPaper, PartnerPerson
from portal.site.files import PDF, Kept
from tests.factories import PartnerFactory, PersonFactory, user_with

TODAY = date(2026, 3, 2)
NOON = clock.at(TODAY, time(12))
NEXT_YEAR = date(2027, 3, 1)
FILE = Kept(b"%PDF-1.4", PDF, "insurance.pdf")
REQUIRED = (
    PaperKind.PUBLIC_LIABILITY,
    PaperKind.EMPLOYERS_LIABILITY,
    PaperKind.SAFEGUARDING_POLICY,
)


def coordinator(name: str = "Jo Hartley", *areas: Area) -> Person:
    """Return somebody who looks after partners, with an account, of some areas or of all."""
    user = user_with(Role.COORDINATOR, person=PersonFactory(name=name))
    user.area_rows = [UserArea(area=area) for area in areas]
    session.commit()
    return user.person


def partner(name: str = "Canal Trust", **values: Any) -> Partner:
    """Return a partner without any paper."""
    made: Partner = PartnerFactory(name=name, **values)
    return made


def bookable_partner(name: str = "Canal Trust", **values: Any) -> Partner:
    """Return a partner whose required papers hold for a year."""
    made = partner(name, **values)
    for kind in REQUIRED:
        accepted(made, kind)
    return made


def somebody_of(of: Partner, name: str = "Mo Brennan") -> Person:
    """Return somebody who signs in for a partner."""
    person = user_with(Role.PARTNER, person=PersonFactory(name=name)).person
    session.add(PartnerPerson(partner=of, person=person))
    session.commit()
    return person


def sent(
    by: Person, of: Partner, kind: PaperKind = PaperKind.PUBLIC_LIABILITY, **more: Any
) -> PartnerPaper:
    """Send in a paper that holds for a year, unless said otherwise."""
    with changing():
        return actions.send_paper(
            partner=of,
            sent=actions.Sent(
                kind, more.get("until", NEXT_YEAR), more.get("note", ""), more.get("file", FILE)
            ),
            form_key=more.get("form_key", uuid4().hex),
            actor=by,
        )


def accepted(
    of: Partner,
    kind: PaperKind = PaperKind.PUBLIC_LIABILITY,
    until: date | None = NEXT_YEAR,
    note: str = "",
) -> PartnerPaper:
    """Add a paper that was looked at and counts, also one that has run out since."""
    paper = PartnerPaper(
        partner=of, kind=kind, until=until, note=note, state="accepted", decided_at=clock.now()
    )
    session.add(paper)
    session.commit()
    return paper
