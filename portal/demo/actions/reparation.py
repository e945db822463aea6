"""Partners with their documents, projects, and the risk assessments of both."""

from datetime import date, timedelta
from typing import Final

from portal.calendar.models import Venue
from portal.database import session
from portal.demo.actions.rows import Rows, morning, note
from portal.demo.actions.training import ONE_PAGE
from portal.demo.rules.county import Share
from portal.demo.rules.partners import Partner
from portal.demo.rules.projects import Project as Told
from portal.notifications.actions.files import keep_file
from portal.reparation import models
from portal.reparation.models import (
    AssessmentState,
    ContactKind,
    Control,
    Demand,
    Group,
    Hazard,
    PaperKind,
    PaperState,
    Project,
    ProjectState,
    ProjectTheme,
    ReparationTag,
    RiskAssessment,
    Where,
    WorkKind,
)
from portal.site.files import PDF, Kept

PAPER: Final = "partner_paper"
JO, NASREEN = "Jo Hartley", "Nasreen Begum"
PARTNER_SINCE: Final = 400
LISTED_AGO: Final = 130
CONFIRMED_AGO: Final = 21
STALE: Final = frozenset({"Toy mending", "Winter coats"})
STALE_AGO: Final = 200
PAPER_SENT_AGO: Final = 3
ESCALATION: Final = "Helen Marsh"
REVIEWS: Final = (120, 210, 300, 18, 160)
"""Days after the story's Monday on which assessments are due for review, in turn."""
FRIDAY: Final = 4
REVIEW_PASSED: Final = {"Slipway steps": -9}
"""Where nothing can be booked until somebody has looked again."""
MISSED: Final = (
    *((4, "S", "Bicycles", 3), (9, "S", "Bicycles", 1), (6, "N", "Animals", 2)),
    *((12, "S", "Sport", 2), (20, "C", "Food", 1)),
)
"""Searches that found nothing: how many days ago, in which area, for what, how many."""
HAZARDS: Final = (
    ("Sharp tools and edges", "Children, adults", (4, 3, 2, 2), "Gloves; tools counted out and in"),
    ("Lifting and carrying", "Children", (3, 3, 2, 2), "Two to a load; nothing over 10 kg"),
    ("Cold, heat and rain", "Everybody", (3, 2, 2, 1), "Shelter near by; stop when it is too much"),
    ("Traffic on the way", "Children", (2, 5, 1, 5), "Meet at the gate; cross with an adult"),
)


def load_partners(rows: Rows, share: Share) -> None:
    """Put in the organisations, their sites, contacts and documents, and whoever signs in."""
    for each in share.reparation.partners:
        venue = _venue(rows, each)
        partner = models.Partner(
            uuid=rows.uuid(),
            name=each.name,
            about=each.about,
            address=each.address,
            state=models.PartnerState(each.state),
            agreed_on=rows.times.away(-PARTNER_SINCE),
            agreement_review_on=_day(rows, each.until["service_agreement"]),
            agreement_levels="An answer within two working days; a cancelled session told at once",
            areas=[models.PartnerArea(area=rows.areas[letter]) for letter in each.areas],
            contacts=_contacts(rows, each),
            created_at=morning(rows.times.away(-PARTNER_SINCE)),
        )
        if each.account:
            partner.people = [models.PartnerPerson(person=rows.people[each.account])]
        session.add_all((venue, partner))
        rows.partners[each.name] = partner
        rows.sites[each.name] = venue
    session.flush()  # documents and the trail need the numbers of partners
    for each in share.reparation.partners:
        _papers(rows, each)
        note(ReparationTag.PARTNER_ADDED, rows.partners[each.name], actor=rows.people[JO])


def _venue(rows: Rows, each: Partner) -> Venue:
    return Venue(
        name=each.site,
        area=rows.areas[each.areas[0]],
        for_panels=False,
        for_projects=True,
        address=each.address,
        grid_e=each.grid[0],
        grid_n=each.grid[1],
        step_free=each.step_free,
        accessible_toilet=each.step_free,
        transport=each.transport,
        contact=each.contact,
        phone=each.phone,
    )


def _contacts(rows: Rows, each: Partner) -> list[models.PartnerContact]:
    boss = rows.people.get(ESCALATION)
    escalation = (ContactKind.ESCALATION, ESCALATION, boss.phone if boss else "")
    kinds = (ContactKind.SITE, ContactKind.SAFEGUARDING, ContactKind.OUT_OF_HOURS)
    people = [*((kind, each.contact, each.phone) for kind in kinds), escalation]
    return [
        models.PartnerContact(kind=kind, name=name, phone=phone or "")
        for kind, name, phone in people
    ]


def _papers(rows: Rows, each: Partner) -> None:
    for kind, until in each.until.items():
        if until is not None:
            _paper(rows, each, PaperKind(kind), until, PaperState.ACCEPTED)
    for kind in each.sent:
        _paper(rows, each, PaperKind(kind), 24 + 365, PaperState.SENT)
    for kind, reason in each.refused.items():
        paper = _paper(rows, each, PaperKind(kind), -2, PaperState.REFUSED)
        paper.refused_because = reason


def _paper(
    rows: Rows, each: Partner, kind: PaperKind, until: int, state: PaperState
) -> models.PartnerPaper:
    partner, last = rows.partners[each.name], _day(rows, until)
    late = state is not PaperState.ACCEPTED
    sent = rows.times.away(-PAPER_SENT_AGO if late else -LISTED_AGO)
    decided = None if state is PaperState.SENT else morning(sent + timedelta(days=1))
    paper = models.PartnerPaper(
        uuid=rows.uuid(),
        partner=partner,
        kind=kind,
        document=keep_file(
            owner_type=PAPER,
            owner_id=partner.id,
            file=Kept(ONE_PAGE, PDF, f"{kind.value.replace('_', '-')}.pdf"),
        ),
        until=last,
        state=state,
        refused_because="" if state is PaperState.REFUSED else None,
        sent_by=rows.people.get(each.account),
        decided_at=decided,
        decided_by=rows.people[JO] if decided else None,
        created_at=morning(sent),
    )
    session.add(paper)
    return paper


