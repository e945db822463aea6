"""Things held of volunteers that few may read, planted as words that stand nowhere else."""

from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from portal import clock
from portal.access.rules import Permission
from portal.database import session
from portal.members import actions as members
from portal.members import rules
from portal.members.actions import claims, concerns, expenses, practice, supervision
from portal.members.actions.checks import Ruling, decide_check
from portal.members.models import (
    CheckKind,
    ClaimLine,
    ConcernKind,
    ConcernOutcome,
    ConcernSource,
    Member,
    Side,
    SupervisionKind,
)
from portal.members.queries import details as said
from portal.members.queries import expenses as spent
from portal.members.queries import newest_dbs, own_member
from portal.members.queries import practice as watched
from portal.members.queries import supervision as talks
from portal.members.rules.expenses import Cost
from portal.members.rules.practice import ANSWERS, QUESTIONS
from portal.people.models import Person
from portal.site.files import PDF, Kept
from tests.journeys.demo import demo_user

OWN, THEIRS = "own", "theirs"
"""Of the volunteer who looks, and of another one."""

ACCESS_NEEDS: Final = "zzneeds"
CHECK_REASON: Final = "zzreason"
CHECK_LEVEL: Final = "zzlevel"
CONCERN: Final = "zzconcern"
CONCERN_CLOSED: Final = "zzclosed"
CONCERN_TO_DO: Final = "zztodo"
COST: Final = "zzcost"
QUESTION: Final = "zzquestion"
ANSWER: Final = "zzanswer"
EMERGENCY: Final = "zzemergency"
PRACTICE: Final = "zzpractice"
TALK_NOTE: Final = "zznote"
TALK_AGREED: Final = "zzagreed"
TALK_WORDS: Final = "zzwords"
TALK_PRIVATE: Final = "zzprivate"

FIELDS: Final[dict[str, Permission]] = {
    ACCESS_NEEDS: Permission.MEMBERS_EDIT,
    CHECK_REASON: Permission.MEMBERS_EDIT,
    CHECK_LEVEL: Permission.MEMBERS_CHECKS,
    CONCERN: Permission.MEMBERS_CONCERNS,
    CONCERN_CLOSED: Permission.MEMBERS_CONCERNS,
    CONCERN_TO_DO: Permission.MEMBERS_CONCERNS,
    COST: Permission.MEMBERS_EXPENSES,
    QUESTION: Permission.MEMBERS_EXPENSES,
    ANSWER: Permission.MEMBERS_EXPENSES,
    EMERGENCY: Permission.MEMBERS_EMERGENCY,
    PRACTICE: Permission.MEMBERS_SUPERVISE,
    TALK_NOTE: Permission.MEMBERS_SUPERVISE,
    TALK_AGREED: Permission.MEMBERS_SUPERVISE,
    TALK_WORDS: Permission.MEMBERS_SUPERVISE,
    TALK_PRIVATE: Permission.MEMBERS_SUPERVISE,
}
"""Who, besides the volunteer, may read each. A manager reads that and when, and no notes."""

LOOKING: Final = {OWN: "volunteer", THEIRS: "volunteer2"}
A_DAY: Final = timedelta(days=1)
LONG_AGO: Final = {OWN: 45, THEIRS: 46}
"""Days since the talk with each: nobody holds two at once."""


@dataclass(frozen=True)
class Planted:
    """What was planted on one volunteer, by what addresses call it."""

    whose: str
    named: dict[str, Any]


def marks(text: str) -> set[tuple[str, str]]:
    """Return which planted fields stand in a text, and whose they are."""
    plain = text.lower()
    return {(field, whose) for field in FIELDS for whose in LOOKING if f"{field}{whose}" in plain}


def plant() -> list[Planted]:
    """Plant every field on the demo's two volunteers, by the portal's own actions."""
    return [_plant(whose) for whose in LOOKING]


def _plant(whose: str) -> Planted:
    jo = demo_user("coordinator").person
    member = own_member(demo_user(LOOKING[whose]).person)
    assert member is not None
    check_id = _check(member, whose, jo)
    _details(member, whose)
    talk = _talk(member, whose, jo)
    line = _claim(member, whose, jo)
    return Planted(
        whose,
        {
            "check_id": check_id,
            "concern_uuid": _concern(member, whose, jo),
            "claim_uuid": line.claim.uuid,
            "entry_uuid": line.entry.uuid,
            "line_uuid": line.uuid,
            "number": member.number,
            "observation_uuid": _practice(member, whose, jo),
            "person_uuid": member.person.uuid,
            "supervision_uuid": talk,
            "uuid": talk,
        },
    )


