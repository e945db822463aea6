"""One's own account: passwords, invitations, and where one is signed in."""

import threading
from datetime import timedelta

import pytest
from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from portal import clock
from portal.access.rules import Role
from portal.accounts import actions, queries
from portal.accounts.models import SignInSession, User
from portal.database import changing, session
from portal.people.models import Person
from tests.accounts.reading import letters_posted, link_in_newest_letter, newest_letter, trail
from tests.factories import PersonFactory, user_with
from tests.pages import PASSWORD, Pages

NEW = "three random words"
IPHONE = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4) Version/17.4 Safari/604.1"}


def invited(person: Person | None = None) -> User:
    boss = PersonFactory(name="Jo Hartley")
    person = person or PersonFactory(name="Ann Lee", email="ann@example.org")
    with changing():
        actions.invite(person=person, role=Role.VOLUNTEER, actor=boss)
    return queries.account_of(person)


# A forgotten password


def test_a_forgotten_password_is_replaced_by_a_link_in_a_letter(pages: Pages) -> None:
    user = user_with(Role.VOLUNTEER)
    email = user.email
    sent = pages.submit("/sign-in/forgotten", email=f" {email.upper()}")
    assert sent.heading == "Look in your email"
    link = link_in_newest_letter()
    assert newest_letter()[0] == email
    assert pages.get(link).heading == "Choose a new password"
    weak = pages.post(link, 422, new_password="short")
    assert weak.problems == ["Make your password at least 12 characters: three words will do"]
    assert pages.submit(link, new_password=NEW).notices == [
        "Your password is changed. Sign in with it."
    ]
    pages.post("/sign-in", 422, email=email, password=PASSWORD)
    pages.sign_in(email, NEW)
    assert pages.get(link, 410).heading == "This link has expired"
    pages.post(link, 410, new_password=NEW)
    assert [name for name, _ in letters_posted()] == ["password_reset", "password_changed"]
    assert trail()[:2] == ["password_reset_asked", "password_changed"]


def test_an_unknown_address_gets_the_same_answer_and_no_letter(pages: Pages) -> None:
    closed = user_with(Role.VOLUNTEER)
    closed.active = False
    session.commit()
    known = user_with(Role.VOLUNTEER)
    answers = [
        pages.submit("/sign-in/forgotten", email=email).words
        for email in (known.email, closed.email, "nobody@example.org")
    ]
    assert len(set(answers)) == 1
    assert letters_posted() == [("password_reset", known.email)]


def test_nobody_s_mailbox_is_filled_with_links(pages: Pages) -> None:
    user = user_with(Role.VOLUNTEER)
    for _ in range(8):
        pages.post("/sign-in/forgotten", email=user.email)
    assert len(letters_posted()) == 5
    pages.sign_in(user.email)  # asking for links holds nobody back from signing in


def test_a_link_lasts_a_day_and_ends_what_the_throttle_held(pages: Pages) -> None:
    user = user_with(Role.VOLUNTEER)
    for _ in range(6):
        pages.post("/sign-in", 422, email=user.email, password="wrong")
    pages.post("/sign-in/forgotten", email=user.email)
    link = link_in_newest_letter()
    pages.post(link, new_password=NEW)
    pages.sign_in(user.email, NEW)


@pytest.mark.parametrize("token", ["x", "ImFiYyI.aZ.x", "🦋", "a" * 5000])
def test_a_link_that_we_did_not_make_does_not_work(pages: Pages, token: str) -> None:
    assert pages.get(f"/sign-in/reset/{token}", 410).heading == "This link has expired"