def load_projects(rows: Rows, share: Share) -> None:
    """Put in what is offered, in every state, each approved one with its risk assessment."""
    for turn, each in enumerate(share.reparation.projects):
        project = _project(rows, each)
        session.add(project)
        rows.projects[each] = project
        if each.was_listed or each.state == "approved":
            session.add(_assessment(rows, each, turn))
    first = next(iter(share.reparation.projects))
    if rows.projects[first].partner is rows.partners.get("Castlebeck Cycle Kitchen"):
        session.add(_revision(rows, first))


def load_missed(rows: Rows) -> None:
    """Put in the searches of the last weeks that found nothing."""
    session.add_all(
        models.MissedSearch(
            day=rows.times.away(-ago), area=rows.areas[letter].code, theme=theme, number=number
        )
        for ago, letter, theme, number in MISSED
    )


def _project(rows: Rows, each: Told) -> Project:
    has = set(each.has)
    weekday = each.usual[0] if each.usual else None
    venue = rows.sites.get(each.host)
    listed = rows.times.away(-LISTED_AGO) if each.was_listed else None
    confirmed = rows.times.away(-(STALE_AGO if each.title in STALE else CONFIRMED_AGO))
    return Project(
        uuid=rows.uuid(),
        partner=rows.partners.get(each.host),
        state=ProjectState(each.state),
        title=each.title,
        summary=each.summary,
        work=each.work,
        benefits=each.benefits,
        reflection=each.reflection,
        kind=WorkKind(each.kind),
        group=Group.EITHER if "o" in has else Group.GROUP,
        skills="Using tools safely, working with others" if each.work else "",
        accreditation=each.award,
        level="Level 1" if each.award else "",
        least_age=each.ages[0],
        most_age=each.ages[1],
        capacity=each.capacity,
        supervised=each.ratio,
        place=Where(each.place),
        demand=Demand(each.demand),
        clothing=each.bring,
        equipment=each.lent,
        toilets="t" in has,
        washing="w" in has,
        step_free="s" in has,
        quiet="q" in has,
        food="A drink and a sandwich" if weekday is not None and weekday > FRIDAY else "A drink",
        transport=venue.transport if venue else "Staff take the child there and back",
        meeting_point=f"At the gate of {venue.name}" if venue else "At the area’s office",
        staff_transport="p" in has,
        term_time=True,
        holidays="h" in has or bool(weekday and weekday > FRIDAY),
        evenings=False,
        weekends=bool(weekday and weekday > FRIDAY),
        venue=venue,
        area=rows.areas.get(each.area),
        contact_name=venue.contact if venue else "",
        contact_phone=(venue.phone or "") if venue else "",
        community_benefit=bool(each.benefits),
        no_paid_work=bool(each.benefits),
        not_for_profit=bool(each.benefits),
        asked_changes=each.why if each.state == "changes_asked" else None,
        paused_because=each.why if each.state == "paused" else None,
        listed_on=listed,
        confirmed_on=confirmed if listed else None,
        closed_on=rows.times.away(-40) if each.state == "closed" else None,
        made_by=rows.people[JO],
        themes=[ProjectTheme(theme=theme) for theme in each.themes],
        created_at=morning(rows.times.away(-LISTED_AGO - 14)),
    )


def _assessment(rows: Rows, each: Told, turn: int) -> RiskAssessment:
    submitted = each.state == "approved"
    review = REVIEW_PASSED.get(each.title, REVIEWS[turn % len(REVIEWS)])
    made = morning(rows.times.away(-5 if submitted else -LISTED_AGO - 5))
    return RiskAssessment(
        uuid=rows.uuid(),
        project=rows.projects[each],
        number=1,
        state=AssessmentState.SUBMITTED if submitted else AssessmentState.APPROVED,
        activity=each.title,
        supervised=each.ratio,
        least_age=each.ages[0],
        ppe="Gloves; goggles when anything is cut",
        first_aid="A kit on site; one adult holds a first aid certificate",
        emergency="Ring 999, then the service’s duty telephone; meet at the gate",
        assessor=rows.people[NASREEN],
        submitted_at=made + timedelta(days=1),
        approver=None if submitted else rows.people[JO],
        approved_at=None if submitted else made + timedelta(days=2),
        review_on=_day(rows, review),
        hazards=[
            _hazard(number, *HAZARDS[(turn + number) % len(HAZARDS)]) for number in range(1, 4)
        ],
        created_at=made,
    )


def _hazard(
    number: int, what: str, who: str, scores: tuple[int, int, int, int], control: str
) -> Hazard:
    likely, severe, likely_after, severe_after = scores
    return Hazard(
        number=number,
        what=what,
        who=who,
        likelihood_before=likely,
        severity_before=severe,
        likelihood_after=likely_after,
        severity_after=severe_after,
        controls=[Control(number=1, what=control, owner="The supervisor on the day")],
    )


def _revision(rows: Rows, each: Told) -> models.ProjectRevision:
    text = "Mend an old bike, test it, and see it given to somebody who has had theirs stolen."
    return models.ProjectRevision(
        project=rows.projects[each],
        number=1,
        body={"summary": text, "capacity": 5},
        made_by=rows.people["Mo Brennan"],
        created_at=morning(rows.times.away(-2)),
    )


def _day(rows: Rows, offset: int | None) -> date | None:
    return None if offset is None else rows.times.monday + timedelta(days=offset)
