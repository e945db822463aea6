"""What pages' addresses name, found or made in the demo's data: one of each for the tour."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

from flask import current_app
from sqlalchemy import ColumnElement, func, select

from portal import clock
from portal.access.rules import Role
from portal.accounts import actions as accounts
from portal.calendar.actions import subscribe
from portal.calendar.models import Entry, EntryStatus, Feed, FeedScope, Kind, Room
from portal.calendar.queries import panel_rooms
from portal.database import session
from portal.members import actions, queries, rules
from portal.members.actions import VOLUNTEERS
from portal.members.models import Member, Status
from portal.notifications.actions.files import keep_file
from portal.notifications.models import Document, Job, JobState, Mail
from portal.notifications.queries import file_content
from portal.panels.actions.importing import ORDERS, PANELS
from portal.people.queries import areas, colleagues
from portal.reparation.actions.importing import PROJECTS
from portal.site.files import PDF, Kept
from portal.spreadsheets.actions import (
    Importer,
    finish_import,
    foresee,
    keep_upload,
    queue_import,
)
from portal.training import actions as training
from portal.training.actions.importing import AWARDS
from portal.training.models import AwardSource, Certificate, Course, Delivery
from portal.training.models import Kind as CourseKind
from portal.training.rules import AwardFacts
from tests.factories import PersonFactory
from tests.journeys.demo import demo_user
from tests.journeys.samples_applying import OF_APPLYING
from tests.journeys.samples_bookings import OF_BOOKINGS
from tests.journeys.samples_calendar import OF_CALENDAR
from tests.journeys.samples_expenses import OF_EXPENSES
from tests.journeys.samples_feedback import OF_FEEDBACK
from tests.journeys.samples_interviews import OF_INTERVIEWS
from tests.journeys.samples_leaving import OF_LEAVING
from tests.journeys.samples_members import OF_MEMBERS
from tests.journeys.samples_messages import OF_MESSAGES
from tests.journeys.samples_mine import OF_MINE
from tests.journeys.samples_noticeboard import OF_NOTICEBOARD
from tests.journeys.samples_panels import OF_PANELS
from tests.journeys.samples_partners import OF_PARTNERS
from tests.journeys.samples_projects import OF_PROJECTS
from tests.journeys.samples_recruitment import OF_RECRUITMENT
from tests.journeys.samples_risks import OF_RISKS
from tests.journeys.samples_sessions import OF_SESSIONS
from tests.journeys.samples_supervision import OF_SUPERVISION
from tests.journeys.samples_training import OF_TRAINING

PAGE: Final = Kept(b"%PDF-1.4", PDF, "page.pdf")
Sample = Callable[[], dict[str, Any]]


def _invited() -> dict[str, Any]:
    person = PersonFactory(name="Zainab Iqbal")
    invitation = accounts.invite(person=person, role=Role.VOLUNTEER, actor=None)
    return {"token": accounts.mint(invitation=invitation)}


def _forgetful() -> dict[str, Any]:
    serializer = current_app.extensions["security"].reset_serializer
    return {"token": serializer.dumps(demo_user("volunteer2").fs_uniquifier)}


def _letter() -> dict[str, Any]:
    return {"mail_id": session.scalars(select(func.max(Mail.id))).one()}


def _account() -> dict[str, Any]:
    return {"number": demo_user("volunteer2").id}


def _team_entry() -> dict[str, Any]:
    return _coming_of_team(Entry.series_id.is_(None))


def _team_meeting() -> dict[str, Any]:
    return _coming_of_team(Entry.recurs_on.is_not(None), Entry.status != EntryStatus.CANCELLED)


def _coming_of_team(*conditions: ColumnElement[bool]) -> dict[str, Any]:
    coming = select(Entry).where(
        Entry.kind == Kind.TEAM,
        Entry.starts_at > clock.now(),
        Entry.made_by_id == demo_user("coordinator").person_id,
        *conditions,
    )
    ordered = coming.order_by(Entry.starts_at, Entry.id).limit(1)
    return {"uuid": session.scalars(ordered).one().uuid}


def _room() -> dict[str, Any]:
    room = session.scalars(select(Room).order_by(Room.id).limit(1)).one()
    return {"venue_id": room.venue_id, "room_id": room.id}


def _venue() -> dict[str, Any]:
    return {"venue_id": _room()["venue_id"]}


def _feed() -> dict[str, Any]:
    return {"token": _subscribed()[1]}


def _feed_state() -> dict[str, Any]:
    return {"feed_id": _subscribed()[0].id}


def _subscribed() -> tuple[Feed, str]:
    person = demo_user("coordinator").person
    made = subscribe(person=person, scope=FeedScope.EVERYTHING, form_key=uuid4().hex)
    session.flush()
    return made


def _month() -> dict[str, Any]:
    soon = clock.today() + timedelta(days=31)
    return {"year": soon.year, "number": soon.month}


def _week() -> dict[str, Any]:
    return {"day": clock.today() + timedelta(days=7)}


def _member() -> dict[str, Any]:
    active = select(Member).where(Member.status == Status.ACTIVE).order_by(Member.id)
    return {"number": session.scalars(active.limit(1)).one().number}


def _volunteers() -> str:
    """Return rows of volunteers like no others, one of which will not do."""
    name = uuid4().hex[:8]
    return f"Volunteer number,Name,Email\nK{name},{name},{name}@example.org\nK998,,\n"


def _orders() -> str:
    """Return rows of orders, one of which will not do and one of which is misspelt."""
    area = areas()[0].name
    manager = colleagues()[0]
    on = clock.today() - timedelta(days=3)
    return (
        "Court date,Months,Area,Case manager\n"
        f"{on:%d/%m/%Y},6,{area},{manager.email}\n{on:%d/%m/%Y},20,{area},{manager.name}x\n"
    )


def _panels() -> str:
    """Return rows of an evening kept in a room that is not known, and of one in one that is."""
    room, on = panel_rooms()[0], clock.today() + timedelta(days=400)
    return (
        "Date,Start time,Venue,Area,Chair\n"
        f'{on:%d/%m/%Y},8am,"{room.full_name}",{areas()[0].name},\n'
        f'{on:%d/%m/%Y},9am,"{room.full_name}x",{areas()[0].name},\n'
    )


def _trainings() -> str:
    """Return rows of training like no others, one of which is misspelt."""
    on = clock.today() - timedelta(days=3)
    name = demo_user("volunteer").person.name
    code = session.scalars(select(Course.code).order_by(Course.id).limit(1)).one()
    return (
        "Person,Course,Taken on,Provider\n"
        f"{name},{code},{on:%d/%m/%Y},{uuid4().hex[:8]}\n{name}x,{code},{on:%d/%m/%Y},\n"
    )


def _projects() -> str:
    """Return rows of projects like no others, one of a partner that there is not."""
    name = uuid4().hex[:8]
    return f"Partner,Title,Places\n,Project {name},4\nNobody {name},Project {name},4\n"


def _upload(importer: Importer[Any], rows: Callable[[], str]) -> Sample:
    return lambda: {"document_id": _spreadsheet(importer, rows()).id}


def _spreadsheet(importer: Importer[Any], rows: str) -> Document:
    return keep_upload(
        importer=importer,
        content=rows.encode(),
        sheet=importer.sheet_of(rows.encode()),
        name="sample.csv",
        actor=demo_user("coordinator").person,
    )


def _import(importer: Importer[Any], rows: Callable[[], str]) -> Sample:
    def queued() -> dict[str, Any]:
        document, actor = _spreadsheet(importer, rows()), demo_user("coordinator").person
        return {"job_id": queue_import(importer=importer, document=document, actor=actor).id}

    return queued


def _given_back(importer: Importer[Any], rows: Callable[[], str], kind: str) -> Sample:
    """Return a file that an import gave back, as one that has run would have kept it."""

    def done() -> dict[str, Any]:
        document, actor = _spreadsheet(importer, rows()), demo_user("coordinator").person
        job = Job(name=importer.source, key=uuid4().hex, state=JobState.DONE, asked_by_id=actor.id)
        session.add(job)
        reading = importer.reading_of(file_content(document), actor)
        outcome = foresee(importer, reading, actor)
        outcome.given = {reading.sheet.lines[0].number: "RO-2026-014"}
        job.result = finish_import(
            importer=importer,
            job=job,
            upload=document,
            reading=reading,
            outcome=outcome,
            actor=actor,
        )
        return {"document_id": job.result[kind]}

    return done


def _of_import(
    blueprint: str, prefix: str, importer: Importer[Any], rows: Callable[[], str]
) -> dict[str, Sample]:
    """Return a sample for each page of an import."""
    pages = {
        "dry_run": _upload(importer, rows),
        "foreseen_problems": _upload(importer, rows),
        "import_progress": _import(importer, rows),
        "problems": _given_back(importer, rows, "document"),
        **({"given": _given_back(importer, rows, "given")} if importer.gives else {}),
    }
    return {f"{blueprint}.{prefix}{name}": sample for name, sample in pages.items()}


def _round() -> dict[str, Any]:
    """Ask for four Tuesday evenings, of whom the volunteer has one."""
    tuesday = clock.today() + timedelta(days=35 - clock.today().weekday() + 1)
    days = [tuesday + timedelta(weeks=number) for number in range(4)]
    asking = rules.Asking(
        area_id=None,
        first_on=days[0],
        last_on=days[-1],
        closes_on=clock.today() + timedelta(days=7),
        confirm_by=clock.today() + timedelta(days=14),
        slots=tuple((day, part) for day in days for part in ("afternoon", "evening")),
    )
    actor = demo_user("coordinator").person
    opened = actions.open_round(asking=asking, form_key=uuid4().hex, actor=actor)
    member, slots = _own_member(), {opened.slots[1].id}
    actions.send_answers(asking=opened, member=member, slots=slots, most=None, actor=member.person)
    return {"round_uuid": opened.uuid}


def _noted_round() -> dict[str, Any]:
    return {**_round(), "number": _own_member().number}


def _own_member() -> Member:
    member = queries.own_member(demo_user("volunteer").person)
    assert member is not None
    return member


def _course() -> dict[str, Any]:
    return {"code": "SAFE"}


def _material() -> dict[str, Any]:
    course = session.scalars(select(Course).where(Course.code == "SAFE")).one()
    material = training.add_material(
        course=course, title=uuid4().hex[:8], file=PAGE, actor=demo_user("coordinator").person
    )
    session.flush()  # its address has its number
    return {"code": "SAFE", "material_id": material.id}


def _trained() -> dict[str, Any]:
    return {"person_uuid": demo_user("volunteer").person.uuid}


def _award() -> dict[str, Any]:
    """Return an award of the volunteer that can be extended, with a certificate to save."""
    person = demo_user("volunteer").person
    course = Course(
        code=uuid4().hex[:8].upper(),
        title=f"Course {uuid4().hex[:8]}",
        kind=CourseKind.CPD,
        delivery=Delivery.IN_PERSON,
        minutes=60,
        validity_months=12,
    )
    session.add(course)
    document = keep_file(owner_type=training.CERTIFICATE, owner_id=person.id, file=PAGE)
    award = training.give_award(
        person=person,
        course=course,
        facts=AwardFacts(clock.today(), clock.today()),
        evidence=training.Evidence(AwardSource.CERTIFICATE, document=document),
        actor=demo_user("coordinator").person,
    )
    return {"award_uuid": award.uuid}


def _certificate() -> dict[str, Any]:
    waiting = select(Certificate).order_by(Certificate.id).limit(1)
    return {"certificate_uuid": session.scalars(waiting).one().uuid}


SAMPLES: Final[dict[str, Sample]] = {
    **_of_import("members", "", VOLUNTEERS, _volunteers),
    **_of_import("panels", "orders_", ORDERS, _orders),
    **_of_import("panels", "panels_", PANELS, _panels),
    **_of_import("reparation", "projects_", PROJECTS, _projects),
    **_of_import("training", "", AWARDS, _trainings),
    **OF_BOOKINGS,
    **OF_CALENDAR,
    **OF_EXPENSES,
    **OF_FEEDBACK,
    **OF_LEAVING,
    **OF_MEMBERS,
    **OF_INTERVIEWS,
    **OF_MESSAGES,
    **OF_MINE,
    **OF_NOTICEBOARD,
    **OF_PANELS,
    **OF_PROJECTS,
    **OF_PARTNERS,
    **OF_APPLYING,
    **OF_RECRUITMENT,
    **OF_RISKS,
    **OF_SESSIONS,
    **OF_SUPERVISION,
    **OF_TRAINING,
    "accounts.invitation": _invited,
    "admin.account": _account,
    "admin.letter": _letter,
    "admin.settings_group": lambda: {"slug": "panels"},
    "calendar.add_room": _venue,
    "calendar.cancel_entry": _team_entry,
    "calendar.cancel_occurrence": _team_meeting,
    "calendar.change_occurrence": lambda: {**_team_meeting(), "which": "all"},
    "calendar.day": _week,
    "calendar.edit_entry": _team_entry,
    "calendar.edit_room": _room,
    "calendar.edit_venue": _venue,
    "calendar.entry": _team_entry,
    "calendar.entry_file": _team_entry,
    "calendar.feed_state": _feed_state,
    "calendar.month": _month,
    "calendar.rooms": _week,
    "calendar.venue": _venue,
    "calendar.week": _week,
    "feeds.feed": _feed,
    "members.days": _member,
    "members.edit": _member,
    "members.my_round": _round,
    "members.new_check": _member,
    "members.own_answers": _noted_round,
    "members.person": _trained,
    "members.show": _member,
    "members.show_round": _round,
    "members.status": _member,
    "security.reset_password": _forgetful,
    "training.add_material": _course,
    "training.award_file": _award,
    "training.certificate": _certificate,
    "training.certificate_file": _certificate,
    "training.course": _course,
    "training.edit_course": _course,
    "training.exempt": _trained,
    "training.extend_all": _course,
    "training.extend_award": _award,
    "training.give_award": _trained,
    "training.history": lambda: {**_trained(), **_course()},
    "training.material": _material,
    "training.person": _trained,
    "training.revoke_award": _award,
    "training.validity": _course,
}
"""By endpoint. They may make rows."""
