"""What a coordinator may set about volunteers."""

from typing import Final

from portal.settings.models import Setting, declare
from portal.settings.rules import against_days_ahead

CHECK_LEVELS: Final = ("Enhanced", "Enhanced with barred list", "Standard", "Basic")


def _against_level(text: str) -> str | None:
    if text in CHECK_LEVELS:
        return None
    return f"Enter one of these: {', '.join(CHECK_LEVELS)}"


AGREEMENT_DAYS = declare(
    Setting(
        "members.agreement_days",
        14,
        "Days after which a signature is called overdue",
        "Counted from when the text was published, or from when the volunteer joined.",
        "Volunteers",
        least=1,
        most=365,
    )
)
AGREEMENT_REMINDERS = declare(
    Setting(
        "members.agreement_reminders",
        2,
        "Times that a volunteer is reminded by email of what they have not signed",
        "The first time when it is overdue, then after as many days again. "
        "One letter names everything that they have still to sign.",
        "Volunteers",
        least=0,
        most=6,
    )
)
CHECK_LEVEL = declare(
    Setting(
        "members.check_level",
        "Enhanced",
        "Level of DBS check that the service asks of volunteers",
        "Filled in when the first check of a volunteer is recorded. "
        f"One of: {', '.join(CHECK_LEVELS)}.",
        "Volunteers",
        check=_against_level,
    )
)

EXPENSES: Final = "Volunteers’ expenses"
EACH_TIME: Final = "For one receipt. It is a limit and no allowance: only what was paid is claimed."

CHECK_YEARS = declare(
    Setting(
        "members.check_years",
        3,
        "Years between DBS checks",
        "The re-check date that the portal suggests when a check is recorded. "
        "A DBS check has no expiry date of its own: the service decides.",
        "Volunteers",
        least=1,
        most=10,
    )
)
CHECK_DUE_DAYS = declare(
    Setting(
        "members.check_due_days",
        90,
        "Days before a re-check is called due soon",
        "A check that is due soon never keeps anybody from a panel.",
        "Volunteers",
        least=7,
        most=365,
    )
)
CHECK_REMINDER_DAYS = declare(
    Setting(
        "members.check_reminder_days",
        "60, 30, 7",
        "Days before a DBS re-check on which the volunteer and the coordinators are reminded",
        "Each reminder is sent once. A newer check ends them.",
        "Volunteers",
        check=against_days_ahead,
    )
)
LAPSED_BARS = declare(
    Setting(
        "members.lapsed_bars",
        default=True,
        label="A lapsed DBS check keeps a volunteer from panels",
        hint="For one volunteer the coordinator may decide otherwise, for a while and with a "
        "reason. Without any DBS check nobody sits.",
        group="Volunteers",
    )
)
STATUS_CHECK_MONTHS = declare(
    Setting(
        "members.status_check_months",
        12,
        "Months after a status check on the update service until the next check",
        "The re-check date that the portal suggests when a status check is recorded.",
        "Volunteers",
        least=1,
        most=60,
    )
)
PRACTICE_MONTHS = declare(
    Setting(
        "members.practice_months",
        12,
        "Months after which somebody who chairs is watched again",
        "Counted from the last time. It never keeps anybody from a panel.",
        "Volunteers",
        least=3,
        most=60,
    )
)
SUPERVISION_MONTHS = declare(
    Setting(
        "members.supervision_months",
        6,
        "Months after which a volunteer is due for supervision again",
        "Counted from the last one, and from the day they joined before the first. It never keeps "
        "anybody from a panel.",
        "Volunteers",
        least=1,
        most=24,
    )
)
SUPERVISION_SIGN_DAYS = declare(
    Setting(
        "members.supervision_sign_days",
        7,
        "Days after which a volunteer is asked again to sign their supervision",
        "Once. What is still not signed stands in the list of supervision.",
        "Volunteers",
        least=2,
        most=60,
    )
)
SUPERVISION_TOPICS = declare(
    Setting(
        "members.supervision_topics",
        "How panels have gone since last time\n"
        "What went well, and what was hard\n"
        "Training and what you would like to learn\n"
        "How the service supports you\n"
        "How much you sit, and whether it suits you\n"
        "What we agreed last time",
        "What is talked about in supervision",
        "One a line. The volunteer sees them beforehand; one that is written up keeps its own.",
        "Volunteers",
        least=1,
        most=2000,
        lines=True,
    )
)
LEAVER_YEARS = declare(
    Setting(
        "members.leaver_years",
        6,
        "Years for which what is held of a volunteer is kept after they leave",
        "Counted from the day they left, and shown on their page.",
        "Volunteers",
        least=1,
        most=25,
    )
)
EXIT_DAYS = declare(
    Setting(
        "members.exit_days",
        60,
        "Days for which somebody who left can answer the exit questionnaire",
        "Counted from when the link is sent.",
        "Volunteers",
        least=7,
        most=365,
    )
)
SURVEY_MONTHS = declare(
    Setting(
        "members.survey_months",
        6,
        "Months between surveys among volunteers",
        "After these the page of the survey says that it is time to ask again.",
        "Volunteers",
        least=3,
        most=24,
    )
)
TRAVEL_SPEED = declare(
    Setting(
        "members.travel_speed",
        30,
        "Kilometres that people travel in an hour, as the crow flies",
        "Nobody is asked to be at two venues with less time between than the way takes. "
        "Roads wind: 30 kilometres as the crow flies are about 40 by car.",
        "Volunteers",
        least=5,
        most=100,
    )
)
TRAVEL_MINUTES = declare(
    Setting(
        "members.travel_minutes",
        30,
        "Minutes between two venues when the place of one is not known",
        "Used until both venues have their point on the National Grid.",
        "Volunteers",
        least=0,
        most=180,
    )
)

