"""Sessions planned, changed and called off on real rows, and who hears of it."""

from datetime import date, time, timedelta

import pytest

from portal import clock
from portal.calendar.models import AttendeeState, EntryStatus
from portal.database import changing, session
from portal.members import actions as members
from portal.members.models import Status
from portal.people.models import Person
from portal.reparation.actions import headcounts
from portal.reparation.actions import sessions as actions
from portal.reparation.models import PlaceState, ProjectSession, ProjectState, SessionState
from portal.reparation.rules.refusals import Refused, Stale
from portal.reparation.rules.sessions import SessionFacts
from tests.factories import PersonFactory, VenueFactory
from tests.panels import scenes as panels
from tests.reparation.sessions import scenes
from tests.reparation.sessions.scenes import SATURDAY, facts

WEEK = timedelta(weeks=1)


def changed(
    held: ProjectSession,
    jo: Person,
    said: SessionFacts,
    supervisor: Person | None = None,
) -> ProjectSession:
    adults = actions.Adults(supervisor or held.supervisor, held.second)
    with changing():
        return actions.change_session(
            held=held, version=held.version, facts=said, adults=adults, actor=jo
        )


def cancelled(held: ProjectSession, jo: Person, *, later: bool = False) -> None:
    with changing():
        actions.cancel_session(
            held=held, version=held.version, reason="Flooded", later=later, actor=jo
        )


def test_a_session_stands_in_the_calendar_of_staff_and_of_its_partner_alone(jo: Person) -> None:
    lee = PersonFactory(name="Lee Ward", is_staff=True)
    held = scenes.planned(jo, scenes.project("Canal towpath"), supervisor=lee)
    entry = held.entry
    assert entry.title == "Reparation: Canal towpath"
    assert entry.path == f"/reparation/sessions/{entry.uuid}"
    assert entry.place.endswith("1 Wharf Road, Kentmere")
    assert {row.key for row in entry.audience} == {
        "role:staff",
        "role:coordinator",
        "role:manager",
        f"partner:{held.project.partner_id}",
    }
    assert [(each.person, each.part, each.state) for each in entry.attendees] == [
        (lee, "Reparation: Canal towpath – supervisor", AttendeeState.ACCEPTED)
    ]
    assert scenes.letters() == [("Lee Ward", "supervisor_named")]
    assert scenes.tags() == ["session_planned"]


def test_a_volunteer_who_supervises_is_led_to_the_calendar_and_not_to_the_places(
    jo: Person,
) -> None:
    ann = panels.volunteer("Ann Lee").person
    held = scenes.planned(jo, supervisor=ann)
    assert [each.path for each in held.entry.attendees] == [None]


def test_a_series_leaves_out_the_day_on_which_its_supervisor_sits_on_a_panel(jo: Person) -> None:
    lee = panels.colleague("Lee Ward", may_advise=True)
    panels.arranged(jo, panels.order(jo), day=SATURDAY + WEEK, at=time(11), adviser=lee)
    with changing():
        found = actions.plan_sessions(
            project=scenes.project(),
            wanted=[facts(SATURDAY + WEEK * each) for each in range(3)],
            adults=actions.Adults(lee),
            form_key="a" * 32,
            actor=jo,
        )
    assert [each.entry.first_day for each in found.made] == [SATURDAY, SATURDAY + 2 * WEEK]
    assert len({each.series for each in found.made}) == 1
    [(on, why)] = found.left_out
    assert on == SATURDAY + WEEK
    assert "Lee Ward has promised" in why
    assert scenes.letters().count(("Lee Ward", "supervisor_named")) == 1


def test_a_series_leaves_out_the_days_after_the_last_of_a_volunteer_who_leaves(jo: Person) -> None:
    ann = panels.volunteer("Ann Lee")
    later = scenes.planned(jo, None, SATURDAY + 2 * WEEK, supervisor=ann.person)
    with changing():
        members.note_leaving(member=ann, on=SATURDAY, reason="moved", asks=False, actor=jo)
    assert later.supervisor is None
    with changing():
        found = actions.plan_sessions(
            project=scenes.project(),
            wanted=[facts(SATURDAY + WEEK * each) for each in range(2)],
            adults=actions.Adults(ann.person),
            form_key="a" * 32,
            actor=jo,
        )
    assert [each.entry.first_day for each in found.made] == [SATURDAY]
    [(on, why)] = found.left_out
    assert on == SATURDAY + WEEK
    assert why.startswith("Ann Lee leaves, and their last day is")
    with pytest.raises(Refused, match="Choose somebody else, or a day up to then") as refused:
        changed(found.made[0], jo, facts(SATURDAY + WEEK))
    assert refused.value.field == "supervisor"


