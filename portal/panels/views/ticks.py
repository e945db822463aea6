"""How the checklists of a sitting stand on its page: whose ticks they are, and what was typed."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from flask import request

from portal import clock
from portal.access import Permission
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.panels import forms, permissions, rules
from portal.panels.actions.checklists import template_for
from portal.panels.actions.turns import STANDS
from portal.panels.models import Panel, PanelCheck, SeatKind, Sitting, SittingState
from portal.panels.queries import checklists, sittings
from portal.panels.views import asked
from portal.site.filters import time as time_words


@dataclass(frozen=True)
class PanelList:
    """What is to be arranged for one panel, for whoever looks at it.

    `times` are the times of items that ask for one, `shown` the boxes to show ticked: both as
    they are kept, or as they came with a form that was refused.
    """

    panel: Panel
    checks: Sequence[PanelCheck]
    times: forms.Times
    shown: Collection[int]
    missing: Sequence[str]
    may_tick: bool
    may_change: bool

    @property
    def done(self) -> int:
        """Return how many items are arranged."""
        return sum(check.done_at is not None for check in self.checks)

    def words(self, check: PanelCheck) -> str:
        """> Papers to read at the venue from 4:45pm."""
        at = check.at_time
        return rules.item_words(check.item, time_words(clock.at(clock.today(), at)) if at else "")


def lists_of(found: Sitting, refused: tuple[str, forms.Times] | None = None) -> list[PanelList]:
    """Return the checklists of a sitting's panels, in turn; none of a cancelled sitting.

    An empty one is only of use to who can put something on it.

    `refused` is the reference of a panel whose form was refused, and the form.
    """
    if found.state is SittingState.CANCELLED:
        return []
    panels = sittings.live_panels(found)
    known = checklists.checks_by_panel(panel.id for panel in panels)
    ref, typed = refused or ("", None)
    lists = [
        list_of(found, panel, known.get(panel.id, []), typed if panel.ref == ref else None)
        for panel in panels
    ]
    return [each for each in lists if each.checks or each.may_change]


def list_of(
    found: Sitting, panel: Panel, known: Iterable[PanelCheck], typed: forms.Times | None = None
) -> PanelList:
    """Return the checklist of one panel: what comes afterwards is noted elsewhere."""
    checks = [check for check in known if check.item not in rules.AFTERWARDS]
    items = {check.item for check in checks}
    comes = found.state in STANDS and found.entry.ends_at > clock.now()
    may_change = comes and permissions.may_change_sitting(signed_in_user(), found)
    return PanelList(
        panel=panel,
        checks=checks,
        times=typed or forms.times_of(checks),
        shown=ticked() if typed else {check.id for check in checks if check.done_at is not None},
        missing=[item for item in template_for(panel) if item not in items] if may_change else [],
        may_tick=may_change or (comes and advises(found)),
        may_change=may_change,
    )


def ticked() -> set[int]:
    """Return the boxes that a form sends ticked."""
    return _numbers("done")


def shown_ticked() -> set[int]:
    """Return the boxes that were ticked when the form was shown."""
    return _numbers("was")


def advises(found: Sitting) -> bool:
    """Return whether whoever is signed in advises a sitting, and may tick what is arranged."""
    me = signed_in_person().id
    advising = any(seat.kind is SeatKind.ADVISER and seat.person_id == me for seat in found.seats)
    return advising and Permission.PANELS_OWN_ORDERS in signed_in_user().permissions


def _numbers(name: str) -> set[int]:
    return {asked.number(text) for text in request.form.getlist(name)}
