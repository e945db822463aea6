"""Whose training who may change."""

from collections.abc import Collection

from portal import clock
from portal.access.rules import Permission
from portal.accounts.models import User
from portal.people.models import Person
from portal.training.models import AttendanceMark, TrainingSession


def may_award(user: User, area_ids: Collection[int]) -> bool:
    """Return whether the account may give, extend and take back awards of who serves these areas.

    A coordinator who is limited to areas does it for volunteers who serve one of them, and for
    those who serve the whole service.
    """
    if Permission.TRAINING_AWARD not in user.permissions:
        return False
    return not user.area_ids or not area_ids or bool(set(area_ids) & user.area_ids)


def may_look_up(user: User, area_ids: Collection[int]) -> bool:
    """Return whether the account reads the training of somebody who serves these areas."""
    if Permission.TRAINING_MATRIX not in user.permissions:
        return False
    return not user.area_ids or not area_ids or bool(set(area_ids) & user.area_ids)


def may_book_for(user: User, area_ids: Collection[int]) -> bool:
    """Return whether the account may book for somebody who serves these areas, as `may_award`."""
    if Permission.TRAINING_BOOK_OTHERS not in user.permissions:
        return False
    return not user.area_ids or not area_ids or bool(set(area_ids) & user.area_ids)


def may_see_names(user: User, held: TrainingSession) -> bool:
    """Return whether the account sees who is booked: everybody employed, and whoever trains it.

    Fellow volunteers see how many.
    """
    trains = held.trainer_id is not None and held.trainer_id == user.person_id
    return trains or user.person.is_staff


def may_see_document(user: User, person: Person, owner_id: int) -> bool:
    """Return whether the account may save somebody's certificate: its owner, and who approves."""
    return owner_id == person.id or Permission.TRAINING_AWARD in user.permissions


def may_plan(user: User) -> bool:
    """Return whether the account plans sessions, changes them and calls them off."""
    return Permission.TRAINING_EDIT in user.permissions


def may_decide(user: User, held: TrainingSession) -> bool:
    """Return whether the account decides if a session goes ahead: who plans, or who trains it."""
    return may_plan(user) or trains(user, held)


def trains(user: User, held: TrainingSession) -> bool:
    """Return whether a session is given by the owner of the account."""
    return held.trainer_id is not None and held.trainer_id == user.person_id


def may_register(user: User, held: TrainingSession) -> bool:
    """Return whether the account keeps a session's register: a coordinator, or who trains it."""
    return trains(user, held) or Permission.TRAINING_REGISTER in user.permissions


def may_undo(person: Person, mark: AttendanceMark) -> bool:
    """Return whether a mark of a register is a slip of the person's own, of today.

    Any other is corrected by another answer, which says first what it takes back.
    """
    own = mark.marked_by_id == person.id
    return own and clock.london(mark.created_at).date() == clock.today()