def test_the_same_form_twice_plans_its_sessions_once(jo: Person) -> None:
    project, lee = scenes.project(), PersonFactory(is_staff=True)
    for _ in range(2):
        with changing():
            actions.plan_sessions(
                project=project,
                wanted=[facts(), facts(SATURDAY + WEEK)],
                adults=actions.Adults(lee),
                form_key="a" * 32,
                actor=jo,
            )
    assert session.query(ProjectSession).count() == 2


@pytest.mark.parametrize(
    ("start", "clashes"), [(time(11, 45), True), (time(12), False), (time(9), True)]
)
def test_two_projects_are_not_at_one_site_at_once(jo: Person, start: time, clashes: bool) -> None:
    yard = VenueFactory(name="Depot yard")
    scenes.planned(jo, scenes.project("Bench building", venue=yard))
    other = scenes.project("Bike repair", venue=yard)
    if not clashes:
        scenes.planned(jo, other, start=start, end=time(14))
        return
    with pytest.raises(Refused, match=r"“Bench building” is there on Saturday 14 March") as no:
        scenes.planned(jo, other, start=start, end=time(14))
    assert no.value.field == "starts"
    assert scenes.tags() == ["session_planned"]


def test_a_project_that_is_not_listed_has_no_session(jo: Person) -> None:
    with pytest.raises(Refused, match="is not listed"):
        scenes.planned(jo, scenes.project(state=ProjectState.PAUSED))


def test_a_moved_session_keeps_its_places_and_tells_everybody_concerned_once(jo: Person) -> None:
    partner = scenes.trusted()
    robin, sam = scenes.host(partner), scenes.practitioner()
    lee = PersonFactory(name="Lee Ward", is_staff=True)
    held = scenes.planned(jo, scenes.project(partner=partner), supervisor=lee)
    place = scenes.booked(scenes.referral(sam), held)
    before = len(scenes.letters())
    changed(held, jo, facts(SATURDAY + WEEK))
    assert held.entry.first_day == SATURDAY + WEEK
    assert held.entry.sequence == 1
    assert place.state is PlaceState.BOOKED
    assert sorted(scenes.letters()[before:]) == sorted(
        (each.name, "session_moved") for each in (lee, sam, robin)
    )


def test_another_supervisor_and_time_are_one_letter_each(jo: Person) -> None:
    lee = PersonFactory(name="Lee Ward", is_staff=True)
    kim = PersonFactory(name="Kim Shaw", is_staff=True)
    held = scenes.planned(jo, supervisor=lee)
    before = len(scenes.letters())
    changed(held, jo, facts(SATURDAY + WEEK), supervisor=kim)
    assert sorted(scenes.letters()[before:]) == [
        ("Kim Shaw", "supervisor_named"),
        ("Lee Ward", "supervisor_released"),
    ]
    gone = [each.person for each in held.entry.attendees if each.state is AttendeeState.GONE]
    assert gone == [lee]


def test_a_capacity_below_the_places_taken_is_refused(jo: Person) -> None:
    sam = scenes.practitioner()
    held = scenes.planned(jo)
    for _ in range(2):
        scenes.booked(scenes.referral(sam), held)
    with pytest.raises(Refused, match="2 places are taken already") as no:
        changed(held, jo, facts(places=1))
    assert no.value.field == "places"


def test_places_that_are_new_go_to_those_who_wait_in_turn(jo: Person) -> None:
    sam = scenes.practitioner()
    held = scenes.planned(jo, places=1)
    places = [scenes.booked(scenes.referral(sam), held) for _ in range(3)]
    changed(held, jo, facts(places=2))
    assert [place.state.value for place in places] == ["booked", "booked", "waiting"]
    assert scenes.letters()[-1] == ("Sam Okafor", "place_given")


