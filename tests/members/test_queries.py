"""How everybody stands at a sitting, from real rows, in a fixed number of statements."""

from datetime import date, time, timedelta

import pytest
from flask import Flask

from portal import clock
from portal.calendar import actions as calendar
from portal.calendar.actions import Duty
from portal.calendar.models import AttendeeState, Entry, Kind, Venue
from portal.database import session
from portal.members import queries
from portal.members.models import (
    Availability,
    AvailabilityRound,
    Away,
    CheckKind,
    CheckRecord,
    Member,
    MemberArea,
    PartOfDay,
    Repeat,
    RoundAnswer,
    RoundReply,
    RoundSlot,
    Status,
)
from portal.people.models import Area
from tests.factories import AreaFactory, MemberFactory, PersonFactory, RoomFactory, VenueFactory
from tests.statements import count_statements

TUESDAY = date(2026, 3, 10)
STARTS, ENDS = clock.at(TUESDAY, time(17, 30)), clock.at(TUESDAY, time(18, 45))
TODAY = clock.at(date(2026, 3, 2), time(9))


def ready(area: Area, name: str, **values: object) -> Member:
    """Return a volunteer against whom nothing speaks on Tuesday 10 March."""
    return MemberFactory(
        person=PersonFactory(name=name),
        area_rows=[MemberArea(area=area)],
        availability=[
            Availability(weekday=1, part=PartOfDay.EVENING, created_at=TODAY),
        ],
        checks=[
            CheckRecord(
                kind=CheckKind.DBS, issued_on=date(2025, 1, 1), recheck_on=date(2028, 1, 1)
            ),
        ],
        **values,
    )


def promise(member: Member, starts: time, ends: time, day: date = TUESDAY) -> Entry:
    entry = calendar.publish(
        actor=None,
        kind=Kind.PANEL,
        title="Panel",
        path="/panels/sittings/x",
        starts_at=clock.at(day, starts),
        ends_at=clock.at(day, ends),
        audience={"role:staff"},
        duties=[Duty(member.person, "Panel – member", AttendeeState.ACCEPTED, "/panels/offers/x")],
    )
    session.commit()
    return entry


def stand(area_id: int | None, ignoring: int | None = None) -> dict[str, str]:
    with clock.frozen(TODAY):
        found = queries.standings(
            starts_at=STARTS, ends_at=ENDS, area_id=area_id, ignoring=ignoring
        )
    return {each.member.person.name: each.standing.words("chair") for each in found}


def test_everybody_appointed_is_asked_about_by_name(app: Flask) -> None:
    area, other = AreaFactory(name="Northmere"), AreaFactory(name="Castlebeck")
    ready(area, "Priya Nair", may_chair=True)
    ready(area, "Ruth Adeyemi")
    ready(other, "Cara Far", may_chair=True)
    ready(area, "Imran Qureshi", may_chair=True).away = [
        Away(starts_on=date(2026, 3, 9), ends_on=date(2026, 3, 13))
    ]
    dev = ready(area, "Dev Patel", may_chair=True)
    dev.checks.append(
        CheckRecord(kind=CheckKind.DBS, issued_on=date(2025, 3, 8), recheck_on=date(2026, 3, 8))
    )
    ready(area, "Beth Calloway", is_learner=True)
    ready(area, "Marcus Reid", may_chair=True).person.is_staff = True
    ready(area, "Pat Pause", status=Status.PAUSED)
    ready(area, "Gone Girl", status=Status.LEFT)
    ready(area, "New Hope", status=Status.APPLICANT)
    promise(ready(area, "Busy Lizzie", may_chair=True), time(18), time(19))
    session.commit()
    assert stand(area.id) == {
        "Beth Calloway": "Can’t chair: still learning",
        "Busy Lizzie": "Can’t sit: on another duty",
        "Cara Far": "Can sit, outside their areas",
        "Dev Patel": "Can’t sit: DBS lapses",
        "Imran Qureshi": "Can’t sit: away",
        "Marcus Reid": "Can’t sit: works for the service",
        "Pat Pause": "Can’t sit: taking a break",
        "Priya Nair": "Can sit",
        "Ruth Adeyemi": "Can’t chair: not approved",
    }
    assert stand(None)["Cara Far"] == "Can sit"


def test_load_and_last_sat_come_from_the_calendar(app: Flask) -> None:
    area = AreaFactory()
    priya = ready(area, "Priya Nair", max_month=1)
    promise(priya, time(10), time(11), date(2026, 3, 30))
    promise(priya, time(10), time(11), date(2026, 2, 3))
    with clock.frozen(TODAY):
        [found] = queries.standings(starts_at=STARTS, ends_at=ENDS, area_id=area.id)
    assert (found.load, found.last_sat) == (1, clock.at(date(2026, 2, 3), time(10)))
    assert found.standing.words() == "Can sit, over their most"


