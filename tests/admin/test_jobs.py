"""What an administrator sees of background work."""

from datetime import timedelta

import pytest
from flask import Flask

from portal import clock
from portal.access import Role
from portal.database import changing, session
from portal.notifications import rules
from portal.notifications.actions import jobs as job_actions
from portal.notifications.jobs import job, queue, registry, runner, scheduled
from portal.notifications.models import Job
from tests.factories import PersonFactory, user_with
from tests.pages import Page, Pages
from tests.statements import count_statements


@pytest.fixture
def administrator(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> Pages:
    monkeypatch.setattr(registry, "asked_for", {})
    monkeypatch.setattr(registry, "by_the_clock", {})
    return pages.sign_in(user_with(Role.ADMINISTRATOR).email)


def rows(page: Page) -> list[list[str]]:
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]
        for row in page.select("#jobs tbody tr")
    ]


def test_work_is_shown_with_its_result_or_its_problem(app: Flask, administrator: Pages) -> None:
    @job("test.import")
    def bring_in(asked: Job) -> dict[str, object]:
        if asked.args["bad"]:
            raise rules.JobStopped("The file has no rows. Export it again.")
        return {"added": 3, "rows": [1, 2]}

    scheduled("test.lapse", minutes=1)(lambda: {"lapsed": 2})
    scheduled("test.later", minutes=1)(lambda: None)
    jo = PersonFactory(name="Jo Hartley")
    with changing():
        queue(name="test.import", key="1", args={"bad": True}, actor=jo)
        queue(name="test.import", key="2", args={"bad": False}, actor=None)
    runner.run_queued()
    runner.run_queued()
    runner.run_now("test.lapse")
    with changing():
        queue(name="test.import", key="3", args={"bad": False}, actor=None)
        job_actions.claim(names=["test.import"], worker=runner.WORKER)
    page = administrator.get("/admin/jobs")
    assert [(row[0], row[-1]) for row in rows(page)] == [
        ("Test: lapse", "Done Lapsed: 2"),
        ("Test: later", "Waiting for the worker"),
        ("Test: import", "Running"),
        ("Test: import", "Done Added: 3"),
        ("Test: import", "Failed The file has no rows. Export it again."),
    ]
    assert [row[1] for row in rows(page)[2:]] == [
        "The portal itself",
        "The portal itself",
        "Jo Hartley",
    ]


def test_a_worker_that_stopped_is_told(app: Flask, administrator: Pages) -> None:
    scheduled("test.lapse", minutes=5)(lambda: None)
    runner.run_now("test.lapse")
    assert "the worker may have stopped" not in administrator.get("/admin/jobs").words
    with clock.frozen(clock.now() + timedelta(minutes=16)):
        assert "the worker may have stopped" in administrator.get("/admin/jobs").words


def test_an_empty_list_says_what_will_be_there(administrator: Pages) -> None:
    assert "Nobody has asked for any yet" in administrator.get("/admin/jobs").words


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_jobs_are_for_administrators(pages: Pages, role: Role) -> None:
    pages.sign_in(user_with(role).email)
    pages.get("/admin/jobs", status=403)


def test_the_jobs_cost_the_same_for_one_and_for_three(administrator: Pages) -> None:
    job("test.import")(lambda asked: None)
    counts = []
    for number in (1, 2):
        for key in range(number):
            with changing():
                key_now = f"{number} {key}"
                queue(name="test.import", key=key_now, args={}, actor=PersonFactory())
        session.remove()
        with count_statements() as sent:
            administrator.get("/admin/jobs")
        counts.append(len(sent))
    assert counts[0] == counts[1]
