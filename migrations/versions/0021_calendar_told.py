"""Entries that are somebody's to know: they take no time and ask for no answer."""

from alembic import op

revision = "0021_calendar_told"
down_revision = "0020_calendar_imports"
branch_labels = None
depends_on = None

BEFORE = ("pencilled", "offered", "accepted", "absent", "gone")
NOW = (*BEFORE, "told")


def upgrade() -> None:
    _let_states_be(NOW)


def downgrade() -> None:
    op.execute("DELETE FROM attendee WHERE state = 'told'")
    _let_states_be(BEFORE)


def _let_states_be(states: tuple[str, ...]) -> None:
    """Redraw the check of the column; SQLite does that by copying the table."""
    condition = f"state IN ({', '.join(repr(state) for state in states)})"
    with op.batch_alter_table("attendee") as attendee:
        attendee.drop_constraint(op.f("ck_attendee_state"), type_="check")
        attendee.create_check_constraint(op.f("ck_attendee_state"), condition)
