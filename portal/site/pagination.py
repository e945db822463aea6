"""A list in pages: one part of it, and how much more there is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from flask import Flask, request, url_for
from sqlalchemy import Select, func

from portal.database import session

Item = TypeVar("Item")

SIZE: Final = 25
NEAR: Final = 1
LAST_PAGE: Final = 100_000


@dataclass(frozen=True)
class Page(Generic[Item]):
    """One page of a list. Pages count from 1; `total` counts the items of all pages."""

    items: Sequence[Item]
    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """Return how many pages there are; an empty list has one."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """Return the number of the first item shown, counted from 1."""
        return (self.number - 1) * self.size + 1

    @property
    def last(self) -> int:
        """Return the number of the last item shown."""
        return self.first + len(self.items) - 1

    @property
    def shown(self) -> list[int | None]:
        """Return the page numbers to link to; None stands for those left out.

        > 1 … 4 5 6 … 9
        """
        near = range(self.number - NEAR, self.number + NEAR + 1)
        kept = sorted({1, *(n for n in near if 1 <= n <= self.pages), self.pages})
        row: list[int | None] = []
        for number in kept:
            if row and row[-1] is not None and number - row[-1] > 1:
                row.append(None)
            row.append(number)
        return row


def page_of(statement: Select[Any], number: int = 1, size: int = SIZE) -> Page[Any]:
    """Return one page of an ordered `select()` of one entity: two statements, always.

    A number past the end gives the last page.
    """
    counted = (
        statement.order_by(None)
        .options()
        .with_only_columns(func.count(), maintain_column_froms=True)
    )
    total = session.scalar(counted) or 0
    number = min(max(number, 1), max(1, -(-total // size)))
    items = session.scalars(statement.limit(size).offset((number - 1) * size)).unique().all()
    return Page(items, number, size, total)


def requested_page() -> int:
    """Return the page number in the address, or 1 when it says none or nonsense."""
    text = request.args.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < len(str(LAST_PAGE)) else 1


def page_url(number: int) -> str:
    """Return the address of another page of this list, with every filter kept."""
    values: dict[str, Any] = request.args.to_dict(flat=False)
    values.pop("page", None)
    if number > 1:
        values["page"] = number
    return url_for(request.endpoint or "", **{**values, **(request.view_args or {})})


def init_app(app: Flask) -> None:
    """Give templates the addresses of other pages."""
    app.jinja_env.globals.update(page_url=page_url)