def test_a_link_s_age_is_counted(app: Flask, pages: Pages) -> None:
    user = user_with(Role.VOLUNTEER)

    class Older(URLSafeTimedSerializer):
        def make_signer(self, salt: object = None) -> object:  # type: ignore[override]  # a test
            signer = super().make_signer(salt)  # type: ignore[arg-type]  # a test
            signer.get_timestamp = lambda: int(clock.now().timestamp()) - 25 * 3600  # type: ignore[attr-defined]  # a test
            return signer

    real = app.extensions["security"].reset_serializer
    older = Older(real.secret_keys, salt=real.salt)
    pages.get(f"/sign-in/reset/{real.dumps(user.fs_uniquifier)}")
    pages.get(f"/sign-in/reset/{older.dumps(user.fs_uniquifier)}", 410)


# A changed password


def test_a_changed_password_signs_out_everywhere_else(app: Flask, pages: Pages) -> None:
    user = user_with(Role.VOLUNTEER)
    phone = Pages(app).sign_in(user.email)
    pages.sign_in(user.email)
    phone.get("/account")
    done = pages.submit("/account/password", password=PASSWORD, new_password=NEW)
    assert done.notices == ["Your password is changed. Everywhere else you are signed out."]
    phone.get("/account", 303)
    assert letters_posted() == [("password_changed", user.email)]
    assert (
        "Your password was changed" in newest_letter()[1]
        or "was changed just now" in (newest_letter()[1])
    )


def test_the_password_now_must_be_right(pages: Pages) -> None:
    user = user_with(Role.VOLUNTEER)
    pages.sign_in(user.email)
    refused = pages.post("/account/password", 422, password="wrong", new_password=NEW)
    assert refused.problems[0].startswith("This is not the password you use now")
    named = pages.post(
        "/account/password", 422, password=PASSWORD, new_password=f"{user.email} again"
    )
    assert named.problems == ["Choose a password without your name or email address in it"]
    assert letters_posted() == []


# An invitation


def test_an_invitation_leads_to_a_password_and_in(pages: Pages) -> None:
    invited()
    link = link_in_newest_letter()
    page = pages.get(link)
    assert page.heading == "Hello Ann, choose a password"
    assert "ann@example.org" in page.words
    weak = pages.post(link, 422, new_password="short")
    assert weak.problems == ["Make your password at least 12 characters: three words will do"]
    assert pages.submit(link, new_password=NEW).notices == [
        "Your password is set, and you are signed in."
    ]
    pages.post("/sign-out")
    assert pages.get(link, 410).heading == "This invitation has been used"
    pages.post(link, 410, new_password=NEW)
    pages.sign_in("ann@example.org", NEW)
    assert [tag for tag in trail() if "invit" in tag] == ["invited", "invitation_accepted"]


def test_a_link_opened_twice_at_once_is_used_once(app: Flask, pages: Pages) -> None:
    invited()
    link = link_in_newest_letter()
    session.rollback()
    together = threading.Barrier(2)
    answers: list[str] = []

    def choose(new_password: str) -> None:
        client = app.test_client()
        together.wait()
        answer = client.post(link, data={"new_password": new_password})
        answers.append(answer.headers["Location"])

    words = (NEW, f"other {NEW}")
    threads = [threading.Thread(target=choose, args=(password,)) for password in words]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["/", link]
    assert trail().count("invitation_accepted") == 1


def test_an_expired_invitation_says_whom_to_ask_and_can_be_asked_for_anew(pages: Pages) -> None:
    invited()
    link = link_in_newest_letter()
    with clock.frozen(clock.now() + timedelta(days=8)):
        page = pages.get(link, 410)
        assert page.heading == "This invitation has expired"
        assert "Ask Jo Hartley, or ring 01632 960147" in page.words
        assert pages.submit(f"{link}/again").heading == "Look in your email"
        pages.post(f"{link}/again")
        assert len(letters_posted()) == 2, "asked twice, sent once"
        newer = link_in_newest_letter()
        assert newer != link
        pages.get(link, 410)
        pages.post(newer, new_password=NEW)
        pages.get("/account")


def test_a_link_sent_twice_works_in_its_newest_form(pages: Pages) -> None:
    """The outbox may send a letter twice: each sending mints a token, and the newest works."""
    invited()
    first, second = link_in_newest_letter(), link_in_newest_letter()
    pages.get(first, 404)
    pages.get(second)


