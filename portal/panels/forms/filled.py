"""What stands in a form when it opens, and how it differs from what somebody typed."""

from typing import Any

from portal import clock
from portal.panels.models import Panel, ReferralOrder, Sitting


def held(order: ReferralOrder) -> dict[str, Any]:
    """Return what stands in an order's form."""
    return {
        "court_date": order.court_date,
        "months": order.months,
        "area": order.area_id,
        "intensive": order.intensive,
        "case_manager": order.case_manager_id,
        "version": order.version,
    }


def before_court(panel: Panel) -> dict[str, Any]:
    """Return what stands in the form of a panel before court."""
    return {
        "court_on": panel.court_on,
        "area": panel.area_id,
        "case_manager": panel.case_manager_id,
        "version": panel.version,
    }


def arranged(sitting: Sitting, minutes: int) -> dict[str, Any]:
    """Return what stands in a sitting's form."""
    starts = clock.london(sitting.entry.starts_at)
    return {
        "date": starts.date(),
        "time": starts.time(),
        "minutes": minutes,
        "room": sitting.entry.room_id,
        "adviser": sitting.adviser.id if sitting.adviser else None,
        "kept_for": sitting.kept_for,
        "version": sitting.version,
    }
