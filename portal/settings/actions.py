"""Changing a setting."""

from typing import TYPE_CHECKING

from portal.audit.actions import amend, record
from portal.database import session
from portal.settings import queries
from portal.settings.models import Setting, SettingsTag, StoredSetting, Value

if TYPE_CHECKING:
    from portal.people.models import Person


def change(setting: Setting[Value], value: Value, *, actor: "Person | None") -> None:
    """Give the setting a value; the same value again leaves no trace."""
    stored = queries.stored_locked(setting)
    if stored is None:
        stored = StoredSetting(key=setting.key, value=setting.default, scope=setting.scope)
        session.add(stored)
    changes = amend(stored, value=value)
    if changes:
        record(SettingsTag.CHANGED, stored, actor=actor, key=setting.key, changes=changes)
    queries.forget()
