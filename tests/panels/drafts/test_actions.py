"""Drafts: nobody is told, everything can be changed, and a series of them is made at once."""

from datetime import date, time
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from portal import clock
from portal.calendar.models import EntryStatus
from portal.database import changing, session
from portal.panels import jobs, rules
from portal.panels.actions import series, sittings
from portal.panels.actions.series import Arranged
from portal.panels.models import (
    CancelReason,
    PanelKind,
    PanelState,
    SeatKind,
    Sitting,
    SittingState,
)
from portal.panels.queries import plans
from portal.panels.queries.sittings import minutes_of, readiness
from portal.people.models import Person
from tests.factories import AreaFactory, RoomFactory
from tests.panels import scenes

CHAIR, MEMBER = SeatKind.CHAIR, SeatKind.MEMBER
GOOD_FRIDAY = date(2026, 4, 3)


def dropped(sitting: Sitting, version: int | None = None) -> None:
    """Drop a draft, as its coordinator."""
    with changing():
        sittings.drop_draft(
            sitting=sitting, version=version or sitting.version, actor=sitting.coordinator
        )


def kept(jo: Person, key: str, **values: Any) -> Arranged:
    """Keep the Tuesdays and Fridays of three weeks over Easter, from 5:30pm for two panels."""
    wanted: dict[str, Any] = {
        "weekdays": frozenset({1, 4}),
        "first": date(2026, 3, 24),
        "last": date(2026, 4, 12),
        "at": time(17, 30),
        "minutes": 45,
        "kept_for": 2,
        **values,
    }
    room = wanted.pop("room", None) or RoomFactory()
    with changing():
        return series.arrange_series(
            facts=rules.SeriesFacts(room_id=room.id, **wanted),
            room=room,
            area=AreaFactory(),
            form_key=key,
            actor=jo,
        )


def days_of(made: list[Sitting]) -> list[date]:
    """Return the days of sittings."""
    return [each.entry.first_day for each in made]


def test_nobody_is_told_of_a_draft_and_its_adviser_is_planned_alone(app: Flask) -> None:
    jo, marcus = scenes.coordinator(), scenes.colleague("Marcus Reid", may_advise=True)
    sitting = scenes.draft(jo, adviser=marcus)
    assert sitting.state is SittingState.DRAFT
    assert scenes.mail() == []
    assert scenes.duties(sitting) == {"Marcus Reid: Panel – adviser": "pencilled"}
    assert sitting.entry.status is EntryStatus.TENTATIVE
    assert sitting.entry.title.startswith("Draft panel, Venue")
    assert {row.key for row in sitting.entry.audience} == {"role:coordinator", "role:manager"}
    assert sitting.panels[0].state is PanelState.PLANNED


def test_a_draft_reads_as_a_plan_and_is_never_green(app: Flask) -> None:
    jo, marcus = scenes.coordinator(), scenes.colleague("Marcus Reid", may_advise=True)
    sitting = scenes.draft(jo, adviser=marcus)
    scenes.pencilled(sitting, CHAIR, scenes.chair())
    ready = readiness(sitting)
    assert (ready.words, ready.look) == ("Draft: still needs a community member", "none")
    scenes.pencilled(sitting, MEMBER, scenes.volunteer("Ann Lee"))
    ready = readiness(sitting)
    assert (ready.words, ready.look) == ("Draft: everybody is planned, nobody is told", "none")
    assert ready.planned.holds
    assert not ready.quorum.holds


def test_a_draft_is_moved_without_a_word_and_those_planned_who_cannot_come_are_rubbed_out(
    app: Flask,
) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    sitting, room = scenes.draft(jo), RoomFactory()
    scenes.pencilled(sitting, MEMBER, ann)
    scenes.accepted(scenes.arranged(jo, day=date(2026, 3, 11)), MEMBER, ann)
    before, version = scenes.mail(), sitting.version

    def move(*released: int) -> None:
        with changing():
            sittings.move_sitting(
                sitting=sitting,
                version=version,
                facts=scenes.facts(room, day=date(2026, 3, 11)),
                room=room,
                released=released,
                actor=jo,
            )

    with pytest.raises(rules.WouldRelease) as asked:
        move()
    move(*asked.value.person_ids)
    assert sitting.entry.first_day == date(2026, 3, 11)
    assert scenes.seat(sitting, MEMBER).pencilled is None
    assert sitting.state is SittingState.DRAFT
    assert scenes.mail() == before
    assert "seat_rubbed_out" in scenes.tags()


