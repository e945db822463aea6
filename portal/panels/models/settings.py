"""What a service decides for itself about panels."""

from typing import Final

from portal.settings.models import Setting, declare

GROUP = "Panels"

INITIAL_DAYS = declare(
    Setting(
        "panels.initial_days",
        20,
        "Working days from court to the initial panel",
        "Day 1 is the first working day after court.",
        GROUP,
        least=1,
        most=60,
    )
)
INTENSIVE_DAYS = declare(
    Setting(
        "panels.intensive_days",
        5,
        "Working days from court to the initial panel of an intensive contract",
        "Day 1 is the first working day after court.",
        GROUP,
        least=1,
        most=60,
    )
)
NOTICE_DAYS = declare(
    Setting(
        "panels.notice_days",
        5,
        "Working days’ notice that everyone on a panel should have",
        "The portal counts back from the day of the panel to the last day to tell people.",
        GROUP,
        least=0,
        most=20,
    )
)
INTENSIVE_NOTICE_DAYS = declare(
    Setting(
        "panels.intensive_notice_days",
        2,
        "Working days’ notice of a panel for an intensive contract",
        "Shorter than for other panels, because its due date is so near.",
        GROUP,
        least=0,
        most=20,
    )
)
RISK_DAYS = declare(
    Setting(
        "panels.risk_days",
        2,
        "Working days before the last day to tell people when a panel is at risk",
        "A panel that cannot sit yet is listed as at risk from then on.",
        GROUP,
        least=0,
        most=20,
    )
)
OFFER_HOURS = declare(
    Setting(
        "panels.offer_hours",
        72,
        "Hours that a volunteer has to answer an offer",
        "Less when the last day to tell people comes sooner.",
        GROUP,
        least=1,
        most=336,
    )
)
PANEL_MINUTES = declare(
    Setting(
        "panels.panel_minutes",
        60,
        "Usual length of a panel, in minutes",
        "Filled in when a sitting is arranged; whole quarters of an hour.",
        GROUP,
        least=15,
        most=240,
        check=lambda minutes: None if minutes % 15 == 0 else "Enter whole quarters of an hour",
    )
)
PROGRESS_MONTHS = declare(
    Setting(
        "panels.progress_months",
        3,
        "Months between progress panels",
        "Counted from the day the contract was signed, when the portal proposes an order’s panels.",
        GROUP,
        least=1,
        most=6,
    )
)
LATE_REASONS = declare(
    Setting(
        "panels.late_reasons",
        "The child or a parent could not come\n"
        "A victim asked for more time\n"
        "Not enough community members\n"
        "No adviser or case manager\n"
        "No suitable room\n"
        "The court told us late\n"
        "The child had moved or was not found",
        "Reasons why a panel is late",
        "One a line. Nothing here may say anything about one child.",
        GROUP,
        least=1,
        most=2000,
        lines=True,
    )
)
CHECKLIST = declare(
    Setting(
        "panels.checklist",
        "Venue confirmed\n"
        "Step-free, and a separate waiting room\n"
        "Papers to read at the venue from (time)\n"
        "Interpreter booked\n"
        "Victim’s separate arrival arranged\n"
        "Refreshments\n"
        "Final: Certificate ready to hand over",
        "What is to be arranged before a panel",
        "One a line, ticked on the panel’s page. A line with “(time)” asks for a time too; one "
        "that begins with a kind of panel and a colon is for that kind alone. Nothing here may "
        "say anything about one child or victim.",
        GROUP,
        least=1,
        most=2000,
        lines=True,
    )
)
OUTCOME_DAYS = declare(
    Setting(
        "panels.outcome_days",
        2,
        "Days after a panel by which its outcome should be noted",
        "The coordinator is told once of a panel whose outcome nobody has noted by then.",
        GROUP,
        least=0,
        most=30,
    )
)
ADJOURN_REASONS = declare(
    Setting(
        "panels.adjourn_reasons",
        "The child did not come\n"
        "A parent or guardian did not come\n"
        "The panel was not quorate\n"
        "A report was not ready\n"
        "An interpreter did not come\n"
        "More time was needed",
        "Reasons why a panel is adjourned",
        "One a line. Nothing here may say anything about one child.",
        GROUP,
        least=1,
        most=2000,
        lines=True,
    )
)
FREE_DAYS = declare(
    Setting(
        "panels.free_days",
        7,
        "Days before a panel until which a volunteer may leave it freely",
        "Nearer to the day they ask for cover, and stay on the panel until somebody takes over.",
        GROUP,
        least=0,
        most=60,
    )
)
TURN_PERCENT = declare(
    Setting(
        "panels.turn_percent",
        25,
        "Share of the time left that each of a list has to answer, in percent",
        "People of a list are asked one after another, and have less time as the day comes near.",
        GROUP,
        least=1,
        most=100,
    )
)
TURN_LEAST_HOURS = declare(
    Setting(
        "panels.turn_least_hours",
        4,
        "Fewest hours that each of a list has to answer",
        "The most is what a volunteer has to answer any offer.",
        GROUP,
        least=1,
        most=72,
    )
)
CONFIRM_DAYS = declare(
    Setting(
        "panels.confirm_days",
        3,
        "Working days in which a coordinator usually chooses after an open call",
        "Suggested when a call is opened. Everybody who is asked reads the day as a promise.",
        GROUP,
        least=1,
        most=20,
    )
)
FIRST_REMINDER_DAYS = declare(
    Setting(
        "panels.first_reminder_days",
        7,
        "Days before a panel when everybody on it is reminded first",
        "0 sends no such letter.",
        GROUP,
        least=0,
        most=30,
    )
)
LAST_REMINDER_DAYS = declare(
    Setting(
        "panels.last_reminder_days",
        1,
        "Days before a panel when everybody on it is reminded again",
        "0 sends no such letter.",
        GROUP,
        least=0,
        most=30,
    )
)
MORNING_HOUR = declare(
    Setting(
        "panels.morning_hour",
        8,
        "Hour from which reminders and the coordinators’ morning letter are sent",
        "Coordinators get theirs on working days, when there is something to say.",
        GROUP,
        least=5,
        most=12,
    )
)
FILL_SECONDS = declare(
    Setting(
        "panels.fill_seconds",
        60,
        "Seconds that the search for the best draft of a quarter may take",
        "When they are over, the best draft found so far is shown, and how good it is at least.",
        GROUP,
        least=5,
        most=600,
    )
)


def _weight(name: str, default: int, label: str) -> Setting[int]:
    return declare(
        Setting(
            f"panels.fill_{name}",
            default,
            f"Filling a quarter: what counts against a draft, {label}",
            "Whole numbers; what has the greatest counts first.",
            GROUP,
            least=0,
            most=1_000_000,
        )
    )


FILL_WEIGHTS: Final = {
    "unfilled": _weight("unfilled", 100_000, "for each empty seat of a community member"),
    "deadline": _weight(
        "deadline", 1_000, "for a panel that cannot sit, more the sooner it is due"
    ),
    "continuity": _weight("continuity", 500, "when nobody on a panel knows the order"),
    "load": _weight("load", 120, "for each sitting below somebody’s least or near their most"),
    "chairs": _weight("chairs", 30, "for each time that somebody has chaired above the fewest"),
    "rest": _weight("rest", 12, "for each week short of six since somebody last sat"),
    "learners": _weight("learners", 10, "for each seat that a learner could have and has not"),
    "travel": _weight("travel", 2, "for each step of travel"),
}
"""By their names in `rules.filling.Weights`."""
