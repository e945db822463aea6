"""The trail, to read and filter, never to edit."""

from dataclasses import dataclass

from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.admin import queries
from portal.admin.forms import TrailForm
from portal.admin.views import bp
from portal.audit import rules
from portal.audit.models import AuditEvent
from portal.site.fragments import page_or_fragment
from portal.site.pagination import requested_page


@dataclass(frozen=True)
class Shown:
    """An event in words."""

    event: AuditEvent
    what: str
    subject: str
    lines: list[rules.Line]
    state: str


@bp.get("/audit")
@requires(Permission.ADMIN_AUDIT)
def audit() -> ResponseReturnValue:
    """Show what was done, newest first: who, when, what, before and after."""
    chosen = TrailForm(
        choices={
            "tag": [("", "Everything"), *((tag, rules.tag_words(tag)) for tag in queries.tags())],
            "subject": [
                ("", "Anything"),
                *((name, rules.words(name)) for name in queries.subject_types()),
            ],
        }
    )
    found = queries.trail(chosen.asked(), requested_page())
    names = queries.names_in(found.items)
    return page_or_fragment(
        "admin/audit.html",
        "admin/_audit.html",
        chosen=chosen,
        found=found,
        shown=[_shown(event, names) for event in found.items],
    )


def _shown(event: AuditEvent, names: dict[int, str]) -> Shown:
    values = event.detail.values if event.detail else {}
    subject = rules.words(event.subject_type)
    named = names.get(event.subject_id or 0) if event.subject_type == "person" else None
    return Shown(
        event=event,
        what=rules.tag_words(event.tag),
        subject=f"{subject} {named or event.subject_id or ''}".strip(),
        lines=rules.lines(values, queries.names_by_column(event, names)),
        state=_state(event),
    )


def _state(event: AuditEvent) -> str:
    """Return what became of the values since: erased, altered, or "" for as they were."""
    if event.detail is None:
        return "erased" if rules.had_values(event.detail_hash) else ""
    return "" if rules.hash_of(event.detail.values) == event.detail_hash else "altered"
