"""Today is the story's Monday; Jo Hartley coordinates, and Rosa Marsh applies."""

from tests.recruitment.references.conftest import desk, jo, monday, rosa

__all__ = ["desk", "jo", "monday", "rosa"]
