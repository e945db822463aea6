"""What was arranged for each panel, ticked by who saw to it, as panels' own actions leave it."""

from portal import clock
from portal.demo.actions.rows import Rows, moment, note
from portal.demo.rules import sittings as told
from portal.demo.rules.checklists import Line, checklist
from portal.panels import rules
from portal.panels.actions.checklists import template_for
from portal.panels.models import Panel, PanelCheck, PanelsTag
from portal.people.models import Person


def lay_out(rows: Rows, panel: Panel, each: told.Sitting) -> None:
    """Give a panel that is put into a sitting its list, as far as it is seen to today."""
    coordinator = rows.people[each.coordinator]
    lines = _lines(rows, panel, each)
    panel.checks = [
        _check(line, position, coordinator, each)
        for position, line in enumerate(lines, start=1)
        if not line.off
    ]


def note_checklists(rows: Rows, sittings: list[told.Sitting]) -> None:
    """Tell in the trail who saw to what."""
    for each in sittings:
        sitting = rows.sittings[each]
        for panel in sitting.panels:
            for line in _lines(rows, panel, each):
                _note(line, panel, sitting.coordinator)


def _lines(rows: Rows, panel: Panel, each: told.Sitting) -> list[Line]:
    items = template_for(panel)
    timed = [item for item in items if rules.asks_time(item)]
    turn = int(panel.ref.rpartition("-")[2])
    return checklist(items, each, turn, rows.times, timed=timed)


def _check(line: Line, position: int, who: Person, each: told.Sitting) -> PanelCheck:
    return PanelCheck(
        position=position,
        item=line.item,
        at_time=line.at_time,
        done_at=moment(line.done) if line.done else None,
        done_by=who if line.done else None,
        created_at=moment(each.arranged),
    )


def _note(line: Line, panel: Panel, who: Person) -> None:
    if line.done:
        tag = PanelsTag.CHECK_TAKEN_OFF if line.off else PanelsTag.CHECK_TICKED
        with clock.frozen(moment(line.done)):
            note(tag, panel, actor=who, item=line.item)
