"""What people ask of a venue before they book it: the way there, opening times, the cost."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0016_calendar_venues"
down_revision = "0015_training_mine"
branch_labels = None
depends_on = None

SAID: Final = ("transport", "cost", "opening", "contact", "panel_notes")


def upgrade() -> None:
    with op.batch_alter_table("venue") as venue:
        venue.add_column(
            sa.Column("hearing_loop", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        for name in SAID:
            venue.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("venue") as venue:
        for name in ("hearing_loop", *SAID):
            venue.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("venue") as venue:
        for name in ("hearing_loop", *SAID):
            venue.drop_column(name)
