"""How a file is refused, and one event of it."""


class Unreadable(Exception):
    """A file of which nothing is taken in. The message is a sentence for people."""


class BadEvent(Exception):
    """An event that is left out, the others being sound. The message ends a sentence about it."""
