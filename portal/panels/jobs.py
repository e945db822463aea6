"""Work in the background: what runs out, whose turn it is, reminders, letters; filling, imports."""

from datetime import timedelta
from typing import Any

from portal import clock
from portal.access.rules import Permission
from portal.accounts.queries import people_with
from portal.database import changing, session
from portal.notifications.jobs import job, progress, scheduled
from portal.notifications.models import Job
from portal.panels import solver
from portal.panels.actions import (
    accepting,
    calls,
    deciding,
    filling,
    lists,
    offers,
    reminding,
    sittings,
)
from portal.panels.actions.importing import ORDERS, PANELS
from portal.panels.actions.telling import sittings as telling
from portal.panels.models import (
    FILL_SECONDS,
    FIRST_REMINDER_DAYS,
    LAST_REMINDER_DAYS,
    MORNING_HOUR,
)
from portal.panels.queries import calls as find_calls
from portal.panels.queries import ended, morning
from portal.panels.queries import filling as find_filling
from portal.panels.queries import offers as find_offers
from portal.panels.queries.sittings import person_numbered
from portal.settings.queries import value
from portal.spreadsheets.actions import forget_old_files
from portal.spreadsheets.jobs import import_upload

A_DAY = 24 * 60


@scheduled("panels.lapse_offers", minutes=5)
def lapse_offers() -> dict[str, Any]:
    """Close the offers and calls whose time has run out, each in a transaction of its own.

    The next of a list is asked with it. Where a list has come to stand still (somebody was
    released, or could not sit when it was their turn), it goes on.
    """
    ids = find_offers.lapsed_ids()
    for offer_id in ids:
        with changing():
            offers.lapse_offer(offer=find_offers.offer_by_id(offer_id))
    run_out = find_calls.run_out_ids()
    for call_id in run_out:
        with changing():
            calls.run_out(call=find_calls.call_numbered(call_id))
    for seat_id in find_calls.stalled_seat_ids():
        with changing():
            lists.go_on(seat=find_calls.seat_numbered(seat_id))
    return {"lapsed": len(ids), "calls": len(run_out)}


@scheduled("panels.close_ended", minutes=15)
def close_ended() -> dict[str, Any]:
    """Note which sittings have had their time, and tell who must see to those that missed it."""
    with changing():
        held = ended.ended_sittings(could_sit=True)
        for sitting in held:
            sittings.close_ended(sitting=sitting)
        missed = ended.ended_sittings(could_sit=False)
        for sitting in missed:
            telling.missed(sitting)
        for sitting in ended.unnoted():
            telling.outcome_missing(sitting)
        unused = ended.ended_unused()
        for sitting in unused:
            sittings.close_unused(sitting=sitting)
    return {"held": len(held), "missed": len(missed), "unused": len(unused)}


@scheduled("panels.remind", minutes=15)
def remind() -> dict[str, Any]:
    """Remind everybody of the sittings so many days ahead, one letter a person and day."""
    count = 0
    if _is_morning():
        for days in sorted({value(FIRST_REMINDER_DAYS), value(LAST_REMINDER_DAYS)} - {0}):
            on = clock.today() + timedelta(days=days)
            with changing():
                for person in morning.on_a_sitting(on):
                    count += reminding.remind(person=person, on=on, days=days)
    return {"reminded": count}


@scheduled("panels.morning", minutes=15)
def write_mornings() -> dict[str, Any]:
    """Write every coordinator what needs them today, on working days."""
    count = 0
    if _is_morning() and clock.is_working_day(clock.today()):
        with changing():
            for person in people_with(Permission.PANELS_ARRANGE):
                count += reminding.write_morning(person=person, on=clock.today())
    return {"written": count}


def _is_morning() -> bool:
    return clock.london(clock.now()).hour >= value(MORNING_HOUR)


@job(ORDERS.source)
def import_orders(work: Job) -> dict[str, Any]:
    """Take the orders of an uploaded file in, a piece at a time."""
    return import_upload(work, ORDERS)


@job(PANELS.source)
def import_panels(work: Job) -> dict[str, Any]:
    """Take the sittings of an uploaded file in, each in a transaction of its own."""
    return import_upload(work, PANELS)


@scheduled("panels.forget_import_files", minutes=A_DAY)
def forget_import_files() -> dict[str, Any]:
    """Delete spreadsheets that nobody imported within a day, and what went back after a week."""
    with changing():
        return {"deleted": sum(forget_old_files(importer=each) for each in (ORDERS, PANELS))}


@job(deciding.JOB)
def decide(work: Job) -> dict[str, Any]:
    """Accept or undo a large draft, a month in a transaction of its own.

    Begun again after a worker died, it goes on with what is left.
    """
    run_id, ids, undoing = work.args["run"], work.args["sittings"], work.args["undoing"]
    actor_id, whole, done = work.asked_by_id or 0, accepting.Outcome(), 0
    months = deciding.in_months(ids)
    session.rollback()  # nothing is held between the months
    for month in months:
        progress(work, done, len(ids))
        with changing():
            run, actor = find_filling.run(run_id, frozenset()), person_numbered(actor_id)
            act = accepting.undo if undoing else accepting.accept
            whole.add(act(run=run, sitting_ids=month, actor=actor))
        done += len(month)
    if undoing:
        with changing():
            run, actor = find_filling.run(run_id, frozenset()), person_numbered(actor_id)
            accepting.end_undo(run=run, count=whole.count, actor=actor)
    return {"undoing": undoing, "count": whole.count, "left": whole.left}


@job(filling.JOB)
def fill(work: Job) -> dict[str, Any]:
    """Search for the best draft of a run, until it is proven, time is up, or somebody says stop.

    Begun again after a worker died, it starts from the same first draft.
    """
    run_id, seconds = work.args["run"], value(FILL_SECONDS)
    run = find_filling.run(run_id, frozenset())
    problem = find_filling.board(run.first_on, run.last_on, run.area_id).problem
    session.rollback()  # nothing is held while the solver works

    told = -1

    def watch(stand: solver.Stand) -> bool:
        nonlocal told
        if int(stand.seconds) == told:
            return False
        told = int(stand.seconds)
        progress(work, told, seconds)
        return find_filling.stop_asked(run_id)

    found = solver.fill(problem, seconds=seconds, watch=watch)
    with changing():
        run = filling.finish(run_id=run_id, found=found)
        return {"run": run.id, "cost": found.cost, "bound": found.bound}
