"""Places given out, moved, given back and marked, on real rows."""

from datetime import date, time, timedelta
from functools import partial
from uuid import uuid4

import pytest
from sqlalchemy import update

from portal import clock
from portal.database import changing, session
from portal.people.models import Person
from portal.reparation.actions import places as actions
from portal.reparation.actions import referrals
from portal.reparation.actions import sessions as planning
from portal.reparation.models import (
    PartnerState,
    Place,
    PlaceState,
    ProjectSession,
    Referral,
    ReferralKind,
    WorkKind,
)
from portal.reparation.permissions import Seen
from portal.reparation.queries import referrals as queries
from portal.reparation.rules.places import Full
from portal.reparation.rules.refusals import Refused
from tests.panels import scenes as panels
from tests.reparation.sessions import scenes
from tests.reparation.sessions.scenes import SATURDAY

AFTER = clock.at(date(2026, 3, 14), time(13))
SUNDAY = SATURDAY + timedelta(days=1)


@pytest.fixture
def sam(jo: Person) -> Person:
    """Return the practitioner."""
    return scenes.practitioner()


def moved(place: Place, to: ProjectSession, actor: Person, *, waits: bool = False) -> Place:
    with changing():
        return actions.move_place(
            place=place, to=to, waits=waits, form_key=uuid4().hex, actor=actor
        )


def marked(place: Place, minutes: int, actor: Person, *, attended: bool = True) -> None:
    with clock.frozen(AFTER), changing():
        actions.mark_place(place=place, attended=attended, minutes=minutes, actor=actor)


def test_a_place_has_a_reference_of_its_own_and_nobody_is_told_of_their_own_click(
    jo: Person, sam: Person
) -> None:
    held = scenes.planned(jo)
    before = len(scenes.letters())
    place = scenes.booked(scenes.referral(sam), held)
    assert (place.ref, place.referral.ref) == ("PL-2026-001", "RF-2026-001")
    assert place.state is PlaceState.BOOKED
    assert len(scenes.letters()) == before
    scenes.booked(scenes.referral(sam), held, actor=jo)
    assert scenes.letters()[before:] == [("Sam Okafor", "place_booked")]


def test_a_referral_has_one_place_at_a_session_however_often_it_is_booked(
    jo: Person, sam: Person
) -> None:
    held, referral = scenes.planned(jo), scenes.referral(sam)
    assert scenes.booked(referral, held) is scenes.booked(referral, held)


def test_when_no_place_is_left_it_says_so_or_waits(jo: Person, sam: Person) -> None:
    held = scenes.planned(jo, places=1)
    scenes.booked(scenes.referral(sam), held)
    with pytest.raises(Full, match=r"The last place is taken\. Put the referral on"):
        scenes.booked(scenes.referral(sam), held, waits=False)
    waiting = [scenes.booked(scenes.referral(sam), held) for _ in range(2)]
    assert [each.position for each in waiting] == [1, 2]


def test_a_place_given_back_goes_to_whoever_waits_longest(jo: Person, sam: Person) -> None:
    held = scenes.planned(jo, places=1)
    first, second, third = (scenes.booked(scenes.referral(sam), held) for _ in range(3))
    with changing():
        actions.cancel_place(place=first, actor=sam)
    assert [each.state.value for each in (first, second, third)] == [
        "cancelled",
        "booked",
        "waiting",
    ]
    assert scenes.letters()[-1] == ("Sam Okafor", "place_given")
    assert scenes.tags()[-2:] == ["place_cancelled", "place_given"]


def test_who_is_elsewhere_by_now_is_passed_over(jo: Person, sam: Person) -> None:
    held = scenes.planned(jo, places=1)
    first, busy, free = (scenes.booked(scenes.referral(sam), held) for _ in range(3))
    scenes.booked(busy.referral, scenes.planned(jo))
    with changing():
        actions.cancel_place(place=first, actor=sam)
    assert (busy.state, free.state) == (PlaceState.WAITING, PlaceState.BOOKED)


