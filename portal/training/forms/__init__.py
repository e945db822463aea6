"""What the pages of training ask for."""

from portal.training.forms.awards import (
    AllExtension,
    Extension,
    NewAward,
    NewExemption,
    Reason,
    SentCertificate,
)
from portal.training.forms.courses import (
    ChangedCourse,
    NewCourse,
    NewMaterial,
    differences,
    held,
)

__all__ = [
    "AllExtension",
    "ChangedCourse",
    "Extension",
    "NewAward",
    "NewCourse",
    "NewExemption",
    "NewMaterial",
    "Reason",
    "SentCertificate",
    "differences",
    "held",
]
