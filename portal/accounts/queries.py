"""Finding accounts, and who is signed in."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final, cast

from flask_login import current_user
from sqlalchemy import (
    ColumnElement,
    ColumnExpressionArgument,
    Select,
    String,
    bindparam,
    exists,
    false,
    func,
    or_,
    select,
)
from sqlalchemy.orm import contains_eager, joinedload

from portal import clock
from portal.access.rules import HELD_BY, Permission, Role
from portal.accounts import rules
from portal.accounts.models import (
    SESSION_HOURS,
    Invitation,
    SignInSession,
    Throttle,
    User,
    UserArea,
    UserRole,
)
from portal.database import session
from portal.people.models import Person
from portal.settings.queries import value
from portal.site.pagination import Page, page_of

MOST_SESSIONS: Final = 50

counting: Final[dict[str, Callable[[ColumnElement[int]], ColumnElement[int]]]] = {}
"""What waits for whoever is signed in, by the page that shows it. `create_app` fills it.

Each is a function from the person's number, as it stands in a statement, to the count; today is
its parameter `today`. They are counted with each request's own statement, for the navigation.
"""


def signed_in_user() -> User:
    """Return the account behind this request; only for views behind a permission."""
    return cast("User", current_user._get_current_object())


def signed_in_person() -> Person:
    """Return the person behind this request; only for views behind a permission."""
    return signed_in_user().person


def signed_in_by(token: str) -> User | None:
    """Return the account that a cookie's token signs in, with all a request needs of it.

    One statement. None once the session was ended or lay idle, or the account was closed.
    """
    found = session.execute(
        _signed_in(), {"token_hash": rules.hash_of(token), "today": clock.today()}
    )
    row = found.unique().one_or_none()
    if row is None or not _stands(row[0]):
        return None
    opened: SignInSession = row[0]
    opened.user.counted = dict(zip(counting, row[1:], strict=True))
    opened.user.sign_in = opened
    opened.user.cookie_token = token
    due = clock.now() >= opened.last_seen + rules.SEEN_EVERY
    opened.user.unnoted_session = opened.id if due else None
    return opened.user


@cache
def _signed_in() -> Select[*tuple[Any, ...]]:
    """Composed once: every request sends it, and composing costs more than sending."""
    token = SignInSession.token_hash == bindparam("token_hash", type_=String())
    who = select(User.person_id).join(SignInSession.user).where(token).scalar_subquery()
    return (
        select(SignInSession, *(count(who) for count in counting.values()))
        .join(SignInSession.user)
        .where(token, SignInSession.revoked_at.is_(None), User.active)
        .options(
            contains_eager(SignInSession.user).options(
                joinedload(User.person), joinedload(User.role_rows), joinedload(User.area_rows)
            )
        )
    )


def _stands(opened: SignInSession) -> bool:
    return rules.is_live(
        opened=opened.created_at,
        last_seen=opened.last_seen,
        remembered=opened.remembered,
        now=clock.now(),
        idle=timedelta(hours=value(SESSION_HOURS)),
    )


def sessions_of(user: User) -> Sequence[SignInSession]:
    """Return the sessions in which the account is signed in, last used first."""
    found = session.scalars(
        select(SignInSession)
        .where(SignInSession.user_id == user.id, SignInSession.revoked_at.is_(None))
        .order_by(SignInSession.last_seen.desc(), SignInSession.id.desc())
        .limit(MOST_SESSIONS)
    )
    return [opened for opened in found if _stands(opened)]


def session_of(user: User, number: int) -> SignInSession:
    """Return one session of the account; raises `NoResultFound` for anybody else's."""
    return session.scalars(
        select(SignInSession).where(SignInSession.user_id == user.id, SignInSession.id == number)
    ).one()


def user_by_email(email: str) -> User | None:
    """Return the account that signs in with this address, active or not."""
    return session.scalars(select(User).where(User.email == _typed(email))).one_or_none()


def user_by_uniquifier(uniquifier: str, *, lock: bool = False) -> User | None:
    """Return the account that a link to choose a new password was made for."""
    found = select(User).where(User.fs_uniquifier == uniquifier)
    if lock:
        found = found.with_for_update(of=User).execution_options(populate_existing=True)
    return session.scalars(found).one_or_none()


def user_numbered(number: int) -> User:
    """Return an account; raises `NoResultFound`."""
    return session.scalars(select(User).where(User.id == number)).one()


def user_of(person: Person) -> User | None:
    """Return the person's account, if they have one."""
    return session.scalars(select(User).where(User.person_id == person.id)).one_or_none()


def people_with(permission: Permission) -> Sequence[Person]:
    """Return everybody who may do something and can sign in: whom a letter about it is for."""
    return session.scalars(
        select(Person)
        .join(User, User.person_id == Person.id)
        .where(User.active, User.password.is_not(None), User.id.in_(_holding(permission)))
        .order_by(Person.id)
    ).all()


def areas_of_people_with(permission: Permission) -> dict[int, frozenset[int]]:
    """Return who may do something and can sign in, each with the areas they are limited to.

    By the numbers of persons and areas; no areas means the whole service. One statement.
    """
    found: defaultdict[int, set[int]] = defaultdict(set)
    rows = session.execute(
        select(User.person_id, UserArea.area_id)
        .outerjoin(UserArea, UserArea.user_id == User.id)
        .where(User.active, User.password.is_not(None), User.id.in_(_holding(permission)))
        .order_by(User.person_id, UserArea.area_id)
    )
    for person_id, area_id in rows:
        found[person_id] |= {area_id} - {None}
    return {person_id: frozenset(areas) for person_id, areas in found.items()}