def test_an_unknown_or_withdrawn_invitation_shows_nothing(pages: Pages) -> None:
    pages.get("/account/invitations/nonsense", 404)
    user = invited()
    link = link_in_newest_letter()
    with changing():
        actions.deactivate(user=user, actor=None)
    page = pages.get(link, 410)
    assert page.heading == "This invitation was withdrawn"
    assert "Ann" not in page.words
    pages.post(f"{link}/again")
    assert len(letters_posted()) == 1


def test_somebody_else_s_invitation_says_who_is_signed_in_and_nothing_of_it(pages: Pages) -> None:
    invited()
    link = link_in_newest_letter()
    other = user_with(Role.STAFF, person=PersonFactory(name="Bo Ek"))
    pages.sign_in(other.email)
    page = pages.get(link, 403)
    assert page.heading == "You are signed in as Bo Ek"
    assert "Ann" not in page.words
    pages.post(link, 403, new_password=NEW)
    switched = pages.submit("/sign-out", next=link)
    assert switched.heading == "Hello Ann, choose a password"


# Sessions, and the rest of one's own


def test_sessions_are_listed_and_ended_one_by_one(app: Flask, pages: Pages) -> None:
    user = user_with(Role.VOLUNTEER)
    phone = Pages(app)
    fields = {"email": user.email, "password": PASSWORD, "remember": "y"}
    phone.client.post("/sign-in", data=fields, headers=IPHONE)
    pages.sign_in(user.email)
    page = pages.get("/account/sessions")
    rows = [" ".join(row.get_text(" ").split()) for row in page.select("main li")]
    assert [row.split(" Signed in")[0] for row in rows] == [
        "A browser on a computer",
        "Safari on an iPhone",
    ]
    assert (rows[0].endswith("This one"), "kept for 30 days" in rows[1]) == (True, True)
    number = session.query(SignInSession).filter_by(device="Safari on an iPhone").one().id
    done = pages.submit(f"/account/sessions/{number}/end")
    assert done.notices == ["Safari on an iPhone is signed out."]
    phone.get("/account", 303)
    assert phone.client.get_cookie("amends_remember") is None
    pages.get("/account")


def test_every_other_session_is_ended_at_once(app: Flask, pages: Pages) -> None:
    user = user_with(Role.VOLUNTEER)
    others = [Pages(app).sign_in(user.email) for _ in range(2)]
    pages.sign_in(user.email)
    assert "Here, and in 2 other browsers" in pages.get("/account").words
    pages.submit("/account/sessions/end-others")
    assert "Only here" in pages.get("/account").words
    for other in others:
        other.get("/account", 303)


def test_somebody_else_s_session_cannot_be_ended(app: Flask, pages: Pages) -> None:
    mine, theirs = user_with(Role.ADMINISTRATOR), user_with(Role.VOLUNTEER)
    other = Pages(app).sign_in(theirs.email)
    number = session.query(SignInSession).one().id
    pages.sign_in(mine.email)
    pages.post(f"/account/sessions/{number}/end", 404)
    pages.post(f"/account/sessions/{2**70}/end", 404)
    other.get("/account")


def test_the_telephone_number_is_changed_and_shared(pages: Pages) -> None:
    user = user_with(Role.VOLUNTEER)
    pages.sign_in(user.email)
    assert "Only the coordinator sees it" in pages.get("/account").words
    done = pages.submit("/account/contact", phone="01632 960777", shared="y")
    assert "01632 960777 Other panel members see it" in done.words
    bad = pages.post("/account/contact", 422, phone="ring \u202eme")
    assert bad.select_one("[name=phone]")["value"] == "ring \u202eme"  # type: ignore[index]  # a test
    pages.submit("/account/contact", phone="")
    session.rollback()
    assert (user.person.phone, user.person.phone_shared) == (None, False)