def test_the_month_of_a_load_is_london_s(app: Flask) -> None:
    area = AreaFactory()
    priya = ready(area, "Priya Nair")
    promise(priya, time(0), time(1), date(2026, 6, 1))  # 11pm on 31 May in UTC
    promise(priya, time(22), time(23), date(2026, 6, 30))
    wanted = [asked(90, date(2026, 6, 9), area), asked(91, date(2026, 5, 12), area)]
    wanted.append(asked(92, date(2026, 7, 7), area))
    found = queries.standings_at(wanted)
    assert [found[key][0].load for key in (90, 91, 92)] == [2, 0, 0]


def test_their_own_sitting_makes_nobody_busy_nor_counts(app: Flask) -> None:
    area = AreaFactory()
    entry = promise(ready(area, "Priya Nair", may_chair=True, max_month=1), time(17), time(19))
    assert stand(area.id) == {"Priya Nair": "Can’t sit: on another duty"}
    assert stand(area.id, ignoring=entry.id) == {"Priya Nair": "Can sit"}


def test_a_pattern_is_of_the_whole_week_and_dated(app: Flask) -> None:
    area = AreaFactory()
    ready(area, "Ann Lee").availability = []
    ready(area, "Bo Ash").availability = [Availability(weekday=2, part=PartOfDay.EVENING)]
    ready(area, "Cy Oak")
    session.commit()
    with clock.frozen(TODAY):
        found = queries.standings(starts_at=STARTS, ends_at=ENDS, area_id=area.id)
    texts = {
        each.member.person.name: reason.text
        for each in found
        for reason in each.standing.reasons
        if reason.about == "availability"
    }
    assert texts == {
        "Ann Lee": "Has not said which days usually suit",
        "Bo Ash": "Usually not free on Tuesday evenings",
        "Cy Oak": "Usually free on Tuesday evenings, said on 2 March",
    }


def asked(
    key: int, day: date, area: Area, hour: int = 18, venue_id: int | None = None
) -> queries.Asked:
    starts_at, ends_at = clock.at(day, time(hour)), clock.at(day, time(hour + 1))
    return queries.Asked(key, starts_at, ends_at, area.id, venue_id)


def test_many_sittings_are_weighed_as_each_would_be_alone(app: Flask) -> None:
    area, other = AreaFactory(name="Northmere"), AreaFactory(name="Castlebeck")
    ready(area, "Ann Lee", may_chair=True).away = [
        Away(starts_on=date(2026, 3, 17), ends_on=date(2026, 3, 17), repeats=Repeat.WEEKLY)
    ]
    ready(other, "Bo Ash", may_chair=True, max_month=1)
    promise(ready(area, "Cy Oak"), time(17, 30), time(18, 30))
    session.commit()
    sittings = [
        asked(91, TUESDAY, area),
        asked(92, date(2026, 3, 24), area),
        asked(93, date(2026, 4, 7), other, 9),
    ]
    with clock.frozen(TODAY):
        together = queries.standings_at(sittings)
        for each in sittings:
            alone = queries.standings(
                starts_at=each.starts_at, ends_at=each.ends_at, area_id=each.area_id
            )
            assert [(one.person_id, one.standing) for one in together[each.key]] == [
                (one.person_id, one.standing) for one in alone
            ]
    assert [one.standing.words() for one in together[91]] == [
        "Can sit",
        "Can sit, outside their areas",
        "Can’t sit: on another duty",
    ]
    assert together[92][0].standing.words() == "Can’t sit: away"


def test_what_bars_at_little_cost_is_what_bars_in_words(app: Flask) -> None:
    area = AreaFactory()
    ready(area, "Ann Lee", may_chair=True)
    ready(area, "Bo Ash", is_learner=True)
    ready(area, "Cy Oak", status=Status.TRAINING)
    ready(area, "Di Elm").checks = []
    ready(area, "Ed Fir", may_chair=True, willing_chair=False).person.is_staff = True
    promise(ready(area, "Flo Gum"), time(18), time(19))
    session.commit()
    found = queries.standings_at([asked(91, TUESDAY, area), asked(92, date(2026, 3, 11), area)])
    for each in [*found[91], *found[92]]:
        for seat in ("chair", "member", "observer"):
            assert each.can(seat) == each.standing.can(seat)
    assert [each.available for each in found[91]] == [True] * 6
    assert [each.available for each in found[92]] == [False] * 6


