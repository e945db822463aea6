"""A change of panels that cannot be made, in words."""

from portal.site.refusals import Refused, Stale

__all__ = ["Busy", "Refused", "Stale", "WouldRelease"]


class Busy(Refused):
    """Somebody who would be on a sitting has promised something else then."""

    def __init__(self, reason: str, person_id: int) -> None:
        super().__init__(reason, field="adviser")
        self.person_id = person_id


class WouldRelease(Refused):
    """A move after which people could no longer come; asked for again by name, it goes ahead."""

    def __init__(self, sentences: tuple[str, ...], person_ids: tuple[int, ...]) -> None:
        super().__init__(" ".join(sentences), "Move it all the same, or choose another time.")
        self.sentences = sentences
        self.person_ids = person_ids
