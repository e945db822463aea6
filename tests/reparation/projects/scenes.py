"""A partner's people and its projects, made by reparation's own actions, and the form's answers."""

import io
from datetime import date, time
from typing import Any, Final
from uuid import uuid4

from PIL import Image

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.accounts.queries import account_of
from portal.database import changing, session
from portal.people.models import Area, Person
from portal.reparation.actions import projects as actions
from portal.reparation.forms.projects import TICKED, blank, shown
from portal.reparation.models import Partner, PartnerPerson, Project
from tests.factories import PartnerFactory, PersonFactory, user_with

TODAY = date(2026, 3, 2)
NOON = clock.at(TODAY, time(12))
MAKE, GPS, NORTH = 0x010F, 0x8825, 1
"""Tags by which a camera notes what it is, where it was, and on which half of the earth."""


def picture(kind: str = "JPEG", color: str = "teal") -> bytes:
    """Return a photograph as a telephone takes it: with the place where it was taken."""
    exif = Image.Exif()
    exif[MAKE] = "Telephone"
    exif.get_ifd(GPS)[NORTH] = "N"
    made = io.BytesIO()
    Image.new("RGB", (80, 60), color).save(made, kind, exif=exif)
    return made.getvalue()


PICTURE = picture()
SUGGESTION: Final[dict[str, Any]] = {
    "title": "Litter by the canal",
    "idea": "Pick litter on Saturdays.\nI can show how.",
    "benefits": "Everybody who walks there",
    "place": "Lock 4",
    "organisation": "Canal Friends",
    "name": "Nell Hart",
    "email": "nell@example.org",
}


def coordinator(name: str = "Jo Hartley") -> Person:
    """Return somebody who looks after projects, with an account."""
    return user_with(Role.COORDINATOR, person=PersonFactory(name=name)).person


def somebody_of(partner: Partner, name: str = "Mo Brennan") -> Person:
    """Return somebody who signs in for a partner."""
    person: Person = user_with(Role.PARTNER, person=PersonFactory(name=name)).person
    session.add(PartnerPerson(partner=partner, person=person))
    session.commit()
    return person


def kitchen(name: str = "Castlebeck Cycle Kitchen") -> Partner:
    """Return the partner that mends bikes."""
    made: Partner = PartnerFactory(name=name)
    return made


def said(**more: Any) -> dict[str, Any]:
    """Return all that must be said of a project."""
    ticked = {column: False for columns in TICKED.values() for column in columns}
    plain = {name: value for name, value in blank().items() if name not in TICKED}
    return {
        **dict.fromkeys(("skills", "accreditation", "unit_codes", "level", "food"), ""),
        **dict.fromkeys(("clothing", "equipment", "tools", "transport"), ""),
        **ticked,
        **plain,
        "title": "Bike repair",
        "summary": "Old bikes are mended and given away.",
        "work": "Strip, clean and rebuild a bike.",
        "benefits": "People whose bike was stolen.",
        "reflection": "Each bike leaves with a card.",
        "themes": ["Bicycles"],
        "meeting_point": "By the blue gate",
        "contact_name": "Mo Brennan",
        "contact_phone": "01632 960182",
        "staff_transport": False,
        "term_time": True,
        "venue_id": None,
        "area_id": None,
        "community_benefit": True,
        "no_paid_work": True,
        "not_for_profit": True,
        **more,
    }


def typed(**more: Any) -> dict[str, Any]:
    """Return the answers of the form, as a browser sends them: an empty box is not sent."""
    answers = {**shown(said()), **more}
    boxes = {column for columns in TICKED.values() for column in columns} | {"staff_transport"}
    return {
        name: "" if value is None else value
        for name, value in answers.items()
        if name not in boxes or name in more
    }


def draft(partner: Partner | None = None, **more: Any) -> Project:
    """Return a draft of which all is said."""
    with changing():
        return actions.draft_project(
            partner=partner, said=said(**more), form_key=uuid4().hex, actor=None
        )


def submitted(partner: Partner, by: Person, **more: Any) -> Project:
    """Return a project that waits for the coordinator."""
    project = draft(partner, **more)
    with changing():
        actions.submit_project(project=project, actor=by)
    return project


def listed(partner: Partner | None, jo: Person, **more: Any) -> Project:
    """Return a project that staff find."""
    project = draft(partner, **more)
    with changing():
        actions.approve_project(project=project, version=project.version, actor=jo)
        actions.list_project(project=project, actor=jo)
    return project


def limited(person: Person, area: Area) -> Person:
    """Limit a coordinator to an area."""
    session.add(UserArea(user_id=account_of(person).id, area=area))
    session.commit()
    return person
