"""Today is the story's Monday; Jo Hartley coordinates, and looks for panel members."""

from tests.recruitment.applying.conftest import desk, jo, monday, spring

__all__ = ["desk", "jo", "monday", "spring"]