def test_whose_week_is_full_by_now_is_passed_over(jo: Person, sam: Person) -> None:
    held = scenes.planned(jo, places=1)
    first, full, free = (scenes.booked(scenes.referral(sam), held) for _ in range(3))
    for days in (1, 2, 3, 4, 5, -1):
        scenes.booked(full.referral, scenes.planned(jo, None, SATURDAY - timedelta(days=days)))
    with changing():
        actions.cancel_place(place=first, actor=sam)
    assert (full.state, free.state) == (PlaceState.WAITING, PlaceState.BOOKED)


def test_one_referral_is_not_at_two_sessions_at_once(jo: Person, sam: Person) -> None:
    referral = scenes.referral(sam)
    scenes.booked(referral, scenes.planned(jo, scenes.project("Bike repair")))
    with pytest.raises(Refused, match="has a place at “Bike repair” on Saturday 14 March"):
        scenes.booked(referral, scenes.planned(jo))


def test_a_moved_place_goes_on_at_the_other_session_and_its_old_one_to_the_next(
    jo: Person, sam: Person
) -> None:
    held, other = scenes.planned(jo, places=1), scenes.planned(jo, None, SUNDAY)
    place, waiting = (scenes.booked(scenes.referral(sam), held) for _ in range(2))
    new = moved(place, other, sam)
    assert (place.state, waiting.state) == (PlaceState.MOVED, PlaceState.BOOKED)
    assert (new.state, new.session, new.referral) == (PlaceState.BOOKED, other, place.referral)
    assert new.ref != place.ref


def test_a_place_that_somebody_else_has_moved_meanwhile_is_left_as_it_is(
    jo: Person, sam: Person
) -> None:
    held, other = scenes.planned(jo), scenes.planned(jo, None, SUNDAY)
    place = scenes.booked(scenes.referral(sam), held)

    def meanwhile() -> None:
        assert place.state is PlaceState.BOOKED
        quicker = update(Place).where(Place.id == place.id).values(state=PlaceState.MOVED)
        session.execute(quicker, execution_options={"synchronize_session": False})

    with changing():
        meanwhile()
        actions.cancel_place(place=place, actor=sam)
    assert place.state is PlaceState.MOVED
    with changing():
        place.state = PlaceState.BOOKED
    for tried in (partial(moved, place, other, sam), partial(marked, place, 60, sam)):
        with changing():
            meanwhile()
            with pytest.raises(Refused):
                tried()


def test_a_move_to_a_full_session_leaves_the_place_where_it_is(jo: Person, sam: Person) -> None:
    held, other = scenes.planned(jo), scenes.planned(jo, None, SUNDAY, places=1)
    scenes.booked(scenes.referral(sam), other)
    place = scenes.booked(scenes.referral(sam), held)
    with pytest.raises(Full):
        moved(place, other, sam)
    assert place.state is PlaceState.BOOKED
    assert moved(place, other, sam, waits=True).state is PlaceState.WAITING


def test_a_place_of_a_cancelled_session_can_be_moved_on(jo: Person, sam: Person) -> None:
    held, other = scenes.planned(jo), scenes.planned(jo, None, SUNDAY)
    place = scenes.booked(scenes.referral(sam), held)
    with changing():
        planning.cancel_session(held=held, version=held.version, reason="Flooded", actor=jo)
    assert moved(place, other, sam).state is PlaceState.BOOKED


@pytest.mark.parametrize("what", ["partner", "cancelled", "closed", "over"])
def test_no_place_is_booked_where_there_is_none_to_have(jo: Person, sam: Person, what: str) -> None:
    held, referral = scenes.planned(jo), scenes.referral(sam)
    with changing():
        if what == "partner":
            assert held.project.partner
            held.project.partner.state = PartnerState.PAUSED
        if what == "cancelled":
            planning.cancel_session(held=held, version=held.version, reason="Wet", actor=jo)
        if what == "closed":
            referrals.close_referral(referral=referral, actor=sam)
    now = AFTER if what == "over" else scenes.NOON
    with pytest.raises(Refused), clock.frozen(now):
        scenes.booked(referral, held)
    assert session.query(Place).count() == 0


