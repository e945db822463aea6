"""Importing orders. Nothing of a child is read or kept: `imports.reduced` sees to it first."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.audit.actions import amend, record
from portal.database import session
from portal.panels import imports, rules
from portal.panels.actions import orders as actions
from portal.panels.actions import replanning
from portal.panels.actions.due_days import publish_due_days
from portal.panels.actions.importing.people import areas_for, colleagues
from portal.panels.imports import OrderChange, OrderRows
from portal.panels.models import OrderState, Panel, PanelsTag, ReferralOrder
from portal.panels.queries import importing as queries
from portal.panels.queries import plans
from portal.people.models import Person
from portal.spreadsheets.actions import Gives, Importer
from portal.spreadsheets.imports import BAD, NEW, Outcome, Reading, Sheet, looked_at

JUST_NOW: Final = "Somebody entered the same order at this moment: import the file again."
FACTS: Final = frozenset({"court_date", "months", "area", "intensive", "case_manager"})


def understood(sheet: Sheet, actor: Person | None) -> Reading[OrderRows]:
    """Return a spreadsheet of orders understood, against the areas and people there are."""
    managers = colleagues(queries.case_managers(), "case manager", "case managers")
    known = imports.OrdersKnown(clock.today(), areas_for(actor), managers)
    return imports.understand_orders(sheet, known)


def weigh_orders(*, items: Sequence[OrderRows], actor: Person | None) -> Outcome:
    """Return what `import_orders` would do; changes nothing."""
    return looked_at(change for change, _ in _weighed(items, actor))


def import_orders(*, items: Sequence[OrderRows], actor: Person | None) -> Outcome:
    """Enter and change orders as the rows say; the same rows again change nothing.

    Each row that goes in is told the reference of its order.
    """
    outcome = Outcome()
    for change, order in _weighed(items, actor, locked=True):
        if change.kind == BAD:
            outcome.refuse(change.lines, change.reason)
            continue
        try:
            with session.begin_nested():
                made = _enter(change, actor) if order is None else order
                _change(change, made, actor)
        except rules.Refused as refused:
            outcome.refuse(change.lines, refused.sentence)
        except IntegrityError:
            outcome.refuse(change.lines, JUST_NOW)
        else:
            outcome.counts[change.kind] += 1
            outcome.given[change.row.line.number] = made.ref
    return outcome


def _weighed(
    items: Sequence[OrderRows], actor: Person | None, *, locked: bool = False
) -> Iterator[tuple[OrderChange, ReferralOrder | None]]:
    """Yield what each row would change, and of which order; changes nothing."""
    rows = [row for group in items for row in group.rows]
    found = queries.orders_like(
        [row.ref for row in rows if row.ref],
        [row.import_key for row in rows if row.import_key],
        {row.values["court_date"] for row in rows if not row.ref},
        locked=locked,
    )
    planned = queries.plans_of([each.id for each in found])
    held = [_held(each, planned.get(each.id)) for each in found]
    by_id, areas = {each.id: each for each in found}, areas_for(actor)
    for group in items:
        like = [each for each in held if _could_be(group, each)]
        for change in imports.weigh_orders(group, like, areas):
            yield change, by_id[change.held.id] if change.held else None


def _could_be(group: OrderRows, held: imports.HeldOrder) -> bool:
    first = group.rows[0]
    if first.ref:
        return held.ref == first.ref
    made = {row.import_key for row in group.rows}
    return held.import_key in made or held.key == first.alike


def _held(order: ReferralOrder, plan: Panel | None) -> imports.HeldOrder:
    facts = {
        "court_date": order.court_date,
        "months": order.months,
        "area": order.area_id,
        "intensive": order.intensive,
        "case_manager": order.case_manager_id,
        "signed_on": order.signed_on,
        "ended_on": order.ends_on if _is_over(order) else None,
        "copied": order.copied_at is not None,
    }
    arranged = plan.ref if plan and plan.sitting_id else ""
    return imports.HeldOrder(order.id, order.ref, order.form_key, facts, arranged, plan is not None)


def _enter(change: OrderChange, actor: Person | None) -> ReferralOrder:
    facts = change.row.facts
    return actions.enter_order(
        facts=_order_facts({"intensive": False, **facts}),
        form_key=change.row.import_key or "",
        actor=actor,
    )


def _change(change: OrderChange, order: ReferralOrder, actor: Person | None) -> None:
    """Change what differs: facts as a form would, then the course of the order."""
    differs = change.facts
    if change.kind != NEW and differs.keys() & FACTS and change.held:
        facts = _order_facts({**change.held.facts, **differs})
        actions.change_order(order=order, version=order.version, facts=facts, actor=actor)
    if "copied" in differs:
        actions.tick_copied(order=order, copied=differs["copied"], actor=actor)
    panels = plans.held_plan(order)
    if "signed_on" in differs:
        _sign(order, panels, differs["signed_on"], ended="ended_on" in differs, actor=actor)
    if "ended_on" in differs:
        changes = replanning.close(order, panels, on=differs["ended_on"], actor=actor)
        record(PanelsTag.ORDER_ENDED, order, actor=actor, changes=changes)
    if differs.keys() & {"signed_on", "ended_on"}:
        publish_due_days(order, actor=actor)


def _sign(
    order: ReferralOrder, panels: list[Panel], on: date, *, ended: bool, actor: Person | None
) -> None:
    """Note when the contract was signed, and propose what is left of it, unless it is over.

    What was due in the past is left out: it was held, or missed, long before the import.
    """
    term = plans.term_of(order, on)
    assert term is not None  # noqa: S101 -- it is signed
    changes = amend(order, signed_on=on, ends_on=order.ends_on if _is_over(order) else term.ends_on)
    record(PanelsTag.CONTRACT_SIGNED, order, actor=actor, on=on, changes=changes)
    if not ended and not _is_over(order):
        left = replanning.changes_for(panels, term, since=clock.today())
        replanning.follow(order, panels, left, actor=actor)


def _is_over(order: ReferralOrder) -> bool:
    return order.state is OrderState.ENDED


def _order_facts(facts: dict[str, Any]) -> rules.OrderFacts:
    return rules.OrderFacts(
        facts["court_date"],
        facts["months"],
        facts["area"],
        facts["intensive"],
        facts["case_manager"],
    )


ORDERS: Final = Importer(
    source="panels.import_orders",
    noun="order",
    file="orders.csv",
    layout=imports.ORDERS,
    tag=PanelsTag.IMPORT_RUN,
    understand=understood,
    weigh=weigh_orders,
    take_in=import_orders,
    prepare=lambda sheet: imports.reduced(sheet, imports.ORDERS),
    gives=Gives("ref", "Order reference", "orders-with-references.csv"),
    keeps_name=False,
    kept_days=7,
)
