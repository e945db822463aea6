"""Whether an event of an imported calendar is private."""

import sqlalchemy as sa
from alembic import op

revision = "0051_calendar_private"
down_revision = "0050_given_once"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "imported_entry",
        sa.Column("is_private", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    op.drop_column("imported_entry", "is_private")
