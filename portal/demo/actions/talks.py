"""Supervision of volunteers, by the portal's own hand; observed practice, and thanks."""

from datetime import date, time, timedelta
from random import Random
from typing import Final

from portal import clock
from portal.calendar.rules import PersonBusy
from portal.database import session
from portal.demo.actions.mail import keep_letters
from portal.demo.actions.rows import Rows, morning
from portal.demo.rules.county import SEED
from portal.demo.rules.people import Volunteer
from portal.demo.rules.talks import (
    CONCERNS,
    NEXT_STEP,
    RATINGS,
    STRENGTHS,
    SURVEYS,
    TALKS,
    THANKS,
    Talk,
)
from portal.members.actions import supervision as actions
from portal.members.models import (
    Concern,
    ConcernAction,
    ConcernKind,
    ConcernOutcome,
    ConcernSource,
    ConcernState,
    Member,
    Observation,
    Side,
    Status,
    Supervision,
    SupervisionKind,
    Survey,
    SurveyState,
    Thanks,
    ThanksKind,
)
from portal.members.queries import practice
from portal.members.queries import thanks as queries
from portal.members.rules import survey
from portal.members.rules.practice import QUESTIONS
from portal.members.rules.survey import ANSWERS

JO: Final = "Jo Hartley"
HOURS: Final = (9, 10, 11, 12, 13, 14, 15, 16)
AN_HOUR: Final = timedelta(hours=1)
EVENING: Final = time(20)
ASKED_BEFORE: Final = 14
STILL_TO_THANK: Final = 7
WATCHED: Final = 4
LATELY: Final = 20


def load_talks(rows: Rows, volunteers: list[Volunteer]) -> None:
    """Put in talks with active volunteers, in turn as `TALKS` says, praise, and surveys.

    Needs the calendar.
    """
    active = [each for each in volunteers if Status(each.status) is Status.ACTIVE]
    for turn, each in enumerate(active):
        told = TALKS[turn] if turn < len(TALKS) else TALKS[2 + turn % (len(TALKS) - 2)]
        _hold(rows, rows.members[each.name], told, turn)
    _praise(rows)
    _ask(rows)
    _raise(rows, active)


def _praise(rows: Rows) -> None:
    """Put in what was seen of some who chair, and the thanks for most milestones."""
    jo, today = rows.people[JO], rows.times.today
    for each in queries.milestones()[STILL_TO_THANK:]:
        session.add(
            Thanks(
                member=each.member,
                kind=ThanksKind(each.milestone.kind),
                number=each.milestone.number,
                words=THANKS,
                sent_by=jo,
                on_day=today - timedelta(days=LATELY),
            )
        )
    for line in practice.chairs().items[:WATCHED]:
        evenings = practice.evenings(line.member)
        if evenings:
            session.add(
                Observation(
                    uuid=rows.uuid(),
                    member=line.member,
                    observer=jo,
                    on_day=evenings[-1],
                    ratings=dict(zip(QUESTIONS, RATINGS, strict=True)),
                    strengths=STRENGTHS,
                    next_step=NEXT_STEP,
                )
            )


def _ask(rows: Rows) -> None:
    """Put in two surveys that are over, half a year apart."""
    luck = Random(SEED)  # noqa: S311 -- the same on every machine
    for told in SURVEYS:
        given = [
            {
                "answers": {
                    key: luck.choices(list(ANSWERS), told.weights)[0] for key in survey.QUESTIONS
                },
                "words": words,
            }
            for words in told.words
        ]
        results = survey.added_up(given)
        opened_on = rows.times.away(-told.ago)
        uuid = rows.uuid()
        session.add(
            Survey(
                uuid=uuid,
                token=uuid.hex[:16],
                state=SurveyState.CLOSED,
                opened_on=opened_on,
                closes_on=opened_on + timedelta(days=LATELY),
                closed_at=morning(opened_on + timedelta(days=LATELY + 1)),
                opened_by=rows.people[JO],
                asked=told.asked,
                answers=results.answers,
                results=survey.as_json(results),
            )
        )


def _raise(rows: Rows, active: list[Volunteer]) -> None:
    """Put in two concerns: one that is being looked into, and one that was closed."""
    jo = rows.people[JO]
    for each, told in zip(active[2:], CONCERNS, strict=False):
        session.add(
            Concern(
                uuid=rows.uuid(),
                member=rows.members[each.name],
                kind=ConcernKind(told.kind),
                source=ConcernSource(told.source),
                state=ConcernState.CLOSED if told.outcome else ConcernState.LOOKED_INTO,
                received_on=rows.times.away(-told.ago),
                summary=told.summary,
                handler=jo,
                outcome=ConcernOutcome(told.outcome) if told.outcome else None,
                closed_on=rows.times.away(-LATELY) if told.outcome else None,
                actions=[
                    ConcernAction(
                        what=told.to_do,
                        due_on=rows.times.away(-LATELY if told.outcome else LATELY),
                        done_on=rows.times.away(-LATELY) if told.outcome else None,
                    )
                ],
            )
        )


def _hold(rows: Rows, member: Member, told: Talk, turn: int) -> None:
    on_day = rows.times.today + timedelta(days=told.in_days + turn % 3)
    while not clock.is_working_day(on_day):
        on_day -= timedelta(days=1)
    asked = min(on_day - timedelta(days=ASKED_BEFORE), rows.times.away(-1))
    with clock.frozen(morning(asked)):
        held = _plan(rows, member, on_day)
    keep_letters()  # before it is held: what tells of a talk to come is pointless afterwards
    if held is None or not told.written:
        return
    with clock.frozen(clock.at(on_day, EVENING)):
        _write_up(rows, held, told)
    keep_letters()
    if told.signed_by_both:
        with clock.frozen(clock.at(on_day + timedelta(days=1), EVENING)):
            person = member.person
            actions.sign_as_member(held=held, version=held.version, words="", actor=person)


def _plan(rows: Rows, member: Member, on_day: date) -> Supervision | None:
    """Plan a talk at the first hour of a day at which both are free, if there is one."""
    jo = rows.people[JO]
    for hour in HOURS:
        starts_at = clock.at(on_day, time(hour))
        facts = actions.Plan(
            SupervisionKind.SUPERVISION, jo, starts_at, starts_at + AN_HOUR, "Northmere Library"
        )
        uuid = rows.uuid()
        try:
            return actions.plan(member=member, facts=facts, form_key=uuid.hex, actor=jo, uuid=uuid)
        except PersonBusy:
            continue
    return None


def _write_up(rows: Rows, held: Supervision, told: Talk) -> None:
    jo = rows.people[JO]
    actions.write_up(
        held=held,
        version=held.version,
        notes=told.notes,
        private_notes=told.private_notes,
        actor=jo,
    )
    for number, (what, days) in enumerate(told.agreed):
        actions.agree(
            held=held,
            agreement=actions.Agreement(what, Side.MEMBER, held.on_day + timedelta(days=days)),
            form_key=f"{held.uuid.hex}{number}",
            actor=jo,
        )
    session.flush()  # the version that is signed counts all this in
    if told.signed:
        actions.sign_for_service(held=held, version=held.version, actor=jo)
