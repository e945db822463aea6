"""What an address or a form asks for, read so that nonsense asks for nothing."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any, Final
from uuid import UUID

from flask import request
from sqlalchemy.exc import NoResultFound

from portal import clock
from portal.access import Permission
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.panels.actions.turns import Chosen
from portal.panels.models import OfferState, PanelKind, Seat, Sitting
from portal.panels.permissions import Areas
from portal.panels.queries import before_court, cards, orders, sittings
from portal.panels.rules.rota import Ask, Show, Span, View, period_of
from portal.people.models import Area

MAY_NOTE: Final = (Permission.PANELS_ARRANGE, Permission.PANELS_OWN_ORDERS)
"""Who may note what is seen to for a panel and what came of it: who arranges, and its adviser."""
MOST_TYPED: Final = 100
MOST_DIGITS: Final = 9


def words() -> str:
    """Return what was typed into the search."""
    return request.args.get("q", "").replace("\0", "")[:MOST_TYPED].strip()


def named(name: str) -> str:
    """Return what an address or a form names; no database is asked for what no text can hold."""
    return request.values.get(name, "").replace("\0", "")[:MOST_TYPED]


def one_of(name: str, options: Collection[str], default: str = "") -> str:
    """Return a filter's value."""
    value = request.args.get(name, default)
    return value if value in options else default


def agreed() -> str:
    """Return what of a plan was agreed to change, as `rules.WouldReplan` has it."""
    return request.form.get("replanned", "")[:MOST_TYPED]


def carried() -> list[tuple[str, str]]:
    """Return what a form said, for it to be sent again once something else was agreed to."""
    left_out = {"csrf_token", "replanned"}
    pairs = request.form.items(multi=True)
    return [(name, said) for name, said in pairs if name not in left_out]


def area(areas: Collection[Area]) -> int | None:
    """Return the area that the list is narrowed to."""
    chosen = one_of("area", {str(each.id) for each in areas})
    return int(chosen) if chosen else None


def number(text: str | None) -> int:
    """Return a number that came from outside; nonsense is 0, which no row has."""
    sound = text and text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return int(text) if text and sound else 0


def my_areas() -> Areas:
    """Return the areas that whoever is signed in is limited to; none means all."""
    return signed_in_user().area_ids


def within(areas: Collection[Area]) -> list[Area]:
    """Return those of the areas that whoever is signed in may see."""
    mine = my_areas()
    return [each for each in areas if not mine or each.id in mine]


def arranged_or_advised(entry_uuid: UUID) -> Sitting:
    """Return a sitting that whoever is signed in arranges, or advises; else `NoResultFound`."""
    if Permission.PANELS_ARRANGE in signed_in_user().permissions:
        try:
            return sittings.sitting(entry_uuid, my_areas())
        except NoResultFound:
            pass  # they may advise it all the same
    return sittings.sitting_advised(signed_in_person(), entry_uuid)


def leaving_context(sitting: Sitting, seat: Seat | None) -> dict[str, Any]:
    """Return what somebody on a sitting reads of how they can get off it, if they said yes."""
    offers = seat.offers if seat else []
    return {
        "offer": next((each for each in offers if each.state is OfferState.ACCEPTED), None),
        "card": cards.cards(sitting)[seat.id] if seat else None,
        "leaving": sittings.leaving(sitting),
        "last_free_day": sittings.last_free_day(sitting),
        "running": sittings.is_running(sitting),
    }


def chosen(ref: str, kind: PanelKind) -> Chosen:
    """Return what shall be heard: a panel before court, or an order with the kind of its panel."""
    if ref.startswith("P-"):
        return before_court.panel(ref, my_areas())
    return orders.order(ref, my_areas()), kind


def rota(known: Collection[Area], otherwise: Callable[[], date] = clock.today) -> Ask:
    """Return what part of the rota is asked for, and how: without a month, that of a day."""
    span, month = Span(one_of("span", set(Span), Span.MONTH)), request.args.get("from", "")
    return Ask(
        period_of(month, span, clock.today() if month else otherwise()),
        View(one_of("view", set(View), View.GRID)),
        area(known),
        Show(one_of("show", set(Show))),
        max(1, min(number(request.args.get("page", "1")), span.months)),
    )
