"""What a coordinator may set about volunteers."""

from portal.settings.models import Setting, declare

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
