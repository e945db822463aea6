"""What panels lacked: due days of those before court, and one seat for a person on a sitting."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0014_panels_gaps"
down_revision = "0013_training_sessions"
branch_labels = None
depends_on = None

ONE_SEAT: Final = "coalesce(person_id, pencilled_id)"


def upgrade() -> None:
    op.add_column("panel", sa.Column("due_uuid", sa.Uuid(), nullable=True))
    op.create_index("uq_panel_due_uuid", "panel", ["due_uuid"], unique=True)
    op.create_index("uq_seat_one_seat", "seat", ["sitting_id", sa.text(ONE_SEAT)], unique=True)


def downgrade() -> None:
    op.drop_index("uq_seat_one_seat", "seat")
    op.drop_index("uq_panel_due_uuid", "panel")
    op.drop_column("panel", "due_uuid")