def test_hours_done_are_the_minutes_of_whoever_came(jo: Person, sam: Person) -> None:
    referral = scenes.referral(sam)
    place = scenes.booked(referral, scenes.planned(jo))
    with pytest.raises(Refused, match="has not begun"), changing():
        actions.mark_place(place=place, attended=True, minutes=120, actor=sam)
    marked(place, 90, sam)
    assert queries.minutes_of([referral.id]) == {referral.id: 90}
    with changing():
        actions.tick_recorded(place=place, recorded=True, actor=sam)
    marked(place, 0, sam, attended=False)
    assert (place.minutes, place.recorded_at) == (0, None)
    assert queries.minutes_of([referral.id]) == {referral.id: 0}


def test_a_marked_place_is_neither_moved_nor_given_back(jo: Person, sam: Person) -> None:
    held, other = scenes.planned(jo, end=time(14)), scenes.planned(jo, None, SUNDAY)
    place = scenes.booked(scenes.referral(sam), held)
    marked(place, 60, sam)
    with pytest.raises(Refused, match="It was said already who came"):
        moved(place, other, sam)
    with pytest.raises(Refused, match="It was said already who came"), clock.frozen(AFTER):
        actions.cancel_place(place=place, actor=sam)


def test_an_order_has_one_referral_and_one_that_has_a_place_to_come_stays_open(
    jo: Person, sam: Person
) -> None:
    order = panels.order(jo, case_manager=sam)
    made: list[Referral] = []
    facts = referrals.ReferralFacts(hours=12, area=order.area, practitioner=sam)
    for key in ("a" * 32, "a" * 32):
        with changing():
            made.append(
                referrals.add_referral(
                    kind=ReferralKind.ORDER, order=order, facts=facts, form_key=key, actor=sam
                )
            )
    assert made[0] is made[1]
    with pytest.raises(Refused, match="There is a referral for RO-2026-001 already"):
        referrals.add_referral(
            kind=ReferralKind.ORDER, order=order, facts=facts, form_key="b" * 32, actor=sam
        )
    scenes.booked(made[0], scenes.planned(jo))
    with pytest.raises(Refused, match="a place at a session to come"):
        referrals.close_referral(referral=made[0], actor=sam)


def test_whoever_is_given_a_referral_is_told(jo: Person, sam: Person) -> None:
    referral = scenes.referral(sam)
    assert scenes.letters() == []
    facts = referrals.ReferralFacts(hours=20, area=referral.area, practitioner=jo)
    for _ in range(2):
        with changing():
            referrals.change_referral(
                referral=referral, version=referral.version, facts=facts, actor=sam
            )
    assert scenes.letters() == [("Jo Hartley", "referral_given")]


@pytest.mark.parametrize(
    ("direct", "kind", "theme", "followed"),
    [
        (True, WorkKind.DIRECT, "Bicycles", 1),
        (True, WorkKind.INDIRECT, "Bicycles", 0),
        (False, WorkKind.DIRECT, "Bicycles", 0),
        (None, WorkKind.INDIRECT, "Bicycles", 1),
        (None, WorkKind.INDIRECT, "Animals", 0),
    ],
)
def test_a_wish_is_followed_once_somebody_worked_as_wished(
    jo: Person, sam: Person, direct: bool | None, kind: WorkKind, theme: str, followed: int
) -> None:
    referral = scenes.referral(sam, wish_theme="Bicycles", wish_direct=direct)
    place = scenes.booked(referral, scenes.planned(jo, scenes.project(kind=kind, themes=[theme])))
    everybody = Seen(None, frozenset())
    assert queries.wishes(everybody) == queries.Wishes(1, 0)
    assert not queries.follows(referral, place)
    marked(place, 120, sam)
    assert queries.wishes(everybody) == queries.Wishes(1, followed)
    assert queries.follows(referral, place) is bool(followed)
