"""The council's mail server, spoken to with time limits, and its answers told apart.

Python's own client and not Flask-Mail's: that one waits for ever on a server that says nothing,
and cannot put an invitation among a letter's alternatives.
"""

import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Final

from portal.notifications import rules
from portal.notifications.jobs.writing import Letter

PATIENCE: Final = 20
"""Seconds that the server has for each of its answers."""


class Relay:
    """One connection, made when the first letter needs it and again after it broke."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        self.config = config
        self.connection: smtplib.SMTP | None = None

    def send(self, letter: Letter) -> None:
        """Hand a letter over; raises a `rules.NotSent` that says whether to try again."""
        connection = self.connection or self._connect()
        with self._understood():
            connection.send_message(
                letter.message, from_addr=self.config["MAIL_SENDER"], to_addrs=[letter.address]
            )

    def close(self) -> None:
        """Say goodbye, if there is anybody to say it to."""
        connection, self.connection = self.connection, None
        if connection is not None:
            with suppress(smtplib.SMTPException, OSError):
                connection.quit()

    def _connect(self) -> smtplib.SMTP:
        server = self.config["MAIL_SERVER"]
        try:
            connection = smtplib.SMTP(server, self.config["MAIL_PORT"], timeout=PATIENCE)
        except (smtplib.SMTPException, OSError) as fault:
            sentence = f"Our mail server {server} does not answer ({type(fault).__name__})."
            raise rules.RelaySilent(sentence) from None
        try:
            self._introduce(connection)
        except rules.RelaySilent:
            connection.close()
            raise
        self.connection = connection
        return connection

    def _introduce(self, connection: smtplib.SMTP) -> None:
        try:
            if self.config["MAIL_USE_TLS"]:
                connection.starttls(context=ssl.create_default_context())
            if self.config["MAIL_USERNAME"]:
                connection.login(self.config["MAIL_USERNAME"], self.config["MAIL_PASSWORD"] or "")
        except smtplib.SMTPAuthenticationError:
            sentence = "Our mail server did not take our name and password. Ask council IT."
            raise rules.RelaySilent(sentence) from None
        except (smtplib.SMTPException, OSError) as fault:
            sentence = f"Our mail server cannot be spoken to in secret ({type(fault).__name__})."
            raise rules.RelaySilent(sentence) from None

    @contextmanager
    def _understood(self) -> Iterator[None]:
        try:
            yield
        except smtplib.SMTPRecipientsRefused as refused:
            raise rules.refusal(*next(iter(refused.recipients.values()))) from None
        except smtplib.SMTPNotSupportedError:
            sentence = "Our mail server cannot write to an address with such letters in it."
            raise rules.Refused(sentence) from None
        except smtplib.SMTPResponseException as refused:
            raise rules.refusal(refused.smtp_code, refused.smtp_error) from None
        except (smtplib.SMTPException, OSError) as fault:
            self.connection = None
            sentence = f"Our mail server hung up before it took it ({type(fault).__name__})."
            raise rules.NotNow(sentence) from None
