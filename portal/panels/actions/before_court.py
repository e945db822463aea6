"""Panels before court: a court date to come, an area and a case manager, and no order yet.

When the order comes it is entered as any other; nothing links the two.
"""

from portal import clock
from portal.audit.actions import amend, record
from portal.database import session
from portal.panels import rules
from portal.panels.actions import replanning
from portal.panels.actions.due_days import publish_due_days_of
from portal.panels.actions.references import next_reference
from portal.panels.models import Panel, PanelKind, PanelsTag, PanelState
from portal.panels.queries import before_court as queries
from portal.panels.queries import plans
from portal.people.models import Person


def enter_before_court(*, facts: rules.BeforeCourtFacts, form_key: str, actor: Person) -> Panel:
    """Plan a panel that shall meet before court, to whose day its clock counts.

    The same form twice plans one.
    Raises `rules.Refused` when that day in court is not to come.
    """
    rules.check_before_court(facts, today=clock.today())
    made = queries.panel_by_form(form_key)
    if made is not None:
        return made
    panel = Panel(
        ref=next_reference("P"),
        kind=PanelKind.PRE_COURT,
        court_on=facts.court_on,
        due_on=facts.court_on,
        area_id=facts.area_id,
        case_manager_id=facts.case_manager_id,
        form_key=form_key,
    )
    session.add(panel)
    session.flush()  # its area and case manager can be read
    publish_due_days_of([panel], actor=actor)
    record(PanelsTag.BEFORE_COURT_ENTERED, panel, actor=actor)
    return panel


def change_before_court(
    *, panel: Panel, version: int, facts: rules.BeforeCourtFacts, actor: Person
) -> Panel:
    """Correct the day in court, the area or the case manager of a panel before court.

    Raises `rules.Stale` when somebody else changed it meanwhile, and `rules.Refused` when it was
    held or cancelled, or when the area would change under its sitting.
    """
    panel = plans.lock_panel(panel.id)
    if panel.version != version:
        raise rules.Stale("This panel was changed since you opened it.")
    _check_planned(panel)
    rules.check_before_court(facts, today=clock.today(), was=panel.court_on)
    if panel.sitting_id is not None and facts.area_id != panel.area_id:
        raise rules.Refused(
            f"{plans.arranged_words([panel])} is arranged in {panel.area.name}.",
            "Cancel its sitting first, or keep the area.",
            "area",
        )
    changes = amend(
        panel,
        court_on=facts.court_on,
        due_on=facts.court_on,
        area_id=facts.area_id,
        case_manager_id=facts.case_manager_id,
    )
    if changes:
        session.flush()  # its area is read again
        publish_due_days_of([panel], actor=actor)
        record(PanelsTag.BEFORE_COURT_CHANGED, panel, actor=actor, changes=changes)
    return panel


def drop_before_court(*, panel: Panel, actor: Person) -> None:
    """Cancel a panel before court that has no sitting. Twice is harmless."""
    panel = plans.lock_panel(panel.id)
    if panel.state is PanelState.CANCELLED:
        return
    _check_planned(panel)
    if panel.sitting_id is not None:
        raise rules.Refused(
            f"{plans.arranged_words([panel])} is arranged.", "Cancel its sitting instead."
        )
    replanning.drop(panel, actor=actor)
    publish_due_days_of([panel], actor=actor)


def _check_planned(panel: Panel) -> None:
    if panel.state is not PanelState.PLANNED:
        raise rules.Refused(
            f"{panel.ref} was {panel.state.value}.", "It can’t be changed any more."
        )
