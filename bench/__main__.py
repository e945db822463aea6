"""Measure, print a table, and write `bench/results.json`: the command behind `make bench`."""

import gzip
import json
import re
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Final

from bench import filling
from bench.results import Result
from bench.server import Answer, Client, demo_environment, filled_environment, run, serving
from portal import clock

ROUNDS: Final = 60
WARM_UP: Final = 5
SCALES: Final = (1, 10)
WITHIN: Final = 3.0
FIRST_VISIT_KB: Final = 75.0
DEMO_SECONDS: Final = 10.0
QUARTERS: Final = ((6, 20), (60, 200))
"""Members and sittings of the rota, small and of a whole service."""
ROTA: Final = "/panels/rota?from=2027-04&span=quarter"
ROTA_MS: Final = 1000.0
TRAININGS: Final = ((5, 5), (500, 25))
"""People and courses of the matrix, small and of a large service."""
MATRIX: Final = "/training/matrix"
COUNTIES: Final = (40, 5000)
"""Entries of a calendar, small and of a county: a month of the latter has 400."""
COUNTY_MONTH: Final = 400
MONTH: Final = "/calendar/month"
CHANGES: Final = 20
STANDING: Final = (1000, 25)
STANDING_MS: Final = 250.0
CATALOGUES: Final = ((20, 200), (2_000, 20_000))
"""Listed projects and sessions of the catalogue, small and of a large service."""
CATALOGUE: Final = "/reparation/projects?theme=Food&age=14&when=weekends&must=step_free&must=soon"
FRAGMENT: Final = {"HX-Request": "true", "HX-Request-Type": "partial"}
FRAGMENT_KB: Final = 10.0
RANKING_MS: Final = 100.0
RESULTS: Final = Path(__file__).parent / "results.json"

Pages = dict[str, str]


def main(*parts: str) -> int:
    """Run everything, or these parts of it; exit code 1 when a goal is missed.

    Only a run of everything is written to the file.
    """
    with tempfile.TemporaryDirectory() as name:
        results = [result for part in parts or tuple(PARTS) for result in PARTS[part](Path(name))]
    _show(results)
    if not parts:
        RESULTS.write_text(json.dumps([asdict(result) for result in results], indent=2) + "\n")
    return 0 if all(result.holds for result in results) else 1


def _pages_and_feed(folder: Path) -> list[Result]:
    """Measure the demo's pages at two scales."""
    results = [_demo_load(folder)]
    counts: list[dict[str, int]] = []
    for scale in SCALES:
        with serving(demo_environment(folder, scale)) as port:
            client = Client(port).sign_in("coordinator")
            pages = _pages(client)
            counts.append({page: client.get(url).statements for page, url in pages.items()})
            if scale == SCALES[-1]:
                results += [_page(client, page, url) for page, url in pages.items()]
                results += _feed(client)
                results.append(_first_visit(Client(port)))
    results += _statements(*counts)
    return results


def _rota(folder: Path) -> list[Result]:
    """Measure a quarter's grid: as many statements however many sit, and quick."""
    counts, seconds = [], 0.0
    for people, sittings in QUARTERS:
        with serving(filled_environment(folder, "quarter", people, sittings)) as port:
            client = Client(port).sign_in("coordinator")
            answers = [client.get(ROTA) for _ in range(WARM_UP * 2)][WARM_UP:]
            counts.append(answers[-1].statements)
            seconds = median(answer.seconds for answer in answers)
    small, large = (f"{people} × {sittings}" for people, sittings in QUARTERS)
    return [
        Result(
            f"rota {large}, statements",
            counts[1],
            "",
            f"as {small} ({counts[0]})",
            counts[0] == counts[1],
        ),
        Result(
            f"rota {large}",
            round(seconds * 1000),
            "ms",
            f"< {ROTA_MS:,.0f}",
            seconds * 1000 < ROTA_MS,
        ),
    ]


def _matrix(folder: Path) -> list[Result]:
    """Measure the first page of the matrix, and everybody's standing."""
    counts, results = [], []
    for people, courses in TRAININGS:
        with serving(filled_environment(folder, "training", people, courses)) as port:
            client = Client(port).sign_in("coordinator")
            counts.append(client.get(MATRIX).statements)
            if (people, courses) == TRAININGS[-1]:
                results.append(_page(client, f"matrix {people} × {courses}", MATRIX))
    small, large = (f"{people} × {courses}" for people, courses in TRAININGS)
    goal = f"as {small} ({counts[0]})"
    results.append(
        Result(f"matrix {large}, statements", counts[1], "", goal, counts[0] == counts[1])
    )
    return [*results, _standing(folder)]


