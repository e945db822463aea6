"""Today is the story's Monday, and Jo Hartley is there."""

from tests.story import desk, jo, monday

__all__ = ["desk", "jo", "monday"]
