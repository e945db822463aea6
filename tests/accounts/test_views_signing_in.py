"""Signing in and out, as a person meets it."""

import threading
import time
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from argon2 import low_level
from flask import Flask
from sqlalchemy import insert

from portal import clock
from portal.access.rules import Role
from portal.accounts import queries
from portal.accounts.actions import hash_of_password
from portal.accounts.models import SignInSession, Throttle
from portal.database import changing, session
from tests.accounts.reading import portal_with, trail
from tests.factories import user_with
from tests.pages import PASSWORD, Pages

REFUSED = (
    "That email and password do not match, or there have been too many tries. "
    "Wait 15 minutes or reset your password"
)


def test_signing_in_opens_the_page_asked_for(pages: Pages) -> None:
    user = user_with(Role.VOLUNTEER)
    asked = pages.get("/account/sessions?x=1", 303).response.headers["Location"]
    assert asked == "/sign-in?next=/account/sessions?x%3D1"
    form = pages.get(asked).select_one("input[name=next]")
    assert form
    answer = pages.post(
        "/sign-in", email=f" {user.email.upper()} ", password=PASSWORD, next=form["value"]
    )
    assert answer.response.headers["Location"] == "/account/sessions?x=1"
    assert pages.get("/account/sessions").heading == "Where you are signed in"


@pytest.mark.parametrize(
    "address", ["//evil.example", "/\\evil.example", "https:evil.example", "/%09/evil.example"]
)
def test_signing_in_never_leads_to_another_site(pages: Pages, address: str) -> None:
    user = user_with(Role.VOLUNTEER)
    answer = pages.post("/sign-in", email=user.email, password=PASSWORD, next=address)
    assert answer.response.headers["Location"] == "/"
    again = pages.get("/sign-in", 303, query_string={"next": address})
    assert again.response.headers["Location"] == "/"


def test_signing_out_ends_the_session(pages: Pages) -> None:
    user = user_with(Role.VOLUNTEER)
    pages.sign_in(user.email)
    assert pages.get("/sign-out").heading == "Sign out of Amends"
    assert pages.submit("/sign-out").notices == ["You are signed out."]
    pages.get("/", 303)
    pages.post("/sign-out")
    assert trail() == ["signed_in", "signed_out"]


def test_a_session_begins_with_a_new_token_each_time(app: Flask, pages: Pages) -> None:
    user = user_with(Role.VOLUNTEER)
    pages.sign_in(user.email)
    with pages.client.session_transaction() as cookie:
        first = cookie["_user_id"]
        cookie["planted"] = "by somebody else"
    pages.sign_in(user.email)
    with pages.client.session_transaction() as cookie:
        assert cookie["_user_id"] != first
        assert "planted" not in cookie
        cookie["_user_id"] = first
    pages.get("/", 303)  # the session before was ended, not left behind
    hashes = [row.token_hash for row in session.query(SignInSession)]
    assert first not in hashes


