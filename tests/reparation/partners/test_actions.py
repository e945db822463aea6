"""Partners changed, their papers decided on, their people invited and taken away."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.access.rules import Role
from portal.accounts.queries import account_of
from portal.accounts.rules import Refused as NotInvited
from portal.audit.models import AuditEvent
from portal.database import changing, session
from portal.notifications.models import Document, Mail
from portal.people.models import Person
from portal.reparation.actions import papers
from portal.reparation.actions import partners as actions
from portal.reparation.models import (
    ContactKind,
    PaperKind,
    PaperState,
    Partner,
    PartnerMessage,
    PartnerPaper,
    PartnerPerson,
)
from portal.reparation.rules.refusals import Refused
from tests.factories import AreaFactory, PersonFactory, user_with
from tests.reparation.partners import scenes


def letters() -> list[tuple[str, int | None]]:
    """Return the letters in the outbox and whom they are to, in the order of posting."""
    rows = session.execute(select(Mail.template, Mail.to_person_id).order_by(Mail.id))
    return [(template.rpartition("/")[2], to) for template, to in rows]


def tags() -> list[str]:
    rows = session.scalars(
        select(AuditEvent.tag).where(AuditEvent.tag.like("reparation:%")).order_by(AuditEvent.id)
    )
    return [tag.partition(":")[2] for tag in rows]


def test_a_partner_is_added_and_changed_with_its_areas(app: Flask, jo: Person) -> None:
    north, south = AreaFactory(), AreaFactory()
    with changing():
        made = actions.add_partner(actor=jo, name="Canal Trust", area_ids=[north.id])
    before = made.version
    with changing():
        changes = actions.change_partner(
            partner=made, actor=jo, about="Towpaths", area_ids=[north.id, south.id]
        )
    assert changes == {
        "about": ["", "Towpaths"],
        "areas": [[north.id], sorted([north.id, south.id])],
    }
    with changing():
        assert not actions.change_partner(partner=made, actor=jo, about="Towpaths")
    assert made.version == before + 1
    assert tags() == ["partner_added", "partner_changed"]


def test_no_two_partners_have_one_name_however_it_is_written(jo: Person, trust: Partner) -> None:
    with pytest.raises(Refused, match="There is a partner called canal trust"), changing():
        actions.add_partner(actor=jo, name="canal trust")
    other = scenes.partner("Bike Kitchen")
    with pytest.raises(Refused, match="There is a partner"), changing():
        actions.change_partner(partner=other, actor=jo, name="Canal Trust")
    with changing():
        actions.change_partner(partner=other, actor=jo, name="Bike kitchen")


def test_a_contact_noted_again_takes_the_new_number(jo: Person, trust: Partner) -> None:
    who: dict[str, Any] = {"kind": ContactKind.SITE, "name": "Dee Ash", "email": ""}
    for phone in ("01632 960001", "01632 960002", "01632 960002"):
        with changing():
            actions.add_contact(partner=trust, phone=phone, actor=jo, **who)
    assert [each.phone for each in trust.contacts] == ["01632 960002"]
    number = trust.contacts[0].id
    for _ in range(2):
        with changing():
            actions.remove_contact(partner=trust, contact_id=number, actor=jo)
    assert trust.contacts == []
    assert tags() == ["contact_added", "contact_added", "contact_removed"]


def test_a_paper_waits_until_a_coordinator_accepts_it(
    jo: Person, trust: Partner, mo: Person
) -> None:
    paper = scenes.sent(mo, trust)
    assert paper.state is PaperState.SENT
    for _ in range(2):
        with changing():
            assert papers.accept_paper(paper=paper, actor=jo) is PaperState.ACCEPTED
    assert (paper.decided_by, paper.decided_at) == (jo, scenes.NOON)
    assert letters() == [("paper_sent", jo.id), ("paper_accepted", mo.id)]
    assert tags() == ["paper_sent", "paper_accepted"]


def test_what_was_decided_first_stays(jo: Person, trust: Partner, mo: Person) -> None:
    paper = scenes.sent(mo, trust)
    with changing():
        papers.refuse_paper(paper=paper, reason="Page 2 is missing", actor=jo)
    with changing():
        assert papers.accept_paper(paper=paper, actor=jo) is PaperState.REFUSED
    assert paper.refused_because == "Page 2 is missing"
    assert letters() == [("paper_sent", jo.id), ("paper_refused", mo.id)]


def test_the_same_form_brings_one_paper(jo: Person, trust: Partner, mo: Person) -> None:
    assert scenes.sent(mo, trust, form_key="a" * 32) is scenes.sent(mo, trust, form_key="a" * 32)
    assert session.query(PartnerPaper).count() == 1
    assert session.query(Document).count() == 1


def test_a_paper_that_ran_out_is_not_kept(trust: Partner, mo: Person) -> None:
    with pytest.raises(Refused, match="ran out on 1 March 2026"):
        scenes.sent(mo, trust, until=date(2026, 3, 1))
    assert session.query(PartnerPaper).count() == 0


def test_a_paper_that_a_coordinator_saw_counts_at_once(jo: Person, trust: Partner) -> None:
    with changing():
        paper = papers.record_paper(
            partner=trust,
            sent=papers.Sent(PaperKind.DBS_POSITION, scenes.NEXT_YEAR),
            form_key="a" * 32,
            actor=jo,
        )
    assert (paper.state, paper.document) == (PaperState.ACCEPTED, None)
    assert letters() == []


def test_papers_are_told_of_to_coordinators_of_the_partners_areas(app: Flask) -> None:
    north, south = AreaFactory(), AreaFactory()
    here = scenes.coordinator("Here", north)
    scenes.coordinator("Elsewhere", south)
    trust = scenes.partner()
    with changing():
        actions.change_partner(partner=trust, actor=here, area_ids=[north.id])
    scenes.sent(scenes.somebody_of(trust), trust)
    assert letters() == [("paper_sent", here.id)]


def test_somebody_is_invited_for_a_partner(trust: Partner, mo: Person) -> None:
    with changing():
        row = actions.invite_to_partner(
            partner=trust, name="Bo Lee", email="Bo@Example.org", actor=mo
        )
    assert row.person.email == "bo@example.org"
    assert account_of(row.person).role_names == {"partner"}
    assert letters() == [("invitation", row.person_id)]
    assert tags() == ["person_added"]


def test_an_address_that_signs_in_is_not_invited(trust: Partner, mo: Person) -> None:
    other = scenes.somebody_of(scenes.partner("Bike Kitchen"), "Di Fox")
    with pytest.raises(NotInvited), changing():
        actions.invite_to_partner(partner=trust, name="Di", email=str(other.email), actor=mo)
    assert session.query(PartnerPerson).count() == 2


def test_an_account_of_no_partner_signs_in_for_this_one_from_now_on(
    trust: Partner, jo: Person
) -> None:
    user = user_with(Role.PARTNER)
    with changing():
        row = actions.invite_to_partner(
            partner=trust, name="Somebody", email=user.email.upper(), actor=jo
        )
    assert row.person is user.person
    assert letters() == []
    with pytest.raises(NotInvited), changing():
        actions.invite_to_partner(partner=trust, name="Somebody", email=user.email, actor=jo)


def test_a_closed_account_gets_no_letters(trust: Partner, mo: Person, jo: Person) -> None:
    scenes.somebody_of(trust, "Bo Lee")
    account_of(mo).active = False
    session.commit()
    with changing():
        actions.send_message(partner=trust, text="We open late.", form_key="m" * 32, actor=jo)
    assert len(letters()) == 1


def test_whoever_is_taken_away_can_no_longer_sign_in(trust: Partner, mo: Person) -> None:
    bo = scenes.somebody_of(trust, "Bo Lee")
    for _ in range(2):
        with changing():
            actions.remove_person(partner=trust, person=bo, actor=mo, colleague=True)
    assert not account_of(bo).active
    assert tags() == ["person_removed"]


def test_of_two_who_take_each_other_away_one_stays(trust: Partner, mo: Person) -> None:
    bo = scenes.somebody_of(trust, "Bo Lee")
    with changing():
        actions.remove_person(partner=trust, person=bo, actor=mo, colleague=True)
    with pytest.raises(Refused, match="no longer sign in"), changing():
        actions.remove_person(partner=trust, person=mo, actor=bo, colleague=True)
    assert account_of(mo).active


def test_a_message_reaches_everybody_of_a_partner_once(
    jo: Person, trust: Partner, mo: Person
) -> None:
    bo = scenes.somebody_of(trust, "Bo Lee")
    scenes.somebody_of(scenes.partner("Bike Kitchen"), "Di Fox")
    for _ in range(2):
        with changing():
            actions.send_message(partner=trust, text="We open late.", form_key="m" * 32, actor=jo)
    assert letters() == [("partner_message", bo.id), ("partner_message", mo.id)]
    assert session.query(PartnerMessage).count() == 1


def test_a_person_with_another_role_keeps_their_account(trust: Partner, jo: Person) -> None:
    person = PersonFactory()
    session.add(PartnerPerson(partner=trust, person=person))
    session.commit()
    with changing():
        actions.remove_person(partner=trust, person=person, actor=jo, colleague=False)
    assert session.query(PartnerPerson).count() == 0
