"""A cost of another kind, which says in words what it was.

SQLite changes a check by copying the table, and leaves behind what triggers speak of it: they are
put aside as they then are, and made again.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

revision = "0055_members_other_cost"
down_revision = "0054_members_leaving"
branch_labels = None
depends_on = None

KINDS = ("mileage", "parking", "fare", "childcare", "meal")
IN_WORDS = "kind <> 'other' OR length(words) > 0"


def upgrade() -> None:
    with _kept_triggers(), op.batch_alter_table("claim_line") as line:
        line.drop_constraint(op.f("ck_claim_line_kind"), type_="check")
        line.create_check_constraint(op.f("ck_claim_line_kind"), _one_of((*KINDS, "other")))
        line.create_check_constraint(op.f("ck_claim_line_other_in_words"), IN_WORDS)


def downgrade() -> None:
    with _kept_triggers(), op.batch_alter_table("claim_line") as line:
        line.drop_constraint(op.f("ck_claim_line_other_in_words"), type_="check")
        line.drop_constraint(op.f("ck_claim_line_kind"), type_="check")
        line.create_check_constraint(op.f("ck_claim_line_kind"), _one_of(KINDS))


def _one_of(kinds: Sequence[str]) -> str:
    return f"kind IN ({', '.join(repr(kind) for kind in kinds)})"


@contextmanager
def _kept_triggers() -> Iterator[None]:
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        yield
        return
    triggers = connection.execute(
        sa.text(
            "SELECT name, sql FROM sqlite_master "
            "WHERE type = 'trigger' AND sql LIKE '%claim_line%' ORDER BY name"
        )
    ).all()
    for name, _ in triggers:
        op.execute(f"DROP TRIGGER {name}")
    yield
    for _, made in triggers:
        connection.exec_driver_sql(made)
