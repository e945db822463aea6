"""Evenings that were held, and what is noted of them."""

from datetime import date, datetime, time

from portal import clock
from portal.database import changing
from portal.panels import rules
from portal.panels.actions import outcomes
from portal.panels.models import PanelKind, SeatKind, Sitting
from portal.panels.queries.sittings import live_panels
from tests.factories import AreaFactory
from tests.panels import scenes

CHAIR, MEMBER, ADVISER = SeatKind.CHAIR, SeatKind.MEMBER, SeatKind.ADVISER
AFTER = clock.at(scenes.TENTH, time(20))
NEXT = date(2026, 3, 24)


def ready(*, panels: int = 1, kind: PanelKind = PanelKind.INITIAL) -> Sitting:
    """Return a sitting that has everybody it needs, at 5:30pm on Tuesday 10 March."""
    jo, marcus = scenes.coordinator(), scenes.colleague("Marcus Reid", may_advise=True)
    area = AreaFactory()
    orders = [scenes.order(jo, area=area) for _ in range(panels)]
    sitting = scenes.arranged(jo, *orders, adviser=marcus, kind=kind)
    scenes.accepted(sitting, CHAIR, scenes.chair())
    scenes.accepted(sitting, MEMBER, scenes.volunteer("Ann Lee"))
    return sitting


def noted(sitting: Sitting, *absent: str, **values: object) -> dict[int, rules.Noted]:
    """Return that everybody came to each panel but those named, and that it was held."""
    present = tuple(
        rules.Present(
            seat.person.id, seat.kind.value, "absent" if seat.person.name in absent else "came"
        )
        for seat in sitting.seats
        if seat.person
    )
    fields: dict[str, object] = {"present": present, "held": True, "agreed": True, **values}
    return {
        panel.id: rules.Noted(**fields)  # type: ignore[arg-type]  # its own fields
        for panel in live_panels(sitting)
    }


def note(
    sitting: Sitting,
    what: dict[int, rules.Noted],
    *,
    sure: bool = False,
    at: datetime = AFTER,
    version: int = 0,
) -> None:
    """Note the outcome of a sitting as its adviser, at eight in the evening."""
    adviser = scenes.seat(sitting, ADVISER).person or sitting.coordinator
    with clock.frozen(at), changing():
        outcomes.note_outcome(
            sitting=sitting,
            version=version or sitting.version,
            noted=what,
            sure=sure,
            actor=adviser,
        )
