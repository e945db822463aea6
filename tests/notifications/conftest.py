"""A mail server that does what a test tells it to, and forgetting what a test registered."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from portal.notifications.jobs import runner

Answer = Callable[[], str]


class PostOffice:
    """Keeps what it is given. `answers` are said to the next letters, in turn; then all is well.

    `to_addresses` are said when a letter's address is named, before the letter itself.
    """

    def __init__(self) -> None:
        self.port = free_port()
        self.received: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.answers: list[str | Answer] = []
        self.to_addresses: list[str] = []
        self.options: dict[str, Any] = {}
        self.controller: Controller | None = None
        self.held = threading.Event()

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        answer = self.to_addresses.pop(0) if self.to_addresses else "250 OK"
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        answer = self._answer()
        while answer == "wait" and not self.held.is_set():
            await asyncio.sleep(0.02)
        if answer.startswith("2"):
            self.received.append(message_from_bytes(envelope.content, policy=default))
            self.recipients += envelope.rcpt_tos
        elif answer == "hang up":
            server.transport.abort()
        return answer

    def _answer(self) -> str:
        answer = self.answers.pop(0) if self.answers else "250 OK"
        return answer if isinstance(answer, str) else answer()

    def go_on(self) -> None:
        """Let go of the letters that were to wait: they were never taken."""
        self.held.set()

    def open(self) -> None:
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, **self.options)
        self.controller.start()

    def close(self) -> None:
        if self.controller is not None:
            self.controller.stop()
            self.controller = None


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@pytest.fixture
def post_office(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[PostOffice]:
    """Open a real mail server for the application to deliver to."""
    office = PostOffice()
    office.open()
    monkeypatch.setitem(app.config, "MAIL_SERVER", "127.0.0.1")
    monkeypatch.setitem(app.config, "MAIL_PORT", office.port)
    yield office
    office.close()


@pytest.fixture(autouse=True)
def a_worker_that_is_not_stopping() -> Iterator[None]:
    runner.stopping.clear()
    yield
    runner.stopping.clear()
