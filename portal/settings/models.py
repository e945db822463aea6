"""A setting's declaration (by the package that reads it) and its value, if it was ever changed."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from portal.audit.models import Tag
from portal.database import Row, choice

Value = TypeVar("Value", int, str, bool)


class SettingsTag(Tag):
    """What the trail says of settings."""

    CHANGED = "settings:changed", "key"


class Scope(StrEnum):
    """Who may change it: council IT, or the coordinator."""

    TECHNICAL = "technical"
    OPERATIONAL = "operational"


@dataclass(frozen=True)
class Setting(Generic[Value]):
    """A key with its default, its words on the page, and its bounds (both ends allowed).

    `group` is the heading under which its page shows it; `check` may return a sentence that says
    why a value will not do. A `hidden` one is set by a command and on no page. Of one with
    `lines`, each line of the text is one choice of a list.
    """

    key: str
    default: Value
    label: str
    hint: str
    group: str
    scope: Scope = Scope.OPERATIONAL
    least: int | None = None
    most: int | None = None
    check: Callable[[Value], str | None] | None = None
    hidden: bool = False
    lines: bool = False


declared: dict[str, Setting[Any]] = {}


def declare(setting: Setting[Value]) -> Setting[Value]:
    """Register a setting, so that its page shows it; a key can be declared once."""
    if setting.key in declared:
        message = f"the setting {setting.key} is declared twice"
        raise ValueError(message)
    declared[setting.key] = setting
    return setting


DEMO_MODE: Final = declare(
    Setting(
        key="demo.mode",
        default=False,
        label="This is a demonstration",
        hint="Set by `demo load`: every page says so, and without a mail server mail is kept here.",
        group="Demonstration",
        scope=Scope.TECHNICAL,
        hidden=True,
    )
)


class StoredSetting(Row):
    """A value that differs, or once differed, from the default."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(unique=True)
    value: Mapped[Any] = mapped_column(JSON)
    scope: Mapped[Scope] = mapped_column(choice(Scope, "scope"))