@pytest.mark.parametrize(("names", "sittings"), [("A", 1), ("A", 3), ("ABC", 1), ("ABC", 3)])
def test_standings_take_the_same_statements_for_any_number(
    app: Flask, names: str, sittings: int
) -> None:
    area = AreaFactory()
    for name in names:
        promise(ready(area, name), time(18), time(19))
    wanted = [asked(90 + n, TUESDAY + timedelta(weeks=n), area) for n in range(sittings)]
    queries.standings_at(wanted)  # reads the settings, once for all
    session.expire_all()
    with count_statements() as sent:
        for found in queries.standings_at(wanted).values():
            for each in found:
                assert each.standing.words()
                assert each.load >= 0
    assert len(sent) == 10


def test_a_duty_in_another_venue_takes_the_way_there_too(app: Flask) -> None:
    area = AreaFactory()
    member = ready(area, "Ann Lee")
    near = VenueFactory(name="Library", grid_e=450_000, grid_n=520_000)
    hub = VenueFactory(name="Saltmarsh Hub", grid_e=450_000, grid_n=530_000)
    unknown = VenueFactory(name="Town hall")
    calendar.publish(
        actor=None,
        kind=Kind.TRAINING,
        title="Training",
        path="/training/x",
        starts_at=clock.at(TUESDAY, time(16)),
        ends_at=clock.at(TUESDAY, time(17, 45)),
        room=RoomFactory(venue=near),
        audience={"role:staff"},
        duties=[Duty(member.person, "Training", AttendeeState.ACCEPTED, "/training/x")],
    )
    session.commit()

    def words(venue: Venue | None) -> list[str]:
        venue_id = venue.id if venue else None
        [found] = queries.standings_at([asked(91, TUESDAY, area, venue_id=venue_id)])[91]
        return [each.text for each in found.standing.bars("member")]

    told = "Could not come in time from Training, 4pm to 5:45pm, Library"
    assert words(near) == []
    assert words(hub) == [f"{told}, 20 minutes away"]
    assert words(unknown) == words(None) == [f"{told}, 30 minutes away"]


def test_a_plan_that_is_made_anew_keeps_nobody_from_anything(app: Flask) -> None:
    area = AreaFactory()
    member = ready(area, "Ann Lee", max_month=1)
    entry = promise(member, time(18), time(19))
    entry.attendees[0].state = AttendeeState.PENCILLED
    session.commit()
    wanted = [asked(90, TUESDAY, area)]
    [kept] = queries.standings_at(wanted)[90]
    [freed] = queries.standings_at(wanted, freed={(entry.id, member.person_id)})[90]
    assert (kept.can("member"), kept.load) == (False, 1)
    assert (freed.can("member"), freed.load) == (True, 0)
    entry.attendees[0].state = AttendeeState.ACCEPTED
    session.commit()
    [promised] = queries.standings_at(wanted, freed={(entry.id, member.person_id)})[90]
    assert not promised.can("member")


def test_the_answer_to_a_round_that_was_sent_last_counts(app: Flask) -> None:
    area = AreaFactory()
    yes, no, unsent = ready(area, "Ann Lee"), ready(area, "Bo Ash"), ready(area, "Cy Oak")
    slots = []
    for _number in range(2):
        slot = RoundSlot(on_day=TUESDAY, part=PartOfDay.EVENING)
        asking = AvailabilityRound(first_on=TUESDAY, last_on=TUESDAY, closes_at=TODAY, slots=[slot])
        session.add(asking)
        session.flush()
        slots.append(slot)
    sent = TODAY - timedelta(days=9)
    session.add_all(
        [
            RoundReply(round_id=slots[0].round_id, member_id=yes.id, sent_at=sent),
            RoundReply(
                round_id=slots[1].round_id, member_id=yes.id, sent_at=sent + timedelta(days=1)
            ),
            RoundAnswer(slot_id=slots[1].id, member_id=yes.id),
            RoundReply(round_id=slots[0].round_id, member_id=no.id, sent_at=sent),
            RoundReply(round_id=slots[0].round_id, member_id=unsent.id),
        ]
    )
    session.commit()
    found = queries.standings_at([asked(91, TUESDAY, area)])[91]
    assert [each.standing.words() for each in found] == [
        "Can sit",
        "Can’t sit: said they can’t do that date",
        "Can sit",
    ]
    assert [
        [
            reason.about
            for reason in each.standing.reasons
            if reason.about in {"round", "availability"}
        ]
        for each in found
    ] == [["round"], ["round"], ["availability"]]


@pytest.mark.parametrize("days", [0, 90, 91])
def test_the_register_and_the_rules_agree_on_due_soon(app: Flask, days: int) -> None:
    member = ready(AreaFactory(), "Ann Lee")
    member.checks[0].recheck_on = clock.today() + timedelta(days)
    session.commit()
    state = queries.Search(check="due" if days <= 90 else "in_date")
    [line] = queries.register(state).items
    assert line.check[1] == ("due" if days <= 90 else "ok")