def _calendar(folder: Path) -> list[Result]:
    """Measure a county's month, and its feed when it changed and when it did not."""
    counts: list[dict[str, int]] = []
    results: list[Result] = []
    for entries in COUNTIES:
        with serving(filled_environment(folder, "county", entries)) as port:
            client = Client(port).sign_in("coordinator")
            address = _feed_address(client)
            asked = {f"month of {COUNTY_MONTH}": MONTH, f"feed of {COUNTIES[-1]:,}": address}
            counts.append({name: client.get(url).statements for name, url in asked.items()})
            if entries == COUNTIES[-1]:
                results.append(_page(client, f"month of {COUNTY_MONTH}", MONTH))
                results += _changing_feed(client, address)
    return results + _statements(*counts, fewer=f"{COUNTIES[0]} entries")


def _changing_feed(client: Client, address: str) -> list[Result]:
    """Measure a feed that is another at each fetch, beside a file of the same bytes; and a 304."""
    changed: list[float] = []
    files: list[float] = []
    feed = client.get(address)
    for turn in range(CHANGES + WARM_UP):
        _add_event(client, turn)
        feed = client.get(address)
        file = client.get(f"/yardstick/file/{len(feed.body)}")
        if turn >= WARM_UP:
            changed.append(feed.seconds)
            files.append(file.seconds)
    known = {"If-None-Match": client.get(address).headers["etag"]}
    unchanged, hello = _alternately(client, (address, known), ("/yardstick/hello", {}), CHANGES)
    print(
        f"  changed feed: {len(feed.body) / 1024:,.0f} KB, {median(changed) * 1000:.1f} ms; file "
        f"{median(files) * 1000:.1f} ms; 304 {unchanged * 1000:.2f} ms; hello {hello * 1000:.2f} ms"
    )
    return [
        _ratio(f"feed of {COUNTIES[-1]:,}, changed ÷ file", median(changed) / median(files)),
        _ratio(f"feed of {COUNTIES[-1]:,}, 304 ÷ hello", unchanged / hello),
    ]


def _add_event(client: Client, turn: int) -> None:
    day = clock.today() + timedelta(days=turn)
    form = client.get("/calendar/entries/add")
    made = client.post(
        "/calendar/entries/add",
        form,
        kind="team",
        title=f"Briefing {turn}",
        day=[str(day.day), str(day.month), str(day.year)],
        starts="9am",
        ends="10am",
        audience="staff",
        form_key=f"bench-{turn}",
    )
    if made.status not in {302, 303}:
        message = f"no event was added: {made.status}"
        raise RuntimeError(message)


def _standing(folder: Path) -> Result:
    people, courses = STANDING
    times = json.loads(run(filled_environment(folder, "training", *STANDING), "training", "time"))
    standing, scan = times["standing"] * 1000, times["scan"] * 1000
    print(
        f"  standing of {people:,} in {courses} courses: {standing:.0f} ms; one indexed scan of "
        f"the same {times['awards']:,.0f} awards {scan:.0f} ms: {standing / scan:.1f} ×"
    )
    goal = f"< {STANDING_MS:,.0f}"
    return Result(f"standing of {people:,}", round(standing), "ms", goal, standing < STANDING_MS)


def _catalogue(folder: Path) -> list[Result]:
    """Measure a faceted search of the catalogue, its fragment, and ranking for a referral."""
    small, large = (filled_environment(folder, "catalogue", *numbers) for numbers in CATALOGUES)
    with serving(small) as port:
        few = _settled(Client(port).sign_in("coordinator"), CATALOGUE).statements
    name = "catalogue {:,} × {:,}".format(*CATALOGUES[-1])
    with serving(large) as port:
        client = Client(port).sign_in("coordinator")
        many = _settled(client, CATALOGUE).statements
        if b'class="app-cards' not in client.get(CATALOGUE).body:
            message = "the search of the catalogue finds no project"
            raise RuntimeError(message)
        kilobytes = len(client.get(CATALOGUE, **FRAGMENT).body) / 1024
        page = _page(client, name, CATALOGUE)
    ranking = json.loads(run(large, "catalogue", "time"))["ranking"] * 1000
    return [
        page,
        Result(f"{name}, statements", many, "", f"as small ({few})", few == many),
        Result(f"{name}, fragment", round(kilobytes, 1), "KB", "< 10", kilobytes < FRAGMENT_KB),
        Result(f"{name}, ranking", round(ranking), "ms", "< 100", ranking < RANKING_MS),
    ]


def _settled(client: Client, url: str) -> Answer:
    """Return an answer after a first one, which reads what is then kept."""
    client.get(url)
    return client.get(url)


def _pages(client: Client) -> Pages:
    listed = client.get("/panels/").body.decode()
    panel = re.search(r'href="(/panels/P-\d{4}-\d+)"', listed)
    sitting = re.search(r'href="(/panels/sittings/[0-9a-f-]{36})"', listed)
    found = panel or sitting
    if found is None:
        message = "the panel list links to no panel"
        raise RuntimeError(message)
    return {
        "home": "/",
        "panel list": "/panels/",
        "month view": "/calendar/month",
        "one panel": found.group(1),
    }


