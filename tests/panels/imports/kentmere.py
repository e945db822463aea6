"""The people and places that the spreadsheets of these tests speak of."""

import csv
import io
from pathlib import Path
from typing import Any

from sqlalchemy import select

from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.accounts.queries import user_of
from portal.database import changing, session
from portal.notifications.jobs import runner
from portal.notifications.models import Document, DocumentBody, Job
from portal.people.models import Area, Person
from portal.spreadsheets.actions import Importer, keep_upload, queue_import
from tests.factories import AreaFactory, user_with
from tests.panels import scenes

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