def test_a_stale_form_changes_nothing(jo: Person) -> None:
    held = scenes.planned(jo)
    with pytest.raises(Stale), changing():
        actions.change_session(
            held=held,
            version=held.version + 1,
            facts=facts(places=1),
            adults=actions.Adults(held.supervisor),
            actor=jo,
        )
    assert held.places == 2


def test_a_cancelled_session_reaches_staff_with_places_whoever_travels_and_the_partner(
    jo: Person,
) -> None:
    partner = scenes.trusted()
    scenes.host(partner)
    ann = panels.volunteer("Ann Lee").person
    held = scenes.planned(
        jo,
        scenes.project(partner=partner),
        supervisor=PersonFactory(name="Lee Ward", is_staff=True),
        second=ann,
        places=1,
    )
    booked = scenes.booked(scenes.referral(scenes.practitioner()), held)
    waiting = scenes.booked(scenes.referral(scenes.practitioner("Ola Reid")), held)
    before = len(scenes.letters())
    cancelled(held, jo)
    assert sorted(scenes.letters()[before:]) == [
        (name, "session_cancelled")
        for name in ("Ann Lee", "Lee Ward", "Ola Reid", "Robin Hale", "Sam Okafor")
    ]
    assert held.entry.status is EntryStatus.CANCELLED
    assert (booked.state, waiting.state) == (PlaceState.BOOKED, PlaceState.CANCELLED)
    assert scenes.tags()[-2:] == ["place_cancelled", "session_cancelled"]
    scenes.planned(jo, held.project, supervisor=ann)  # site and people are free


def test_a_partner_who_cancels_is_heard_by_coordinators(jo: Person) -> None:
    partner = scenes.trusted()
    robin = scenes.host(partner)
    held = scenes.planned(jo, scenes.project(partner=partner), supervisor=jo)
    cancelled(held, robin)
    assert scenes.letters() == [("Jo Hartley", "session_cancelled")]


def test_the_rest_of_a_series_is_cancelled_in_one_letter(jo: Person) -> None:
    lee = PersonFactory(name="Lee Ward", is_staff=True)
    days = [SATURDAY + WEEK * each for each in range(3)]
    first = scenes.planned(jo, scenes.project(), *days, supervisor=lee)
    cancelled(first, jo, later=True)
    states = [each.state for each in session.query(ProjectSession).all()]
    assert states == [SessionState.CANCELLED] * 3
    assert scenes.letters()[1:] == [("Lee Ward", "session_cancelled")]


def test_heads_are_counted_once_it_has_begun_and_can_be_corrected(jo: Person) -> None:
    held = scenes.planned(jo)
    with pytest.raises(Refused, match="has not begun"), changing():
        headcounts.count_heads(held=held, headcount=4, unit_awards=None, actor=jo)
    with clock.frozen(clock.at(date(2026, 3, 14), time(13))):
        for count in (4, 3):
            with changing():
                headcounts.count_heads(held=held, headcount=count, unit_awards=2, actor=jo)
    assert (held.headcount, held.unit_awards, held.state) == (3, 2, SessionState.HELD)
    assert held.counted_by is jo


def test_who_leaves_supervises_no_more_and_the_coordinator_hears_of_all_at_once(
    jo: Person,
) -> None:
    ann = panels.volunteer("Ann Lee", account=True)
    kim = PersonFactory(name="Kim Shaw", is_staff=True)
    project = scenes.project()
    first = scenes.planned(jo, project, SATURDAY, SATURDAY + WEEK, supervisor=ann.person)
    third = scenes.planned(jo, None, SATURDAY + 2 * WEEK, supervisor=kim, second=ann.person)
    before = len(scenes.letters())
    with changing():
        members.set_status(
            member=ann, status=Status.LEFT, on=scenes.TODAY, leave_reason="moved", actor=kim
        )
    session.expire_all()
    assert (first.supervisor, third.supervisor, third.second) == (None, kim, None)
    assert [each.state for each in first.entry.attendees] == [AttendeeState.GONE]
    told = [mail for mail in scenes.letters()[before:] if mail[1] == "supervisor_missing"]
    assert told == [("Jo Hartley", "supervisor_missing")]
