"""What a coordinator may set about training, beside what each course says for itself."""

from typing import Final

from portal.settings.models import Setting, declare
from portal.settings.rules import against_days_ahead

GROUP: Final = "Training"
MOST_DISTANCE: Final = 365

RENEW_DAYS = declare(
    Setting(
        "training.renew_days",
        90,
        "Usual days before the last day when training is called due soon",
        "Filled in for a new course; each course has its own. Due soon never keeps anybody "
        "from a panel.",
        GROUP,
        least=0,
        most=MOST_DISTANCE,
    )
)
CLOSES_DAYS = declare(
    Setting(
        "training.closes_days",
        2,
        "Days before a session when booking usually closes",
        "Filled in for a new session; each session has its own time.",
        GROUP,
        least=0,
        most=60,
    )
)
CANCEL_DAYS = declare(
    Setting(
        "training.cancel_days",
        2,
        "Days before a session until which people may usually cancel by themselves",
        "Filled in for a new session. After that they ring.",
        GROUP,
        least=0,
        most=60,
    )
)
OFFER_HOURS = declare(
    Setting(
        "training.offer_hours",
        48,
        "Hours that somebody on the waiting list has to take a free place",
        "Less when booking closes sooner. Then it goes to the next person.",
        GROUP,
        least=1,
        most=336,
    )
)
TOO_FEW_DAYS = declare(
    Setting(
        "training.too_few_days",
        5,
        "Days before a session when its trainer decides whether too few have booked",
        "Nothing is called off by itself.",
        GROUP,
        least=1,
        most=60,
    )
)


REMINDER_DAYS = declare(
    Setting(
        "training.reminder_days",
        "90, 60, 30, 7",
        "Days before the last day on which people are reminded",
        "And once when it has lapsed. Nobody who has booked is reminded.",
        GROUP,
        check=against_days_ahead,
    )
)
SESSION_REMINDER_DAYS = declare(
    Setting(
        "training.session_reminder_days",
        "7, 1",
        "Days before a session on which those booked on it are reminded",
        "With how to get there or to join. Nobody is reminded of a session that was called off.",
        GROUP,
        check=against_days_ahead,
    )
)
GUESTS_KEPT_DAYS = declare(
    Setting(
        "training.guests_kept_days",
        90,
        "Days after a session for which the names and addresses of guests are kept",
        "Guests are people of a neighbouring service, who have no account. That somebody came "
        "stays in the register.",
        GROUP,
        least=1,
        most=730,
    )
)
TARGET_HOURS = declare(
    Setting(
        "training.target_hours",
        6,
        "Hours of training a year that a volunteer should reach",
        "The Restorative Justice Council asks for 6 hours of a foundation practitioner. "
        "Nobody is kept from a panel by it.",
        GROUP,
        least=0,
        most=200,
    )
)
TARGET_HOURS_STAFF = declare(
    Setting(
        "training.target_hours_staff",
        12,
        "Hours of training a year that a colleague should reach",
        "The Restorative Justice Council asks for 12 hours of an intermediate practitioner. "
        "Nobody is kept from a panel by it.",
        GROUP,
        least=0,
        most=200,
    )
)
YEAR_MONTH = declare(
    Setting(
        "training.year_month",
        4,
        "Month with whose first day a year of training begins",
        "As a number: 4 is April. Hours are counted from that day to the day before the next.",
        GROUP,
        least=1,
        most=12,
    )
)
DIGEST_DAYS = declare(
    Setting(
        "training.digest_days",
        30,
        "Days ahead of which the coordinators’ weekly letter tells who lapses",
        "It names who lapses within so many days and has booked nothing, and who has lapsed.",
        GROUP,
        least=1,
        most=MOST_DISTANCE,
    )
)
ENOUGH_ANSWERS = declare(
    Setting(
        "training.enough_answers",
        5,
        "Answers before the results of an evaluation are shown",
        "With fewer, somebody could guess who said what.",
        GROUP,
        least=3,
        most=50,
    )
)
MOST_UPLOAD_MB = declare(
    Setting(
        "training.most_upload_mb",
        5,
        "Largest certificate or course document, in megabytes",
        "A photograph is made smaller and loses its hidden details when it is kept.",
        GROUP,
        least=1,
        most=15,
    )
)