def test_cookies_are_out_of_reach(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    user = user_with(Role.VOLUNTEER)
    fields = {"email": user.email, "password": PASSWORD, "remember": "y"}
    for name in ("SESSION_COOKIE_SECURE", "REMEMBER_COOKIE_SECURE"):
        monkeypatch.setitem(app.config, name, True)  # as production with an https address
    answer = app.test_client().post("/sign-in", data=fields)
    cookies = answer.headers.getlist("Set-Cookie")
    assert [cookie.partition("=")[0] for cookie in cookies] == ["amends_remember", "amends"]
    assert all(
        part in cookie for cookie in cookies for part in ("Secure", "HttpOnly", "SameSite=Lax")
    )


def test_a_remembered_phone_stays_signed_in_when_its_browser_was_closed(pages: Pages) -> None:
    user = user_with(Role.VOLUNTEER)
    pages.post("/sign-in", email=user.email, password=PASSWORD, remember="y")
    pages.client.delete_cookie("amends")
    with clock.frozen(clock.now() + timedelta(days=20)):
        assert pages.get("/").heading.startswith("Hello")
    with clock.frozen(clock.now() + timedelta(days=31)):
        pages.get("/", 303)


def test_a_browser_that_is_not_remembered_forgets(pages: Pages) -> None:
    user = user_with(Role.VOLUNTEER)
    pages.sign_in(user.email)
    pages.client.delete_cookie("amends")
    pages.get("/", 303)


def test_use_is_noted_at_most_every_fifteen_minutes(pages: Pages) -> None:
    user = user_with(Role.VOLUNTEER)
    pages.sign_in(user.email)
    row = session.query(SignInSession).one()
    began = row.last_seen
    for minutes, noted in ((14, 0), (16, 16), (30, 16), (32, 32)):
        with clock.frozen(began + timedelta(minutes=minutes)):
            pages.get("/account")
        session.rollback()
        assert row.last_seen == began + timedelta(minutes=noted)


def test_use_is_noted_although_the_request_was_refused(pages: Pages) -> None:
    user = user_with(Role.VOLUNTEER)
    pages.sign_in(user.email)
    row = session.query(SignInSession).one()
    began = row.last_seen
    with clock.frozen(began + timedelta(minutes=20)):
        pages.client.post("/admin/accounts/invite")
    session.rollback()
    assert row.last_seen == began + timedelta(minutes=20)


def test_one_answer_for_a_wrong_password_an_unknown_address_and_a_closed_account(
    pages: Pages,
) -> None:
    user, closed, invited = (user_with(Role.VOLUNTEER) for _ in range(3))
    closed.active = False
    invited.password = None
    session.commit()
    emails = (user.email, "nobody@example.org", closed.email, invited.email)
    answers = [
        pages.post("/sign-in", 422, email=email, password=PASSWORD + "?" * (email == user.email))
        for email in emails
    ]
    texts = {
        page.words.replace(email, "") + str(page.problems)
        for page, email in zip(answers, emails, strict=True)
    }
    assert len(texts) == 1
    assert answers[0].problems == [REFUSED]
    assert trail() == ["sign_in_failed"] * 4


def test_after_five_wrong_passwords_the_right_one_is_refused_too(pages: Pages) -> None:
    user = user_with(Role.VOLUNTEER)
    for _ in range(5):
        pages.post("/sign-in", 422, email=user.email, password="wrong")
    assert pages.post("/sign-in", 422, email=user.email, password=PASSWORD).problems == [REFUSED]
    with clock.frozen(clock.now() + timedelta(minutes=16)):
        pages.sign_in(user.email)


def test_signing_in_forgets_the_tries_before(pages: Pages) -> None:
    user = user_with(Role.VOLUNTEER)
    for _ in range(2):
        for _ in range(4):
            pages.post("/sign-in", 422, email=user.email, password="wrong")
        pages.sign_in(user.email)
        pages.post("/sign-out")


@pytest.mark.parametrize(
    "email", ["", "x", "a\0b@example.org", "\u202egro.elpmaxe@a", "a" * 5000 + "@example.org", "🦋"]
)
@pytest.mark.parametrize("password", ["", "a\0b", "🦋" * 5000, "\ud800"])
def test_nonsense_gets_a_sentence(pages: Pages, email: str, password: str) -> None:
    data = {"email": email.encode(errors="replace"), "password": password.encode(errors="replace")}
    answer = pages.client.post("/sign-in", data=data)
    assert answer.status_code == 422
    assert "There is a problem" in answer.text


def test_nonsense_as_a_password_gets_the_same_answer(pages: Pages) -> None:
    user = user_with(Role.VOLUNTEER)
    for password in ("a\0b", "🦋" * 5000, "\u202e"):
        assert pages.post("/sign-in", 422, email=user.email, password=password).problems == [
            REFUSED
        ]


ARGON2 = {
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_PASSWORD_SINGLE_HASH": [],
}


def test_every_refusal_takes_the_same_time(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing is what takes long: each refusal hashes once, at the same cost, whoever it is."""
    hashed_at = counted_hashes(monkeypatch)
    user, closed = user_with(Role.VOLUNTEER), user_with(Role.VOLUNTEER)
    emails = (user.email, "nobody@example.org", closed.email)
    cheap = {"argon2__time_cost": 3, "argon2__memory_cost": 512}
    settings = {**ARGON2, "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": cheap}
    with portal_with(app, **settings) as portal, portal.app_context():
        hashed = hash_of_password(PASSWORD)
        cost = cost_of(hashed.encode())
        for email, active in ((emails[0], True), (emails[2], False)):
            found = queries.user_by_email(email)
            assert found
            found.password, found.active = hashed, active
        session.commit()
        client = portal.test_client()
        # Five are looked at; for the last four the accounts must wait, and nothing is.
        for turn in range(9):
            for email in emails:
                hashed_at.clear()
                fields = {"email": email, "password": "wrong password"}
                assert client.post("/sign-in", data=fields).status_code == 422
                # What an unknown address is held against is hashed when it is first needed.
                if turn > 0:
                    assert hashed_at == [cost]


def counted_hashes(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Return a list to which every hashing adds what it cost; the hashing itself is done."""
    costs: list[bytes] = []
    make, verify = low_level.hash_secret, low_level.verify_secret

    def make_counted(*args: Any, **options: Any) -> bytes:
        made = make(*args, **options)
        costs.append(cost_of(made))
        return made

    def verify_counted(hashed: bytes, *args: Any, **options: Any) -> bool:
        costs.append(cost_of(hashed))
        return verify(hashed, *args, **options)

    monkeypatch.setattr(low_level, "hash_secret", make_counted)
    monkeypatch.setattr(low_level, "verify_secret", verify_counted)
    return costs


def cost_of(hashed: bytes) -> bytes:
    """> $argon2id$v=19$m=65536,t=3,p=4: how long it takes to hash so."""
    return hashed.rsplit(b"$", 2)[0]


def test_others_can_write_while_a_password_is_hashed(app: Flask) -> None:
    user = user_with(Role.VOLUNTEER)
    rounds = {"argon2__time_cost": 40}
    fields = {"email": user.email, "password": "wrong password"}
    with portal_with(app, **ARGON2, SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS=rounds) as slow:
        with slow.app_context():
            hashed = hash_of_password(PASSWORD)
        user.password = hashed
        session.commit()
        signing_in = threading.Thread(
            target=lambda: slow.test_client().post("/sign-in", data=fields)
        )
        began = time.perf_counter()
        signing_in.start()
        waits = []
        while signing_in.is_alive():
            with changing():
                asked = time.perf_counter()
                session.execute(insert(Throttle).values(key=uuid4().hex))
                waits.append(time.perf_counter() - asked)
            time.sleep(0.02)
        whole = time.perf_counter() - began
    assert whole > 0.4, "hashing takes long enough to be seen"
    assert max(waits) < whole / 2


def test_sign_in_page_asks_no_machine_to_remember_by_itself(pages: Pages) -> None:
    page = pages.get("/sign-in")
    assert page.heading == "Sign in"
    assert [field["name"] for field in page.select("form input")] == [
        "next",
        "carried",
        "email",
        "password",
        "remember",
    ]
    assert not page.select("[name=remember][checked]")


def test_an_address_or_header_is_no_credential(pages: Pages) -> None:
    user = user_with(Role.VOLUNTEER)
    token = user.get_auth_token()
    pages.get("/", 303, headers={"Authentication-Token": token})
    pages.get("/", 303, query_string={"auth_token": token})
