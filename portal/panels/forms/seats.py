"""What is asked of a seat: how everybody is asked, why somebody all the same, who covers."""

from datetime import date
from typing import Any

from portal.panels.forms.sittings import MOST_REASON, NO_NAMES
from portal.panels.models import CallMode
from portal.site.fields import Choice, Day, OneOf, Text, Tick
from portal.site.forms import Form

SET_ASIDE_HINT = f"It is kept in the trail and shown beside the seat. {NO_NAMES}"
ASK, ASSIGN = "ask", "assign"
EVERYBODY, COLLEAGUE, BOTH = "everybody", "colleague", "both"


class OpenCall(Form):
    """How everybody who can is asked for a seat."""

    mode = OneOf(
        "Who gets the seat?",
        needed="Choose who gets the seat",
        coerce=CallMode,
        choices=[
            (CallMode.FIRST, "The first to say yes"),
            (CallMode.CHOOSE, "I choose among those who put their name down"),
        ],
    )
    confirm_by = Day(
        "When I choose, I promise to confirm by",
        hint="By 5pm that day. Everybody who is asked reads this. For example, 5 3 2026",
    )

    @property
    def promise(self) -> date | None:
        """Return the promised day, where the coordinator chooses."""
        chosen: date | None = self.confirm_by.data
        return chosen if self.mode.data is CallMode.CHOOSE else None

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Ask for a day where one is promised."""
        sound = bool(super().validate(*args, **kwargs))
        needs = self.mode.data is CallMode.CHOOSE and not self.confirm_by.errors
        if needs and self.confirm_by.data is None:
            self.refuse("Enter the day by which you will confirm", "confirm_by")
            return False
        return sound


class SetAside(Form):
    """Why somebody is asked whom something speaks against."""

    reason = Text(
        "Why all the same?",
        needed="Say why, in a few words",
        most=MOST_REASON,
        hint=SET_ASIDE_HINT,
    )
    how = OneOf(
        "What happens?",
        needed="Choose whether to ask or to assign them",
        choices=[
            (ASK, "Ask them: they answer by email or on the page"),
            (ASSIGN, "Assign them: they are told by email"),
        ],
    )


class Cover(Form):
    """Who is asked to take over from somebody who can no longer come."""

    who = OneOf(
        "Who should be asked?",
        needed="Choose who should be asked",
        choices=[
            (EVERYBODY, "Everybody who can: the first to say yes takes over"),
            (COLLEAGUE, "One colleague, whom I name below"),
            (BOTH, "Both: everybody, and the colleague by name"),
        ],
    )
    colleague = Choice("Colleague", coerce=int, hint="Those who could take over as things stand")
    agreed = Tick("This colleague has agreed to sit in my place")

    @property
    def names_colleague(self) -> bool:
        """Return whether a colleague is asked by name."""
        return self.who.data in {COLLEAGUE, BOTH}

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Ask for a name where one is to be asked."""
        sound = bool(super().validate(*args, **kwargs))
        if self.names_colleague and self.colleague.data is None and not self.colleague.errors:
            self.refuse("Choose the colleague", "colleague")
            return False
        return sound
