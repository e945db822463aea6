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

__all__ = [
    "CERTIFICATE",
    "MATERIAL",
    "Around",
    "Evidence",
    "add_course",
    "add_material",
    "approve_certificate",
    "change_course",
    "end_exemption",
    "exempt",
    "extend_all",
    "extend_award",
    "forget",
    "give_award",
    "keep_file",
    "reckon",
    "reckon_awards",
    "refuse_certificate",
    "remove_material",
    "reopen_course",
    "retire_course",
    "revoke_award",
    "send_certificate",
    "validity_of",
]
