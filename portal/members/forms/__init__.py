"""What people type into the pages of the register, a module a noun."""

from portal.members.forms.agreements import NewText, PaperSignature, Signature
from portal.members.forms.checks import BARS, NewCheck, NewDecision, NewStatusCheck
from portal.members.forms.days import Contact, DaysAway, Wishes, numbers_of, slot, uuid_of, wishes
from portal.members.forms.details import Details, Emergency, Portrait, said
from portal.members.forms.leaving import ExitAnswers, Leaving, Reference, exit_answers
from portal.members.forms.register import (
    ChangedVolunteer,
    NewStatus,
    NewVolunteer,
    Volunteer,
    area_choices,
    held,
)
from portal.members.forms.rounds import WEEK, NewRound, Reopening, closed_days, usual_round

__all__ = [
    "BARS",
    "WEEK",
    "ChangedVolunteer",
    "Contact",
    "DaysAway",
    "Details",
    "Emergency",
    "ExitAnswers",
    "Leaving",
    "NewCheck",
    "NewDecision",
    "NewRound",
    "NewStatus",
    "NewStatusCheck",
    "NewText",
    "NewVolunteer",
    "PaperSignature",
    "Portrait",
    "Reference",
    "Reopening",
    "Signature",
    "Volunteer",
    "Wishes",
    "area_choices",
    "closed_days",
    "exit_answers",
    "held",
    "numbers_of",
    "said",
    "slot",
    "usual_round",
    "uuid_of",
    "wishes",
]
