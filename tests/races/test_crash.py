"""The power goes while people work: what was acknowledged is there afterwards."""

import threading
import time
from datetime import timedelta
from http.client import HTTPException
from typing import Any, Final
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from portal import clock
from portal.access.rules import Role
from portal.audit.models import AuditEvent
from portal.database import changing, session
from portal.panels.models import ReferralOrder
from tests.factories import AreaFactory
from tests.live import Live, Visitor, account
from tests.panels import scenes

pytestmark = [pytest.mark.race, pytest.mark.timeout(300)]

PEOPLE: Final = 4
KILLS: Final = 3
SECONDS: Final = 1.5
MOST_A_PERSON: Final = 200


def test_nothing_acknowledged_is_lost_when_the_processes_are_killed(live: Live) -> None:
    with changing():
        area = AreaFactory().id
        manager = scenes.colleague("Casey Moran").id
    people = [live.visitor().sign_in(account(Role.COORDINATOR).email) for _ in range(PEOPLE)]
    court = clock.today() - timedelta(days=2)
    order = {
        "court_date": [str(court.day), str(court.month), str(court.year)],
        "months": "6",
        "area": str(area),
        "case_manager": str(manager),
    }
    acknowledged: list[str] = []
    for _ in range(KILLS):
        enough = threading.Event()
        threads = [
            threading.Thread(target=_enter_orders, args=(visitor, order, acknowledged, enough))
            for visitor in people
        ]
        for thread in threads:
            thread.start()
        time.sleep(SECONDS)
        live.kill()
        # Who asks meanwhile waits, and is answered by the server that comes after.
        live.start()
        enough.set()
        for thread in threads:
            thread.join(60)
    session.rollback()
    kept = session.scalars(select(ReferralOrder.ref).where(ReferralOrder.area_id == area)).all()
    assert len(acknowledged) > PEOPLE * KILLS
    assert set(acknowledged) - set(kept) == set()
    assert len(kept) == len(set(kept))
    # At most the one that each person was waiting for is there without their knowing.
    assert len(kept) - len(acknowledged) <= PEOPLE * KILLS
    told = select(func.count(AuditEvent.id)).where(
        AuditEvent.tag == "panels:order_entered",
        AuditEvent.subject_id.in_(select(ReferralOrder.id).where(ReferralOrder.area_id == area)),
    )
    assert session.scalars(told).one() == len(kept)
    session.rollback()
    assert people[0].get("/panels/orders").status == 200


def _enter_orders(
    visitor: Visitor, order: dict[str, Any], acknowledged: list[str], enough: threading.Event
) -> None:
    """Enter one order after another, until the server goes in the middle of one."""
    for _ in range(MOST_A_PERSON):
        if enough.is_set():
            return
        try:
            answer = visitor.post("/panels/orders/new", **order, form_key=uuid4().hex)
        except (OSError, HTTPException):
            return
        if answer.status == 303:
            acknowledged.append(answer.location.rpartition("/")[2])
