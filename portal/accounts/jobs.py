"""What accounts do by the clock."""

from portal.accounts import actions
from portal.database import changing
from portal.notifications.jobs import scheduled

A_DAY = 24 * 60


@scheduled("accounts.clean_up", minutes=A_DAY)
def clean_up() -> dict[str, int]:
    """Forget tries that hold nobody back, and sessions that ended long ago."""
    with changing():
        return {"forgotten": actions.clean_up()}
