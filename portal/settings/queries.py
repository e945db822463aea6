"""Reading settings: one statement a request, however many are asked for."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, cast

from flask import g, has_app_context
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from portal.database import session
from portal.settings import rules
from portal.settings.models import DEMO_MODE, Scope, Setting, StoredSetting, Value, declared


@dataclass
class Group:
    """Settings of one heading that somebody may change, with what they are now.

    `slug` is the heading as it stands in an address; `version` is what a form carries back.
    """

    name: str
    slug: str
    version: int
    values: dict[Setting[Any], Any]


def value(setting: Setting[Value]) -> Value:
    """Return the setting's value, or its default while nobody has changed it."""
    found: Value = _stored().get(setting.key, setting.default)
    return found


def lines(setting: Setting[str]) -> list[str]:
    """Return the choices of a setting that is a list, in its order, each once."""
    return list(dict.fromkeys(filter(None, map(str.strip, value(setting).splitlines()))))


def is_demo() -> bool:
    """Return whether this database holds made-up people, so that every page must say so."""
    return value(DEMO_MODE)


def groups(scopes: Collection[Scope]) -> list[Group]:
    """Return the settings of these scopes under their headings, in order of the alphabet."""
    shown = [one for one in declared.values() if one.scope in scopes and not one.hidden]
    names = sorted({one.group for one in shown})
    return [_group(name, [one for one in shown if one.group == name]) for name in names]


def _group(name: str, settings: Collection[Setting[Any]]) -> Group:
    values = {one: value(one) for one in settings}
    version = rules.version({one.key: now for one, now in values.items()})
    return Group(name, rules.slug(name), version, values)


def group(slug: str, scopes: Collection[Scope]) -> Group:
    """Return the settings under one heading; raises `NoResultFound` when there are none."""
    for found in groups(scopes):
        if found.slug == slug:
            return found
    raise NoResultFound


def stored_locked(setting: Setting[Any]) -> StoredSetting | None:
    """Return the row of a setting that was ever changed, held until this change is committed."""
    return session.scalar(
        select(StoredSetting).where(StoredSetting.key == setting.key).with_for_update()
    )


def forget() -> None:
    """Drop what this request has read, after a change."""
    g.pop("settings", None)


def _stored() -> dict[str, Any]:
    if not has_app_context() or "settings" not in g:
        rows = session.execute(select(StoredSetting.key, StoredSetting.value))
        g.settings = dict(rows.all())
    return cast("dict[str, Any]", g.settings)
