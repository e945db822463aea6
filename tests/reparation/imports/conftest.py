"""Today is the story's Monday; Jo Hartley coordinates, and there is the Cycle Kitchen."""

from tests.reparation.projects.conftest import desk, jo, kitchen, monday

__all__ = ["desk", "jo", "kitchen", "monday"]
