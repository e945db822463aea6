"""What changes training: the catalogue, awards and exemptions, certificates."""

from portal.training.actions.awards import (
    Evidence,
    end_exemption,
    exempt,
    extend_all,
    extend_award,
    give_award,
    reckon,
    reckon_awards,
    revoke_award,
    validity_of,
)
from portal.training.actions.bookings import (
    accept_place,
    book,
    cancel_booking,
    lapse_offer,
    offer_places,
)
from portal.training.actions.certificates import (
    CERTIFICATE,
    approve_certificate,
    refuse_certificate,
    send_certificate,
)
from portal.training.actions.courses import (
    MATERIAL,
    Around,
    add_course,
    add_material,
    change_course,
    remove_material,
    reopen_course,
    retire_course,
)
from portal.training.actions.evaluation import ask, give_feedback, remove_words
from portal.training.actions.guests import ask_as_guest, forget_guests, invite, revoke_invitation
from portal.training.actions.leaving import free_bookings, free_bookings_lost
from portal.training.actions.links import feedback_token, hash_of, opened
from portal.training.actions.registers import WalkIn, add_walk_in, mark, undo_mark
from portal.training.actions.reminding import remind, write_digest
from portal.training.actions.repeating import Repeated, repeat_session
from portal.training.actions.sessions import (
    Decision,
    Where,
    cancel_session,
    change_session,
    go_ahead,
    plan_session,
    publish,
)
from portal.training.actions.telling.sessions import concerned

__all__ = [
    "CERTIFICATE",
    "MATERIAL",
    "Around",
    "Decision",
    "Evidence",
    "Repeated",
    "WalkIn",
    "Where",
    "accept_place",
    "add_course",
    "add_material",
    "add_walk_in",
    "approve_certificate",
    "ask",
    "ask_as_guest",
    "book",
    "cancel_booking",
    "cancel_session",
    "change_course",
    "change_session",
    "concerned",
    "end_exemption",
    "exempt",
    "extend_all",
    "extend_award",
    "feedback_token",
    "forget_guests",
    "free_bookings",
    "free_bookings_lost",
    "give_award",
    "give_feedback",
    "go_ahead",
    "hash_of",
    "invite",
    "lapse_offer",
    "mark",
    "offer_places",
    "opened",
    "plan_session",
    "publish",
    "reckon",
    "reckon_awards",
    "refuse_certificate",
    "remind",
    "remove_material",
    "remove_words",
    "reopen_course",
    "repeat_session",
    "retire_course",
    "revoke_award",
    "revoke_invitation",
    "send_certificate",
    "undo_mark",
    "validity_of",
    "write_digest",
]
