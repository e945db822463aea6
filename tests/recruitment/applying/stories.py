"""What leads to each letter about an application."""

from portal.database import changing
from portal.recruitment.actions import applying
from tests.recruitment.applying import scenes


def somebody_begins_sends_and_withdraws() -> None:
    """Let somebody save a form, another send one, and a third think better of it."""
    spring = scenes.opened(scenes.coordinator())
    scenes.applied(spring, send=False, email="bo@example.org")
    scenes.applied(spring)
    gone = scenes.applied(spring, email="cy@example.org")
    assert gone.link is not None
    with changing():
        applying.withdraw(link=gone.link)


OF_APPLYING = (somebody_begins_sends_and_withdraws,)
