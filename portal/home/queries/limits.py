"""How much a first page shows, and how far it looks ahead."""

from datetime import timedelta
from typing import Final

MOST: Final = 20
"""Of each kind on a first page; the lists have the rest."""
DAYS_AHEAD: Final = 14
ENTRIES_AHEAD: Final = 5
PLANNED_AHEAD: Final = timedelta(days=42)
"""A panel that is due later than in six weeks need not have its date yet."""
