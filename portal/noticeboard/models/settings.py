"""What a coordinator may set about the noticeboard."""

from typing import Final

from portal.settings.models import Setting, declare
from portal.settings.rules import against_days_ahead

GROUP: Final = "Noticeboard and handbook"

MOST_FILE_MB = declare(
    Setting(
        "noticeboard.most_file_mb",
        10,
        "Largest file that can go with a notice or a page of the handbook, in megabytes",
        "A photograph is made smaller and loses its hidden details when it is kept.",
        GROUP,
        least=1,
        most=15,
    )
)
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
REVIEW_REMINDER_DAYS = declare(
    Setting(
        "noticeboard.review_reminder_days",
        "30, 7",
        "Days before a page of the handbook is to be reviewed on which its owner is reminded",
        "And once when the day has come.",
        GROUP,
        check=against_days_ahead,
    )
)
