"""A change that cannot be made, in words."""


class Refused(Exception):
    """A change that cannot be made: why, and what to do instead; `field` is where it was asked."""

    def __init__(self, reason: str, remedy: str = "", field: str = "") -> None:
        super().__init__(f"{reason} {remedy}".strip())
        self.sentence = str(self)
        self.field = field


class Stale(Refused):
    """Somebody else changed it since the form was opened."""
