"""A user is a way for a person to sign in; the person is who they are."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from flask_security import UserMixin
from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from portal import clock
from portal.access.rules import Permission, Role, permissions_of
from portal.audit.models import Tag
from portal.database import Row, Versioned, choice
from portal.people.models import Area, Person
from portal.settings.models import Scope, Setting, declare

FRESH_FOR: Final = timedelta(minutes=10)
GROUP: Final = "Signing in"
SESSION_HOURS: Final = declare(
    Setting(
        key="accounts.session_hours",
        default=12,
        label="Hours until somebody is signed out",
        hint="Counted from the last page they opened. A phone kept signed in stays so for 30 days.",
        group=GROUP,
        scope=Scope.TECHNICAL,
        least=1,
        most=72,
    )
)
INVITATION_DAYS: Final = declare(
    Setting(
        key="accounts.invitation_days",
        default=7,
        label="Days an invitation can be used",
        hint="Counted from when its mail is sent. Afterwards they can ask for a new link.",
        group=GROUP,
        scope=Scope.TECHNICAL,
        least=1,
        most=30,
    )
)
RESET_HOURS: Final = declare(
    Setting(
        key="accounts.reset_hours",
        default=24,
        label="Hours a link to choose a new password can be used",
        hint="Counted from when its mail is sent.",
        group=GROUP,
        scope=Scope.TECHNICAL,
        least=1,
        most=72,
    )
)
TRIES: Final = declare(
    Setting(
        key="accounts.tries",
        default=5,
        label="Wrong passwords before an account must wait",
        hint="Within the minutes below. Choosing a new password ends the wait.",
        group=GROUP,
        scope=Scope.TECHNICAL,
        least=3,
        most=20,
    )
)
TRIES_MINUTES: Final = declare(
    Setting(
        key="accounts.tries_minutes",
        default=15,
        label="Minutes in which wrong passwords are counted",
        hint="",
        group=GROUP,
        scope=Scope.TECHNICAL,
        least=5,
        most=60,
    )
)
WAIT_MINUTES: Final = declare(
    Setting(
        key="accounts.wait_minutes",
        default=15,
        label="Minutes to wait after too many wrong passwords",
        hint="Twice as long each time it happens again, up to four hours.",
        group=GROUP,
        scope=Scope.TECHNICAL,
        least=5,
        most=60,
    )
)
ADDRESS_TRIES: Final = declare(
    Setting(
        key="accounts.address_tries",
        default=200,
        label="Wrong passwords from one network address in 10 minutes",
        hint="A council office is one address, so keep this well above the people in it.",
        group=GROUP,
        scope=Scope.TECHNICAL,
        least=50,
        most=5000,
    )
)


class AccountsTag(Tag):
    """What the trail says of accounts."""

    ACCOUNT_CREATED = "accounts:account_created"
    ACTIVATED = "accounts:activated"
    AREAS_CHANGED = "accounts:areas_changed"
    DEACTIVATED = "accounts:deactivated"
    EMAIL_CHANGED = "accounts:email_changed"
    INVITATION_ACCEPTED = "accounts:invitation_accepted"
    INVITED = "accounts:invited", "role"
    PASSWORD_CHANGED = "accounts:password_changed"  # noqa: S105 -- a name of an event
    PASSWORD_RESET_ASKED = "accounts:password_reset_asked"  # noqa: S105 -- a name of an event
    ROLES_CHANGED = "accounts:roles_changed"
    SESSIONS_ENDED = "accounts:sessions_ended", "count", "device"
    SIGN_IN_FAILED = "accounts:sign_in_failed"
    SIGNED_IN = "accounts:signed_in", "device"
    SIGNED_OUT = "accounts:signed_out"


def _uniquifier() -> str:
    return secrets.token_hex(32)


class User(Versioned, Row, UserMixin):
    """An account. Deactivating it ends its sessions and its person's feeds at once."""

    __tablename__ = "user"
    __allow_unmapped__ = True  # for attributes that live as long as a request

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    email: Mapped[str] = mapped_column(unique=True)
    password: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(unique=True, default=_uniquifier)
    confirmed_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    role_rows: Mapped[list["UserRole"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="UserRole.role"
    )
    area_rows: Mapped[list["UserArea"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="UserArea.area_id"
    )

    sign_in: "SignInSession | None" = None
    """The session of this browser: set for the request that it was loaded for, never stored."""

    unnoted_session: int | None = None
    """The number of that session, when it is time to note again that it is used."""

    counted: Mapping[str, int] = MappingProxyType({})
    """What waits for the person, by the page that shows it; set with `sign_in`, never stored."""

    cookie_token: str | None = None
    """What the browser's cookie will hold; set where a session is opened, never stored."""

    @validates("email")
    def _lower(self, _name: str, email: str) -> str:
        return email.strip().lower()

    def cookie_id(self) -> str:
        """Return the token that Flask-Login puts in the cookie; raises before a sign-in."""
        if self.cookie_token is None:
            message = "open a session (actions.sign_in) before its cookie is set"
            raise RuntimeError(message)
        return self.cookie_token

    @property
    def role_names(self) -> frozenset[Role]:
        """Return the roles held."""
        return frozenset(row.role for row in self.role_rows)

    @property
    def permissions(self) -> frozenset[Permission]:
        """Return what this account may do."""
        return permissions_of(self.role_names)

    @property
    def area_ids(self) -> frozenset[int]:
        """Return the areas that limit what the account changes; none means all of them."""
        return frozenset(row.area_id for row in self.area_rows)


class UserRole(Row):
    """One role of one account."""

    __tablename__ = "user_role"
    __table_args__ = (UniqueConstraint("user_id", "role"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    role: Mapped[Role] = mapped_column(choice(Role, "role"))


class UserArea(Row):
    """An area that a coordinator is limited to. None of these means the whole service."""

    __tablename__ = "user_area"
    __table_args__ = (UniqueConstraint("user_id", "area_id"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))

    area: Mapped[Area] = relationship()


class SignInSession(Row):
    """A browser that is signed in; the cookie holds the token, this row only its hash."""

    __tablename__ = "sign_in_session"
    __table_args__ = (Index(None, "user_id", "revoked_at"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    token_hash: Mapped[str] = mapped_column(unique=True)
    device: Mapped[str]
    remembered: Mapped[bool] = mapped_column(default=False)
    last_seen: Mapped[datetime] = mapped_column(default=clock.now)
    revoked_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class Invitation(Row):
    """A link, once, for a person to set a password; minted when its mail is sent."""

    __tablename__ = "invitation"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[Role] = mapped_column(choice(Role, "role"))
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    invited_by: Mapped[Person | None] = relationship(foreign_keys=[invited_by_id])

    def is_open(self, now: datetime) -> bool:
        """Return whether the link can be used."""
        return self.used_at is None and now < self.expires_at

    def is_fresh(self, now: datetime) -> bool:
        """Return whether it was made so lately that another one would only confuse."""
        return self.is_open(now) and now < self.created_at + FRESH_FOR


class Throttle(Row):
    """Failures against one key (an account, an address), and until when it must wait."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(unique=True)
    failures: Mapped[int] = mapped_column(default=0)
    first_at: Mapped[datetime] = mapped_column(default=clock.now)
    locks: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