def people_without(permission: Permission, *, closed: bool = True) -> set[int]:
    """Return the numbers of people whose account is closed, or lacks a permission.

    Who has no account is not among them; nor, without `closed`, who could do it while theirs was
    open: of the past they are named still.
    """
    shut = ~User.active if closed else false()
    unable = or_(shut, User.id.not_in(_holding(permission)))
    return set(session.scalars(select(User.person_id).where(unable)))


def has_closed_account(person_id: ColumnExpressionArgument[int]) -> ColumnElement[bool]:
    """Return the condition that somebody has an account and can sign in no more."""
    return exists().where(User.person_id == person_id, ~User.active)


def _holding(permission: Permission) -> Select[int]:
    holders = [role for role, held in HELD_BY.items() if permission in held]
    return select(UserRole.user_id).where(UserRole.role.in_(holders))


def account_of(person: Person) -> User:
    """Return the person's account; raises `NoResultFound`."""
    return session.scalars(select(User).where(User.person_id == person.id)).one()


def invited_lately(name: str, email: str, now: datetime) -> User | None:
    """Return who was invited so lately, by this name and address, that it is the same click."""
    user = user_by_email(email)
    if user is None or user.password is not None or user.person.name != name:
        return None
    newest = newest_invitations([user.person]).get(user.person_id)
    return user if newest is not None and newest.is_fresh(now) else None


def locked_user(number: int) -> User:
    """Return an account that no other change can touch until this one ends."""
    return session.scalars(
        select(User)
        .where(User.id == number)
        .with_for_update(of=User)
        .execution_options(populate_existing=True)
    ).one()


def locked_with_administrators(number: int) -> User:
    """Return an account, locked in one order with every administrator's.

    Two administrators who close each other's accounts at once then wait for each other in turn.
    """
    locked = session.scalars(
        select(User)
        .where(or_(User.id == number, _is_administrator()))
        .order_by(User.id)
        .with_for_update(of=User)
        .execution_options(populate_existing=True)
    ).all()
    return next((user for user in locked if user.id == number), None) or user_numbered(number)


def administrators() -> Sequence[User]:
    """Return everybody who can sign in and manage accounts."""
    return session.scalars(
        select(User)
        .where(User.active, User.password.is_not(None), _is_administrator())
        .order_by(User.id)
        .with_for_update(of=User)
    ).all()


def _is_administrator() -> ColumnElement[bool]:
    return User.role_rows.any(UserRole.role == Role.ADMINISTRATOR)


def accounts(*, search: str, role: Role | None, closed: bool, number: int) -> Page[User]:
    """Return a page of accounts by name: those whose name or address has every word in it."""
    found = (
        select(User)
        .join(User.person)
        .options(contains_eager(User.person))
        .where(User.active.is_(not closed))
        .order_by(Person.name, User.id)
    )
    for word in _typed(search).split():
        found = found.where(
            or_(
                Person.name.icontains(word, autoescape=True),
                Person.known_as.icontains(word, autoescape=True),
                User.email.icontains(word, autoescape=True),
            )
        )
    if role is not None:
        found = found.where(exists().where(UserRole.user_id == User.id, UserRole.role == role))
    return page_of(found, number)


def last_seen(users: Collection[User]) -> Mapping[int, datetime]:
    """Return when each account, by number, was last used; absent if never."""
    rows = session.execute(
        select(SignInSession.user_id, func.max(SignInSession.last_seen))
        .where(SignInSession.user_id.in_([user.id for user in users]))
        .group_by(SignInSession.user_id)
    )
    return dict(rows.all())


def newest_invitations(people: Collection[Person]) -> Mapping[int, Invitation]:
    """Return the newest invitation of each person, by the person's number."""
    newest = (
        select(func.max(Invitation.id))
        .where(Invitation.person_id.in_([person.id for person in people]))
        .group_by(Invitation.person_id)
    )
    found = session.scalars(select(Invitation).where(Invitation.id.in_(newest)))
    return {invitation.person_id: invitation for invitation in found}


def invitation_numbered(number: int) -> Invitation:
    """Return an invitation; raises `NoResultFound`."""
    return session.scalars(select(Invitation).where(Invitation.id == number)).one()


def invitation_by(token: str) -> Invitation:
    """Return the invitation whose link has this token; raises `NoResultFound`."""
    return session.scalars(
        select(Invitation)
        .where(Invitation.token_hash == rules.hash_of(token))
        .options(joinedload(Invitation.person), joinedload(Invitation.invited_by))
    ).one()


def locked_invitation(number: int) -> Invitation:
    """Return an invitation that nobody else can use until this change ends."""
    return session.scalars(
        select(Invitation)
        .where(Invitation.id == number)
        .with_for_update(of=Invitation)
        .execution_options(populate_existing=True)
    ).one()


def open_invitations(person: Person) -> Sequence[Invitation]:
    """Return the person's invitations that were neither used nor replaced."""
    return session.scalars(
        select(Invitation)
        .where(Invitation.person_id == person.id, Invitation.used_at.is_(None))
        .order_by(Invitation.id)
    ).all()


def people_at(email: str) -> Sequence[Person]:
    """Return who has this address and no account yet: couples share one."""
    return session.scalars(
        select(Person)
        .outerjoin(User, User.person_id == Person.id)
        .where(
            func.lower(Person.email) == _typed(email),
            Person.erased_at.is_(None),
            User.id.is_(None),
        )
        .order_by(Person.name, Person.id)
        .limit(20)
    ).all()


def throttle(key: str) -> Throttle:
    """Return the count under a key, locked until this change ends; raises `NoResultFound`."""
    return session.scalars(
        select(Throttle)
        .where(Throttle.key == key)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _typed(text: str) -> str:
    """Return typed text as addresses are stored; PostgreSQL takes no NUL at all."""
    return text.replace("\0", "").strip().lower()