def _check(member: Member, whose: str, jo: Person) -> int:
    for level in ("", f"{CHECK_LEVEL}{whose}"):  # corrected, so that the trail could tell of it
        members.record_check(
            member=member,
            kind=CheckKind.REFERENCES,
            made=rules.Check(clock.today(), None, update_service=False),
            level=level,
            actor=jo,
        )
    newest = newest_dbs(member)
    assert newest is not None
    ruling = Ruling(bars=False, until=clock.today() + A_DAY, reason=f"{CHECK_REASON}{whose}")
    decide_check(member=member, check_id=newest.id, ruling=ruling, form_key=uuid4().hex, actor=jo)
    return newest.id


def _details(member: Member, whose: str) -> None:
    members.set_emergency_contact(
        member=member,
        name=f"{EMERGENCY}{whose}",
        relation="",
        phone="01632 960199",
        actor=member.person,
    )
    members.set_details(
        member=member,
        version=said.detail_of(member).version,
        actor=member.person,
        access_needs=f"{ACCESS_NEEDS}{whose}",
    )


def _concern(member: Member, whose: str, jo: Person) -> UUID:
    """Record a concern, look into it, do something about it, and close it."""
    raised = concerns.Raised(
        ConcernKind.CONDUCT, ConcernSource.COLLEAGUE, clock.today(), f"{CONCERN}{whose}"
    )
    found = concerns.record_concern(member=member, raised=raised, form_key=uuid4().hex, actor=jo)
    session.flush()  # it is held by its number
    concerns.look_into(concern=found, actor=jo)
    to_do = concerns.add_action(
        concern=found,
        what=f"{CONCERN_TO_DO}{whose}",
        due_on=clock.today(),
        form_key=uuid4().hex,
        actor=jo,
    )
    session.flush()  # likewise, and the version that is closed counts all this in
    concerns.tick_action(concern=found, number=to_do.id, actor=jo)
    session.flush()  # likewise
    concerns.close_concern(
        concern=found,
        version=found.version,
        outcome=ConcernOutcome.UPHELD,
        words=f"{CONCERN_CLOSED}{whose}",
        actor=jo,
    )
    return found.uuid


def _talk(member: Member, whose: str, jo: Person) -> UUID:
    planned = talks.planned_of(member)
    if planned is not None:
        supervision.call_off(held=planned, actor=jo)
        session.flush()  # one is planned at a time
    starts_at = clock.at(clock.today() - LONG_AGO[whose] * A_DAY, time(6))
    facts = supervision.Plan(
        SupervisionKind.SUPERVISION, jo, starts_at, starts_at + timedelta(hours=1), "By telephone"
    )
    held = supervision.plan(member=member, facts=facts, form_key=uuid4().hex, actor=jo)
    supervision.write_up(
        held=held,
        version=held.version,
        notes=[("Panels", f"{TALK_NOTE}{whose}")],
        private_notes=f"{TALK_PRIVATE}{whose}",
        actor=jo,
    )
    agreement = supervision.Agreement(f"{TALK_AGREED}{whose}", Side.MEMBER, clock.today() + A_DAY)
    supervision.agree(held=held, agreement=agreement, form_key=uuid4().hex, actor=jo)
    session.flush()  # the version that is signed counts all this in
    supervision.sign_for_service(held=held, version=held.version, actor=jo)
    session.flush()  # likewise
    supervision.sign_as_member(
        held=held, version=held.version, words=f"{TALK_WORDS}{whose}", actor=member.person
    )
    return held.uuid


def _practice(member: Member, whose: str, jo: Person) -> UUID:
    free = (day for day in watched.evenings(member) if watched.seen_on(member, day) is None)
    answers = dict.fromkeys(QUESTIONS, next(iter(ANSWERS)))
    seen = practice.Seen(next(free), answers, f"{PRACTICE}{whose}", "")
    return practice.observe_practice(member=member, seen=seen, actor=jo).uuid


def _claim(member: Member, whose: str, jo: Person) -> ClaimLine:
    """Claim a cost, have it asked about, answer, and have it approved."""
    entry = spent.causes(member.person_id)[0].entry
    line = expenses.add_cost(
        member=member,
        entry=entry,
        cost=Cost("fare", 1789, words=f"{COST}{whose}"),
        receipt=Kept(f"%PDF-1.4 {COST}{whose}".encode(), PDF, "ticket.pdf"),
        form_key=uuid4().hex,
        actor=member.person,
    )
    claim = expenses.send(member=member, actor=member.person)
    claims.ask(claim=claim, question=f"{QUESTION}{whose}", actor=jo)
    expenses.answer(claim=claim, words=f"{ANSWER}{whose}", actor=member.person)
    claims.approve(claim=claim, actor=jo)
    return line
