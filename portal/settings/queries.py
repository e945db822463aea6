"""Reading settings: one statement a request, however many are asked for."""

from typing import Any

from flask import g, has_app_context
from sqlalchemy import select

from portal.database import session
from portal.settings.models import DEMO_MODE, Setting, StoredSetting, Value


def value(setting: Setting[Value]) -> Value:
    """Return the setting's value, or its default while nobody has changed it."""
    found: Value = _stored().get(setting.key, setting.default)
    return found


def is_demo() -> bool:
    """Return whether this database holds made-up people, so that every page must say so."""
    return value(DEMO_MODE)


def forget() -> None:
    """Drop what this request has read, after a change."""
    g.pop("settings", None)


def _stored() -> dict[str, Any]:
    if not has_app_context() or "settings" not in g:
        rows = session.execute(select(StoredSetting.key, StoredSetting.value))
        g.settings = dict(rows.all())
    return dict(g.settings)