MILE_PENCE = declare(
    Setting(
        "members.mile_pence",
        45,
        "Pence for a mile by car",
        "What a volunteer is paid back. 45p is what HM Revenue and Customs allows untaxed for the "
        "first 10,000 miles of a year. Claims already made keep the rate of their day.",
        EXPENSES,
        least=1,
        most=200,
    )
)
CLAIM_DAYS = declare(
    Setting(
        "members.claim_days",
        92,
        "Days after a panel or session within which its expenses can be claimed",
        "What is older is not offered any more; a coordinator can still lengthen this.",
        EXPENSES,
        least=7,
        most=730,
    )
)
RECEIPT_FROM = declare(
    Setting(
        "members.receipt_from",
        5,
        "Pounds from which a receipt is asked for",
        "For everything but miles. A parking meter often gives none: small sums go without.",
        EXPENSES,
        least=0,
        most=100,
    )
)
MOST_PARKING = declare(
    Setting(
        "members.most_parking",
        20,
        "Most that is paid back for parking, in pounds",
        EACH_TIME,
        EXPENSES,
        least=1,
        most=500,
    )
)
MOST_FARE = declare(
    Setting(
        "members.most_fare",
        30,
        "Most that is paid back for a fare, in pounds",
        EACH_TIME,
        EXPENSES,
        least=1,
        most=500,
    )
)
MOST_CHILDCARE = declare(
    Setting(
        "members.most_childcare",
        60,
        "Most that is paid back for childcare, in pounds",
        EACH_TIME,
        EXPENSES,
        least=1,
        most=500,
    )
)
MOST_MEAL = declare(
    Setting(
        "members.most_meal",
        10,
        "Most that is paid back for food and drink, in pounds",
        EACH_TIME,
        EXPENSES,
        least=1,
        most=500,
    )
)
MOST_OTHER = declare(
    Setting(
        "members.most_other",
        20,
        "Most that is paid back for another cost, in pounds",
        EACH_TIME,
        EXPENSES,
        least=1,
        most=500,
    )
)
MOST_RECEIPT_MB = declare(
    Setting(
        "members.most_receipt_mb",
        10,
        "Largest photo of a receipt, in megabytes",
        "It is made smaller and loses its hidden details when it is kept.",
        EXPENSES,
        least=1,
        most=14,
    )
)
