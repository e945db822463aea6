"""When each meeting is held, in which room, with which adviser."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Final

from portal.demo.rules.orders import Meeting
from portal.demo.rules.people import Colleague
from portal.demo.rules.places import Place, Slot, slots
from portal.demo.rules.sittings import Sitting
from portal.demo.rules.times import Times, When

SIZES: Final = (1, 2, 1, 3, 2, 1, 2, 1, 2, 3)
COORDINATORS: Final = {"N": "Jo Hartley", "C": "Jo Hartley", "S": "Rhiannon Pugh"}
ARRANGED: Final = time(11, 30)
LATE: Final = timedelta(days=10)


class Rota:
    """The sittings of one share: no room and no adviser is in two on one day."""

    def __init__(
        self, places: tuple[Place, ...], colleagues: list[Colleague], times: Times
    ) -> None:
        self.slots = slots(places)
        self.advisers = [each for each in colleagues if each.advises]
        self.times = times
        self.sittings: list[Sitting] = []
        self.taken: set[tuple[str, date]] = set()
        self.turns: Counter[str] = Counter()

    def add(self, sitting: Sitting) -> Sitting:
        """Take a room and an adviser for a day."""
        self.taken |= {
            (sitting.adviser, sitting.day),
            (_room(sitting.place, sitting.room), sitting.day),
        }
        self.turns[sitting.adviser] += 1
        self.sittings.append(sitting)
        return sitting

    def hold(self, meeting: Meeting) -> Sitting:
        """Place a meeting: in a sitting that has room for it, else in a new one, or else late."""
        sitting = self._open(meeting) or self._new(meeting, meeting.last)
        sitting = sitting or self._new(meeting, meeting.last + LATE)
        if sitting is None:
            message = f"there is no room for a panel around {meeting.best}"
            raise LookupError(message)
        sitting.meetings.append(meeting)
        return sitting

    def arrange(self, sitting: Sitting, turn: int) -> None:
        """Say when a sitting was arranged: three weeks ahead, and after its orders were made."""
        add = self.times.days.add_working_days
        lately = add(self.times.today, -4 - turn % 9)
        court = max(each.order.court for each in sitting.meetings)
        day = max(min(add(sitting.day, -15), lately), add(court, 1))
        sitting.arranged = When(day, ARRANGED)

    def usual(self, area: str, starts: time, day: date) -> Sitting | None:
        """Take an area's usual room at that hour, if it and an adviser are free on the day."""
        for slot in self.slots[area]:
            if slot.starts == starts and slot.suits(day):
                return self._take(slot, day)
        return None

    def _open(self, meeting: Meeting) -> Sitting | None:
        near = [
            sitting
            for sitting in self.sittings
            if sitting.has_room
            and sitting.area == meeting.order.area
            and meeting.first <= sitting.day <= meeting.last
            and all(each.order is not meeting.order for each in sitting.meetings)
        ]
        return min(near, key=lambda each: abs(each.day - meeting.best), default=None)

    def _new(self, meeting: Meeting, last: date) -> Sitting | None:
        area = meeting.order.area
        for day in self._days(meeting, last):
            for slot in self.slots[area]:
                if slot.suits(day) and (sitting := self._take(slot, day)):
                    return sitting
        return None

    def _take(self, slot: Slot, day: date) -> Sitting | None:
        adviser = self._adviser(slot.area, day)
        free = (_room(slot.place, slot.room), day) not in self.taken
        return self.add(self._sitting(slot, day, adviser)) if free and adviser else None

    def _sitting(self, slot: Slot, day: date, adviser: str) -> Sitting:
        size = SIZES[len(self.sittings) % len(SIZES)]
        return Sitting(
            area=slot.area,
            day=day,
            starts=slot.starts,
            place=slot.place,
            room=slot.room,
            adviser=adviser,
            coordinator=COORDINATORS[slot.area],
            size=min(size, slot.most),
        )

    def _days(self, meeting: Meeting, last: date) -> Iterator[date]:
        """Yield the working days on which it may be held, the best first, never today."""
        count = (last - meeting.first).days + 1
        days = [meeting.first + timedelta(days=turn) for turn in range(count)]
        days.sort(key=lambda day: (abs(day - meeting.best), day))
        working = self.times.days.is_working_day
        return (day for day in days if working(day) and day != self.times.today)

    def _adviser(self, area: str, day: date) -> str | None:
        free = [
            each.name
            for each in self.advisers
            if area in each.areas and (each.name, day) not in self.taken
        ]
        return min(free, key=lambda name: self.turns[name], default=None)


def _room(place: str, room: str) -> str:
    return f"{place}, {room}"
