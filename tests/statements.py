"""Counting SQL statements, so that a list is seen to cost the same for one row as for three."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from portal.database import db


@contextmanager
def count_statements() -> Iterator[list[str]]:
    """Give a list that fills with the text of each statement sent to the database meanwhile.

    > with count_statements() as sent: queries.register(Search())
    > assert len(sent) == 4
    """
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)
