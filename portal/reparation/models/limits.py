"""What a coordinator may set about young people's working hours and about risk assessments.

The hours are those for children in employment. Whether reparation is employment is a legal
question; they are kept as guard-rails.
"""

from typing import Final

from portal.reparation.models.settings import GROUP
from portal.settings.models import Setting, declare
from portal.settings.rules import against_days_ahead

MOST_MINUTES: Final = 720
MOST_WEEK_HOURS: Final = 60

SCHOOL_AGE: Final = declare(
    Setting(
        "reparation.school_age",
        16,
        "Age from which the hours of school age no longer bind",
        "A session that somebody younger may come to keeps to the hours for school age.",
        GROUP,
        least=10,
        most=18,
    )
)
EARLIEST_HOUR: Final = declare(
    Setting(
        "reparation.earliest_hour",
        7,
        "Hour before which no session of school age begins",
        "As a number: 7 is 7am.",
        GROUP,
        least=5,
        most=11,
    )
)
LATEST_HOUR: Final = declare(
    Setting(
        "reparation.latest_hour",
        19,
        "Hour by which every session of school age ends",
        "As a number: 19 is 7pm.",
        GROUP,
        least=13,
        most=23,
    )
)
SCHOOL_DAY_MINUTES: Final = declare(
    Setting(
        "reparation.school_day_minutes",
        120,
        "Most minutes of a session of school age on a school day or a Sunday",
        "A school day is a working day in a school term. 120 is 2 hours.",
        GROUP,
        least=30,
        most=MOST_MINUTES,
    )
)
YOUNGER_MINUTES: Final = declare(
    Setting(
        "reparation.younger_minutes",
        300,
        "Most minutes on a Saturday or in the holidays, for children under 15",
        "300 is 5 hours.",
        GROUP,
        least=30,
        most=MOST_MINUTES,
    )
)
OLDER_MINUTES: Final = declare(
    Setting(
        "reparation.older_minutes",
        480,
        "Most minutes of any other session",
        "For school age from 15 on a Saturday or in the holidays, and from 16 on any day. "
        "480 is 8 hours.",
        GROUP,
        least=30,
        most=MOST_MINUTES,
    )
)


def _week(key: str, most: int, label: str, hint: str = "") -> Setting[int]:
    return declare(
        Setting(f"reparation.{key}", most, label, hint, GROUP, least=1, most=MOST_WEEK_HOURS)
    )


TERM_WEEK_HOURS: Final = _week(
    "term_week_hours",
    12,
    "Most hours of one referral in a week of term, for school age",
    "Its places are counted from Monday to Sunday, whoever hosts them. Nobody’s age is known "
    "here: the youngest age of the project is taken.",
)
YOUNGER_WEEK_HOURS: Final = _week(
    "younger_week_hours", 25, "Most hours of one referral in a week of holidays, under 15"
)
OLDER_WEEK_HOURS: Final = _week(
    "older_week_hours",
    35,
    "Most hours of one referral in a week of holidays, for school age from 15",
)
LEAVER_WEEK_HOURS: Final = _week(
    "leaver_week_hours", 40, "Most hours of one referral in a week, past school age"
)
REVIEW_MONTHS: Final = declare(
    Setting(
        "reparation.review_months",
        12,
        "Months after which a risk assessment is usually reviewed",
        "Filled in when one is approved, and can be made sooner there.",
        GROUP,
        least=1,
        most=24,
    )
)
REVIEW_REMINDER_DAYS: Final = declare(
    Setting(
        "reparation.review_reminder_days",
        "60, 30, 7",
        "Days before a risk assessment’s review on which people are reminded",
        "Its assessor and the coordinators, and once when the day has passed.",
        GROUP,
        check=against_days_ahead,
    )
)
