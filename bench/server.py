"""A demo database of a scale, a gunicorn on it, and a client that keeps its connection."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "amends-demo-passphrase"  # noqa: S105 -- of the made-up people of the demo
START_SECONDS = 30


@dataclass(frozen=True)
class Answer:
    """What came back, and how long it took, in seconds."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float

    @property
    def statements(self) -> int:
        """Return how many SQL statements the answer took."""
        return int(self.headers.get("x-statements", "0"))


@dataclass
class Client:
    """A browser that keeps its cookies and its connection."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    connection: HTTPConnection | None = None

    def get(self, path: str, **headers: str) -> Answer:
        """Get a path."""
        return self._ask("GET", path, None, headers)

    def sign_in(self, role: str) -> "Client":
        """Sign in as the demo's person of a role."""
        page = self.get("/sign-in").body.decode()
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        fields = {
            "email": f"{role}@demo.example",
            "password": PASSWORD,
            "csrf_token": token.group(1) if token else "",
        }
        answer = self._ask(
            "POST",
            "/sign-in",
            urlencode(fields).encode(),
            {"Content-Type": "application/x-www-form-urlencoded"},
        )
        if answer.status not in {302, 303}:
            message = f"could not sign in as {role}: {answer.status}"
            raise RuntimeError(message)
        return self

    def post(self, path: str, page: Answer, **fields: str | list[str]) -> Answer:
        """Post fields with the form token of a page."""
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.body.decode())
        data = {**fields, "csrf_token": token.group(1) if token else ""}
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(data, doseq=True).encode(), kind)

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        if self.connection is None:
            self.connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        if self.cookies:
            headers = {
                **headers,
                "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            }
        started = time.perf_counter()
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        content = response.read()
        seconds = time.perf_counter() - started
        self._keep_cookies(response)
        if response.will_close:
            self.connection.close()
        found = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, found, content, seconds)

    def _keep_cookies(self, response: HTTPResponse) -> None:
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value


def flask(environment: dict[str, str], *command: str) -> None:
    """Run a `flask` command, which must succeed."""
    subprocess.run(  # noqa: S603 -- our own command
        [sys.executable, "-m", "flask", "--app", "wsgi", *command],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def demo_environment(folder: Path, scale: int) -> dict[str, str]:
    """Return the environment of a demo database of a scale, made if it is not there yet."""
    database = folder / f"scale-{scale}.sqlite3"
    environment = _environment(folder, database)
    if not database.exists():
        flask(environment, "db", "upgrade")
        flask(environment, "demo", "load", "--scale", str(scale))
    return environment


def _environment(folder: Path, database: Path) -> dict[str, str]:
    return {
        **os.environ,
        "AMENDS_ENV": "development",
        "DATABASE_URL": f"sqlite:///{database}",
        "BENCH_FOLDER": str(folder),
        "MAIL_SERVER": "",
    }


def filled_environment(folder: Path, filler: str, *numbers: int) -> dict[str, str]:
    """Return the environment of a database that a program of ours has filled, newly made.

    > filled_environment(folder, "quarter", 60, 200)
    """
    name = "-".join([filler, *map(str, numbers)])
    environment = _environment(folder, folder / f"{name}.sqlite3")
    flask(environment, "db", "upgrade")
    run(environment, filler, *map(str, numbers))
    return environment


def run(environment: dict[str, str], program: str, *words: str) -> str:
    """Run a program of the bench, which must succeed, and return what it printed."""
    done = subprocess.run(  # noqa: S603 -- our own program
        [sys.executable, "-m", f"bench.{program}", *words],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[int]:
    """Serve portal and yardsticks with one gunicorn worker; gives the port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = ["-m", "gunicorn", "-c", "gunicorn.conf.py", "-b", f"127.0.0.1:{port}"]
    process = subprocess.Popen(  # noqa: S603 -- our own server
        [sys.executable, *command, "--access-logfile", "/dev/null", "bench.app:app"],
        cwd=ROOT,
        env={
            **environment,
            "WEB_CONCURRENCY": "1",
            "BASE_URL": f"http://127.0.0.1:{port}",
        },
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            message = "the server to measure did not start"
            raise RuntimeError(message)
        try:
            if Client(port).get("/yardstick/hello").status == 200:
                return
        except OSError:
            time.sleep(0.1)
    message = "the server to measure did not answer in time"
    raise RuntimeError(message)
