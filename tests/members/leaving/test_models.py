"""What the database holds of somebody who is to leave."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from portal.database import session
from portal.members.models import Status
from tests.factories import MemberFactory

ON = date(2026, 3, 16)


@pytest.mark.parametrize(
    "values",
    [
        {"leaves_on": ON, "leave_reason": None},
        {"leaves_on": ON, "leave_reason": "time", "status": Status.LEFT},
        {"leaves_on": None, "leave_reason": "time", "leave_asks": True},
    ],
)
def test_a_last_day_to_come_has_a_reason_and_is_of_who_is_still_there(
    app: Flask, values: dict[str, object]
) -> None:
    member = MemberFactory()
    for name, value in values.items():
        setattr(member, name, value)
    with pytest.raises(IntegrityError, match="leaves_on"):
        session.commit()
