"""What a coordinator sees of the mail, and does about what did not go."""

import pytest
from flask import Flask

from portal import clock
from portal.access import Role
from portal.database import changing, session
from portal.notifications.jobs.delivery import deliver
from portal.notifications.models import MailState
from portal.settings.actions import change
from portal.settings.models import DEMO_MODE
from tests.factories import MailFactory, PersonFactory, user_with
from tests.pages import Page, Pages
from tests.statements import count_statements


@pytest.fixture
def coordinator(pages: Pages) -> Pages:
    user = user_with(Role.COORDINATOR, person=PersonFactory(name="Jo Hartley"))
    return pages.sign_in(user.email)


def rows(page: Page) -> list[list[str]]:
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]
        for row in page.select("#outbox tbody tr")
    ]


def test_mail_is_listed_newest_first_with_what_to_do(coordinator: Pages) -> None:
    with clock.frozen(clock.at(clock.today(), clock.now().time().replace(hour=7, minute=0))):
        MailFactory(to_person=PersonFactory(name="Ann Lee"), state=MailState.SENT)
        MailFactory(
            to_person=PersonFactory(name="Bo Ray"),
            state=MailState.FAILED,
            problem="The mail server refused it. It said: 550 no such person",
        )
        MailFactory(
            to_person=PersonFactory(name="Cy Day", email=None, phone="01632 960123"),
            state=MailState.NO_ADDRESS,
        )
    page = coordinator.get("/admin/outbox")
    assert [(who, what, state) for who, what, state, _, _ in rows(page)] == [
        ("Cy Day", "Offer made", "No email: ring them"),
        (
            "Bo Ray",
            "Offer made",
            "Failed The mail server refused it. It said: 550 no such person",
        ),
        ("Ann Lee", "Offer made", "Sent"),
    ]
    assert page.select_one("#outbox a[href='tel:01632960123']")
    assert "every email waits here" in page.words


def test_mail_is_found_by_person_and_state(coordinator: Pages) -> None:
    MailFactory(to_person=PersonFactory(name="Ann Lee"), state=MailState.SENT)
    MailFactory(to_person=PersonFactory(name="Ann Orr"), state=MailState.FAILED)
    MailFactory(to_person=PersonFactory(name="Bo Ray"), state=MailState.FAILED)
    page = coordinator.get("/admin/outbox?q=ann&state=failed")
    assert [row[0] for row in rows(page)] == ["Ann Orr"]
    assert "No mail like this" in coordinator.get("/admin/outbox?q=%25").words


@pytest.mark.parametrize("query", ["q=%00", "q=" + "x" * 5000, "state=nonsense", "page=-1"])
def test_a_bad_filter_shows_the_list_all_the_same(coordinator: Pages, query: str) -> None:
    MailFactory(to_person=PersonFactory(name="Ann Lee"))
    assert [row[0] for row in rows(coordinator.get(f"/admin/outbox?{query}"))] == ["Ann Lee"]


def test_a_failed_letter_is_sent_again_from_the_list_it_was_seen_in(coordinator: Pages) -> None:
    mail = MailFactory(state=MailState.FAILED, tries=12, problem="No")
    page = coordinator.submit(f"/admin/outbox/{mail.id}/retry", state="failed", q="")
    assert page.notices == ["It goes out within a few seconds."]
    session.expire_all()
    assert (mail.state, mail.tries, mail.problem) == (MailState.WAITING, 0, None)


def test_a_letter_that_went_meanwhile_is_neither_sent_again_nor_dropped(coordinator: Pages) -> None:
    mail = MailFactory(state=MailState.SENT)
    for action, sentence in (
        ("retry", "Nothing was sent again: somebody dealt with it meanwhile."),
        ("drop", "Nothing was dropped: somebody dealt with it meanwhile."),
    ):
        page = coordinator.submit(f"/admin/outbox/{mail.id}/{action}")
        assert page.notices == [sentence]
    session.expire_all()
    assert mail.state is MailState.SENT


def test_a_letter_without_an_address_asks_for_one(coordinator: Pages) -> None:
    mail = MailFactory(to_person=PersonFactory(email=None), state=MailState.NO_ADDRESS)
    page = coordinator.submit(f"/admin/outbox/{mail.id}/retry")
    assert page.notices == [
        "There is still no email address for them. Add one on their page, or ring them."
    ]


def test_everything_that_failed_is_sent_again_at_once(coordinator: Pages) -> None:
    mails = [MailFactory(state=MailState.FAILED) for _ in range(3)]
    page = coordinator.submit("/admin/outbox/retry-failed")
    assert page.notices == ["Being sent again: 3 emails."]
    session.expire_all()
    assert {mail.state for mail in mails} == {MailState.WAITING}


def demonstrate(on: bool = True) -> None:
    with changing():
        change(DEMO_MODE, on, actor=None)


def test_a_demonstration_keeps_mail_to_be_read(app: Flask, coordinator: Pages) -> None:
    demonstrate()
    coordinator.submit("/admin/outbox/check")
    deliver()
    page = coordinator.get("/admin/outbox")
    link = page.select_one("#outbox a")
    assert link
    letter = coordinator.get(str(link["href"]))
    assert letter.heading == "Email from the portal works"
    assert "Hello Jo, Email from the portal works" in letter.words


def test_what_a_letter_said_is_shown_nowhere_but_in_a_demonstration(coordinator: Pages) -> None:
    mail = MailFactory(state=MailState.KEPT, subject="Secret", body="Secret")
    coordinator.get(f"/admin/outbox/{mail.id}", status=404)


def test_a_letter_that_was_not_kept_cannot_be_read(coordinator: Pages) -> None:
    demonstrate()
    mail = MailFactory(state=MailState.SENT)
    coordinator.get(f"/admin/outbox/{mail.id}", status=404)


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.STAFF, Role.MANAGER, Role.PARTNER])
def test_the_mail_is_for_coordinators_and_administrators(pages: Pages, role: Role) -> None:
    pages.sign_in(user_with(role).email)
    pages.get("/admin/outbox", status=403)


def test_an_administrator_sees_the_mail(pages: Pages) -> None:
    pages.sign_in(user_with(Role.ADMINISTRATOR).email)
    assert pages.get("/admin/outbox").heading == "Mail"


def test_the_mail_costs_the_same_for_one_letter_and_for_three(coordinator: Pages) -> None:
    counts = []
    for number in (1, 2):
        for state in [MailState.FAILED] * number:
            MailFactory(state=state)
        session.remove()
        with count_statements() as sent:
            coordinator.get("/admin/outbox")
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_the_list_is_a_fragment_for_htmx(coordinator: Pages) -> None:
    MailFactory(to_person=PersonFactory(name="Ann Lee"))
    part = coordinator.fragment("/admin/outbox?q=ann")
    assert [tag["id"] for tag in part.find_all(recursive=False)] == ["outbox"]
