"""Claims that go for payment together: once, with a number, in a file without bank details."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.database import changing, session
from portal.members.actions import claims
from portal.members.models import ClaimBatch, ClaimState
from portal.people.models import Person
from portal.site.refusals import Refused
from tests.factories import AreaFactory, PersonFactory, user_with
from tests.members.expenses import scenes
from tests.pages import Pages

ALL = "/members/expenses"


@pytest.fixture
def jo(pages: Pages) -> Person:
    found = scenes.coordinator()
    pages.sign_in(found.email or "")
    return found


def approved(name: str, actor: Person) -> None:
    scenes.approved(scenes.volunteer(name), actor, on=clock.today() - timedelta(days=2))


def paid(actor: Person, form_key: str | None = None) -> ClaimBatch:
    with changing():
        return claims.pay(within=(), form_key=form_key or uuid4().hex, actor=actor)


def test_what_is_approved_goes_into_a_batch_once(pages: Pages, jo: Person) -> None:
    approved("Bo Ash", jo)
    approved("Ann Lee", jo)
    page = pages.get(f"{ALL}?state=approved")
    assert "Put 2 claims into a batch" in page.words
    page = pages.submit(f"{ALL}/pay", form_key="once")
    assert page.notices == ["Batch 1 is made. Send its file to whoever pays."]
    assert "2 claims, £11.26 in all" in page.words
    url = page.response.request.path
    pages.submit(f"{ALL}/pay", form_key="once")
    page = pages.submit(f"{ALL}/pay", form_key="again")
    assert page.notices == ["Nothing waits to be paid. Approve a claim first."]
    page = pages.get(f"{ALL}/batches")
    assert [str(row) for row in (page.select_one(f"main a[href='{url}']") or [])] == ["Batch 1"]


def test_its_files_have_names_numbers_and_sums_and_nobodys_bank(pages: Pages, jo: Person) -> None:
    approved("Ann Lee", jo)
    made = paid(jo)
    answer = pages.client.get(f"{ALL}/batches/{made.uuid}.csv")
    assert answer.headers["Content-Disposition"] == "attachment; filename=expenses-batch-1.csv"
    headings, row = answer.get_data(as_text=True).lstrip("\ufeff").splitlines()
    assert headings == (
        "Batch,Volunteer number,Name,Sent,Approved,Approved by,Miles,Miles by car,Parking,"
        '"Bus, train or taxi fare",Childcare,Food and drink,Another cost,Total'
    )
    today = clock.today().isoformat()
    _, number, *rest = row.split(",")
    assert number.startswith("V")
    nothing = ["0.00"] * 5
    assert rest == ["Ann Lee", today, today, "Jo Hartley", "12.5", "5.63", *nothing, "5.63"]
    book = load_workbook(BytesIO(pages.client.get(f"{ALL}/batches/{made.uuid}.xlsx").data))
    assert [cell.value for cell in book["Batch 1"][2]][-1] == 5.63


def test_a_paid_claim_says_its_batch_to_whose_it_is(pages: Pages) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    claim = scenes.approved(ann, jo, on=clock.today() - timedelta(days=2))
    paid(jo)
    assert claim.state is ClaimState.PAID
    pages.sign_in(ann.person.email or "")
    page = pages.get(f"/members/me/expenses/{claim.uuid}")
    assert "in batch 1. Ask them, with that number" in page.words


def test_who_is_limited_to_areas_pays_theirs_and_sees_their_own_batches(pages: Pages) -> None:
    jo, north = scenes.coordinator(), scenes.northmere()
    scenes.approved(scenes.serving(scenes.volunteer("Ann"), AreaFactory()), jo)
    others = paid(jo)
    scenes.approved(scenes.serving(scenes.volunteer("Bo"), AreaFactory()), jo)
    scenes.approved(scenes.serving(scenes.volunteer("Cy"), north), jo)
    user = user_with(Role.COORDINATOR, person=PersonFactory(name="Al"))
    session.add(UserArea(user_id=user.id, area_id=north.id))
    session.commit()
    pages.sign_in(user.email)
    pages.get(f"{ALL}/batches/{others.uuid}", 404)
    pages.get(f"{ALL}/batches/{others.uuid}.csv", 404)
    page = pages.submit(f"{ALL}/pay", form_key="mine")
    assert page.heading == "Batch 2 of expenses"
    assert "1 claim, £5.63 in all" in page.words
    assert "Batch 1" not in pages.get(f"{ALL}/batches").words


def test_nothing_approved_makes_no_batch(pages: Pages, jo: Person) -> None:
    with pytest.raises(Refused, match="Nothing waits to be paid"):
        paid(jo)
