"""The one letter that tells somebody of all that was published and concerns them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from portal.notifications.actions import Attachment, Content, letter
from portal.panels.letters import parts
from portal.panels.models import Offer, OfferState, Sitting
from portal.panels.queries import offers, sittings
from portal.people.models import Person
from portal.site.filters import day, plural
from portal.site.urls import absolute


@dataclass(frozen=True)
class Item:
    """One line of the letter: what every letter says of a sitting, and what is asked of it."""

    starts_at: datetime
    facts: dict[str, Any]


@letter("panels/email/rota_published")
def rota_published(*, to: Person, **ids: int) -> Content | None:
    """List what somebody is on, is asked for, advises, and which of their orders are heard.

    What was answered, left or called off since is left out.
    """
    made = [offers.offer_by_id(each) for each in _numbered("offer_", ids)]
    theirs = [each for each in made if not parts.is_off(each.seat.sitting)]
    on = [_seat(each, to) for each in theirs if each.state is OfferState.ACCEPTED]
    asked = [_asked(each, to) for each in theirs if each.state is OfferState.SENT]
    advised = [each for each in _sittings("advises_", ids) if _is_on(each, to)]
    managed = [each for each in _sittings("manages_", ids) if parts.manages_one(each, to)]
    sections = {
        "on": _in_time(on),
        "asked": _in_time(asked),
        "advised": _in_time(_sitting(each, to) for each in advised),
        "managed": _in_time(_managed(each, to) for each in managed),
    }
    everything = [item for section in sections.values() for item in section]
    if not everything:
        return None
    promised = [each.seat.sitting for each in theirs if each.state is OfferState.ACCEPTED]
    first = min(everything, key=lambda each: each.starts_at)
    values = {**first.facts, **sections, "link": absolute("panels.duties")}
    return Content(_subject(sections), values, _invitations([*promised, *advised], to))


def _numbered(name: str, ids: Mapping[str, int]) -> list[int]:
    return sorted(number for key, number in ids.items() if key.startswith(name))


def _sittings(name: str, ids: Mapping[str, int]) -> list[Sitting]:
    found = [sittings.sitting_numbered(each) for each in _numbered(name, ids)]
    return [each for each in found if not parts.is_off(each)]


def _is_on(sitting: Sitting, to: Person) -> bool:
    return any(seat.person is to for seat in sitting.seats)


def _seat(offer: Offer, to: Person) -> Item:
    sitting = offer.seat.sitting
    return Item(
        sitting.entry.starts_at,
        {**parts.offer_facts(offer, to), "link": parts.link(sitting)},
    )


def _asked(offer: Offer, to: Person) -> Item:
    return Item(offer.seat.sitting.entry.starts_at, parts.offer_facts(offer, to))


def _sitting(sitting: Sitting, to: Person) -> Item:
    return Item(sitting.entry.starts_at, parts.facts(sitting, to))


def _managed(sitting: Sitting, to: Person) -> Item:
    tell_by = sittings.readiness(sitting).tell_by
    return Item(sitting.entry.starts_at, {**parts.facts(sitting, to), "tell_by": tell_by})


def _in_time(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=lambda item: item.starts_at)


def _subject(sections: Mapping[str, list[Item]]) -> str:
    """> 3 panels you are on, and 1 to answer; A panel for an order of yours: Tuesday 10 March."""
    on, asked = len(sections["on"]), len(sections["asked"])
    if on and asked:
        return f"{plural(on, 'panel')} you are on, and {asked} to answer"
    if on:
        return f"You are on {plural(on, 'panel')}"
    if asked:
        return f"Can you sit? {plural(asked, 'panel')} to answer"
    if sections["advised"]:
        return f"You advise {plural(len(sections['advised']), 'panel')}"
    first = sections["managed"][0].starts_at
    return f"Panels for orders of yours: from {day(first)}"


def _invitations(promised: Iterable[Sitting], to: Person) -> tuple[Attachment, ...]:
    """Return a file for each, with a name of its own when there are several."""
    files = [file for each in promised for file in parts.invitation(each, to)]
    if len(files) == 1:
        return (files[0],)
    return tuple(
        replace(file, name=f"invitation-{number}.ics") for number, file in enumerate(files, 1)
    )
