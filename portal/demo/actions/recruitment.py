"""The campaign that is open, and whoever is on their way through it."""

from datetime import timedelta
from typing import Final

from portal import clock
from portal.database import session
from portal.demo.actions.rows import Rows, morning, note
from portal.demo.rules import recruitment as told
from portal.demo.rules.names import address_of
from portal.demo.rules.people import POST
from portal.recruitment.models import (
    LIVE,
    OBSERVATIONS,
    PROBATION_MONTHS,
    Application,
    ApplicationState,
    Appointment,
    Campaign,
    CampaignState,
    RecruitmentTag,
    Stage,
    StageChange,
    StepLetter,
    letter_step,
)
from portal.recruitment.rules import review_after

JO: Final = "Jo Hartley"
ENDS_AFTER: Final = 2
"""Days at a stage after which somebody was parked, or their way ended."""


def load_recruitment(rows: Rows) -> None:
    """Put in the campaign and the applications; whoever is in training is in the register too."""
    today = rows.times.today
    campaign = Campaign(
        uuid=rows.uuid(),
        slug=told.SLUG,
        title=told.TITLE,
        role=told.ROLE,
        summary=told.SUMMARY,
        takes=told.TAKES,
        dates=f"Information evening: {today + timedelta(days=9):%-d %B}, 6pm, Northmere library",
        state=CampaignState.OPEN,
        closes_on=today + timedelta(days=told.CLOSES),
    )
    made = [(who, _application(rows, campaign, who)) for who in told.APPLICANTS]
    session.add_all(application for _who, application in made)
    session.flush()  # the trail needs the numbers of rows
    for who, application in made:
        _note(rows, application)
        _write(rows, who, application)
        if who.appointed:
            _appoint(rows, who, application)


def _application(rows: Rows, campaign: Campaign, who: told.Applicant) -> Application:
    came = morning(rows.times.away(-told.received(who)))
    state = ApplicationState(who.state)
    ended = rows.times.away(-max(0, who.days - ENDS_AFTER))
    is_live = state in LIVE
    made = Application(
        uuid=rows.uuid(),
        campaign=campaign,
        stage=Stage(who.stage),
        state=state,
        stage_since=rows.times.away(-who.days),
        reason=who.reason,
        wake_on=None if who.wakes is None else rows.times.away(who.wakes),
        ended_on=None if is_live else ended,
        name=who.name,
        email=address_of(who.name, POST),
        phone=None,
        area=rows.areas[who.area],
        is_adult=None if who.stage == "enquiry" else True,
        why=who.why,
        experience=who.brings,
        needs=who.needs,
        heard_from="A poster in the library",
        submitted_at=came,
        created_at=came,
        member=rows.members[who.name] if who.appointed else None,
    )
    made.changes = [
        StageChange(
            from_stage=Stage(before),
            to_stage=Stage(after),
            state=ApplicationState.OPEN,
            by=rows.people[JO],
            at=morning(rows.times.away(-days)),
        )
        for before, after, days in told.steps(who)
    ]
    if state is not ApplicationState.OPEN:
        made.changes.append(
            StageChange(
                from_stage=made.stage,
                to_stage=made.stage,
                state=state,
                reason=who.reason,
                by=rows.people[JO],
                at=morning(ended),
            )
        )
    return made


def _write(rows: Rows, who: told.Applicant, application: Application) -> None:
    """Settle the letters of all steps, but of the last of those to whom somebody is to write."""
    steps = application.changes[: -1 if who.name in told.TO_WRITE else None]
    for change in steps:
        step = letter_step(change)
        if step is not None:
            change.letter = StepLetter(step=step, number=0, by=rows.people[JO])


def _appoint(rows: Rows, who: told.Applicant, application: Application) -> None:
    """Say how somebody begins who became a volunteer: with a buddy, until their probation ends."""
    member = rows.members[who.name]
    on = next(rows.times.away(-days) for _, after, days in told.steps(who) if after == "training")
    buddy = rows.members[told.BUDDY].person
    review_on = review_after(on, PROBATION_MONTHS.default)
    session.add(
        Appointment(
            application=application,
            member=member,
            appointed_on=on,
            buddy=buddy,
            observations=OBSERVATIONS.default,
            review_on=review_on,
        )
    )
    with clock.frozen(morning(on)):
        note(
            RecruitmentTag.APPOINTED,
            application,
            actor=rows.people[JO],
            member=member.id,
            buddy=buddy.id,
            review=review_on,
        )


def _note(rows: Rows, application: Application) -> None:
    """Tell each step in the trail, as of the day on which it was taken."""
    for step in application.changes:
        with clock.frozen(step.at):
            note(
                RecruitmentTag.STAGE_CHANGED,
                application,
                actor=rows.people[JO],
                **{
                    "from": step.from_stage,
                    "to": step.to_stage,
                    "state": step.state,
                    "reason": step.reason,
                },
            )
