"""What only those who are booked read of a session: the link to join by."""

import sqlalchemy as sa
from alembic import op

revision = "0013_training_sessions"
down_revision = "0012_training_tables"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("attendee", sa.Column("note", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("attendee") as attendee:
        attendee.drop_column("note")
