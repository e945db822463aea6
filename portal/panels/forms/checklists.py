"""What is asked beside a panel's checklist: the time of an item that is done with one."""

from collections.abc import Iterable
from datetime import time
from typing import Final

from portal.panels import rules
from portal.panels.models import PanelCheck
from portal.site.fields import TimeOfDay
from portal.site.forms import Form

AT: Final = "at_"


class Times(Form):
    """The times of some items; `times_of` gives it its fields."""

    @property
    def times(self) -> dict[int, time]:
        """Return what was entered, by the item's number."""
        found = {name: field.data for name, field in self._fields.items() if name.startswith(AT)}
        return {int(name.removeprefix(AT)): at for name, at in found.items() if at is not None}


def times_of(checks: Iterable[PanelCheck], *, typed: bool = False) -> Times:
    """Return a form with the time of each item that asks for one: as it is kept, or as typed."""
    timed = {f"{AT}{check.id}": check for check in checks if rules.asks_time(check.item)}
    fields = {
        name: TimeOfDay(
            f"Time for “{rules.item_words(check.item, '…')}”", hint="For example, 4:45pm"
        )
        for name, check in timed.items()
    }
    form: type[Times] = type("TimesOfItems", (Times,), fields)
    if typed:
        return form()
    return form(formdata=None, data={name: check.at_time for name, check in timed.items()})
