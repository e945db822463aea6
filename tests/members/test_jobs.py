"""An import as a job: piece by piece, twice without harm, and its files let go."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal import clock
from portal.audit.models import AuditEvent
from portal.database import changing, session
from portal.members import actions, jobs, queries
from portal.members.actions import VOLUNTEERS
from portal.members.models import CheckRecord, Member
from portal.notifications.jobs import runner
from portal.notifications.models import Document, DocumentBody, Job
from portal.notifications.queries import file_content
from portal.people.models import Person
from portal.spreadsheets import queries as kept
from portal.spreadsheets.actions import foresee, keep_upload, queue_import
from tests.factories import AreaFactory, MemberFactory, PersonFactory
from tests.statements import count_statements

SAMPLE = Path(__file__).parent / "volunteers.csv"
HEAD = "Volunteer number,Name,Email,Status\n"


@pytest.fixture
def jo(app: Flask) -> Person:
    return PersonFactory(name="Jo Hartley")


def kentmere() -> None:
    AreaFactory(code="NM", name="Northmere")
    AreaFactory(code="CB", name="Castlebeck")
    AreaFactory(code="SM", name="Saltmarsh")


def asked_for(content: bytes | str, actor: Person, name: str = "volunteers.csv") -> Job:
    encoded = content.encode() if isinstance(content, str) else content
    with changing():
        document = keep_upload(
            importer=VOLUNTEERS,
            content=encoded,
            sheet=VOLUNTEERS.sheet_of(encoded),
            name=name,
            actor=actor,
        )
        return queue_import(importer=VOLUNTEERS, document=document, actor=actor)


def given_back(result: dict[str, Any], actor: Person) -> Document:
    return kept.given_back(result["document"], VOLUNTEERS.problems, actor)


def run(content: bytes | str, actor: Person) -> dict[str, Any]:
    job_id = asked_for(content, actor).id
    session.rollback()
    assert runner.run_queued(VOLUNTEERS.source)
    job = session.get_one(Job, job_id)
    assert job.result is not None, job.problem
    return job.result


def counts(result: dict[str, Any]) -> dict[str, int]:
    return {key: result[key] for key in ("new", "changed", "same", "bad")}


def test_good_rows_go_in_and_the_rest_come_back(jo: Person) -> None:
    kentmere()
    result = run(SAMPLE.read_bytes(), jo)
    assert counts(result) == {"new": 9, "changed": 0, "same": 0, "bad": 5}
    priya = queries.member("V002")
    assert [row.area.name for row in priya.area_rows] == ["Northmere", "Castlebeck"]
    assert priya.checks[0].recheck_on is not None
    back = given_back(result, jo)
    assert back.name == "volunteers-problems.csv"
    assert file_content(back).count(b"\r\n") == 6
    [event] = session.query(AuditEvent).filter_by(tag="members:import_run")
    assert event.actor_id == jo.id


def test_the_same_file_again_changes_nothing(jo: Person) -> None:
    kentmere()
    run(SAMPLE.read_bytes(), jo)
    versions = {each.number: each.version for each in session.query(Member)}
    events = session.query(AuditEvent).filter(AuditEvent.tag != "members:import_run").count()
    again = run(SAMPLE.read_bytes(), jo)
    assert counts(again) == {"new": 0, "changed": 0, "same": 9, "bad": 5}
    assert {each.number: each.version for each in session.query(Member)} == versions
    queued = 1
    told = session.query(AuditEvent).filter(AuditEvent.tag != "members:import_run").count()
    assert told == events + queued
    assert session.query(CheckRecord).count() == 6


def test_corrected_rows_go_in(jo: Person) -> None:
    kentmere()
    result = run(SAMPLE.read_bytes(), jo)
    back = file_content(given_back(result, jo)).decode("utf-8-sig")
    corrected = back.replace("Castlebek;", "CB;").replace("\r\n;Holt", "\r\nV012;Holt")
    again = run(corrected, jo)
    assert counts(again) == {"new": 2, "changed": 0, "same": 0, "bad": 3}
    assert queries.member("V012").person.name == "Graham Holt"


def test_a_file_asked_for_twice_at_once_is_one_job(jo: Person) -> None:
    first = asked_for(HEAD + "V1,Ann,,\n", jo).id
    assert asked_for(HEAD + "V1,Ann,,\n", jo, "again.csv").id == first


def test_an_upload_that_is_done_is_not_done_again(jo: Person) -> None:
    job = asked_for(HEAD + "V1,Ann,,\n", jo)
    job_id, upload = job.id, kept.upload_of(job)
    session.rollback()
    runner.run_queued(VOLUNTEERS.source)
    with changing():
        again = queue_import(importer=VOLUNTEERS, document=upload, actor=jo)
        assert (again.id, again.state.value) == (job_id, "done")
    assert asked_for(HEAD + "V1,Ann,,\n", jo).state.value == "queued"


def test_a_change_keeps_what_the_row_does_not_say(jo: Person) -> None:
    run(HEAD + "V1,Ann Lee,ann@example.org,Active\n", jo)
    result = run("Volunteer number,Name,Email\nV1,Ann Leigh,\n", jo)
    assert counts(result) == {"new": 0, "changed": 1, "same": 0, "bad": 0}
    member = queries.member("V1")
    assert (member.person.name, member.person.email) == ("Ann Leigh", "ann@example.org")


def test_a_leaver_in_the_file_leaves_with_all_that_follows(
    jo: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(
        actions.register, "leaving", [lambda *, person, actor: told.append(person.name)]
    )
    MemberFactory(number="V1", person=PersonFactory(name="Ann Lee", email=None))
    result = run("No,Name,Date left\nV1,Ann Lee,1/2/2020\n", jo)
    assert counts(result)["changed"] == 1
    member = queries.member("V1")
    assert (member.status.value, str(member.left_on), told) == ("left", "2020-02-01", ["Ann Lee"])


def test_a_colleague_who_volunteers_stays_one_person(jo: Person) -> None:
    marcus = PersonFactory(name="Marcus Reid", email="marcus@example.org", is_staff=True)
    people = session.query(Person).count()
    run(HEAD + "V1,marcus reid,Marcus@example.org,\nV2,Ann Reid,marcus@example.org,\n", jo)
    assert queries.member("V1").person is marcus
    assert queries.member("V2").person is not marcus
    assert session.query(Person).count() == people + 1


def test_what_contradicts_what_is_held_comes_back(jo: Person) -> None:
    MemberFactory(number="V1", min_month=2, max_month=4)
    result = run("No,Name,Max panels\nV1,Ann,1\n", jo)
    assert counts(result) == {"new": 0, "changed": 0, "same": 0, "bad": 1}
    back = file_content(given_back(result, jo)).decode()
    assert "1 is below the least, 2: correct one of them." in back


def test_each_piece_is_committed_and_a_second_run_goes_on(
    jo: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker that dies in the middle loses nothing that it had reported."""
    monkeypatch.setattr(jobs, "VOLUNTEERS", replace(VOLUNTEERS, piece=2))
    rows = "".join(f"V{n},Person {n},,\n" for n in range(5))
    job_id = asked_for(HEAD + rows, jo).id
    session.rollback()
    monkeypatch.setattr(runner, "stopping", type("Set", (), {"is_set": lambda self: True})())
    runner.run_queued(VOLUNTEERS.source)
    assert session.query(Member).count() == 2
    assert session.get_one(Job, job_id).state.value == "queued"
    monkeypatch.undo()
    runner.run_queued(VOLUNTEERS.source)
    job = session.get_one(Job, job_id)
    session.refresh(job)
    assert job.result is not None
    assert counts(job.result) == {"new": 3, "changed": 0, "same": 2, "bad": 0}
    assert (job.done, job.total) == (5, 5)


