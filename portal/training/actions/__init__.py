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
from portal.training.actions.files import forget, keep_file
from portal.training.actions.registers import WalkIn, add_walk_in, mark
from portal.training.actions.registers import undo as undo_mark
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
from portal.training.actions.telling import concerned

__all__ = [
    "CERTIFICATE",
    "MATERIAL",
    "Around",
    "Decision",
    "Evidence",
    "Repeated",
    "WalkIn",
    "Where",
    "add_course",
    "add_material",
    "add_walk_in",
    "approve_certificate",
    "cancel_session",
    "change_course",
    "change_session",
    "concerned",
    "end_exemption",
    "exempt",
    "extend_all",
    "extend_award",
    "forget",
    "give_award",
    "go_ahead",
    "keep_file",
    "mark",
    "plan_session",
    "publish",
    "reckon",
    "reckon_awards",
    "refuse_certificate",
    "remove_material",
    "reopen_course",
    "repeat_session",
    "retire_course",
    "revoke_award",
    "send_certificate",
    "undo_mark",
    "validity_of",
]
