"""What the board shows side by side: parts of the way, each of one or two stages."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from portal.recruitment.models.applications import Stage


class Column(StrEnum):
    """A part of the way, in order; the time that somebody takes counts within one."""

    APPLICATION = "application"
    SELECTION = "selection"
    CHECKS = "checks"
    TRAINING = "training"
    APPROVAL = "approval"

    @property
    def label(self) -> str:
        """> Selection."""
        return self.value.capitalize()


COLUMN_OF: Final[Mapping[Stage, Column]] = {
    Stage.ENQUIRY: Column.APPLICATION,
    Stage.APPLICATION: Column.APPLICATION,
    Stage.SHORTLISTING: Column.SELECTION,
    Stage.INTERVIEW: Column.SELECTION,
    Stage.REFERENCES: Column.CHECKS,
    Stage.CHECKS: Column.CHECKS,
    Stage.TRAINING: Column.TRAINING,
    Stage.APPROVAL: Column.APPROVAL,
    Stage.ACTIVE: Column.APPROVAL,
}
