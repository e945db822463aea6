"""Answering a round of dates, on a phone in under a minute.

Everything here starts from who is signed in, so nobody reaches another's answers.
"""

from typing import Any
from uuid import UUID

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import requires
from portal.members import actions, forms, queries, rules
from portal.members.models import AvailabilityRound, Member
from portal.members.queries import OwnRound
from portal.members.views import bp
from portal.members.views.me import VOLUNTEERS_OWN, my_member, to_promised
from portal.site.filters import day
from portal.site.fragments import fragment_or_redirect

USUAL, LAST = "usual", "last"
CLOSED = "These dates have closed. Ring your coordinator if something has changed."
FEW = 6
"""How many panels a month the list goes up to at least."""


@bp.get("/me/rounds/<uuid:round_uuid>")
@requires(*VOLUNTEERS_OWN)
def my_round(round_uuid: UUID) -> ResponseReturnValue:
    """Show the dates, each with whether it suits."""
    member = my_member()
    own = queries.own_round(member, round_uuid)
    return render_template(
        "members/my_round.html", **round_context(member, own), **_cuts(member, own)
    )


def round_context(member: Member, own: OwnRound) -> dict[str, Any]:
    """Return what the page and its live parts show."""
    asking, away = own.round, queries.away_days(member, own.round)
    dates = {slot.on_day for slot in asking.slots} - away.keys()
    ticked = {slot.on_day for slot in asking.slots if slot.id in own.ticked} & dates
    slots = queries.slots_of(asking)
    return {
        "member": member,
        "asking": asking,
        "own": own,
        "is_open": asking.closes_at > clock.now(),
        "question": own.question,
        "parts": rules.parts_asked(slots),
        "months": rules.months_of(slots),
        "away": rules.away_lines(away, clock.today()),
        "away_url": url_for(".me", _anchor="away"),
        "dates": len(dates),
        "dates_ticked": len(ticked),
    }


def _cuts(member: Member, own: OwnRound) -> dict[str, Any]:
    """Return the short cuts there are, and how many panels a month can be chosen."""
    week = {(row.weekday, row.part.value) for row in member.availability}
    return {
        "usual": rules.week_in_words(week),
        "last": queries.last_answered(member, own.round),
        "name_of_round": rules.name_of_round,
        "most": _mosts(member),
    }


def _mosts(member: Member) -> range:
    return range(1, max(FEW, member.max_month) + 1)


@bp.post("/me/rounds/<uuid:round_uuid>/slots/<int:slot_id>")
@requires(*VOLUNTEERS_OWN)
def tick_slot(round_uuid: UUID, slot_id: int) -> ResponseReturnValue:
    """Save one tick, as it is set."""
    member = my_member()
    asking = queries.own_round(member, round_uuid).round
    slot = queries.slot_numbered(asking, slot_id)
    suits = slot_id in forms.numbers_of(request.form.getlist("free"))
    try:
        actions.tick_slot(
            asking=asking, member=member, slot_id=slot_id, suits=suits, actor=member.person
        )
    except rules.RoundClosed:
        flash(CLOSED, "problem")
    own = queries.own_round(member, round_uuid)
    taken_back = own.sent_at is not None and not suits
    return fragment_or_redirect(
        "members/_round_tick.html",
        url_for(".my_round", round_uuid=round_uuid),
        slot_id=slot_id,
        part=slot.part.value,
        on_day=slot.on_day,
        saved=True,
        promised=queries.promised_on(member, {(slot.on_day, slot.part)}) if taken_back else [],
        **round_context(member, own),
    )


@bp.post("/me/rounds/<uuid:round_uuid>/fill")
@requires(*VOLUNTEERS_OWN)
def fill_round(round_uuid: UUID) -> ResponseReturnValue:
    """Tick the dates that a short cut stands for, and no others; then change what you like."""
    member = my_member()
    own = queries.own_round(member, round_uuid)
    wanted = _short_cut(member, own, request.form.get("fill", ""))
    try:
        actions.answer(asking=own.round, member=member, slots=wanted, actor=member.person)
    except rules.RoundClosed:
        flash(CLOSED, "problem")
    own = queries.own_round(member, round_uuid)
    return fragment_or_redirect(
        "members/_round.html",
        url_for(".my_round", round_uuid=round_uuid, _anchor="dates"),
        filled=True,
        **round_context(member, own),
    )


def _short_cut(member: Member, own: OwnRound, name: str) -> set[int]:
    slots, wanted = queries.slots_of(own.round), set[rules.DaySlot]()
    if name == USUAL:
        week = {(row.weekday, row.part.value) for row in member.availability}
        wanted = rules.usual_ones(slots, week)
    elif name == LAST and (last := queries.last_answered(member, own.round)):
        asked = queries.slots_of(last.round)
        ticked = [slot for slot, number in asked.items() if number in last.ticked]
        wanted = rules.as_before(slots, asked, ticked)
    return {slots[slot] for slot in wanted}


@bp.post("/me/rounds/<uuid:round_uuid>")
@requires(*VOLUNTEERS_OWN)
def send_round(round_uuid: UUID) -> ResponseReturnValue:
    """Send the answers, then ask about duties on dates that do not suit."""
    member = my_member()
    asking = queries.own_round(member, round_uuid).round
    wanted = forms.numbers_of(request.form.getlist("free"))
    try:
        actions.send_answers(
            asking=asking, member=member, slots=wanted, most=_most(member), actor=member.person
        )
    except rules.RoundClosed:
        flash(CLOSED, "problem")
        return to_promised([], url_for(".my_round", round_uuid=round_uuid))
    flash(_thanks(asking), "done")
    blank = {(slot.on_day, slot.part) for slot in asking.slots if slot.id not in wanted}
    return to_promised(
        queries.promised_on(member, blank), url_for(".my_round", round_uuid=round_uuid)
    )


def _most(member: Member) -> int | None:
    """Return the most panels a month that was chosen; nonsense chooses nothing."""
    chosen = forms.numbers_of(request.form.getlist("most"))
    return next((each for each in chosen if each in _mosts(member)), None)


def _thanks(asking: AvailabilityRound) -> str:
    by = f" by {day(asking.confirm_by)}" if asking.confirm_by else ""
    return f"Sent. Thank you. We will tell you{by} which of your dates became panels."
