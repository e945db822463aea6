"""Settings of one installation, read from the environment once, when the application starts.

| variable            | meaning                                                                   |
|---------------------|---------------------------------------------------------------------------|
| AMENDS_ENV          | `production` (the default), `development` or `testing`                     |
| SECRET_KEY          | signs sessions and forms; required in production                          |
| SECURITY_PASSWORD_SALT | mixed into every password; required in production                      |
| DATABASE_URL        | `sqlite:///…` or `postgresql+psycopg://…`; required in production         |
| BASE_URL            | how people reach the portal, for links in mail; required in production    |
| SERVICE_NAME        | the name in the header; "Amends"                                          |
| ORGANISATION_NAME   | the youth justice service; shown in the header and in mail                |
| SUPPORT_PHONE, SUPPORT_EMAIL | who to ring or write to about the portal                         |
| MAIL_SERVER, MAIL_PORT, MAIL_USERNAME, MAIL_PASSWORD, MAIL_USE_TLS | the council's SMTP relay   |
| MAIL_SENDER         | the service mailbox: sender of mail, organiser of invitations             |
| TRUSTED_PROXIES     | how many proxies stand in front (their X-Forwarded-* headers are believed) |
"""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
INSTANCE = ROOT / "instance"
MAX_UPLOAD_BYTES = 16 * 1024 * 1024


class SettingMissing(SystemExit):
    """A production start without something it cannot do without; the message names it."""

    def __init__(self, name: str, purpose: str) -> None:
        super().__init__(f"Amends cannot start: set {name} in the environment ({purpose}).")


REQUIRED = {
    "SECRET_KEY": "a long random text that signs sessions",
    "SECURITY_PASSWORD_SALT": "a long random text mixed into passwords",
    "DATABASE_URL": "for example postgresql+psycopg://amends@db/amends",
    "BASE_URL": "the address people type, for example https://amends.example.gov.uk",
    "MAIL_SERVER": "the host name of the mail relay",
    "MAIL_SENDER": "the service mailbox that mail comes from",
}

DEVELOPMENT_DEFAULTS = {
    "SECRET_KEY": "development-only",
    "SECURITY_PASSWORD_SALT": "development-only",
    "DATABASE_URL": f"sqlite:///{INSTANCE / 'amends.sqlite3'}",
    "BASE_URL": "http://127.0.0.1:8000",
    "MAIL_SERVER": "",
    "MAIL_SENDER": "panels@amends.example",
}


def from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    """Return the Flask configuration; raises `SettingMissing` when production lacks a setting."""
    mode = environ.get("AMENDS_ENV", "production")
    values = {name: _required(environ, name, mode) for name in REQUIRED}
    secure = values["BASE_URL"].startswith("https://")
    return {
        "AMENDS_ENV": mode,
        "TESTING": mode == "testing",
        **values,
        "SQLALCHEMY_DATABASE_URI": values["DATABASE_URL"],
        # A server may have closed a connection that waited; a file has not.
        "SQLALCHEMY_ENGINE_OPTIONS": {
            "pool_pre_ping": not values["DATABASE_URL"].startswith("sqlite")
        },
        "SERVICE_NAME": environ.get("SERVICE_NAME", "Amends"),
        "ORGANISATION_NAME": environ.get("ORGANISATION_NAME", "Kentmere Youth Justice Service"),
        "SUPPORT_PHONE": environ.get("SUPPORT_PHONE", "01632 960147"),
        "SUPPORT_EMAIL": environ.get("SUPPORT_EMAIL", values["MAIL_SENDER"]),
        "TRUSTED_PROXIES": int(environ.get("TRUSTED_PROXIES", "0")),
        **_mail(environ),
        **_cookies(secure=secure),
        "MAX_CONTENT_LENGTH": MAX_UPLOAD_BYTES,
        # An evening's half-filled form must still be accepted in the morning.
        "WTF_CSRF_TIME_LIMIT": None,
    }


def _required(environ: Mapping[str, str], name: str, mode: str) -> str:
    value = environ.get(name, "")
    if value:
        return value
    if mode == "production":
        raise SettingMissing(name, REQUIRED[name])
    return DEVELOPMENT_DEFAULTS[name]


def _mail(environ: Mapping[str, str]) -> dict[str, Any]:
    return {
        "MAIL_PORT": int(environ.get("MAIL_PORT", "25")),
        "MAIL_USERNAME": environ.get("MAIL_USERNAME") or None,
        "MAIL_PASSWORD": environ.get("MAIL_PASSWORD") or None,
        "MAIL_USE_TLS": environ.get("MAIL_USE_TLS", "") == "1",
    }


def _cookies(*, secure: bool) -> dict[str, Any]:
    return {
        "SESSION_COOKIE_NAME": "amends",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_NAME": "amends_remember",
        "REMEMBER_COOKIE_SECURE": secure,
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_DURATION": timedelta(days=30),
    }
