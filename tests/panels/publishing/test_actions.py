"""Publishing: one letter for each, a yes in a round seats, and twice is harmless."""

from datetime import date, time

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.calendar.models import EntryStatus
from portal.database import changing, session
from portal.panels import rules
from portal.panels.actions import offers, publishing
from portal.panels.models import (
    Offer,
    OfferState,
    OrderConflict,
    SeatKind,
    SittingState,
)
from portal.panels.queries.publishing import programme
from portal.panels.queries.sittings import readiness
from tests.panels import scenes

CHAIR, MEMBER, OBSERVER = SeatKind.CHAIR, SeatKind.MEMBER, SeatKind.OBSERVER
NEXT = date(2026, 3, 17)


def letters() -> list[tuple[str, str]]:
    """Return the letters that publishing posted."""
    return [each for each in scenes.mail() if each[1] == "rota_published"]


def test_each_gets_one_letter_however_many_sittings_and_a_yes_in_a_round_seats(
    app: Flask,
) -> None:
    jo, marcus = scenes.coordinator(), scenes.colleague("Marcus Reid", may_advise=True)
    casey = scenes.colleague("Casey Moran")
    graham, ann = scenes.chair(), scenes.volunteer("Ann Lee")
    scenes.answered_round(graham, days=(scenes.TENTH, NEXT))
    drafts = [
        scenes.draft(jo, scenes.order(jo, case_manager=casey), adviser=marcus, day=day)
        for day in (scenes.TENTH, NEXT)
    ]
    for sitting in drafts:
        scenes.pencilled(sitting, CHAIR, graham)
        scenes.pencilled(sitting, MEMBER, ann)
    for _ in range(2):
        scenes.published(*drafts)
        assert sorted(scenes.mail()) == [
            ("Ann Lee", "rota_published"),
            ("Casey Moran", "rota_published"),
            ("Graham Holt", "rota_published"),
            ("Marcus Reid", "rota_published"),
        ]
    for sitting in drafts:
        assert sitting.state is SittingState.PUBLISHED
        assert scenes.duties(sitting) == {
            "Graham Holt: Panel – chair": "accepted",
            "Ann Lee: Panel – panel member?": "offered",
            "Marcus Reid: Panel – adviser": "accepted",
        }
        assert sitting.entry.status is EntryStatus.CONFIRMED
        assert not sitting.entry.title.startswith("Draft")
        assert "role:staff" in {row.key for row in sitting.entry.audience}
        seated = scenes.seat(sitting, CHAIR)
        assert (seated.person, seated.pencilled) == (graham.person, None)
        assert [offer.state for offer in seated.offers] == [OfferState.ACCEPTED]
        asked = scenes.seat(sitting, MEMBER)
        assert (asked.person, asked.pencilled) == (None, None)
        assert [offer.state for offer in asked.offers] == [OfferState.SENT]
        assert asked.offers[0].expires_at is not None
        assert readiness(sitting).words == "Not quorate: needs a community member"
    offer = scenes.seat(drafts[0], MEMBER).offers[0]
    with changing():
        offers.accept_offer(offer=offer, actor=ann.person)
    assert readiness(drafts[0]).words == "Quorate"
    with changing():  # who was seated by their yes can leave like anybody
        offers.leave_seat(offer=scenes.seat(drafts[0], CHAIR).offers[0], actor=graham.person)
    assert scenes.seat(drafts[0], CHAIR).person is None


def test_plans_of_a_published_sitting_are_published_and_who_is_on_it_is_not_told_again(
    app: Flask,
) -> None:
    jo, marcus = scenes.coordinator(), scenes.colleague("Marcus Reid", may_advise=True)
    sitting = scenes.arranged(jo, adviser=marcus)
    graham, ann, ruth = scenes.chair(), scenes.volunteer("Ann Lee"), scenes.volunteer("Ruth")
    scenes.accepted(sitting, CHAIR, graham)
    other = scenes.offered(sitting, MEMBER, ruth)
    scenes.answered_round(ann)
    scenes.pencilled(sitting, MEMBER, ann)
    told = len(scenes.mail())
    scenes.published(sitting)
    assert scenes.mail()[told:] == [("Ruth", "offer_taken"), ("Ann Lee", "rota_published")]
    assert other.state is OfferState.WITHDRAWN
    assert scenes.seat(sitting, MEMBER).person is ann.person
    assert readiness(sitting).quorum.holds
    assert "sitting_published" not in scenes.tags()
    assert scenes.published(sitting).items == ()


def test_who_can_no_longer_sit_stays_planned_and_hears_nothing(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    order = scenes.order(jo)
    sitting = scenes.draft(jo, order)
    scenes.answered_round(ann)
    scenes.pencilled(sitting, MEMBER, ann)
    session.add(OrderConflict(order_id=order.id, person_id=ann.person_id))
    session.commit()
    done = scenes.published(sitting)
    plan = done.items[0].having(rules.Fate.BARRED)[0]
    assert plan.verdict.why == "Said they should not sit on this one"
    assert letters() == [("Casey Moran", "rota_published")]
    assert scenes.seat(sitting, MEMBER).pencilled is ann.person
    assert scenes.seat(sitting, MEMBER).offers == []


def test_what_was_set_aside_with_a_reason_goes_along_with_the_offer(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    sitting = scenes.draft(jo)
    seat = scenes.seat(sitting, CHAIR)
    seat.pencilled, seat.override_reason = ann.person, "Approved yesterday, not entered yet"
    session.commit()
    scenes.published(sitting)
    (offer,) = session.scalars(select(Offer)).all()
    assert (offer.state, offer.override_reason) == (
        OfferState.SENT,
        "Approved yesterday, not entered yet",
    )


def test_something_else_than_was_previewed_is_not_published(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    sitting = scenes.draft(jo)
    seen = programme([sitting]).fingerprint
    scenes.pencilled(sitting, MEMBER, ann)
    with pytest.raises(rules.Stale, match="Something was changed since you looked"), changing():
        publishing.publish_sittings(sittings_to_publish=[sitting], seen=seen, actor=jo)
    assert sitting.state is SittingState.DRAFT
    assert letters() == []


def test_a_sitting_that_has_begun_or_was_dropped_is_not_published(app: Flask) -> None:
    jo = scenes.coordinator()
    sitting = scenes.draft(jo)
    with clock.frozen(sitting.entry.starts_at):
        assert scenes.published(sitting).items == ()
    assert sitting.state is SittingState.DRAFT


def test_a_promise_to_confirm_is_kept_once_nothing_of_its_days_is_a_plan(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    asking = scenes.answered_round(ann, days=(scenes.TENTH, NEXT), confirm_by=date(2026, 3, 4))
    drafts = [scenes.draft(jo, day=day) for day in (scenes.TENTH, NEXT)]
    scenes.pencilled(drafts[0], MEMBER, ann)
    scenes.published(drafts[0])
    assert asking.confirmed_at is None
    with clock.frozen(clock.at(date(2026, 3, 4), time(16))):
        scenes.published(drafts[1])
    assert asking.confirmed_at == clock.at(date(2026, 3, 4), time(16))


def test_a_learner_who_observes_is_seated_too_and_counts_for_nothing(app: Flask) -> None:
    jo, beth = scenes.coordinator(), scenes.volunteer("Beth", is_learner=True)
    sitting = scenes.draft(jo)
    scenes.answered_round(beth)
    scenes.pencilled(sitting, OBSERVER, beth)
    scenes.published(sitting)
    assert scenes.seat(sitting, OBSERVER).person is beth.person
    assert readiness(sitting).quorum.community == 0
