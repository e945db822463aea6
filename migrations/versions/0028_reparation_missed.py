"""Searches of the catalogue that found nothing, counted by day, area and theme."""

import sqlalchemy as sa
from alembic import op

revision = "0028_reparation_missed"
down_revision = "0027_reparation_suggestions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "missed_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_missed_search_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_missed_search")),
        sa.UniqueConstraint("day", "area", "theme", name=op.f("uq_missed_search_day_area_theme")),
    )


def downgrade() -> None:
    op.drop_table("missed_search")
