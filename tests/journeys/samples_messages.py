"""What the address of a message names, made in the demo's data."""

from collections.abc import Callable
from typing import Any, Final
from uuid import uuid4

from portal.members import actions
from tests.factories import PersonFactory
from tests.journeys.demo import demo_user


def _message() -> dict[str, Any]:
    sent = actions.send_message(
        subject="The summer party",
        body="Please come.\nThank you.",
        audience="Volunteers: active",
        people=[PersonFactory(name="Zainab Iqbal")],
        form_key=uuid4().hex,
        actor=demo_user("coordinator").person,
    )
    return {"message_uuid": sent.uuid}


OF_MESSAGES: Final[dict[str, Callable[[], dict[str, Any]]]] = {"members.message": _message}
"""By endpoint."""
