"""The portal as it is really run: gunicorn and the worker on a database, and a mail server.

Nothing is switched off: forms want their token, passwords are hashed, sign-in is throttled. Each
test process has servers of its own, on ports that the system chose, and ends them by their ids.
"""

import fcntl
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from argon2 import PasswordHasher
from flask_security.utils import get_hmac

from portal.access.rules import Role
from portal.accounts.models import User
from portal.database import changing
from tests import databases
from tests.factories import PersonFactory, user_with
from tests.pages import PASSWORD, Page

ROOT = Path(__file__).resolve().parent.parent
FLASK = (sys.executable, "-m", "flask", "--app", "wsgi")
START_SECONDS = 60
STOP_SECONDS = 15
PATIENCE_SECONDS = 30.0
REFERENCE = re.compile(r"\b(?:RO|PL|P|RF)-\d{4}-\d+", re.IGNORECASE)
REAL_PASSWORDS = {
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_PASSWORD_SINGLE_HASH": False,
}


class Inbox:
    """A real SMTP server that keeps what it is given."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 -- aiosmtpd names it
        content = envelope.original_content or b""
        letter = message_from_bytes(content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        """Return the letters to an address, oldest first."""
        return [letter for letter in self.letters if address in str(letter["To"])]

    def wait_for(self, address: str, subject: str = "", number: int = 1) -> EmailMessage:
        """Return the newest of at least so many letters whose subject holds the words."""

        def found() -> list[EmailMessage]:
            return [
                one for one in self.to(address) if subject.lower() in str(one["Subject"]).lower()
            ]

        subjects = f"{[(str(one['To']), str(one['Subject'])) for one in self.letters]}"
        wait_until(
            lambda: len(found()) >= number,
            f"{number} letters “{subject}” to {address}; there were {subjects}",
        )
        return found()[-1]


def text_of(letter: EmailMessage) -> str:
    """Return the plain words of a letter."""
    part = letter.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def whole_text_of(letter: EmailMessage) -> str:
    """Return all that a letter says: its heads, its words, and what is attached."""
    parts = [part for part in letter.walk() if part.get_content_maintype() == "text"]
    heads = [f"{name}: {value}" for name, value in letter.items()]
    return "\n".join([*heads, *(str(part.get_content()) for part in parts)])


def references_in(text: str) -> list[str]:
    """Return the references of orders, panels and places that a text names."""
    return REFERENCE.findall(text)


def link_in(letter: EmailMessage, beginning: str = "/") -> str:
    """Return the path of the first link in a letter whose path begins so."""
    for address in re.findall(r"https?://[^\s<>\"]+", text_of(letter)):
        parts = urlsplit(address)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        if path.startswith(beginning):
            return path
    message = f"no link to {beginning} in: {text_of(letter)}"
    raise AssertionError(message)


@dataclass
class Live:
    """A running portal. `app` is the same application in this process, to make and read rows."""

    database_url: str
    folder: Path
    inbox: Inbox
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.log = self.folder / "server.log"
        # Bound here and handed over, so that nothing else can take the port, not even while
        # the server is being restarted.
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.socket.set_inheritable(True)
        self.port = int(self.socket.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self.app = databases.make_app(self.database_url, BASE_URL=self.url, **REAL_PASSWORDS)

    @property
    def environment(self) -> dict[str, str]:
        """Return what the server's processes are told."""
        return {
            **{name: value for name, value in os.environ.items() if name != "AMENDS_ENV"},
            "AMENDS_ENV": "development",
            "DATABASE_URL": self.database_url,
            "BASE_URL": self.url,
            "MAIL_SERVER": "127.0.0.1",
            "MAIL_PORT": str(self.inbox.controller.port),
            "WEB_CONCURRENCY": "2",
        }

    def start(self) -> "Live":
        """Start gunicorn and the worker, and return once pages are answered."""
        bind = f"fd://{self.socket.fileno()}"
        self._run(sys.executable, "-m", "gunicorn", "--bind", bind, "wsgi:app")
        self._run(*FLASK, "jobs", "work")
        wait_until(self._answers, "the server to answer", START_SECONDS)
        return self

    def stop(self) -> None:
        """Ask the processes to finish what they hold."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End the processes as a power cut would: gunicorn's own workers too."""
        self._end(signal.SIGKILL)

    def close(self) -> None:
        """Stop, and give everything back."""
        self.stop()
        self.socket.close()

    def visitor(self) -> "Visitor":
        """Return somebody with a browser of their own."""
        return Visitor(self.port)

    def said(self) -> str:
        """Return what the server has written."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Fail when the server meanwhile wrote of an error, or mailed a reference."""
        before, letters = len(self.said()), len(self.inbox.letters)
        yield
        said = self.said()[before:]
        assert "Traceback" not in said, said[said.index("Traceback") :][:6000]
        for letter in self.inbox.letters[letters:]:
            found = references_in(whole_text_of(letter))
            assert not found, f"{letter['Subject']} names {found}"

    def _run(self, *command: str) -> None:
        with self.log.open("ab") as log:
            process = subprocess.Popen(  # noqa: S603 -- our own commands
                command,
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=[self.socket.fileno()],
                # A group of their own, so that a kill reaches gunicorn's workers by its number.
                start_new_session=True,
            )
        self.processes.append(process)

    def _end(self, how: signal.Signals) -> None:
        for process in self.processes:
            _signal_group(process.pid, how)
        for process in self.processes:
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                _signal_group(process.pid, signal.SIGKILL)
                process.wait()
        self.processes.clear()

    def _answers(self) -> bool:
        ended = [process for process in self.processes if process.poll() is not None]
        assert not ended, f"the server ended: {self.said()[-2000:]}"
        try:
            return self.visitor().get("/healthz").status == 200
        except (OSError, HTTPException):
            return False


