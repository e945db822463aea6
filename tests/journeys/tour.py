"""Every page of the portal, each with a sample of what its address names, as its richest role.

The list is read off the application, so a new page is on it by itself; a page whose address names
something needs a sample in `samples.SAMPLES`, and the tour fails until it has one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from flask import Flask, url_for
from werkzeug.routing import Rule

from portal.access.rules import HELD_BY, Permission, Role
from portal.database import changing
from tests.journeys.samples import SAMPLES

RICHEST: Final = (
    Role.COORDINATOR,
    Role.ADMINISTRATOR,
    Role.VOLUNTEER,
    Role.STAFF,
    Role.MANAGER,
    Role.PARTNER,
)
"""Who sees most of a page comes first."""

BY_ROLE: Final[dict[str, tuple[Role, ...]]] = {
    "home.index": tuple(Role),
    "members.agreement_text": (Role.COORDINATOR, Role.VOLUNTEER),
    "members.claim_cost": (Role.VOLUNTEER,),
    "members.claim_miles": (Role.VOLUNTEER,),
    "members.held": (Role.VOLUNTEER,),
    "members.me": (Role.VOLUNTEER,),
    "members.my_agreement": (Role.VOLUNTEER,),
    "members.my_agreements": (Role.VOLUNTEER,),
    "members.my_claim": (Role.VOLUNTEER,),
    "members.my_details": (Role.VOLUNTEER,),
    "members.my_expenses": (Role.VOLUNTEER,),
    "members.my_photo": (Role.VOLUNTEER,),
    "members.my_practice": (Role.VOLUNTEER,),
    "members.my_receipt": (Role.VOLUNTEER,),
    "members.my_round": (Role.VOLUNTEER,),
    "members.my_supervision": (Role.VOLUNTEER,),
    "members.my_supervisions": (Role.VOLUNTEER,),
    "members.seen": (Role.VOLUNTEER,),
    "noticeboard.handbook_page": (Role.COORDINATOR, Role.VOLUNTEER),
    "noticeboard.index": (Role.COORDINATOR, Role.VOLUNTEER, Role.PARTNER),
    "noticeboard.notice": (Role.COORDINATOR, Role.VOLUNTEER),
    "panels.duties": (Role.VOLUNTEER, Role.STAFF),
    "panels.leave": (Role.VOLUNTEER,),
    "panels.my_orders": (Role.STAFF,),
    "panels.offer": (Role.VOLUNTEER,),
    "panels.rota": (Role.COORDINATOR, Role.VOLUNTEER),
    "panels.sitting": (Role.COORDINATOR, Role.VOLUNTEER),
    "reparation.cancel_session": (Role.COORDINATOR, Role.PARTNER),
    "reparation.paper": (Role.COORDINATOR, Role.PARTNER),
    "reparation.send_paper": (Role.COORDINATOR, Role.PARTNER),
    "reparation.session": (Role.COORDINATOR, Role.PARTNER),
    "training.mine": (Role.VOLUNTEER, Role.STAFF, Role.PARTNER),
}
"""Pages that are another page for each role, or are somebody's own."""

SIGNED_OUT: Final = frozenset({"security"})
FOR_SIGNED_OUT: Final = frozenset(
    {
        "accounts.invitation",
        "accounts.invitation_sent",
        "recruitment.about_you",
        "recruitment.about_you_kept",
        "members.answer_survey",
        "members.survey_answered",
        "recruitment.applied",
        "recruitment.apply",
        "recruitment.ask_link",
        "recruitment.begun",
        "recruitment.link_sent",
        "recruitment.mine",
        "recruitment.my_referee",
        "recruitment.my_referees",
        "recruitment.withdraw_mine",
        "recruitment.withdrawn",
        "recruitment.reference",
        "reparation.feedback_given",
        "reparation.give_feedback",
        "reparation.suggest",
        "reparation.suggested",
        "training.guest",
        "training.guest_asked",
        "training.invited",
    }
)
"""Blueprints and pages for whoever is not signed in."""

NOT_PAGES: Final = {
    "static": "files",
    "site.healthz": "for a load balancer",
    "site.readyz": "for a load balancer",
}


FILES: Final = frozenset(
    {
        "calendar.entry_file",
        "calendar.venue_photo",
        "feeds.feed",
        "members.batch_csv",
        "members.batch_xlsx",
        "members.foreseen_problems",
        "members.my_receipt",
        "members.my_photo",
        "members.photo",
        "members.problems",
        "members.receipt",
        "members.template",
        "noticeboard.board_file",
        "reparation.outcomes_csv",
        "reparation.photo",
        "reparation.projects_foreseen_problems",
        "reparation.projects_problems",
        "reparation.projects_template",
        "reparation.paper_file",
        "reparation.sessions_csv",
        "training.award_file",
        "training.certificate_file",
        "training.foreseen_problems",
        "training.material",
        "training.matrix_csv",
        "training.matrix_xlsx",
        "training.problems",
        "training.results_file",
        "training.template",
        "panels.orders_foreseen_problems",
        "panels.orders_given",
        "panels.orders_problems",
        "panels.orders_template",
        "panels.panels_foreseen_problems",
        "panels.panels_problems",
        "panels.panels_template",
    }
)
"""What a browser saves rather than shows."""


@dataclass(frozen=True)
class Visit:
    """A page, and who looks at it; nobody for a page of whoever is signed out."""

    endpoint: str
    path: str
    role: Role | None

    def __str__(self) -> str:
        return f"{self.path} ({self.endpoint}, {self.role or 'signed out'})"


@cache
def visits(app: Flask) -> tuple[Visit, ...]:
    """Return every page once, with its sample; inside an application context, once for each."""
    with app.test_request_context():
        return tuple(visit for rule in pages(app) for visit in _visits_of(app, rule))


def pages(app: Flask) -> list[Rule]:
    """Return the addresses of pages that can be got, in a stable order."""
    ordered = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))
    return [
        rule for rule in ordered if "GET" in (rule.methods or ()) and rule.endpoint not in NOT_PAGES
    ]


def unsampled(app: Flask) -> list[str]:
    """Return the pages whose address names something of which the tour has no sample."""
    return [
        f"{rule.endpoint} {rule.rule}"
        for rule in pages(app)
        if rule.arguments - set(rule.defaults or ()) and rule.endpoint not in SAMPLES
    ]


def _visits_of(app: Flask, rule: Rule) -> Iterator[Visit]:
    with changing():
        values = SAMPLES[rule.endpoint]() if rule.arguments else {}
    for role in _roles(app, rule.endpoint):
        yield Visit(rule.endpoint, url_for(rule.endpoint, **values), role)


def _roles(app: Flask, endpoint: str) -> tuple[Role | None, ...]:
    permissions: frozenset[Permission] | None = getattr(
        app.view_functions[endpoint], "permissions", frozenset()
    )
    if permissions is None:
        blueprint = endpoint.split(".", maxsplit=1)[0]
        signed_out = blueprint in SIGNED_OUT or endpoint in FOR_SIGNED_OUT
        return (None,) if signed_out else (RICHEST[0],)
    holders = tuple(role for role in RICHEST if HELD_BY[role] & permissions)
    return BY_ROLE.get(endpoint, holders[:1])
