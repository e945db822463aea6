"""Amends: the application factory, and nothing else."""

import os
from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, request
from werkzeug.middleware.proxy_fix import ProxyFix

import config
from portal import (
    access,
    accounts,
    admin,
    calendar,
    demo,
    home,
    members,
    noticeboard,
    notifications,
    panels,
    people,
    recruitment,
    reparation,
    training,
)
from portal import site as shell
from portal.database import SAFE_METHODS, db, session
from portal.home import held
from portal.home.queries.overdue import reviews
from portal.members.actions.supervision import call_off_planned
from portal.members.queries import concerns, kept, overdue, practice, supervision, thanks
from portal.members.views import blocks
from portal.noticeboard.queries.notices import unread_count
from portal.panels.actions.leaving import give_back_seats
from portal.panels.queries.held import panels as panels_held
from portal.recruitment.actions.admitting import check_approved
from portal.recruitment.actions.interviews import give_up_interviews
from portal.recruitment.actions.leaving import end_ways
from portal.recruitment.queries.held import applied
from portal.recruitment.queries.overdue import answers, applicants, probations
from portal.recruitment.views.applications import began
from portal.reparation.actions.following import follow_venue
from portal.reparation.actions.leaving import free_sessions
from portal.reparation.queries.partners import partner_keys
from portal.training.queries.held import trained
from portal.training.queries.overdue import lapsed

FAILED = 400


class Portal(Flask):
    """Flask, with the one commit rule: an unsafe request that worked commits, once, here."""

    def dispatch_request(self) -> Response:
        """Run the view, then commit inside the reach of the error handlers.

        A unique violation at commit is then answered as a conflict (409), not as a fault (500).
        """
        answer = self.make_response(super().dispatch_request())
        if request.method in SAFE_METHODS or answer.status_code >= FAILED:
            session.rollback()
        else:
            session.commit()
        return answer


def create_app(overrides: Mapping[str, Any] | None = None) -> Portal:
    """Build the application from the environment; tests may override its configuration."""
    app = Portal(
        __name__,
        template_folder=str(config.ROOT / "templates"),
        static_folder=str(config.ROOT / "static"),
        instance_path=str(config.INSTANCE),
    )
    app.config.from_mapping(config.from_environment(os.environ))
    app.config.from_mapping(overrides or {})
    db.init_app(app)
    proxies = app.config["TRUSTED_PROXIES"]
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]  # Werkzeug's documented way
    # From the bottom of the house upward; each package binds its own blueprint and commands.
    for package in (shell, access, people, notifications, accounts, calendar, members):
        package.init_app(app)
    for package in (noticeboard, training, panels, recruitment, reparation, home, admin, demo):
        package.init_app(app)
    _hook_up()
    return app


def _hook_up() -> None:
    """Say, in one place, what packages below cause in packages above, and ask of them."""
    accounts.actions.deactivating[:] = [
        calendar.actions.end_feeds,
        training.actions.free_bookings,
        free_sessions,
        give_up_interviews,
    ]
    accounts.queries.counting.update({"noticeboard.index": unread_count})
    calendar.actions.changing_venues[:] = [follow_venue]
    calendar.queries.key_sources[:] = [members.queries.area_keys, partner_keys]
    members.actions.admitting[:] = [check_approved]
    members.actions.leaving[:] = [
        call_off_planned,
        give_back_seats,
        training.actions.free_bookings_lost,
        free_sessions,
        give_up_interviews,
        end_ways,
    ]
    members.actions.giving_notice[:] = [
        call_off_planned,
        give_back_seats,
        training.actions.free_bookings_lost,
        free_sessions,
        give_up_interviews,
    ]
    blocks.above[:] = [began]
    members.queries.held.sections[:] = [
        members.queries.held.details,
        members.queries.held.about,
        members.queries.held.emergency,
        members.queries.held.days,
        members.queries.held.checks,
        supervision.held,
        practice.held,
        thanks.held,
        concerns.held,
        members.queries.held.expenses,
        members.queries.held.agreements,
        trained,
        panels_held,
        applied,
        kept.signing_in,
        kept.letters,
        kept.trail,
        held.notices,
    ]
    overdue.lists[:] = [
        overdue.checks,
        overdue.agreements,
        overdue.supervision,
        overdue.agreed,
        lapsed,
        overdue.expenses,
        applicants,
        answers,
        probations,
        reviews,
    ]