def test_a_dropped_draft_leaves_no_trace_with_people_and_gives_its_panels_back(app: Flask) -> None:
    jo, room = scenes.coordinator(), RoomFactory()
    order, ann = scenes.order(jo), scenes.volunteer("Ann Lee")
    sitting = scenes.draft(jo, order, room=room)
    scenes.pencilled(sitting, MEMBER, ann)
    panel, version = sitting.panels[0], sitting.version
    for _ in range(2):
        dropped(sitting, version)
    assert (sitting.state, sitting.cancel_reason) == (SittingState.CANCELLED, None)
    assert [seat.person or seat.pencilled for seat in sitting.seats] == [None] * 4
    assert (panel.state, panel.sitting_id) == (PanelState.PLANNED, None)
    assert plans.waiting(order.id, PanelKind.INITIAL) is panel
    assert scenes.mail() == []
    again = scenes.arranged(jo, order, room=room)  # the room is free, the panel the same
    assert again.panels == [panel]
    scenes.accepted(again, MEMBER, ann)


def test_what_was_published_meanwhile_is_not_dropped_nor_a_draft_cancelled(app: Flask) -> None:
    jo = scenes.coordinator()
    published, draft = scenes.arranged(jo), scenes.draft(jo, at=time(9))
    with pytest.raises(rules.Stale):
        dropped(published, published.version + 1)
    with pytest.raises(rules.Refused, match="has been published meanwhile"):
        dropped(published)
    with pytest.raises(rules.Refused, match="Drop it: nobody has been told"), changing():
        sittings.cancel_sitting(
            sitting=draft, version=draft.version, reason=CancelReason.ROOM, actor=jo
        )


def test_a_series_leaves_out_bank_holidays_and_days_on_which_the_room_is_taken(app: Flask) -> None:
    jo, room = scenes.coordinator(), RoomFactory()
    taken = scenes.arranged(jo, room=room, day=date(2026, 3, 31), at=time(18))
    marcus = scenes.colleague("Marcus Reid", may_advise=True)
    scenes.arranged(jo, adviser=marcus, day=date(2026, 4, 7))
    key = uuid4().hex
    once = kept(jo, key, room=room, adviser_id=marcus.id)
    twice = kept(jo, key, room=room, adviser_id=marcus.id)
    assert once.made == twice.made
    for arranged in (once, twice):
        assert days_of(arranged.made) == [date(2026, 3, day) for day in (24, 27)] + [
            date(2026, 4, day) for day in (7, 10)
        ]
        assert arranged.left_out == [
            (
                date(2026, 3, 31),
                f"The room is taken by “{taken.entry.title}”, 6pm to 7pm",
            ),
            (GOOD_FRIDAY, f"It is a bank holiday, {clock.bank_holiday(GOOD_FRIDAY)}"),
        ]
        assert days_of(arranged.unadvised) == [date(2026, 4, 7)]
    first = once.made[0]
    assert (first.state, first.panels, first.kept_for) == (SittingState.DRAFT, [], 2)
    assert (first.entry.ends_at - first.entry.starts_at).seconds == 90 * 60
    assert minutes_of(first) == 45
    assert scenes.mail() == [("Casey Moran", "panel_arranged"), *scenes.mail()[1:]]
    assert len(scenes.mail()) == 3  # of the two sittings above alone
    assert scenes.duties(first) == {"Marcus Reid: Panel – adviser": "pencilled"}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"last": date(2026, 3, 23)}, "last"),
        (
            {"first": date(2026, 4, 1), "last": date(2026, 4, 2), "weekdays": frozenset({0})},
            "weekdays",
        ),
        ({"first": date(2026, 2, 24)}, "first"),
        ({"last": date(2030, 3, 1)}, "last"),
        ({"minutes": 50}, "minutes"),
    ],
)
def test_a_series_that_cannot_be_is_refused(
    app: Flask, values: dict[str, object], field: str
) -> None:
    with pytest.raises(rules.Refused) as refused:
        kept(scenes.coordinator(), uuid4().hex, **values)
    assert refused.value.field == field


def test_an_evening_that_heard_nobody_is_cleared_away_and_nobody_is_told(app: Flask) -> None:
    jo = scenes.coordinator()
    draft = scenes.evening(jo)
    unused = scenes.evening(jo, day=date(2026, 3, 11))
    unused.state = SittingState.PUBLISHED
    session.commit()
    with clock.frozen(clock.at(date(2026, 3, 12), time(9))):
        assert jobs.close_ended() == {"held": 0, "missed": 0, "unused": 2}
        assert jobs.close_ended() == {"held": 0, "missed": 0, "unused": 0}
    assert (draft.state, draft.cancel_reason) == (SittingState.CANCELLED, None)
    assert (unused.state, unused.cancel_reason) == (SittingState.CANCELLED, CancelReason.NOT_NEEDED)
    assert scenes.mail() == []


def test_an_evening_that_hears_nobody_yet_is_not_at_risk(app: Flask) -> None:
    sitting = scenes.evening(scenes.coordinator(), day=date(2026, 3, 4))
    sitting.state = SittingState.PUBLISHED
    ready = readiness(sitting)
    assert ready.risk is rules.Risk.TIME
    assert ready.tell_by == date(2026, 2, 25)
