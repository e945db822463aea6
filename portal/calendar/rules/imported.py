"""Why a file of an imported calendar cannot be taken just now."""


class StillReading(Exception):
    """A file of the same imported calendar waits or is being read."""


class NothingToReplace(Exception):
    """No file that was looked through waits to take the place of an imported calendar's last."""