def test_a_file_that_is_gone_is_said(jo: Person) -> None:
    job_id = asked_for(HEAD + "V1,Ann,,\n", jo).id
    session.query(DocumentBody).delete()
    session.query(Document).delete()
    session.commit()
    runner.run_queued(VOLUNTEERS.source)
    job = session.get_one(Job, job_id)
    session.refresh(job)
    assert job.problem == "The file is no longer kept. Upload it again."


def test_files_nobody_imports_are_let_go(jo: Person) -> None:
    asked_for(HEAD + "V1,Ann,,\n", jo)
    with clock.frozen(clock.now() + timedelta(hours=23)):
        runner.run_now("members.forget_import_files")
    assert session.query(Document).count() == 1
    session.rollback()
    with clock.frozen(clock.now() + timedelta(hours=25)):
        runner.run_now("members.forget_import_files")
    assert session.query(Document).count() == 0


def test_reading_what_is_held_costs_the_same_for_one_row_and_for_three(jo: Person) -> None:
    costs = []
    for numbers in (["V1"], ["V2", "V3", "V4"]):
        for number in numbers:
            MemberFactory(number=number)
        content = "No,Name\n" + "".join(f"{number},Ann\n" for number in numbers)
        reading = VOLUNTEERS.reading_of(content.encode(), jo)
        session.expire_all()
        with count_statements() as sent:
            assert foresee(VOLUNTEERS, reading, jo).counts["changed"] == len(numbers)
        costs.append(len([each for each in sent if "FROM setting" not in each]))
    assert costs[0] == costs[1]
