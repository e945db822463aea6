"""Two at once: a paper is decided on once, and of two who take each other away one stays."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.database import session
from portal.notifications.models import Mail
from portal.people.models import Person
from portal.reparation.actions import papers, partners
from portal.reparation.models import PaperState, Partner, PartnerPaper, PartnerPerson
from portal.reparation.rules.refusals import Refused
from tests.reparation.partners import scenes
from tests.threads import at_once

pytestmark = pytest.mark.race

ROUNDS = 6


def test_a_paper_accepted_and_refused_at_once_is_one_of_them(app: Flask, trust: Partner) -> None:
    jo_id, mo_id, trust_id = scenes.coordinator().id, scenes.somebody_of(trust).id, trust.id
    for number in range(1, ROUNDS + 1):
        mo = session.get_one(Person, mo_id)
        paper_id = scenes.sent(mo, session.get_one(Partner, trust_id)).id
        session.remove()

        def accept(number: int = paper_id) -> PaperState:
            paper, jo = session.get_one(PartnerPaper, number), session.get_one(Person, jo_id)
            return papers.accept_paper(paper=paper, actor=jo)

        def refuse(number: int = paper_id) -> PaperState:
            paper, jo = session.get_one(PartnerPaper, number), session.get_one(Person, jo_id)
            return papers.refuse_paper(paper=paper, reason="Page 2 is missing", actor=jo)

        results = at_once(app, accept, refuse)
        assert set(results) == {session.get_one(PartnerPaper, paper_id).state}
        told = select(func.count()).where(
            Mail.template.in_(["reparation/email/paper_accepted", "reparation/email/paper_refused"])
        )
        assert session.scalar(told) == number


def test_of_two_who_take_each_other_away_at_once_one_stays(app: Flask, monday: None) -> None:
    for number in range(ROUNDS):
        trust = scenes.partner(f"Trust {number}")
        ids = [scenes.somebody_of(trust, name).id for name in ("Mo Brennan", "Bo Lee")]
        trust_id = trust.id
        session.remove()

        def take(actor: int, other: int, of: int = trust_id) -> str:
            partners.remove_person(
                partner=session.get_one(Partner, of),
                person=session.get_one(Person, other),
                actor=session.get_one(Person, actor),
                colleague=True,
            )
            return "taken"

        results = at_once(
            app,
            lambda: take(*ids),  # noqa: B023 -- done at once
            lambda: take(*reversed(ids)),  # noqa: B023 -- done at once
        )
        assert sorted(map(str, results)) == sorted(["taken", str(Refused)])
        stay = select(func.count()).where(PartnerPerson.partner_id == trust_id)
        assert session.scalar(stay) == 1
