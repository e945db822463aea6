"""What recruitment writes to people. A letter registers by being imported."""

from portal.recruitment.letters import (
    applying,
    appointments,
    erasing,
    interviews,
    pipeline,
    references,
)

__all__ = [
    "applying",
    "appointments",
    "erasing",
    "interviews",
    "pipeline",
    "references",
]
