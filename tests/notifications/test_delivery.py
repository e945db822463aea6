"""What arrives, what waits, what is given up; seen from a real mail server."""

import socket
from datetime import timedelta
from email.message import EmailMessage

import pytest
from aiosmtpd.smtp import AuthResult
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.database import changing, session
from portal.notifications.actions import Attachment, Content, letters, post
from portal.notifications.jobs import relay
from portal.notifications.jobs.delivery import deliver
from portal.notifications.letters import CHECK
from portal.notifications.models import MAIL_TRIES, Mail, MailState
from portal.people.models import Person
from portal.settings.actions import change
from portal.settings.models import DEMO_MODE
from tests.factories import PersonFactory
from tests.notifications.conftest import PostOffice

SENT, FAILED, WAITING = MailState.SENT, MailState.FAILED, MailState.WAITING


def send(to: Person, key: str = "one", address: str | None = None) -> None:
    with changing():
        post(to=to, template=CHECK, key=key, address=address)


def outbox() -> list[Mail]:
    session.rollback()
    return list(session.scalars(select(Mail).order_by(Mail.id)))


def states() -> list[MailState]:
    return [mail.state for mail in outbox()]


def part(message: EmailMessage, kind: str) -> str:
    found = message.get_body((kind,))
    assert found is not None
    return str(found.get_content())


def test_a_letter_arrives_in_two_parts_with_its_headers(
    app: Flask, post_office: PostOffice
) -> None:
    send(PersonFactory(name="Margaret Osei", known_as="Maggie Osei", email="m@osei.example"))
    assert deliver() == 1
    (message,) = post_office.received
    assert post_office.recipients == ["m@osei.example"]
    assert message["To"] == "Margaret Osei <m@osei.example>"
    assert message["From"] == "Kentmere Youth Justice Service <panels@amends.example>"
    assert message["Reply-To"] == "Kentmere Youth Justice Service <panels@amends.example>"
    assert message["Subject"] == "Email from the portal works"
    assert message["Message-ID"] == outbox()[0].message_id
    assert "Hello Maggie," in part(message, "plain")
    assert "Ring 01632 960147" in part(message, "plain")
    assert "<h1>Hello Maggie</h1>" in part(message, "html")
    assert 'href="tel:01632960147"' in part(message, "html")
    assert states() == [SENT]
    assert deliver() == 0


def test_an_invitation_is_an_alternative_and_a_file(
    app: Flask, post_office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "BEGIN:VCALENDAR\r\nSUMMARY:Panel – chair\r\nEND:VCALENDAR\r\n"
    file = Attachment("panel.ics", "text/calendar; method=REQUEST", text.encode())
    monkeypatch.setitem(letters, CHECK, lambda to: Content("A panel", {}, (file,)))
    send(PersonFactory())
    deliver()
    (message,) = post_office.received
    calendars = [
        (part.get_param("method"), part.get_content_disposition(), part.get_content())
        for part in message.walk()
        if part.get_content_type() == "text/calendar"
    ]
    folded = text.replace("\r\n", "\n")
    assert [(method, place) for method, place, _ in calendars] == [
        ("REQUEST", None),
        ("REQUEST", "attachment"),
    ]
    assert {words.replace("\r\n", "\n") for *_, words in calendars} == {folded}
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "text/calendar",
    ]


@pytest.mark.parametrize("name", ["Eve\r\nBcc: all@example.org", "Eve\x00\u202e\u2028Bcc: x"])
def test_a_name_cannot_add_a_header(app: Flask, post_office: PostOffice, name: str) -> None:
    send(PersonFactory(name=name, email="eve@example.org"))
    deliver()
    (message,) = post_office.received
    assert message["Bcc"] is None
    assert post_office.recipients == ["eve@example.org"]
    assert message["To"].addresses[0].addr_spec == "eve@example.org"


