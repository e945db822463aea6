"""The service navigation: one table, from which each role sees what it may open."""

from dataclasses import dataclass
from typing import Final

from flask import Flask, current_app, request

from portal.access.gate import may
from portal.access.rules import Permission


@dataclass(frozen=True)
class Item:
    """A link in the navigation, for whoever holds the permission.

    `under` are the address beginnings that mark it as the current one; `unless` hides it from
    those who have a better one.
    """

    label: str
    endpoint: str
    permission: Permission
    under: tuple[str, ...]
    unless: Permission | None = None


ITEMS: Final = (
    Item("Home", "home.index", Permission.HOME_READ, ("/",)),
    Item(
        "My duties",
        "panels.duties",
        Permission.PANELS_ANSWER,
        ("/panels/duties", "/panels/offers"),
        Permission.PANELS_READ,
    ),
    Item(
        "Rota",
        "panels.rota",
        Permission.PANELS_ANSWER,
        ("/panels/rota",),
        Permission.PANELS_READ,
    ),
    Item("When I’m free", "members.me", Permission.MEMBERS_OWN, ("/members/me",)),
    Item(
        "About me",
        "members.held",
        Permission.MEMBERS_OWN,
        (
            "/members/me/held",
            "/members/me/details",
            "/members/me/agreements",
            "/members/me/supervision",
            "/members/me/seen",
        ),
    ),
    Item(
        "My expenses",
        "members.my_expenses",
        Permission.MEMBERS_OWN,
        ("/members/me/expenses",),
    ),
    Item("Panels", "panels.index", Permission.PANELS_READ, ("/panels/",)),
    Item("Rota", "panels.rota", Permission.PANELS_READ, ("/panels/rota", "/panels/load")),
    Item(
        "Orders",
        "panels.orders",
        Permission.PANELS_READ,
        ("/panels/orders", "/panels/before-court"),
    ),
    Item(
        "My orders",
        "panels.my_orders",
        Permission.PANELS_OWN_ORDERS,
        ("/panels/my-orders",),
        Permission.PANELS_READ,
    ),
    Item("Volunteers", "members.index", Permission.MEMBERS_READ, ("/members/",)),
    Item("Recruitment", "recruitment.pipeline", Permission.RECRUITMENT_READ, ("/recruitment/",)),
    Item(
        "My training",
        "training.mine",
        Permission.TRAINING_OWN,
        ("/training/mine",),
        Permission.TRAINING_MATRIX,
    ),
    Item("Training", "training.courses", Permission.TRAINING_READ, ("/training/",)),
    Item(
        "Training",
        "training.sessions",
        Permission.TRAINING_BOOK,
        ("/training/",),
        Permission.TRAINING_READ,
    ),
    Item(
        "My projects",
        "reparation.my_projects",
        Permission.REPARATION_OWN,
        ("/reparation/mine/projects",),
    ),
    Item("Reparation", "reparation.projects", Permission.REPARATION_READ, ("/reparation/",)),
    Item(
        "My organisation",
        "reparation.mine",
        Permission.REPARATION_OWN,
        ("/reparation/mine", "/reparation/partners", "/reparation/papers", "/reparation/sessions"),
        Permission.REPARATION_READ,
    ),
    Item("Calendar", "calendar.month", Permission.CALENDAR_READ, ("/calendar/",)),
    Item("Noticeboard", "noticeboard.index", Permission.NOTICEBOARD_READ, ("/noticeboard/",)),
    Item("Mail", "admin.outbox", Permission.ADMIN_OUTBOX, ("/admin/outbox",)),
    Item(
        "Settings",
        "admin.settings",
        Permission.SETTINGS_OPERATIONAL,
        ("/admin/settings",),
    ),
    Item("Accounts", "admin.accounts", Permission.ACCOUNTS_MANAGE, ("/admin/accounts",)),
    Item("Audit trail", "admin.audit", Permission.ADMIN_AUDIT, ("/admin/audit",)),
    Item("Jobs", "admin.jobs", Permission.ADMIN_JOBS, ("/admin/jobs",)),
    Item(
        "Settings",
        "admin.settings",
        Permission.SETTINGS_TECHNICAL,
        ("/admin/settings",),
        Permission.SETTINGS_OPERATIONAL,
    ),
)


def init_app(app: Flask) -> None:
    """Give every template the navigation of whoever is signed in."""
    app.jinja_env.globals.update(navigation=shown, current_item=current_item)


def shown() -> list[Item]:
    """Return the items that this person may open, in order."""
    return [
        item
        for item in ITEMS
        if may(item.permission)
        and not (item.unless and may(item.unless))
        and item.endpoint in current_app.view_functions
    ]


def current_item(items: list[Item]) -> Item | None:
    """Return the item whose part of the site is being shown: the longest match wins."""
    best = max(items, key=_match, default=None)
    return best if best and _match(best) else None


def _match(item: Item) -> int:
    if item.under == ("/",):
        return int(request.path == "/")
    return max(
        (len(start) for start in item.under if request.path.startswith(start)),
        default=0,
    )
