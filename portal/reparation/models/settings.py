"""What a coordinator may set about reparation."""

from typing import Final

from portal.settings.models import Setting, declare

GROUP: Final = "Reparation"

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
