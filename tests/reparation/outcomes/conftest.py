"""Today is the story's Monday; Jo Hartley coordinates."""

from tests.reparation.projects.conftest import desk, jo, kitchen, mo, monday, shed

__all__ = ["desk", "jo", "kitchen", "mo", "monday", "shed"]
