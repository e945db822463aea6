"""Interviews and references of the applicants, by the portal's own hand."""

from datetime import date, time, timedelta
from typing import Final

from portal import clock
from portal.demo.actions.mail import keep_letters
from portal.demo.actions.rows import Rows, morning
from portal.demo.queries import applicants
from portal.demo.rules import interviews as told
from portal.demo.rules.names import address_of
from portal.demo.rules.people import POST
from portal.recruitment.actions import references as actions
from portal.recruitment.actions.interviews import Plan, arrange_interview
from portal.recruitment.actions.recommending import keep_notes, send_recommendation
from portal.recruitment.models import Application, Channel, Interview, Recommendation, Referee
from portal.recruitment.rules.references import QUESTIONS
from portal.recruitment.rules.refusals import Refused

HOURS: Final = (time(17, 30), time(18, 15), time(16), time(14, 30), time(13))
"""When people can come after work, and else earlier in the day."""
LATE: Final = 3
"""So many of them are after work or near to it."""
LASTS: Final = timedelta(minutes=45)
NOTICE: Final = timedelta(days=8)
CHASED: Final = (7, 14)


def load_interviews(rows: Rows) -> None:
    """Put in who was interviewed, who was asked about them, and what was said."""
    found = applicants()
    with rows.naming():
        for turn, each in enumerate(told.INTERVIEWS):
            _interview(rows, found[each.applicant], each, turn % LATE)
        for referee in told.REFEREES:
            _referee(rows, found[referee.applicant], referee)
        keep_letters()


def _interview(rows: Rows, application: Application, each: told.Interview, turn: int) -> None:
    day = rows.times.working(rows.times.away(each.day))
    with clock.frozen(morning(min(day - NOTICE, rows.times.away(-1)))):
        made = _arranged(rows, application, day, turn)
    for name, recommendation, words in each.said:
        own = next(who for who in made.interviewers if who.person.name == name)
        with clock.frozen(made.entry.ends_at):
            keep_notes(
                interviewer=own,
                notes={},
                recommendation=Recommendation(recommendation),
                words=words,
                actor=own.person,
            )
            send_recommendation(interviewer=own, actor=own.person)


def _arranged(rows: Rows, application: Application, day: date, turn: int) -> Interview:
    """Arrange an interview at the next hour at which both who hold it are free."""
    starts_at = clock.at(day, HOURS[turn % len(HOURS)])
    plan = Plan(
        starts_at=starts_at,
        ends_at=starts_at + LASTS,
        room=None,
        place="Online, by the link in our email",
        interviewers=[rows.people[told.GRAHAM], rows.people[told.JO]],
        instructions="A camera helps. If it does not work, we ring you.",
    )
    try:
        return arrange_interview(
            application=application,
            plan=plan,
            form_key=rows.uuid().hex,
            actor=rows.people[told.JO],
            uuid=rows.uuid(),
        )
    except Refused:
        later = day + timedelta(days=(turn + 1) % len(HOURS) == 0)
        return _arranged(rows, application, rows.times.working(later), turn + 1)


def _referee(rows: Rows, application: Application, each: told.Referee) -> None:
    jo, first = rows.people[told.JO], morning(rows.times.away(-(each.asked or 1)))
    with clock.frozen(first):
        referee = actions.name_referee(
            application=application,
            form_key=rows.uuid().hex,
            actor=jo,
            name=each.name,
            email=address_of(each.name, POST),
            phone=None,
            relation=each.relation,
        )
    if each.asked is None:
        return
    with clock.frozen(first):
        referee = actions.ask_for_reference(referee=referee, turn=0, actor=jo)
    keep_letters()  # before they answer: what asks them is pointless afterwards
    if each.answered is not None:
        with clock.frozen(morning(rows.times.away(-each.answered))):
            _answered(rows, referee, each)
        return
    for days in CHASED:
        with clock.frozen(first + timedelta(days=days)):
            actions.chase(referee=referee, days=days, actor=None)


def _answered(rows: Rows, referee: Referee, each: told.Referee) -> None:
    actions.give_reference(
        referee=referee,
        channel=Channel.PHONE if each.by_phone else Channel.LINK,
        actor=rows.people[told.JO] if each.by_phone else None,
        answers=dict.fromkeys(QUESTIONS, "yes"),
        known_for=each.known_for,
        how_known=each.how_known,
        words=each.words,
        given_by=each.name,
    )
