"""What a coordinator may set about reparation."""

from typing import Final

from portal.reparation.models.partners import PaperKind
from portal.settings.models import Setting, declare
from portal.settings.rules import against_days_ahead

GROUP: Final = "Reparation"
CAN_BE_REQUIRED: Final = [kind.label for kind in PaperKind if kind is not PaperKind.OTHER]


def _known_papers(text: str) -> str | None:
    for line in filter(None, map(str.strip, text.splitlines())):
        if line not in CAN_BE_REQUIRED:
            return f"“{line}” is none of: {', '.join(CAN_BE_REQUIRED)}"
    return None


ENOUGH_FEEDBACK = declare(
    Setting(
        "reparation.enough_feedback",
        5,
        "Answers about a project before any of them are shown, and the least that is published",
        "With fewer, somebody could guess who said what. As many again have to answer before "
        "what is shown changes.",
        GROUP,
        least=5,
        most=50,
    )
)
MOST_PAPER_MB = declare(
    Setting(
        "reparation.most_paper_mb",
        5,
        "Largest document that a partner may send in, in megabytes",
        "A photograph is made smaller and loses its hidden details when it is kept.",
        GROUP,
        least=1,
        most=15,
    )
)
PAPER_REMINDER_DAYS = declare(
    Setting(
        "reparation.paper_reminder_days",
        "60, 30, 7",
        "Days before the last day on which partners and coordinators are reminded of a document",
        "And once when it has lapsed. The longest also says from when a document is called due "
        "soon. The review of an agreement is reminded of in the same way.",
        GROUP,
        check=against_days_ahead,
    )
)
REQUIRED_PAPERS = declare(
    Setting(
        "reparation.required_papers",
        f"{PaperKind.PUBLIC_LIABILITY.label}\n"
        f"{PaperKind.EMPLOYERS_LIABILITY.label}\n"
        f"{PaperKind.SAFEGUARDING_POLICY.label}",
        "Documents without which nobody can be placed with a partner",
        f"One a line, of: {', '.join(CAN_BE_REQUIRED)}.",
        GROUP,
        least=0,
        most=400,
        check=_known_papers,
        lines=True,
    )
)

THEMES = declare(
    Setting(
        "reparation.themes",
        "Animals\n"
        "Arts and crafts\n"
        "Bicycles\n"
        "Children and families\n"
        "Clean streets\n"
        "Food\n"
        "Older people\n"
        "Parks and nature\n"
        "Repairing and making\n"
        "Sport",
        "Themes of projects, which a wish can name too",
        "One a line. A theme says nothing about one person: a wish is kept as its theme alone.",
        GROUP,
        least=1,
        most=2000,
        lines=True,
    )
)
SUGGESTIONS_KEPT_DAYS = declare(
    Setting(
        "reparation.suggestions_kept_days",
        180,
        "Days after an answer for which the portal knows who suggested a project",
        "The idea and the answer stay, without a name.",
        GROUP,
        least=1,
        most=730,
    )
)
STILL_ON_DAYS = declare(
    Setting(
        "reparation.still_on_days",
        120,
        "Days after which a partner is asked whether a listed project is still on",
        "And again after as many days, until they say so or pause it.",
        GROUP,
        least=14,
        most=730,
    )
)
