"""Appointing somebody: an applicant becomes a volunteer in one step, and all that follows begins.

Either everything holds or nothing does: what one part refuses is said at its field.
"""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from portal import clock
from portal.access.rules import Role
from portal.accounts import actions as accounts
from portal.accounts.queries import user_of
from portal.accounts.rules import Refused as AccountRefused
from portal.audit.actions import record
from portal.database import session
from portal.members import actions as members
from portal.members.models import CheckKind, Member, Status
from portal.members.queries import number_is_taken
from portal.members.queries.details import detail_of
from portal.panels.actions import offers
from portal.panels.models import Seat, SeatKind
from portal.panels.queries import sittings
from portal.people.models import Person
from portal.recruitment import rules
from portal.recruitment.actions import stages
from portal.recruitment.actions.buddies import buddy_for, tell_buddy
from portal.recruitment.models import OBSERVATIONS, Application, Appointment, RecruitmentTag, Stage
from portal.recruitment.queries import appointing as queries
from portal.settings.queries import value
from portal.site.refusals import Refused
from portal.training import actions as training
from portal.training.queries import planned

NOT_APPOINTED: Final = (Status.APPLICANT, Status.VETTING, Status.LEFT)
"""Where somebody in the register stands whom an appointment makes a volunteer."""


def appoint(*, application: Application, facts: rules.Appointing, actor: Person) -> Appointment:
    """Make an applicant a volunteer, on condition of their training. Twice is once.

    Somebody who is held already under the same name and address stays that person: a colleague,
    or a volunteer who left and comes back with their old number. Raises `Refused`.
    """
    made = queries.appointment_of(application)
    if made is not None:
        return made
    rules.check_may_appoint(
        application.stage.value, application.state.value, is_adult=application.is_adult
    )
    member = _member(facts, actor)
    buddy = buddy_for(member, facts.buddy)
    made = Appointment(
        application=application,
        member=member,
        buddy=buddy,
        observations=value(OBSERVATIONS),
        review_on=facts.review_on,
    )
    session.add(made)
    application.member = member
    stages.move(application=application, to=Stage.TRAINING, actor=actor)
    record(
        RecruitmentTag.APPOINTED,
        application,
        actor=actor,
        member=member.id,
        buddy=buddy.id if buddy else None,
        review=facts.review_on,
    )
    _begin(made, facts, actor)
    return made


def _member(facts: rules.Appointing, actor: Person) -> Member:
    values = {**facts.person, "number": facts.number, "max_month": facts.max_month}
    found = queries.known(facts.person["name"] or "", facts.person["email"])
    was = found.member if found else None
    _check_number(facts.number, was)
    if was is None:
        member = members.add(
            actor=actor,
            area_ids=facts.area_ids,
            person=found.person if found else None,
            status=Status.TRAINING,
            is_learner=True,
            **values,
        )
    else:
        member = _back(was, facts, actor, values)
    session.flush()  # what follows is of the volunteer's number
    said = detail_of(member)
    members.set_details(member=member, version=said.version, actor=actor, **facts.details)
    if facts.check is not None:
        made, level = facts.check
        members.record_check(member=member, kind=CheckKind.DBS, made=made, level=level, actor=actor)
    return member


def _back(
    member: Member, facts: rules.Appointing, actor: Person, values: Mapping[str, object]
) -> Member:
    """Take somebody who was a volunteer before, or is in the register and not appointed yet."""
    if member.status not in NOT_APPOINTED:
        raise Refused(
            f"{member.person.display_name} is a volunteer already: {member.number}.",
            "End this application instead.",
            "name",
        )
    members.set_status(
        member=member, status=Status.TRAINING, on=clock.today(), leave_reason=None, actor=actor
    )
    members.change(
        member=member,
        actor=actor,
        area_ids=facts.area_ids,
        may_chair=False,
        is_learner=True,
        **values,
    )
    return member


def _check_number(number: str, was: Member | None) -> None:
    if number_is_taken(number) and not (was and was.number == number):
        raise Refused(f"{number} is another volunteer’s: enter a new one", field="number")


def _begin(made: Appointment, facts: rules.Appointing, actor: Person) -> None:
    """Let follow what an appointment brings: an account, the induction, panels to observe."""
    person = made.member.person
    if facts.invites:
        _invite(person, actor)
    if facts.session is not None:
        _book(made, facts.session, actor)
    observe(appointment=made, uuids=facts.observes, actor=actor)
    tell_buddy(appointment=made, actor=actor)


def _invite(person: Person, actor: Person) -> None:
    if user_of(person) is not None:
        raise Refused(
            f"{person.display_name} has an account already.",
            "Untick this, and ask council IT to open it for a volunteer.",
            "invites",
        )
    try:
        accounts.invite(person=person, role=Role.VOLUNTEER, actor=actor)
    except AccountRefused as refused:
        raise Refused(str(refused), field="invites") from None


def _book(made: Appointment, uuid: UUID, actor: Person) -> None:
    try:
        training.book(
            held=planned.session_at(uuid),
            person=made.member.person,
            actor=actor,
            form_key=f"appointment-{made.application.uuid.hex}",
        )
    except Refused as refused:
        raise Refused(refused.sentence, field="session") from None


def observe(*, appointment: Appointment, uuids: Sequence[UUID], actor: Person) -> None:
    """Ask somebody who was appointed to observe some sittings. Asked twice is asked once.

    Raises `Refused` when one is not free to them, with the reason.
    """
    person = appointment.member.person
    found = [sittings.published_sitting(uuid) for uuid in uuids]
    for sitting in sorted(found, key=lambda each: each.id):
        seat = _observer(sitting.seats)
        try:
            offers.offer_seat(seat=seat, person=person, actor=actor)
        except Refused as refused:
            raise Refused(refused.sentence, field="observes") from None


def _observer(seats: Sequence[Seat]) -> Seat:
    seat = next((each for each in seats if each.kind is SeatKind.OBSERVER), None)
    if seat is None:
        raise Refused("This panel has no observer’s seat.", "Choose another one.", "observes")
    return seat
