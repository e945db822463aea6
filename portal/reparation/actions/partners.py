"""Partners: added and changed, whom to ring there, who signs in, and what they are told."""

from collections.abc import Collection
from typing import Any

from portal import clock
from portal.access.rules import Role
from portal.accounts import actions as accounts
from portal.accounts.queries import user_of
from portal.audit.actions import Changes, amend, record
from portal.database import session
from portal.notifications.actions import post
from portal.people import actions as people
from portal.people.models import Person
from portal.reparation.models import (
    ContactKind,
    Partner,
    PartnerArea,
    PartnerContact,
    PartnerMessage,
    PartnerPerson,
    ReparationTag,
)
from portal.reparation.queries import partners as queries
from portal.reparation.queries import people as who
from portal.reparation.rules import partners as rules
from portal.reparation.rules.refusals import Refused


def add_partner(
    *, actor: Person | None, name: str, area_ids: Collection[int] = (), **values: Any
) -> Partner:
    """Add a partner; `values` are its columns. Raises `Refused` when the name is taken."""
    _check_name(name)
    partner = Partner(name=name, areas=_area_rows(area_ids), contacts=[], people=[], **values)
    session.add(partner)
    record(ReparationTag.PARTNER_ADDED, partner, actor=actor)
    return partner


def change_partner(
    *, partner: Partner, actor: Person, area_ids: Collection[int] | None = None, **values: Any
) -> Changes:
    """Change what is held of a partner, and return what differs; None keeps its areas.

    Raises `Refused` when another has the name. Any difference makes a new version.
    """
    if "name" in values:
        _check_name(values["name"], partner)
    changes = amend(partner, **values)
    changes.update(_set_areas(partner, area_ids))
    if changes:
        partner.updated_at = clock.now()
        record(ReparationTag.PARTNER_CHANGED, partner, actor=actor, changes=changes)
    return changes


def add_contact(
    *, partner: Partner, kind: ContactKind, name: str, phone: str, email: str, actor: Person
) -> PartnerContact:
    """Note whom to ring about what; the same one again takes the new number and address."""
    same = (each for each in partner.contacts if each.kind is kind and each.name == name)
    contact = next(same, None)
    if contact is None:
        contact = PartnerContact(kind=kind, name=name, phone=phone, email=email)
        partner.contacts.append(contact)
        session.flush()  # the trail names the contact's number
    elif not amend(contact, phone=phone, email=email):
        return contact
    record(ReparationTag.CONTACT_ADDED, partner, actor=actor, contact=contact.id)
    return contact


def remove_contact(*, partner: Partner, contact_id: int, actor: Person) -> None:
    """Take a contact off. Twice is harmless, and somebody else's stays."""
    for contact in partner.contacts:
        if contact.id == contact_id:
            partner.contacts.remove(contact)
            record(ReparationTag.CONTACT_REMOVED, partner, actor=actor, contact=contact_id)
            return


def invite_to_partner(*, partner: Partner, name: str, email: str, actor: Person) -> PartnerPerson:
    """Invite somebody to sign in for a partner, as somebody new to the portal.

    Whoever has a partner's account that is of no partner, signs in for this one from now on.
    Raises `accounts.rules.Refused` when the address signs in for anything else.
    """
    known = who.unattached(email)
    person = known.person if known else people.add(name=name, email=email.lower(), actor=actor)
    if known is None:
        accounts.invite(person=person, role=Role.PARTNER, actor=actor)
    row = PartnerPerson(person=person)
    partner.people.append(row)
    record(ReparationTag.PERSON_ADDED, partner, actor=actor, person=person.id)
    return row


def remove_person(*, partner: Partner, person: Person, actor: Person, colleague: bool) -> None:
    """End that somebody signs in for a partner; twice is harmless.

    `colleague` says that one of the partner's own people asks for it: the partner is locked, so
    that of two who take each other away at once one stays. Their account loses the role, or is
    closed if that was all. Raises `Refused` for oneself.
    """
    partner = queries.lock_partner(partner.id)
    if colleague:
        still_there = who.signs_in_for(actor, partner.id)
        rules.check_removable(is_oneself=person is actor, still_there=still_there)
    session.refresh(partner, ["people"])
    for row in partner.people:
        if row.person_id == person.id:
            partner.people.remove(row)
            record(ReparationTag.PERSON_REMOVED, partner, actor=actor, person=person.id)
            _end_signing_in(person, actor)
            return


def send_message(*, partner: Partner, text: str, form_key: str, actor: Person) -> PartnerMessage:
    """Tell everybody of a partner something, on its page and by email; the same form once."""
    made = queries.message_by_form(form_key)
    if made is not None:
        return made
    message = PartnerMessage(partner=partner, text=text, sent_by=actor, form_key=form_key)
    session.add(message)
    record(ReparationTag.MESSAGE_SENT, message, actor=actor, partner=partner.id)
    for person in who.readers_of(partner.id):
        post(
            to=person,
            template="reparation/email/partner_message",
            key=f"partner_message:{message.id}:{person.id}",
            actor=actor,
            message=message.id,
        )
    return message


def _check_name(name: str, partner: Partner | None = None) -> None:
    if queries.name_is_taken(name, besides=partner):
        raise Refused(f"There is a partner called {name}.", "Open that one instead.", "name")


def _end_signing_in(person: Person, actor: Person) -> None:
    user = user_of(person)
    if user is None or Role.PARTNER not in user.role_names:
        return
    others = user.role_names - {Role.PARTNER}
    if others:
        accounts.grant(user=user, roles=others, actor=actor)
    else:
        accounts.deactivate(user=user, actor=actor)


def _area_rows(area_ids: Collection[int]) -> list[PartnerArea]:
    return [PartnerArea(area_id=area_id) for area_id in sorted(set(area_ids))]


def _set_areas(partner: Partner, area_ids: Collection[int] | None) -> Changes:
    before = sorted(row.area_id for row in partner.areas)
    if area_ids is None or before == sorted(set(area_ids)):
        return {}
    kept = [row for row in partner.areas if row.area_id in area_ids]
    partner.areas = kept + _area_rows(set(area_ids) - set(before))
    return {"areas": [before, sorted(set(area_ids))]}
