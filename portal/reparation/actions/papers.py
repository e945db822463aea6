"""Papers of partners: sent in, accepted or refused. A newer one never overwrites an older."""

from dataclasses import dataclass
from datetime import date

from portal import clock
from portal.audit.actions import record
from portal.database import session
from portal.notifications.actions import post
from portal.notifications.actions.files import keep_file
from portal.people.models import Person
from portal.reparation.models import (
    PaperKind,
    PaperState,
    Partner,
    PartnerPaper,
    ReparationTag,
)
from portal.reparation.queries import papers as queries
from portal.reparation.queries import people
from portal.reparation.rules import partners as rules
from portal.site.files import Kept

PAPER = "partner_paper"
"""Whose files they are: of the partner whose paper it is."""


@dataclass(frozen=True)
class Sent:
    """A paper as a form brings it; without a file, it was only seen."""

    kind: PaperKind
    until: date | None
    note: str = ""
    file: Kept | None = None


def send_paper(*, partner: Partner, sent: Sent, form_key: str, actor: Person) -> PartnerPaper:
    """Keep a partner's paper until a coordinator has looked at it; the same form once.

    Raises `Refused` for one that has run out. The coordinators are told.
    """
    made = queries.paper_by_form(form_key)
    if made is not None:
        return made
    paper = _kept(partner, sent, form_key, actor)
    for person in people.coordinators(*(row.area_id for row in partner.areas)):
        post(
            to=person,
            template="reparation/email/paper_sent",
            key=f"paper_sent:{paper.id}:{person.id}",
            actor=actor,
            paper=paper.id,
        )
    return paper


def record_paper(*, partner: Partner, sent: Sent, form_key: str, actor: Person) -> PartnerPaper:
    """Keep a paper that a coordinator has seen: it counts at once. The same form once.

    Raises `Refused` for one that has run out.
    """
    made = queries.paper_by_form(form_key)
    if made is not None:
        return made
    paper = _kept(partner, sent, form_key, actor)
    _decide(paper, PaperState.ACCEPTED, actor)
    return paper


def accept_paper(*, paper: PartnerPaper, actor: Person) -> PaperState:
    """Let a paper count, and tell the partner's people; return how it stands.

    Twice is harmless, and what somebody else decided first stays.
    """
    paper = queries.lock_paper(paper.id)
    if paper.state is PaperState.SENT:
        _decide(paper, PaperState.ACCEPTED, actor)
        _tell(paper, "reparation/email/paper_accepted", actor)
    return paper.state


def refuse_paper(*, paper: PartnerPaper, reason: str, actor: Person) -> PaperState:
    """Refuse a paper, and tell the partner's people why; return how it stands, as above."""
    paper = queries.lock_paper(paper.id)
    if paper.state is PaperState.SENT:
        paper.refused_because = reason
        _decide(paper, PaperState.REFUSED, actor)
        _tell(paper, "reparation/email/paper_refused", actor)
    return paper.state


def _kept(partner: Partner, sent: Sent, form_key: str, actor: Person) -> PartnerPaper:
    rules.check_until(sent.until, clock.today())
    file = sent.file
    paper = PartnerPaper(
        partner=partner,
        kind=sent.kind,
        note=sent.note,
        until=sent.until,
        document=keep_file(owner_type=PAPER, owner_id=partner.id, file=file) if file else None,
        sent_by=actor,
        form_key=form_key,
    )
    session.add(paper)
    record(ReparationTag.PAPER_SENT, paper, actor=actor, kind=sent.kind.value, partner=partner.id)
    return paper


def _decide(paper: PartnerPaper, state: PaperState, actor: Person) -> None:
    paper.state, paper.decided_by, paper.decided_at = state, actor, clock.now()
    accepted = state is PaperState.ACCEPTED
    tag = ReparationTag.PAPER_ACCEPTED if accepted else ReparationTag.PAPER_REFUSED
    record(tag, paper, actor=actor, partner=paper.partner_id)


def _tell(paper: PartnerPaper, template: str, actor: Person) -> None:
    for person in people.readers_of(paper.partner_id):
        post(
            to=person,
            template=template,
            key=f"{template}:{paper.id}:{person.id}",
            actor=actor,
            paper=paper.id,
        )
