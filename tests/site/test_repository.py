"""Rules that every file of the repository keeps."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

MOST_LINES = 400
# Put together from parts, so that these rules can be read here without being broken.
HOSTS = re.compile(
    "|".join(
        (r"pypi" r"\.org", r"python" r"hosted", r"registry\.npm" r"js", r"deb\.debian" r"\.org")
    )
)
PATHS = re.compile("|".join((r"/wo" r"rk/", r"/ro" r"ot/", r"/ho" r"me/\w", r"/Us" r"ers/")))
TEXT = {
    ".cfg",
    ".css",
    ".html",
    ".ini",
    ".js",
    ".json",
    ".mako",
    ".md",
    ".py",
    ".svg",
    ".toml",
    ".txt",
    ".yml",
    "",
}
LOCKS = {"package-lock.json"}
FOLDERS = ("portal", "templates", "static", "migrations", "tests", "bench", ".ci")
REASONED = re.compile(
    r"# (?:noqa: [A-Z]+[0-9]+(?:, [A-Z]+[0-9]+)*|type: ignore\[[\w, -]+\]|pragma: no cover)"
    r"(?: -- |  # )\w"
)
SUPPRESSION = re.compile(r"#\s*(?:noqa|type:\s*ignore|pragma:\s*no\s*cover)")


@cache
def files() -> tuple[Path, ...]:
    """Return the files of the repository, without what make made."""
    found = [file for file in Path().iterdir() if file.suffix in TEXT and file.name != ".git"]
    for folder in FOLDERS:
        found += [file for file in Path(folder).rglob("*") if file.suffix in TEXT]
    made = {"vendor", "__pycache__"}
    return tuple(file for file in found if file.is_file() and not made & set(file.parts))


def texts() -> Iterator[tuple[Path, str]]:
    """Return each text file with what stands in it."""
    for file in files():
        yield file, file.read_text()


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """Return where a pattern stands."""
    return [
        f"{file}:{number}"
        for file, text in texts()
        if file.name not in LOCKS
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_is_longer_than_one_can_read() -> None:
    long = [
        str(file)
        for file, text in texts()
        if file.parts[0] == "portal" and text.count("\n") > MOST_LINES
    ]
    assert long == []


def test_every_suppression_has_its_reason_on_the_line() -> None:
    bare = [
        f"{file}:{number}: {line.strip()}"
        for file, text in texts()
        if file.suffix == ".py" and file != Path("tests/site/test_repository.py")
        for number, line in enumerate(text.splitlines(), 1)
        if SUPPRESSION.search(line) and not REASONED.search(line)
    ]
    assert bare == []


def test_no_file_names_a_package_registry() -> None:
    assert lines_with(HOSTS) == []


def test_no_file_knows_a_machine() -> None:
    assert lines_with(PATHS) == []


def test_there_is_one_newest_migration_and_the_head_file_names_it() -> None:
    versions = Path("migrations/versions")
    names, before = set(), set()
    for file in versions.glob("*.py"):
        text = file.read_text()
        revision = re.search(r'^revision(?:: str)? = "([^"]+)"', text, re.M)
        previous = re.search(r'^down_revision(?:: [^=]+)? = (?:"([^"]+)"|None)', text, re.M)
        assert revision, file
        assert previous, file
        assert revision[1] == file.stem
        names.add(revision[1])
        before.add(previous[1])
    assert names - before == {Path("migrations/head").read_text().strip()}


@pytest.mark.parametrize(
    "package", sorted(path for path in Path("portal").iterdir() if (path / "__init__.py").exists())
)
def test_packages_have_only_the_modules_that_the_house_knows(package: Path) -> None:
    loose = {"access", "demo", "site"}
    known = {
        "actions",
        "commands",
        "forms",
        "held",
        "ics",
        "imports",
        "jobs",
        "letters",
        "models",
        "permissions",
        "queries",
        "rules",
        "solver",
        "views",
        "__init__",
        "__pycache__",
    }
    if package.name not in loose:
        assert {path.stem for path in package.iterdir()} <= known


def test_only_queries_select_and_only_actions_flush() -> None:
    reads = re.compile(r"^from sqlalchemy import .*\bselect\b|^\s+select,$", re.M)
    told = {
        str(file)
        for file, text in texts()
        if file.parts[0] == "portal"
        and len(file.parts) > 2
        and file.parts[1] not in {"demo", "site", "audit"}
        and file.parts[2].removesuffix(".py")
        not in {"queries", "actions", "jobs", "models", "rules", "commands"}
        and reads.search(text)
    }
    assert told == set()


def test_every_flush_says_why() -> None:
    silent = [
        f"{file}:{number}"
        for file, text in texts()
        if file.parts[0] == "portal"
        for number, (above, line) in enumerate(pairwise(["", *text.splitlines()]), 1)
        if re.search(r"\.flush\(\)", line) and "#" not in line + above
    ]
    assert silent == []


def test_only_the_clock_reads_the_clock() -> None:
    reading = re.compile(r"datetime\.(?:now|utcnow|today)\(|date\.today\(|time\.time\(\)")
    told = [
        where
        for where in lines_with(reading)
        if where.startswith("portal/") and not where.startswith("portal/clock.py")
    ]
    assert told == []
