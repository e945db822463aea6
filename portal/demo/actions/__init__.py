"""Putting Kentmere into an empty database, in one transaction."""

from datetime import time

from flask import current_app

from portal import clock
from portal.database import session
from portal.demo import queries
from portal.demo.actions import events, plans, quarter, sittings
from portal.demo.actions.agreements import load_agreements
from portal.demo.actions.assessments import load_assessments
from portal.demo.actions.calls import open_calls
from portal.demo.actions.checklists import note_checklists
from portal.demo.actions.claims import load_claims
from portal.demo.actions.departures import load_leaver
from portal.demo.actions.entries import publish_all
from portal.demo.actions.feedback import load_feedback
from portal.demo.actions.interviews import load_interviews
from portal.demo.actions.mail import load_mail
from portal.demo.actions.noticeboard import load_noticeboard
from portal.demo.actions.orders import load_counters, load_orders, note_orders
from portal.demo.actions.outcomes import note_outcomes
from portal.demo.actions.past import load_past_recruitment
from portal.demo.actions.people import (
    load_colleagues,
    load_contacts,
    load_volunteers,
    note_volunteers,
)
from portal.demo.actions.places import load_areas, load_places
from portal.demo.actions.recruitment import load_recruitment
from portal.demo.actions.referrals import drafts_of_sessions, load_referrals, take_sites
from portal.demo.actions.reparation import load_missed, load_partners, load_projects
from portal.demo.actions.rows import Rows
from portal.demo.actions.said import load_said
from portal.demo.actions.suggestions import load_suggestions
from portal.demo.actions.talks import load_talks
from portal.demo.actions.terms import load_terms
from portal.demo.actions.trail import note_sittings
from portal.demo.actions.training import load_awards, load_courses, session_drafts
from portal.demo.actions.written import load_written
from portal.demo.rules import county
from portal.demo.rules.events import meeting
from portal.demo.rules.times import Times
from portal.panels.models import INITIAL_DAYS, INTENSIVE_DAYS
from portal.settings import actions as settings
from portal.settings.models import DEMO_MODE
from portal.settings.queries import is_demo, value


class DemoRefused(Exception):
    """The demo does not belong here; the message says why, and what to do."""


def check_may_load() -> None:
    """Raise `DemoRefused` in production, and where anything stands already."""
    if current_app.config["AMENDS_ENV"] == "production":
        raise DemoRefused(
            "The demo is not for production: set AMENDS_ENV=development to load it elsewhere."
        )
    if is_demo():
        raise DemoRefused(
            "This database holds the demo already: name an empty one in DATABASE_URL."
        )
    if queries.holds_anything():
        raise DemoRefused(
            "This database holds real people: name an empty one in DATABASE_URL for the demo."
        )


def may_load() -> bool:
    """Return whether the database is empty."""
    return not queries.holds_anything()


def load(*, scale: int = 1, password: str) -> None:
    """Put all of Kentmere into the database, placed around today; `password` is a hash.

    The same day and scale give the same rows everywhere. Raises `DemoRefused`.
    """
    check_may_load()
    # Nothing depends on the hour: what has no moment of its own was made as today began.
    with clock.frozen(clock.at(clock.today(), time())):
        times = Times(clock.today(), clock, value(INITIAL_DAYS), value(INTENSIVE_DAYS))
        kentmere = county.kentmere(times, scale)
        rows = Rows(times, password)
        load_areas(rows)
        load_contacts(rows, kentmere.contacts)
        load_courses(rows)
        for share in kentmere.shares:
            _load_share(rows, share)
        load_terms(rows)
        events.repeat_meeting(rows, meeting(times))
        load_counters(kentmere)
        for share in kentmere.shares:
            plans.plan(rows, share)
        first = kentmere.shares[0].sittings
        load_mail(rows, first)
        quarter.ask(rows, kentmere.asking)
        quarter.pencil(rows, first, kentmere.asking)
        open_calls(rows, first)
        load_assessments(rows)
        load_missed(rows)
        load_suggestions(rows)
        _load_register(rows, kentmere.shares[0])
        _load_recruitment(rows)
        load_noticeboard(rows)
        settings.change(DEMO_MODE, True, actor=None)
        session.flush()  # rows take their moment when they are written


def _load_register(rows: Rows, share: county.Share) -> None:
    load_talks(rows, share.volunteers)
    load_agreements(rows)
    load_claims(rows)
    load_written(rows)
    load_leaver(rows)


def _load_share(rows: Rows, share: county.Share) -> None:
    load_places(rows, share.places)
    load_colleagues(rows, share.colleagues)
    load_volunteers(rows, share.volunteers)
    load_orders(rows, share.orders)
    load_partners(rows, share)
    load_projects(rows, share)
    load_referrals(rows, share)
    session.flush()  # conflicts, the trail and the calendar need the numbers of rows
    note_volunteers(rows, share.volunteers)
    note_orders(rows, share.orders)
    publish_all(
        [
            *sittings.drafts(rows, share.sittings),
            *events.drafts(rows, share.events),
            *session_drafts(rows, share),
            *drafts_of_sessions(rows, share),
        ]
    )
    take_sites(rows)
    note_sittings(rows, share.sittings)
    note_checklists(rows, share.sittings)
    note_outcomes(rows, share.sittings)
    plans.note_contracts(rows, share)
    load_awards(rows, share)
    load_feedback(rows, share)
    load_said(rows, share)


def _load_recruitment(rows: Rows) -> None:
    load_past_recruitment(rows)
    load_recruitment(rows)
    load_interviews(rows)
