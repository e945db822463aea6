"""The people and places that the spreadsheets of these tests speak of."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.accounts.queries import user_of
from portal.database import changing, session
from portal.notifications.jobs import runner
from portal.notifications.models import Document, DocumentBody, Job
from portal.panels.models import ReferralOrder
from portal.people.models import Area, Person
from portal.spreadsheets.actions import Importer, keep_upload, queue_import
from tests.factories import AreaFactory, RoomFactory, VenueFactory, user_with
from tests.panels import scenes

PANELS = Path(__file__).parent / "panels.xlsx"
ORDERS = Path(__file__).parent / "orders.csv"


def areas() -> None:
    """Add the three areas of the county."""
    for code, name in (("NM", "Northmere"), ("CB", "Castlebeck"), ("SM", "Saltmarsh")):
        AreaFactory(code=code, name=name)


def colleagues() -> None:
    """Add the colleagues: two of them have one name, and one has no account."""
    for name, email in (
        ("Casey Moran", "casey.moran@example.org"),
        ("Marcus Reid", "marcus@example.org"),
        ("Ann Lee", "ann@example.org"),
        ("Ann Lee", "ann.lee@example.org"),
    ):
        person = scenes.colleague(name, may_advise=name == "Marcus Reid", email=email)
        user_with(Role.STAFF, person=person)
    scenes.colleague("Zoë Peña", email=None)


def volunteers() -> None:
    """Add the volunteers, one of whom has come to work for the service."""
    scenes.chair("Graham Holt", number="V001")
    scenes.volunteer("Priya Nair", number="V002")
    scenes.volunteer("Sam Trainee", number="V003", is_learner=True)
    dev = scenes.volunteer("Dev Patel", number="V004")
    dev.person.is_staff = True
    session.commit()


def rooms() -> None:
    """Add two venues, one of them with two rooms."""
    library, hall = VenueFactory(name="Northmere Library"), VenueFactory(name="Saltmarsh Hall")
    for venue, name in ((library, "Room 2"), (library, "Room 3"), (hall, "Main hall")):
        RoomFactory(venue=venue, name=name)


def orders(actor: Person, *court_dates: date) -> list[ReferralOrder]:
    """Enter an order of each court date, in Northmere, of six months, with Casey Moran."""
    northmere = session.scalars(select(Area).where(Area.code == "NM")).one()
    casey = session.scalars(select(Person).where(Person.name == "Casey Moran")).one()
    return [
        scenes.order(actor, area=northmere, case_manager=casey, court_date=each)
        for each in court_dates
    ]


def coordinator(*names: str) -> Person:
    """Return a coordinator, of these areas alone if any is named."""
    person = scenes.coordinator()
    user = user_of(person)
    assert user is not None
    chosen = session.scalars(select(Area).where(Area.name.in_(names)))
    user.area_rows = [UserArea(area_id=area.id) for area in chosen]
    session.commit()
    return person


def kept(importer: Importer[Any], content: bytes, actor: Person) -> Document:
    """Keep a spreadsheet, as its upload does."""
    with changing():
        return keep_upload(
            importer=importer,
            content=content,
            sheet=importer.sheet_of(content),
            name="J Smith.csv",
            actor=actor,
        )


def run(importer: Importer[Any], content: bytes | str, actor: Person) -> dict[str, Any]:
    """Have a spreadsheet imported by a worker, and return what the job tells."""
    encoded = content.encode() if isinstance(content, str) else content
    document = kept(importer, encoded, actor)
    with changing():
        job_id = queue_import(importer=importer, document=document, actor=actor).id
    session.rollback()
    assert runner.run_queued(importer.source)
    job = session.get_one(Job, job_id)
    assert job.result is not None, job.problem
    return job.result


def counts(result: dict[str, Any]) -> tuple[int, int, int, int]:
    """Return how many rows were new, changed, the same, and bad."""
    return result["new"], result["changed"], result["same"], result["bad"]


def back(result: dict[str, Any], kind: str = "document") -> list[list[str]]:
    """Return the rows of a file that an import gave back."""
    found = select(DocumentBody.content).where(DocumentBody.document_id == result[kind])
    text = session.scalars(found).one().decode("utf-8-sig")
    separator = ";" if ";" in text.splitlines()[0] else ","
    return list(csv.reader(io.StringIO(text), delimiter=separator))
