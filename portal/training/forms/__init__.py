"""What the pages of training ask for."""

from portal.training.forms.awards import (
    AllExtension,
    Extension,
    NewAward,
    NewExemption,
    Reason,
    SentCertificate,
)
from portal.training.forms.bookings import Booking, BookingFor, Guest, Invitation
from portal.training.forms.courses import ChangedCourse, NewCourse, NewMaterial, held
from portal.training.forms.evaluation import Feedback, feedback
from portal.training.forms.printed import CodeToCheck
from portal.training.forms.registers import ATTENDANCES, SPARE_LINES, NewWalkIn
from portal.training.forms.sessions import (
    DRAFT,
    NOW,
    TYPED,
    CancelledSession,
    ChangedSession,
    NewSession,
    Options,
    Repeat,
    SeenSession,
    audience_options,
    copied,
    planned,
    session_choices,
)

__all__ = [
    "ATTENDANCES",
    "DRAFT",
    "NOW",
    "SPARE_LINES",
    "TYPED",
    "AllExtension",
    "Booking",
    "BookingFor",
    "CancelledSession",
    "ChangedCourse",
    "ChangedSession",
    "CodeToCheck",
    "Extension",
    "Feedback",
    "Guest",
    "Invitation",
    "NewAward",
    "NewCourse",
    "NewExemption",
    "NewMaterial",
    "NewSession",
    "NewWalkIn",
    "Options",
    "Reason",
    "Repeat",
    "SeenSession",
    "SentCertificate",
    "audience_options",
    "copied",
    "feedback",
    "held",
    "planned",
    "session_choices",
]
