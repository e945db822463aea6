"""What the register asks: how each is marked, and who came without a place."""

from typing import Any, Final

from portal.site.fields import Choice, Email, Text
from portal.site.forms import OnceForm
from portal.training.models import Attendance

ATTENDANCES: Final = (
    (Attendance.ATTENDED, "Attended"),
    (Attendance.PARTLY, "Partly"),
    (Attendance.ABSENT, "Absent"),
)
SPARE_LINES: Final = 5
"""On the sheet to sign, for those who come without a place."""


class NewWalkIn(OnceForm):
    """Somebody who came without a place."""

    person = Choice("Who", coerce=int)
    guest_name = Text("Name of the guest")
    guest_email = Email("Email address of the guest", hint="So that they are not entered twice.")

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for somebody of ours, or for both of a guest."""
        sound = bool(super().validate(extra_validators))
        guest = {"guest_name": self.guest_name.data, "guest_email": self.guest_email.data}
        if sound and self.person.data and any(guest.values()):
            self.refuse("Choose somebody, or enter a guest: one of the two", "person")
            return False
        if sound and not self.person.data:
            missing = next((name for name, said in guest.items() if not said), None)
            if missing:
                self.refuse(f"Choose somebody, or enter the {_words(missing)}", missing)
                return False
        return sound


def _words(name: str) -> str:
    return "name of the guest" if name == "guest_name" else "email address of the guest"
