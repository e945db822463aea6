"""What people type into the pages of the register, a module a noun."""

from portal.members.forms.days import Contact, DaysAway, Wishes, slot, uuid_of, wishes
from portal.members.forms.register import (
    LEAVE_REASONS,
    ChangedVolunteer,
    ImportFile,
    NewCheck,
    NewStatus,
    NewVolunteer,
    Volunteer,
    area_choices,
    differences,
    held,
)

__all__ = [
    "LEAVE_REASONS",
    "ChangedVolunteer",
    "Contact",
    "DaysAway",
    "ImportFile",
    "NewCheck",
    "NewStatus",
    "NewVolunteer",
    "Volunteer",
    "Wishes",
    "area_choices",
    "differences",
    "held",
    "slot",
    "uuid_of",
    "wishes",
]
