"""One session at a time at a site."""

import sqlalchemy as sa
from alembic import op

revision = "0025_reparation_sessions"
down_revision = "0024_reparation_risks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "site_slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("quarter_hour", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["project_session.id"],
            name=op.f("fk_site_slot_session_id_project_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_slot")),
        sa.UniqueConstraint("site", "quarter_hour", name=op.f("uq_site_slot_site_quarter_hour")),
    )
    op.create_index(op.f("ix_site_slot_session_id"), "site_slot", ["session_id"])


def downgrade() -> None:
    op.drop_table("site_slot")
