"""What partners are to be reminded of, and what their letters and the coordinators' say of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from portal import clock
from portal.database import session
from portal.reparation.models import (
    PAPER_REMINDER_DAYS,
    Partner,
    PartnerReminder,
    PartnerState,
)
from portal.reparation.queries.partners import held, sent_titles
from portal.reparation.rules import partners as papers
from portal.reparation.rules import reminders as rules
from portal.settings.queries import value
from portal.settings.rules import days_ahead
from portal.training.rules import LATE


@dataclass(frozen=True)
class Lapsing:
    """What a letter says of one partner: what runs out, and when."""

    partner: Partner
    title: str
    until: date

    @property
    def lapsed(self) -> bool:
        """Return whether that day is over."""
        return self.until < clock.today()


def due_reminders() -> list[rules.Due]:
    """Return the reminders that are due today and were not sent. A fixed number of statements."""
    today = clock.today()
    return rules.due(
        _endings(select(Partner).where(Partner.state != PartnerState.ENDED)),
        _known(today),
        today=today,
        steps=days_ahead(value(PAPER_REMINDER_DAYS)),
    )


def to_tell_of(on: date) -> list[Lapsing]:
    """Return what the letters of a day are about, as it stands now: the soonest first.

    What was renewed or sent in since is not in it any more.
    """
    rows = session.scalars(
        select(PartnerReminder)
        .where(PartnerReminder.sent_on == on)
        .options(selectinload(PartnerReminder.partner).selectinload(Partner.areas))
        .order_by(PartnerReminder.until, PartnerReminder.partner_id, PartnerReminder.title)
    ).all()
    ids = {row.partner_id for row in rows}
    still = set(_endings(select(Partner).where(Partner.id.in_(ids))))
    return [
        Lapsing(row.partner, row.title, row.until)
        for row in rows
        if rules.Ending(row.partner_id, row.title, row.until) in still
    ]


def _endings(partners: Select[Partner]) -> Sequence[rules.Ending]:
    """Return what of partners ends on a day, without what a newer paper was sent in for."""
    found = session.scalars(partners).all()
    ids = [partner.id for partner in found]
    waiting, accepted = sent_titles(ids), held(ids)
    ends = [
        rules.Ending(number, paper.title, paper.until)
        for number in ids
        for paper in papers.newest(accepted[number]).values()
        if paper.until is not None and (number, paper.title) not in waiting
    ]
    reviews = ((partner.id, partner.agreement_review_on) for partner in found)
    return ends + [rules.Ending(number, rules.REVIEW, day) for number, day in reviews if day]


def _known(today: date) -> dict[tuple[int, str], list[tuple[date, int]]]:
    """Return which reminders were sent; of days long past nobody is reminded again."""
    known: defaultdict[tuple[int, str], list[tuple[date, int]]] = defaultdict(list)
    rows = session.scalars(
        select(PartnerReminder).where(PartnerReminder.until >= today - timedelta(days=LATE))
    )
    for row in rows:
        known[row.partner_id, row.title].append((row.until, row.step))
    return known
