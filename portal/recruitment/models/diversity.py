"""What applicants say of themselves on a form of its own. Nothing here leads to who said it."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Base


class DiversityAnswer(Base):
    """One answer to one question, nobody knows whose, nor with which others it was given.

    `id` is made of the form's random key, which is kept nowhere, and the question: a form that is
    sent twice counts once. There is no moment, no place in an order, not even SQLite's own number.
    It is `is_counted` once enough others have come to be counted with it.
    """

    __tablename__ = "diversity_answer"
    __table_args__ = (
        Index(None, "year", "question", "is_counted"),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int]
    question: Mapped[str]
    answer: Mapped[str]
    is_counted: Mapped[bool] = mapped_column(default=False)
