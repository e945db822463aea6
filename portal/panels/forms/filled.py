"""What stands in a form when it opens, and how it differs from what somebody typed."""

from typing import Any

from portal import clock
from portal.panels.models import Panel, ReferralOrder, Sitting
from portal.site.fields import Choice, Day
from portal.site.filters import day
from portal.site.forms import Form


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


def differing(form: Form, now: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return the fields whose typed value is not what is held now: (label, held, typed)."""
    rows = []
    for name, value in now.items():
        field = form[name]
        if name != "version" and field.data != value:
            rows.append((field.label.text, _shown(field, value), _shown(field, field.data)))
    return rows


def _shown(field: Any, value: Any) -> str:
    """Return a value as the field's words say it."""
    if isinstance(field, Choice):
        words = {str(each): str(label) for each, label, *_ in field.iter_choices()}
        return words.get("" if value is None else str(value), "nobody")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(field, Day):
        return day(value) if value else "nothing"
    return field.show(value) if value is not None else "nothing"
