"""Agreements published and signed as the portal does it: by its own actions."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from portal import clock
from portal.access.rules import Role
from portal.database import changing
from portal.members import actions
from portal.members.models import Agreement, AgreementKind, AgreementText, Member
from portal.members.queries import agreements as queries
from portal.people.models import Person
from tests.factories import MemberFactory, PersonFactory, user_with


def coordinator() -> Person:
    """Return somebody who keeps the register, with an account."""
    return user_with(Role.COORDINATOR, person=PersonFactory(name="Jo Hartley")).person


def volunteer(name: str = "Ann Lee", **values: object) -> Member:
    """Return an active volunteer with an account."""
    member = MemberFactory(person=PersonFactory(name=name), **values)
    user_with(Role.VOLUNTEER, person=member.person)
    return member


def published(
    actor: Person, kind: AgreementKind = AgreementKind.CONDUCT, body: str = "Be kind."
) -> AgreementText:
    """Publish the next version of a text."""
    newest = queries.newest_text(kind)
    with changing():
        return actions.publish_text(
            kind=kind, body=body, after=newest.number if newest else 0, actor=actor
        )


def signed(member: Member, text: AgreementText) -> Agreement:
    """Sign a text with the volunteer's name."""
    with changing():
        return actions.sign(member=member, text=text, name=member.person.name, actor=member.person)


def noted(member: Member, text: AgreementText, on: date, actor: Person) -> Agreement:
    """Note that a text was signed on paper."""
    with changing():
        return actions.note_on_paper(member=member, text=text, on=on, actor=actor)


def a_text_is_published_and_not_signed() -> None:
    """Lead to the letters about agreements."""
    jo = coordinator()
    volunteer("Uma Unsigned")
    published(jo)
    with clock.frozen(clock.now() + timedelta(days=15)), changing():
        actions.remind_to_sign(area_ids=frozenset(), actor=jo)


OF_AGREEMENTS: Final[tuple[Callable[[], None], ...]] = (a_text_is_published_and_not_signed,)
