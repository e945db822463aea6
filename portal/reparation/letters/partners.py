"""Letters about partners: papers sent in, accepted and refused, and what coordinators tell them."""

from typing import Any

from portal.notifications.actions import Content, letter
from portal.people.models import Person
from portal.reparation.models import PaperState, PartnerPaper
from portal.reparation.queries import papers, partners, people
from portal.reparation.rules import partners as rules
from portal.site.urls import absolute


@letter("reparation/email/paper_sent")
def paper_sent(*, to: Person, paper: int) -> Content | None:
    """Tell a coordinator that a paper waits; nothing once somebody has looked at it."""
    found = papers.paper_numbered(paper)
    if found is None or found.state is not PaperState.SENT:
        return None
    partner = found.partner.name
    values = {**_values(found, to), "partner": partner}
    return Content(f"{partner} sent in a document: {rules.inside(found.title)}", values)


@letter("reparation/email/paper_accepted")
def paper_accepted(*, to: Person, paper: int) -> Content | None:
    """Tell a partner's people that their paper counts, and until when."""
    found = papers.paper_numbered(paper)
    if found is None or not people.signs_in_for(to, found.partner_id):
        return None
    return Content(f"Your document counts: {rules.inside(found.title)}", _values(found, to))


@letter("reparation/email/paper_refused")
def paper_refused(*, to: Person, paper: int) -> Content | None:
    """Tell a partner's people why their paper could not be taken, and what to do."""
    found = papers.paper_numbered(paper)
    if found is None or not people.signs_in_for(to, found.partner_id):
        return None
    values = {**_values(found, to), "reason": found.refused_because}
    return Content(f"About your document: {rules.inside(found.title)}", values)


@letter("reparation/email/partner_message")
def partner_message(*, to: Person, message: int) -> Content | None:
    """Bring a partner's people what a coordinator tells them."""
    found = partners.message_numbered(message)
    if found is None or not people.signs_in_for(to, found.partner_id):
        return None
    sender = found.sent_by.display_name
    values = {
        "name": to.first_name,
        "sender": sender,
        "text": found.text,
        "link": absolute("reparation.mine"),
    }
    return Content(f"A message from {sender}", values)


def _values(found: PartnerPaper, to: Person) -> dict[str, Any]:
    return {
        "name": to.first_name,
        "title": found.title,
        "inside": rules.inside(found.title),
        "until": found.until,
        "link": absolute("reparation.paper", paper_uuid=found.uuid),
    }
