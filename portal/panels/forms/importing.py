"""What is asked with a spreadsheet of panels."""

from portal.site.fields import OneOf
from portal.spreadsheets.forms import ImportFile


class ImportPanels(ImportFile):
    """A spreadsheet of panels, and how those to come go in."""

    choice = OneOf(
        "Sittings to come",
        hint="Where the row itself does not say it under “Draft or published”.",
        choices=[
            ("draft", "As drafts: people are planned in pencil, and see nothing until you publish"),
            ("published", "Published: people are on them for sure, and nobody is written to"),
        ],
        default="draft",
    )

    @property
    def as_published(self) -> bool:
        """Return whether people are put on sittings to come for sure."""
        return bool(self.choice.data == "published")
