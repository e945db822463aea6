"""Duties that are planned and not told yet, and duties that somebody did not come to."""

from alembic import op

revision = "0009_calendar_pencilled"
down_revision = "0008_panels_tables"
branch_labels = None
depends_on = None

BEFORE = ("offered", "accepted", "gone")
NOW = ("pencilled", "absent", *BEFORE)


def upgrade() -> None:
    _let_states_be(NOW)


def downgrade() -> None:
    op.execute("DELETE FROM attendee WHERE state = 'pencilled'")
    op.execute("UPDATE attendee SET state = 'accepted' WHERE state = 'absent'")
    _let_states_be(BEFORE)


def _let_states_be(states: tuple[str, ...]) -> None:
    """Redraw the check of the column; SQLite does that by copying the table."""
    condition = f"state IN ({', '.join(repr(state) for state in states)})"
    with op.batch_alter_table("attendee") as attendee:
        attendee.drop_constraint(op.f("ck_attendee_state"), type_="check")
        attendee.create_check_constraint(op.f("ck_attendee_state"), condition)