def _page(client: Client, name: str, url: str) -> Result:
    size = len(client.get(url).body)
    ours, table = _alternately(client, (url, {}), (f"/yardstick/table/{size}", {}))
    print(f"  {name}: {size / 1024:.0f} KB, {ours * 1000:.1f} ms; table {table * 1000:.1f} ms")
    return _ratio(f"{name} ÷ table", ours / table)


def _feed(client: Client) -> list[Result]:
    url = _feed_address(client)
    # A feed allows a program few fetches, so a fresh one is made before its tokens run out.
    first = client.get(url)
    etag = first.headers["etag"]
    rounds = ROUNDS // 3
    unchanged, hello = _alternately(
        client, (url, {"If-None-Match": etag}), ("/yardstick/hello", {}), rounds
    )
    url = _feed_address(client)
    full, file = _alternately(client, (url, {}), (f"/yardstick/file/{len(first.body)}", {}), rounds)
    print(
        f"  feed: {len(first.body) / 1024:.0f} KB, {full * 1000:.1f} ms; file {file * 1000:.1f} ms;"
        f" 304 {unchanged * 1000:.2f} ms; hello {hello * 1000:.2f} ms"
    )
    return [
        _ratio("feed, 304 ÷ hello", unchanged / hello),
        _ratio("feed, full ÷ file", full / file),
    ]


def _feed_address(client: Client) -> str:
    form = client.get("/calendar/feeds")
    made = client.post("/calendar/feeds", form, scope="everything")
    page = client.get(made.headers["location"]) if made.status in {302, 303} else made
    found = re.search(r"/feeds/[\w-]+\.ics", page.body.decode())
    if found is None:
        message = "subscribing showed no feed address"
        raise RuntimeError(message)
    return found.group(0)


Request = tuple[str, dict[str, str]]


def _alternately(
    client: Client, one: Request, other: Request, rounds: int = ROUNDS
) -> tuple[float, float]:
    """Return the median seconds of two requests, taken turn about so that both meet one load."""
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(rounds + WARM_UP):
        for (url, headers), seconds in zip((one, other), times, strict=True):
            answer = client.get(url, **headers)
            if answer.status not in {200, 304}:
                message = f"{url} answered {answer.status}"
                raise RuntimeError(message)
            if turn >= WARM_UP:
                seconds.append(answer.seconds)
    return median(times[0]), median(times[1])


def _first_visit(client: Client) -> Result:
    """Add up what a browser with nothing cached transfers for the sign-in page."""
    accept = {"Accept-Encoding": "gzip"}
    page = client.get("/sign-in", **accept)
    encoded = page.headers.get("content-encoding") == "gzip"
    html = (gzip.decompress(page.body) if encoded else page.body).decode()
    assets = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', html))
    total = len(page.body) + sum(len(client.get(url, **accept).body) for url in sorted(assets))
    style = "".join(
        client.get(url).body.decode() for url in assets if url.partition("?")[0].endswith(".css")
    )
    for font in set(re.findall(r"url\(\"?([^)\"]+\.woff2[^)\"]*)\"?\)", style)):
        total += len(client.get(f"/static/{font.removeprefix('/static/')}").body)
    figure = total / 1024
    return Result("first visit", round(figure, 1), "KB", "≤ 75", figure <= FIRST_VISIT_KB)


def _demo_load(folder: Path) -> Result:
    started = time.perf_counter()
    demo_environment(folder, SCALES[0])
    seconds = time.perf_counter() - started
    return Result("demo, scale 1", round(seconds, 1), "s", "< 10", seconds < DEMO_SECONDS)


def _statements(
    small: dict[str, int], large: dict[str, int], *, fewer: str = "scale 1"
) -> list[Result]:
    return [
        Result(
            f"{name}, statements",
            count,
            "",
            f"as at {fewer} ({small[name]})",
            count == small[name],
        )
        for name, count in large.items()
    ]


def _ratio(name: str, figure: float) -> Result:
    return Result(name, round(figure, 2), "×", f"≤ {WITHIN:g}", figure <= WITHIN)


def _show(results: list[Result]) -> None:
    print()
    for result in results:
        mark = "holds" if result.holds else "MISSED"
        print(f"{result.name:28} {result.figure:>9,} {result.unit:3} {result.goal:20} {mark}")


def _filling(_folder: Path) -> list[Result]:
    return filling.measure()


PARTS: Final[dict[str, Callable[[Path], list[Result]]]] = {
    "pages": _pages_and_feed,
    "rota": _rota,
    "matrix": _matrix,
    "catalogue": _catalogue,
    "calendar": _calendar,
    "filling": _filling,
}

if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
