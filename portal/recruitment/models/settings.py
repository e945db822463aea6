"""What a coordinator may set about recruitment."""

import re
from collections.abc import Mapping
from typing import Final

from portal.recruitment.models.columns import Column
from portal.settings.models import Setting, declare
from portal.settings.rules import against_days_ahead

GROUP: Final = "Recruitment"
_ADDRESS: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def _addresses(text: str) -> str | None:
    for line in filter(None, map(str.strip, text.splitlines())):
        if not _ADDRESS.fullmatch(line):
            return f"“{line}” is no email address: enter one on each line"
    return None


def _days(column: Column, what: str, ideal: int, most: int) -> tuple[Setting[int], Setting[int]]:
    return (
        declare(
            Setting(
                f"recruitment.{column}_ideal_days",
                ideal,
                f"{column.label}: days in which {what}, ideally",
                "Whoever takes longer is shown as slow.",
                GROUP,
                least=1,
                most=365,
            )
        ),
        declare(
            Setting(
                f"recruitment.{column}_most_days",
                most,
                f"{column.label}: days in which {what}, at most",
                "Whoever takes longer is shown as too long, and stands on coordinators’ home page.",
                GROUP,
                least=1,
                most=365,
            )
        ),
    )


APPROVERS: Final = declare(
    Setting(
        "recruitment.approvers",
        "",
        "Email addresses of those who approve a volunteer in the end",
        "One a line. While nobody is named, any manager approves.",
        GROUP,
        least=0,
        most=600,
        check=_addresses,
        lines=True,
    )
)
DAYS: Final[Mapping[Column, tuple[Setting[int], Setting[int]]]] = {
    Column.APPLICATION: _days(Column.APPLICATION, "an application is looked at", 2, 4),
    Column.SELECTION: _days(Column.SELECTION, "somebody is shortlisted and interviewed", 7, 14),
    Column.CHECKS: _days(Column.CHECKS, "references and checks are in", 21, 28),
    Column.APPROVAL: _days(Column.APPROVAL, "somebody who is ready is approved", 2, 3),
}
"""The ideal and the most days of a part of the way. Training has none: it waits for its date."""
OBSERVATIONS = declare(
    Setting(
        "recruitment.observations",
        2,
        "Panels that a new volunteer observes before they sit",
        "Filled in when somebody is appointed. None is asked of those appointed before.",
        GROUP,
        least=0,
        most=10,
    )
)
PROBATION_MONTHS = declare(
    Setting(
        "recruitment.probation_months",
        6,
        "Months from appointment to the probation review",
        "Filled in when somebody is appointed; each appointment has its own day.",
        GROUP,
        least=1,
        most=24,
    )
)
ERASURE_WARNING_DAYS = declare(
    Setting(
        "recruitment.erasure_warning_days",
        14,
        "Days before an application is erased on which coordinators are warned",
        "Nothing is erased of which nobody was warned so long before.",
        GROUP,
        least=7,
        most=60,
    )
)
KEPT_MONTHS = declare(
    Setting(
        "recruitment.kept_months",
        6,
        "Months for which the application of somebody who was not appointed is kept",
        "Then all that says who it was is erased. How far they came, and why it ended, is still "
        "counted.",
        GROUP,
        least=1,
        most=24,
    )
)
LINK_DAYS = declare(
    Setting(
        "recruitment.link_days",
        28,
        "Days for which an applicant’s link works",
        "By it they go on with an application, see how it stands, or withdraw. They can ask for a "
        "new one. What was begun and not sent is deleted when its link has ended.",
        GROUP,
        least=3,
        most=90,
    )
)
INTERVIEW_QUESTIONS = declare(
    Setting(
        "recruitment.interview_questions",
        "What made you want to do this?\n"
        "Tell us of a time when you listened to somebody with whom you disagreed.\n"
        "A child says something on a panel that shocks you. What do you do?\n"
        "What would you do with something that you were told in confidence?\n"
        "What do you need from us to do this well?",
        "Questions that every applicant is asked in an interview",
        "One a line. An interview keeps those that held when it was arranged.",
        GROUP,
        least=1,
        most=2000,
        lines=True,
    )
)
REFERENCES_WANTED = declare(
    Setting(
        "recruitment.references_wanted",
        2,
        "References that an applicant needs",
        "So many referees are asked to be named, and the pipeline says how many are in.",
        GROUP,
        least=1,
        most=4,
    )
)
REFERENCE_DAYS = declare(
    Setting(
        "recruitment.reference_days",
        28,
        "Days for which a referee’s link works",
        "It counts from the day on which they are asked. Asked again, they get a new link.",
        GROUP,
        least=3,
        most=90,
    )
)
REFERENCE_CHASE_DAYS = declare(
    Setting(
        "recruitment.reference_chase_days",
        "7, 14",
        "Days after which a referee who has not answered is reminded",
        "Only while their link works, and each time once.",
        GROUP,
        check=against_days_ahead,
    )
)
