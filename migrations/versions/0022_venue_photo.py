"""A picture of a venue, with its words for who cannot see it."""

import sqlalchemy as sa
from alembic import op

revision = "0022_venue_photo"
down_revision = "0021_calendar_told"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "venue_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("alt", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(alt) > 0", name=op.f("ck_venue_photo_alt_given")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_venue_photo_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["venue_id"], ["venue.id"], name=op.f("fk_venue_photo_venue_id_venue")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue_photo")),
        sa.UniqueConstraint("document_id", name=op.f("uq_venue_photo_document_id")),
        sa.UniqueConstraint("venue_id", name=op.f("uq_venue_photo_venue_id")),
    )


def downgrade() -> None:
    op.drop_table("venue_photo")
