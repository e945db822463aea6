"""Today is Monday 2 March 2026; Jo Hartley coordinates, Helen Marsh manages."""

from tests.recruitment.pipeline.conftest import desk, jo, monday, office

__all__ = ["desk", "jo", "monday", "office"]
