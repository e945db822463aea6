"""Two people at once, fifty times, through a running server; and what the rows say afterwards."""

from collections import Counter
from datetime import time
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from portal.database import session
from portal.panels.models import OfferState, Sitting
from tests.journeys.paper import papers
from tests.live import Answer, Live
from tests.races.cast import ATTEMPTS, QUARTERS_OF_A_SITTING, Cast, at_once

pytestmark = [pytest.mark.race, pytest.mark.timeout(300)]


def test_two_volunteers_accepting_the_last_seat_at_once_get_one_seat(live: Live) -> None:
    cast = Cast(live)
    first, second = cast.volunteer(), cast.volunteer()
    offers = cast.offers(cast.sittings(ATTEMPTS), first, second)
    for mine, yours in offers:
        answers = at_once(lambda: first.accept(mine), lambda: second.accept(yours))  # noqa: B023 -- done at once
        assert [answer.status for answer in answers] == [303, 303]
        headings = sorted([first.heading(mine), second.heading(yours)])
        assert headings == ["Just taken", "You are on the panel"]
    assert cast.states() == Counter({OfferState.ACCEPTED: ATTEMPTS, OfferState.WITHDRAWN: ATTEMPTS})
    assert cast.seated(first) + cast.seated(second) == ATTEMPTS
    assert cast.promised(first) + cast.promised(second) == ATTEMPTS
    assert cast.quarters(first) + cast.quarters(second) == ATTEMPTS * QUARTERS_OF_A_SITTING


def test_one_volunteer_accepting_two_overlapping_panels_at_once_gets_one(live: Live) -> None:
    cast = Cast(live)
    one = cast.volunteer()
    early = cast.offers(cast.sittings(ATTEMPTS), one)
    late = cast.offers(cast.sittings(ATTEMPTS, at=time(18)), one)
    for [first], [second] in zip(early, late, strict=True):
        at_once(lambda: one.accept(first), lambda: one.accept(second))  # noqa: B023 -- done at once
        headings = Counter(one.heading(uuid).split(" ")[0] for uuid in (first, second))
        assert headings == Counter({"You": 1, "Can": 1}), headings
    assert cast.states() == Counter({OfferState.ACCEPTED: ATTEMPTS, OfferState.SENT: ATTEMPTS})
    assert cast.seated(one) == cast.promised(one) == ATTEMPTS
    assert cast.quarters(one) == ATTEMPTS * QUARTERS_OF_A_SITTING


def test_of_two_coordinators_editing_one_sitting_the_second_sees_both_versions(live: Live) -> None:
    cast = Cast(live)
    them = [cast.coordinator(), cast.coordinator()]
    times = ("6:15pm", "7:45pm")
    for sitting in cast.sittings(ATTEMPTS):
        path = f"/panels/sittings/{sitting.entry.uuid}/change"
        forms = [_form(visitor.get(path), path) for visitor in them]
        answers = at_once(
            *(
                partial(visitor.post, path, **{**form, "time": when})
                for visitor, form, when in zip(them, forms, times, strict=True)
            )
        )
        assert sorted(answer.status for answer in answers) == [303, 409]
        late = next(at for at, answer in enumerate(answers) if answer.status == 409)
        page = answers[late].page
        assert times[late] in str(page.select_one("input[name=time]"))
        assert times[1 - late] in page.words
    versions = session.scalars(select(Sitting.version).where(Sitting.id.in_(cast.made))).all()
    session.rollback()
    assert len(versions) == ATTEMPTS
    assert len(set(versions)) == 1


def _form(answer: Answer, path: str) -> dict[str, Any]:
    form = next(paper for paper in papers(answer.page, path) if paper.action == path)
    return form.filled()
