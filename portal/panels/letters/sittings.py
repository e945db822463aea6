"""Letters about a whole sitting: arranged, moved, called off, missed."""

from portal.notifications.actions import Content, letter
from portal.panels.letters import parts
from portal.panels.models import PanelState, SittingState
from portal.panels.queries import outcomes, sittings
from portal.people.models import Person
from portal.site.filters import day, time
from portal.site.urls import absolute


@letter("panels/email/adviser_assigned")
def adviser_assigned(*, to: Person, sitting: int) -> Content | None:
    """Tell an adviser that they are on a sitting."""
    found = sittings.sitting_numbered(sitting)
    if parts.is_off(found) or not any(seat.person is to for seat in found.seats):
        return None
    subject = f"You advise the panel on {day(found.entry.starts_at)}"
    return Content(subject, parts.facts(found, to), parts.invitation(found, to))


@letter("panels/email/panel_arranged")
def panel_arranged(*, to: Person, sitting: int) -> Content | None:
    """Tell a case manager when their panel is, for child and parents to be told."""
    found = sittings.sitting_numbered(sitting)
    if parts.is_off(found) or not parts.manages_one(found, to):
        return None
    values = {**parts.facts(found, to), "tell_by": sittings.readiness(found).tell_by}
    what = "a case before court" if values["before_court"] else "an order of yours"
    return Content(f"A panel for {what}: {day(found.entry.starts_at)}", values)


@letter("panels/email/sitting_moved")
def sitting_moved(*, to: Person, sitting: int, **was: int) -> Content | None:
    """Tell somebody on a sitting what it was and what it is."""
    found = sittings.sitting_numbered(sitting)
    if parts.is_off(found) or not parts.concerns(found, to):
        return None
    subject = f"Changed: the panel on {day(found.entry.starts_at)}"
    values = {
        **parts.facts(found, to),
        "changes": parts.changes(found, **was),
        "manages": not any(seat.person is to for seat in found.seats),
    }
    return Content(subject, values, parts.invitation(found, to))


@letter("panels/email/turns_changed")
def turns_changed(*, to: Person, sitting: int, **was: int) -> Content | None:
    """Tell a case manager which of their panels start at another time now, or not there at all.

    `was` is when each started, by `was_` and its number.
    """
    found = sittings.sitting_numbered(sitting)
    if parts.is_off(found):
        return None
    now = {panel.id: starts for panel, starts, _ in sittings.turns(found)}
    changed = [
        (time(moment), time(now[number]) if number in now else "")
        for number, moment in parts.moments(was)
        if now.get(number) != moment
    ]
    if not changed:
        return None
    subject = f"Changed: when panels start on {day(found.entry.starts_at)}"
    values = {**parts.facts(found, to), "changed": changed, "link": absolute("panels.my_orders")}
    return Content(subject, values)


@letter("panels/email/sitting_cancelled")
def sitting_cancelled(*, to: Person, sitting: int) -> Content | None:
    """Tell somebody that a sitting will not be."""
    found = sittings.sitting_numbered(sitting)
    if not parts.is_off(found) or found.cancel_reason is None:
        return None
    manages = not parts.was_on(found, to)
    values = {
        **parts.facts(found, to),
        "reason": found.cancel_reason.label,
        "manages": manages,
        "link": absolute("panels.my_orders" if manages else "panels.duties"),
    }
    subject = f"Cancelled: the panel on {day(found.entry.starts_at)}"
    return Content(subject, values, parts.invitation(found, to))


@letter("panels/email/sitting_missed")
def sitting_missed(*, to: Person, sitting: int) -> Content | None:
    """Tell the coordinator that orders wait for another panel, unless they have seen to it."""
    found = sittings.sitting_numbered(sitting)
    ready = sittings.readiness(found)
    if found.state is not SittingState.PUBLISHED or ready.quorum.holds:
        return None
    subject = f"The panel on {day(found.entry.starts_at)} could not sit"
    return Content(subject, {**parts.facts(found, to), "quorum": ready.quorum})


@letter("panels/email/outcome_noted")
def outcome_noted(*, to: Person, sitting: int) -> Content | None:
    """Tell the coordinator what was noted that they must see to: no quorum, another date."""
    found = sittings.sitting_numbered(sitting)
    panels = sittings.live_panels(found)
    came = outcomes.attendance(panel.id for panel in panels)
    lacking = [
        quorum.needs
        for panel in panels
        if panel.state is PanelState.HELD
        and not (quorum := outcomes.quorum_of(came[panel.id])).holds
    ]
    adjourned = [
        (panel.adjourn_reason, next_.due_on if (next_ := outcomes.following(panel.id)) else None)
        for panel in panels
        if panel.state is PanelState.ADJOURNED
    ]
    if not lacking and not adjourned:
        return None
    subject = f"What came of the panel on {day(found.entry.starts_at)}"
    return Content(subject, {**parts.facts(found, to), "lacking": lacking, "adjourned": adjourned})


@letter("panels/email/outcome_missing")
def outcome_missing(*, to: Person, sitting: int) -> Content | None:
    """Ask the coordinator to note what came of a sitting, unless somebody has."""
    found = sittings.sitting_numbered(sitting)
    if all(panel.noted_at for panel in sittings.live_panels(found)):
        return None
    subject = f"What came of the panel on {day(found.entry.starts_at)}?"
    link = absolute("panels.note_outcome", entry_uuid=found.entry.uuid)
    return Content(subject, {**parts.facts(found, to), "link": link})
