"""Today is the story's Monday; Jo Hartley coordinates."""

from tests.reparation.projects.conftest import desk, jo, monday

__all__ = ["desk", "jo", "monday"]
