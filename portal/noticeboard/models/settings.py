"""What a coordinator may set about the noticeboard."""

from typing import Final

from portal.settings.models import Setting, declare
from portal.settings.rules import against_days_ahead

GROUP: Final = "Noticeboard and handbook"

READ_REMINDER_DAYS = declare(
    Setting(
        "noticeboard.read_reminder_days",
        "3, 10",
        "Days after which people are reminded of a notice that they are asked to read",
        "Counted from the day on which it first stands on the board. Whoever has said that they "
        "have read it gets no letter.",
        GROUP,
        check=against_days_ahead,
    )
)
