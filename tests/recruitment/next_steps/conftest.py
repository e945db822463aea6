"""Today is Monday 2 March 2026; Jo Hartley coordinates."""

from tests.recruitment.pipeline.conftest import jo, monday

__all__ = ["jo", "monday"]
