"""What waits for a coordinator besides panels: training, reparation, the handbook, mail."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from portal import clock
from portal.home import rules
from portal.home.queries.limits import DAYS_AHEAD, MOST
from portal.home.rules import Need
from portal.noticeboard.queries import handbook
from portal.noticeboard.rules.audience import is_ours
from portal.notifications import queries as notifications
from portal.panels.permissions import Areas
from portal.reparation.queries import handover, papers, projects, suggestions
from portal.training.queries import planned, registers


def waiting(areas: Areas) -> list[Need]:
    """Return what training, reparation, the handbook and the outbox ask for."""
    return [
        *_left(areas),
        *_too_few(),
        *_unmarked(),
        *_sent_in(areas),
        *_to_review(areas),
        *_undelivered(),
    ]


def _left(areas: Areas) -> list[Need]:
    """The people whose account is closed and whose cases nobody looks after: at once."""
    found = handover.left(areas, MOST)
    return [Need(rules.Kind.HANDOVER, clock.today(), each) for each in found]


def _too_few() -> list[Need]:
    """The sessions of which it is to be decided whether they go ahead, by when booking closes."""
    return [
        Need(
            rules.Kind.TOO_FEW,
            clock.london(each.held.closes_at).date(),
            each,
            at=each.held.closes_at,
        )
        for each in planned.undecided()[:MOST]
    ]


def _unmarked() -> list[Need]:
    found = registers.to_mark()
    days = (clock.add_working_days(planned.last_day(each), 1) for each in found)
    return [Need(rules.Kind.REGISTER, on, each) for each, on in zip(found, days, strict=True)]


def _sent_in(areas: Areas) -> Iterator[Need]:
    """The documents, projects and suggestions that came in, each within so many working days."""
    for kind, found, days in (
        (rules.Kind.PAPER, papers.first_waiting(areas, MOST), 2),
        (rules.Kind.PROJECT, projects.first_to_read(areas, MOST), 5),
        (rules.Kind.SUGGESTION, suggestions.first_waiting(areas, MOST), 10),
    ):
        for each in found:
            sent = clock.london(each.updated_at).date()
            yield Need(kind, clock.add_working_days(sent, days), each)


def _to_review(areas: Areas) -> list[Need]:
    """The pages of the handbook that are to be looked at within the days of a first page."""
    found = handbook.to_review(clock.today() + timedelta(days=DAYS_AHEAD))
    ours = [each for each in found if is_ours(each.keys, areas)]
    return [Need(rules.Kind.REVIEW, each.review_on, each) for each in ours[:MOST]]


def _undelivered() -> list[Need]:
    """One row for all mail that a person must see to: it is one place and one task."""
    to_mend = notifications.mail_to_mend(MOST)
    if not to_mend:
        return []
    states = Counter(mail.state for mail in to_mend)
    return [Need(rules.Kind.MAIL, clock.today(), to_mend[0], states)]
