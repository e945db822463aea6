"""The register: a list that narrows as you type."""

from flask import request
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.members import queries
from portal.members.models import Status
from portal.members.queries import Search
from portal.members.views import bp
from portal.people.queries import areas
from portal.site.fragments import page_or_fragment
from portal.site.pagination import requested_page

MOST_TYPED = 100
STATUSES = (
    ("", "Everybody who has not left"),
    *((each.value, each.label) for each in Status),
    (queries.LEAVING, "Is to leave"),
    (queries.EVERYBODY, "Everybody"),
)
SITS = (("", "Any seat"), (queries.CHAIRS, "May chair"), (queries.LEARNERS, "Learners"))
CHECKS = (
    ("", "Any state"),
    ("lapsed", "Lapsed, or none"),
    ("due", "Due soon"),
    ("in_date", "In date"),
    ("undated", "No re-check date"),
)


@bp.get("/")
@requires(Permission.MEMBERS_READ)
def index() -> ResponseReturnValue:
    """Show the register, narrowed as the address says."""
    known = areas()
    choices = {
        "status": STATUSES,
        "area": (("", "Any area"), *((str(area.id), area.name) for area in known)),
        "sits": SITS,
        "check": CHECKS,
    }
    chosen = {name: _one_of(name, options) for name, options in choices.items()}
    words = request.args.get("words", "").replace("\0", "")[:MOST_TYPED].strip()
    search = Search(
        words,
        chosen["status"],
        int(chosen["area"]) if chosen["area"] else None,
        chosen["sits"],
        chosen["check"],
    )
    return page_or_fragment(
        "members/index.html",
        "members/_register.html",
        found=queries.register(search, requested_page()),
        choices=choices,
        chosen=chosen,
        words=words,
    )


def _one_of(name: str, options: tuple[tuple[str, str], ...]) -> str:
    """Return the choice in the address; nonsense chooses nothing."""
    asked = request.args.get(name, "")
    return asked if asked in dict(options) else ""
