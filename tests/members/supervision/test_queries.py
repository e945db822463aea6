"""Who is due, in which order, and what a volunteer's own questions find."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import NoResultFound

from portal import clock
from portal.database import changing, session
from portal.members.actions import supervision as actions
from portal.members.models import Status
from portal.members.queries import supervision as queries
from portal.people.models import Person
from tests.members.supervision import scenes
from tests.statements import count_statements


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.frozen(scenes.NOON):
        yield


def shown(state: str = "") -> list[tuple[str, str]]:
    return [(line.member.person.name, line.standing[0]) for line in queries.overview(state).items]


def test_the_longest_without_stand_first_and_each_state_finds_its_own(app: Flask) -> None:
    jo = scenes.coordinator()
    scenes.volunteer("New Hand", joined_on=date(2026, 2, 1))
    scenes.volunteer("Old Hand", joined_on=date(2019, 1, 1))
    scenes.volunteer("Unknown Day")
    scenes.volunteer("On Break", status=Status.PAUSED)
    scenes.planned(scenes.volunteer("Planned One", joined_on=date(2019, 1, 1)), jo)
    friday = scenes.THURSDAY + timedelta(days=1)
    with clock.frozen(clock.now() - timedelta(days=30)):
        past = scenes.planned(scenes.volunteer("Past One", joined_on=date(2025, 12, 1)), jo, friday)
    past.on_day = scenes.TODAY - timedelta(days=1)
    session.commit()
    assert shown() == [
        ("Unknown Day", "None yet: plan one"),
        ("Old Hand", "Overdue since 1 July 2019"),
        ("Planned One", "Planned for 5 March 2026"),
        ("Past One", "To be written up since 1 March 2026"),
        ("New Hand", "Next by 1 August 2026"),
    ]
    assert [name for name, _ in shown(queries.OVERDUE)] == ["Unknown Day", "Old Hand"]
    assert [name for name, _ in shown(queries.PLANNED)] == ["Planned One", "Past One"]
    assert [name for name, _ in shown(queries.WRITE)] == ["Past One"]
    assert shown(queries.SIGN) == []
    assert queries.count_overdue() == 2


def test_what_waits_for_a_signature_is_found_by_who_has_it(app: Flask) -> None:
    jo = scenes.coordinator()
    held = scenes.written(scenes.volunteer("Ann Lee", joined_on=date(2019, 1, 1)), jo)
    with clock.frozen(scenes.AFTER):
        assert shown(queries.WRITE) == [("Ann Lee", "Waits for the service to sign")]
        assert shown(queries.OVERDUE) == []
        with changing():
            actions.sign_for_service(held=held, version=held.version, actor=jo)
        assert shown(queries.WRITE) == []
        assert shown(queries.SIGN) == [("Ann Lee", "Waits for the volunteer to sign")]


def test_the_overview_costs_the_same_for_one_and_for_three(app: Flask) -> None:
    number_of_jo, counts = scenes.coordinator().id, []
    for size in (1, 2):
        jo = session.get_one(Person, number_of_jo)
        for number in range(size):
            scenes.planned(
                scenes.volunteer(), jo, scenes.THURSDAY + timedelta(days=7 * size + number)
            )
        session.expunge_all()
        queries.count_overdue()  # reads the settings, once for all
        with count_statements() as sent:
            lines = queries.overview().items
            names = [(each.open and each.open.supervisor.name) for each in lines]
            assert [len(each.member.area_rows) for each in lines] == [0] * len(names)
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_a_volunteer_finds_their_own_alone(app: Flask) -> None:
    jo, ann, bo = scenes.coordinator(), scenes.volunteer(), scenes.volunteer("Bo Ray")
    held = scenes.signed(ann, jo)
    assert queries.own_supervision(ann.person, held.uuid) is held
    with pytest.raises(NoResultFound):
        queries.own_supervision(bo.person, held.uuid)
    assert [each.what for each in queries.actions_to_do(ann)] == ["Book the refresher"]
    assert queries.actions_to_do(bo) == []


def test_what_is_not_signed_by_the_service_is_nothing_to_do_yet(app: Flask) -> None:
    ann = scenes.volunteer()
    scenes.written(ann, scenes.coordinator())
    assert queries.actions_to_do(ann) == []
