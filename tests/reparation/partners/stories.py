"""What leads to each letter about a partner, for the test that writes every letter."""

from collections.abc import Callable
from datetime import date
from typing import Final

from portal.database import changing
from portal.reparation import jobs
from portal.reparation.actions import papers, partners
from tests.reparation.partners import scenes


def papers_of_a_partner_are_decided_on() -> None:
    jo, trust = scenes.coordinator(), scenes.partner("Canal Trust of letters")
    mo = scenes.somebody_of(trust)
    scenes.sent(mo, trust)
    first, second = (scenes.sent(mo, trust) for _ in range(2))
    with changing():
        papers.accept_paper(paper=first, actor=jo)
        papers.refuse_paper(paper=second, reason="Page 2 is missing", actor=jo)


def a_coordinator_writes_to_a_partner() -> None:
    jo, trust = scenes.coordinator(), scenes.partner("Bike Kitchen of letters")
    scenes.somebody_of(trust)
    with changing():
        partners.send_message(
            partner=trust, text="We open late.\nAt ten.", form_key="m" * 32, actor=jo
        )


def papers_of_a_partner_run_out() -> None:
    scenes.coordinator()
    trust = scenes.partner("Allotments of letters", agreement_review_on=date(2026, 3, 20))
    scenes.somebody_of(trust)
    scenes.accepted(trust, until=date(2026, 3, 9))
    jobs.remind_partners()


OF_PARTNERS: Final[tuple[Callable[[], None], ...]] = (
    papers_of_a_partner_are_decided_on,
    a_coordinator_writes_to_a_partner,
    papers_of_a_partner_run_out,
)
