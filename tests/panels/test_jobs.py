"""What the clock does: offers lapse, sittings that could sit are over."""

from datetime import date, time

from flask import Flask

from portal import clock
from portal.panels import jobs
from portal.panels.models import OfferState, PanelState, SeatKind, SittingState
from tests.panels import scenes


def test_offers_lapse_once_their_time_has_run_out(app: Flask) -> None:
    jo, ann, ruth = scenes.coordinator(), scenes.volunteer("Ann Lee"), scenes.volunteer("Ruth")
    sitting = scenes.arranged(jo, day=date(2026, 3, 17))
    first = scenes.offered(sitting, SeatKind.MEMBER, ann)
    with clock.frozen(clock.at(date(2026, 3, 4), time(10))):
        second = scenes.offered(sitting, SeatKind.OBSERVER, ruth)
    assert jobs.lapse_offers() == {"lapsed": 0, "calls": 0}
    with clock.frozen(clock.at(date(2026, 3, 5), time(10))):
        assert jobs.lapse_offers() == {"lapsed": 1, "calls": 0}
        assert jobs.lapse_offers() == {"lapsed": 0, "calls": 0}
    assert (first.state, second.state) == (OfferState.LAPSED, OfferState.SENT)
    assert scenes.mail()[-1] == ("Jo Hartley", "offer_lapsed")


def test_a_sitting_that_could_sit_is_held_when_its_time_is_over(app: Flask) -> None:
    jo, marcus = scenes.coordinator(), scenes.colleague("Marcus Reid", may_advise=True)
    sitting, short = scenes.arranged(jo, adviser=marcus), scenes.arranged(jo, at=time(14))
    scenes.accepted(sitting, SeatKind.CHAIR, scenes.chair())
    scenes.accepted(sitting, SeatKind.MEMBER, scenes.volunteer("Ann Lee"))
    assert jobs.close_ended() == {"held": 0, "missed": 0, "unused": 0}
    with clock.frozen(clock.at(scenes.TENTH, time(18, 30))):
        assert jobs.close_ended() == {"held": 1, "missed": 1, "unused": 0}
        assert jobs.close_ended() == {"held": 0, "missed": 1, "unused": 0}
    assert (sitting.state, sitting.panels[0].state) == (SittingState.HELD, PanelState.HELD)
    assert short.state is SittingState.PUBLISHED
    told = [who for who in scenes.mail() if who[1] == "sitting_missed"]
    assert told == [("Jo Hartley", "sitting_missed")]
