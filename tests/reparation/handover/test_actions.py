"""All cases of somebody whose account is closed, given to a colleague in one step."""

from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from portal.accounts.actions import reactivate
from portal.accounts.queries import account_of
from portal.audit.models import AuditEvent
from portal.database import changing, session
from portal.panels.actions import orders as order_actions
from portal.people.models import Person
from portal.reparation.actions import handover as actions
from portal.reparation.actions.referrals import close_referral
from portal.reparation.letters.referrals import cases_handed_over
from portal.reparation.queries import handover as queries
from portal.reparation.rules.refusals import Refused
from tests.factories import AreaFactory
from tests.reparation.handover.scenes import cases, closed, gone
from tests.reparation.sessions.scenes import letters, practitioner
from tests.statements import count_statements

ALL = "1 order, 1 panel before court and 1 referral"
EVERYWHERE: frozenset[int] = frozenset()


def handed(sam: Person, kim: Person, jo: Person, *, areas: frozenset[int] = EVERYWHERE) -> str:
    with changing():
        return actions.hand_over(of=sam, to=kim, areas=areas, actor=jo)


def test_everything_open_goes_to_one_colleague_who_gets_one_letter(jo: Person) -> None:
    sam, kim = practitioner(), practitioner("Kim Shaw")
    order, panel, referral = cases(jo, AreaFactory(), sam)
    closed(sam)
    before = len(letters())
    assert handed(sam, kim, jo) == ALL
    assert (order.case_manager, panel.case_manager, referral.practitioner) == (kim, kim, kim)
    assert letters()[before:] == [("Kim Shaw", "cases_handed_over")]
    changed = session.scalars(
        select(AuditEvent.tag).where(AuditEvent.tag.like("%_changed")).order_by(AuditEvent.id)
    )
    assert changed.all() == [
        "panels:order_changed",
        "panels:before_court_changed",
        "reparation:referral_changed",
    ]
    assert handed(sam, kim, jo) == ""
    assert len(letters()) == before + 1


def test_what_is_over_stays_with_whoever_had_it(jo: Person) -> None:
    sam, kim = practitioner(), practitioner("Kim Shaw")
    order, _panel, referral = cases(jo, AreaFactory(), sam)
    with changing():
        order_actions.end_order(order=order, actor=jo)
        close_referral(referral=referral, actor=jo)
    closed(sam)
    assert handed(sam, kim, jo) == "1 panel before court"
    assert (order.case_manager, referral.practitioner) == (sam, sam)


def test_a_coordinator_of_an_area_hands_over_its_cases_alone(jo: Person) -> None:
    north, south = AreaFactory(), AreaFactory()
    sam, kim = practitioner(), practitioner("Kim Shaw")
    cases(jo, north, sam)
    order, *_ = cases(jo, south, sam)
    closed(sam)
    assert handed(sam, kim, jo, areas=frozenset({north.id})) == ALL
    assert order.case_manager is sam
    assert [each.words for each in queries.left(frozenset({south.id}))] == [ALL]


def test_nobody_takes_over_who_can_sign_in_no_more(jo: Person) -> None:
    sam, kim = gone(jo, AreaFactory()), practitioner("Kim Shaw")
    closed(kim)
    with pytest.raises(Refused, match=r"Kim Shaw can no longer take them over\. Choose somebody"):
        handed(sam, kim, jo)


def test_whose_account_is_open_has_left_nothing(jo: Person) -> None:
    sam = gone(jo, AreaFactory())
    assert [each.person for each in queries.left(EVERYWHERE)] == [sam]
    with changing():
        reactivate(user=account_of(sam), actor=None)
    assert not queries.left(EVERYWHERE)


def test_the_letter_is_pointless_once_the_cases_are_anothers(jo: Person) -> None:
    sam, kim = gone(jo, AreaFactory()), practitioner("Kim Shaw")
    handed(sam, kim, jo)
    ids = {"of": sam.id, "orders": 1, "panels": 1, "referrals": 1}
    written = cases_handed_over(to=kim, **ids)
    assert written
    assert written.subject == f"You look after {ALL} from now on"
    closed(kim)
    handed(kim, jo, jo)
    assert cases_handed_over(to=kim, **ids) is None


@pytest.mark.parametrize(
    ("counts", "path"),
    [
        ((1, 1, 1), "/panels/my-orders"),
        ((0, 1, 1), "/reparation/referrals"),
        ((0, 1, 0), "/"),
    ],
)
def test_the_letter_leads_to_where_the_cases_are(
    jo: Person, counts: tuple[int, int, int], path: str
) -> None:
    sam, kim = gone(jo, AreaFactory()), practitioner("Kim Shaw")
    handed(sam, kim, jo)
    orders, panels, referrals = counts
    written = cases_handed_over(
        to=kim, of=sam.id, orders=orders, panels=panels, referrals=referrals
    )
    assert written
    assert urlsplit(written.values["link"]).path == path


@pytest.mark.parametrize("count", [1, 3])
def test_who_left_cases_is_asked_in_one_statement(jo: Person, count: int) -> None:
    area = AreaFactory()
    for number in range(count):
        gone(jo, area, f"Sam {number}")
    areas = frozenset({area.id})
    session.expunge_all()
    with count_statements() as sent:
        found = queries.left(areas)
        assert [each.words for each in found] == [ALL] * count
    assert len(sent) == 1
