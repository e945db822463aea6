"""What somebody does on a sitting."""

from enum import StrEnum


class SeatKind(StrEnum):
    """What somebody does on a sitting. Only chair and member are community seats."""

    CHAIR = "chair"
    MEMBER = "member"
    OBSERVER = "observer"
    ADVISER = "adviser"

    @property
    def label(self) -> str:
        """> panel member."""
        return "panel member" if self is SeatKind.MEMBER else self.value