def test_a_subject_cannot_add_a_header(
    app: Flask, post_office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(letters, CHECK, lambda to: Content("Hello\r\nBcc: all@example.org", {}))
    send(PersonFactory())
    deliver()
    (message,) = post_office.received
    assert (message["Bcc"], message["Subject"]) == (None, "Hello Bcc: all@example.org")


@pytest.mark.parametrize(
    "address",
    ["eve@example.org\r\nBcc: all@example.org", "a@b.example, c@d.example", "nobody", "@"],
)
def test_what_is_no_address_fails_with_a_remedy(
    app: Flask, post_office: PostOffice, address: str
) -> None:
    send(PersonFactory(email=address))
    deliver()
    assert post_office.received == []
    (mail,) = outbox()
    assert (mail.state, mail.problem) == (
        FAILED,
        "Their email address is not one. Correct it, then send this again.",
    )


def test_an_address_that_was_removed_meanwhile_leaves_somebody_to_ring(
    app: Flask, post_office: PostOffice
) -> None:
    person = PersonFactory()
    send(person)
    person.email = None
    session.commit()
    deliver()
    assert states() == [MailState.NO_ADDRESS]


def test_a_refusal_for_good_fails_at_once(app: Flask, post_office: PostOffice) -> None:
    post_office.answers = ["550 no such person"]
    send(PersonFactory())
    assert deliver() == 0
    (mail,) = outbox()
    assert (mail.state, mail.tries) == (FAILED, 1)
    assert mail.problem == "The mail server refused it. It said: 550 no such person"


@pytest.mark.parametrize(
    ("answer", "state"), [("550 unknown", FAILED), ("450 busy", WAITING), ("421 bye", WAITING)]
)
def test_an_address_is_refused_for_good_or_for_now(
    app: Flask, post_office: PostOffice, answer: str, state: MailState
) -> None:
    post_office.to_addresses = [answer]
    send(PersonFactory(), "one")
    send(PersonFactory(), "two")
    deliver()
    refused, other = outbox()
    assert refused.state is state
    assert answer in str(refused.problem)
    assert other.state is (WAITING if answer.startswith("421") else SENT)


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_a_wrong_password_for_the_server_is_an_outage(
    app: Flask, post_office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    post_office.close()
    post_office.options = {
        "authenticator": lambda *_: AuthResult(success=False, handled=False),
        "auth_required": True,
        "auth_require_tls": False,
    }
    post_office.open()
    monkeypatch.setitem(app.config, "MAIL_USERNAME", "amends")
    monkeypatch.setitem(app.config, "MAIL_PASSWORD", "wrong")
    send(PersonFactory())
    assert deliver() == 0
    (mail,) = outbox()
    assert (mail.state, mail.tries) == (WAITING, 0)
    assert mail.problem == "Our mail server did not take our name and password. Ask council IT."


def test_a_server_without_encryption_is_not_spoken_to_when_it_is_wanted(
    app: Flask, post_office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "MAIL_USE_TLS", True)
    send(PersonFactory())
    assert deliver() == 0
    assert post_office.received == []
    assert outbox()[0].problem == (
        "Our mail server cannot be spoken to in secret (SMTPNotSupportedError)."
    )


def test_a_server_that_says_nothing_is_an_outage(
    app: Flask, post_office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay, "PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setitem(app.config, "MAIL_PORT", silent.getsockname()[1])
        send(PersonFactory())
        assert deliver() == 0
    (mail,) = outbox()
    assert (mail.state, mail.tries) == (WAITING, 0)
    assert mail.problem == "Our mail server 127.0.0.1 does not answer (SMTPServerDisconnected)."


def test_not_now_waits_longer_each_time_and_is_given_up(
    app: Flask, post_office: PostOffice
) -> None:
    with changing():
        change(MAIL_TRIES, 3, actor=None)
    post_office.answers = ["451 come again"] * 3
    send(PersonFactory())
    moment = clock.now()
    waits = []
    for _ in range(2):
        with clock.frozen(moment):
            deliver()
        (mail,) = outbox()
        assert mail.state is WAITING
        waits.append((mail.next_at - moment) / timedelta(minutes=1))
        moment = mail.next_at
    assert 0.75 <= waits[0] <= 1.25
    assert 1.5 <= waits[1] <= 2.5
    with clock.frozen(moment):
        deliver()
    (mail,) = outbox()
    assert (mail.state, mail.tries) == (FAILED, 3)
    assert mail.problem == "The mail server cannot take it yet. It said: 451 come again"


def test_a_letter_at_which_the_server_hangs_up_waits_and_the_next_goes(
    app: Flask, post_office: PostOffice
) -> None:
    post_office.answers = ["hang up"]
    send(PersonFactory(), "one")
    send(PersonFactory(), "two")
    assert deliver() == 1
    assert states() == [WAITING, SENT]
    with clock.frozen(outbox()[0].next_at):
        assert deliver() == 1
    assert states() == [SENT, SENT]


def test_nothing_is_lost_nor_counted_in_an_outage(app: Flask, post_office: PostOffice) -> None:
    post_office.close()
    for key in ("one", "two", "three"):
        send(PersonFactory(), key)
    moment = clock.now()
    for _ in range(20):
        with clock.frozen(moment):
            assert deliver() == 0
        moment = max(mail.next_at for mail in outbox())
    assert {(mail.state, mail.tries) for mail in outbox()} == {(WAITING, 0)}
    assert outbox()[0].problem == (
        "Our mail server 127.0.0.1 does not answer (ConnectionRefusedError)."
    )
    post_office.open()
    with clock.frozen(moment):
        assert deliver() == 3
    assert len({message["Message-ID"] for message in post_office.received}) == 3


def test_a_server_that_is_closing_down_is_an_outage(app: Flask, post_office: PostOffice) -> None:
    post_office.answers = ["421 closing"]
    send(PersonFactory())
    deliver()
    (mail,) = outbox()
    assert (mail.state, mail.tries) == (WAITING, 0)


def test_a_letter_that_cannot_be_written_waits_and_stops_no_other(
    app: Flask, post_office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gather(to: Person) -> Content:
        if to.name == "Broken":
            raise KeyError(to.name)
        return Content("Fine", {})

    monkeypatch.setitem(letters, CHECK, gather)
    send(PersonFactory(name="Broken"), "one")
    send(PersonFactory(), "two")
    assert deliver() == 1
    broken, fine = outbox()
    assert (broken.state, fine.state) == (WAITING, SENT)
    assert broken.problem == (
        f"It could not be written (KeyError). Ask council IT, letter {broken.id}."
    )


def test_a_pointless_letter_is_not_sent(
    app: Flask, post_office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(letters, CHECK, lambda to: None)
    send(PersonFactory())
    erased = PersonFactory(erased_at=clock.now())
    send(erased, "two")
    assert deliver() == 0
    assert states() == [MailState.OBSOLETE, MailState.OBSOLETE]


def test_a_letter_whose_worker_died_goes_again_under_the_same_message_id(
    app: Flask, post_office: PostOffice
) -> None:
    send(PersonFactory())

    class Died(BaseException):
        pass

    def arrive_and_die(*args: object, **kwargs: object) -> None:
        raise Died

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("portal.notifications.actions.delivery.sent", arrive_and_die)
        with pytest.raises(Died):
            deliver()
    session.rollback()
    assert deliver() == 0
    with clock.frozen(clock.now() + timedelta(minutes=6)):
        assert deliver() == 1
    first, second = post_office.received
    assert first["Message-ID"] == second["Message-ID"]
    assert states() == [SENT]


def test_without_a_server_letters_wait_and_nothing_is_kept(app: Flask) -> None:
    send(PersonFactory())
    assert deliver() == 0
    (mail,) = outbox()
    assert (mail.state, mail.tries, mail.body) == (WAITING, 0, None)


def test_in_a_demonstration_without_a_server_letters_are_kept(
    app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    with changing():
        change(DEMO_MODE, True, actor=None)
    send(PersonFactory(known_as="Maggie", email="m@osei.example"))
    assert deliver() == 1
    (mail,) = outbox()
    assert (mail.state, mail.subject) == (MailState.KEPT, "Email from the portal works")
    assert mail.body
    assert "Hello Maggie," in mail.body
    assert capsys.readouterr().out == (
        "Mail to m@osei.example, kept to be read at http://127.0.0.1:8000/admin/outbox: "
        "Email from the portal works\n"
    )


def test_what_was_sent_is_never_kept(app: Flask, post_office: PostOffice) -> None:
    with changing():
        change(DEMO_MODE, True, actor=None)
    send(PersonFactory())
    deliver()
    (mail,) = outbox()
    assert (mail.state, mail.subject, mail.body) == (SENT, None, None)
