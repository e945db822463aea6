"""Today is the story's Monday; Jo Hartley coordinates."""

from tests.reparation.sessions.conftest import desk, jo, monday

__all__ = ["desk", "jo", "monday"]