@dataclass(frozen=True)
class Answer:
    """What came back over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """Return the body as text."""
        return self.body.decode()

    @property
    def page(self) -> Page:
        """Return the body as a page."""
        return Page(self.text, "html.parser")

    @property
    def location(self) -> str:
        """Return the path that a redirect leads to."""
        parts = urlsplit(self.headers.get("location", ""))
        return f"{parts.path}?{parts.query}" if parts.query else parts.path


class Visitor:
    """A browser without a window: keeps cookies and the token of forms. One thread's at a time."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.token = ""

    def sign_in(self, email: str, password: str = PASSWORD) -> "Visitor":
        """Sign in through the real form."""
        self.get("/sign-in")
        answer = self.post("/sign-in", email=email, password=password)
        assert answer.status in {302, 303}, f"{email}: {answer.status} {answer.page.words}"
        # A new session has a new token.
        self.get("/account")
        return self

    def get(self, path: str, **headers: str) -> Answer:
        """Get a path, following nothing."""
        return self._ask("GET", path, b"", headers)

    def post(self, path: str, **fields: Any) -> Answer:
        """Post a form with the token of the last page that had one."""
        body = urlencode({"csrf_token": self.token, **fields}, doseq=True).encode()
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, path, body or None, {**headers, "Cookie": cookies})
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        self._keep(response, content)
        found = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, found, content)

    def _keep(self, response: HTTPResponse, content: bytes) -> None:
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        token = re.search(rb'name="csrf_token"[^>]*value="([^"]+)"', content)
        if token:
            self.token = token.group(1).decode()


def account(*roles: Role, **values: Any) -> User:
    """Return an account of a new person, who can sign in with `PASSWORD`.

    The hash is a real one, but costs little to check: a hundred people sign in within a test.
    """
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    # The server writes too: only a transaction that begins as a change never meets its changes.
    with changing():
        user = user_with(*roles, person=PersonFactory(**values))
        user.password = quick.hash(get_hmac(PASSWORD))
    return user


def demo_database(folder: Path) -> Path:
    """Return a file with the demo's data, made once for all the test processes of a run."""
    file = folder / "demo.sqlite3"
    with (folder / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            building = folder / "demo-building.sqlite3"
            flask(f"sqlite:///{building}", "db", "upgrade")
            flask(f"sqlite:///{building}", "demo", "load")
            building.rename(file)
    return file


def flask(database_url: str, *command: str) -> str:
    """Run a `flask` command on a database; it must succeed. Returns what it printed."""
    environment = {**os.environ, "AMENDS_ENV": "development", "DATABASE_URL": database_url}
    done = subprocess.run(  # noqa: S603 -- our own commands
        (*FLASK, *command),
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"flask {' '.join(command)}: {done.stdout}{done.stderr}"
    return done.stdout


@contextmanager
def serving(database_url: str, folder: Path) -> Iterator[Live]:
    """Run a mail server, gunicorn and the worker for a while."""
    inbox = Inbox()
    inbox.controller.start()
    portal = Live(database_url, folder, inbox)
    try:
        yield portal.start()
    finally:
        portal.close()
        inbox.controller.stop()


def wait_until(holds: Callable[[], bool], what: str, seconds: float = PATIENCE_SECONDS) -> None:
    """Look again and again until something holds; fail with its name when it never does."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, f"waited {seconds:.0f} s in vain for {what}"
        time.sleep(0.05)


def free_port() -> int:
    """Return a port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _signal_group(group: int, how: signal.Signals) -> None:
    try:
        os.killpg(group, how)
    except ProcessLookupError:
        return
