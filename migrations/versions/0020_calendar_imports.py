"""Calendars of others, imported from files, and their entries."""

import sqlalchemy as sa
from alembic import op

revision = "0020_calendar_imports"
down_revision = "0019_reparation_sessions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "imported_calendar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                *("terms", "closures", "neighbour", "other"),
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_until", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_id"], ["area.id"], name=op.f("fk_imported_calendar_area_id_area")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_imported_calendar_owner_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_calendar")),
        sa.UniqueConstraint("name", name=op.f("uq_imported_calendar_name")),
        sa.UniqueConstraint("uuid", name=op.f("uq_imported_calendar_uuid")),
    )
    op.create_index(op.f("ix_imported_calendar_area_id"), "imported_calendar", ["area_id"])
    op.create_table(
        "imported_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("calendar_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("all_day", sa.Boolean(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ends_at >= starts_at", name=op.f("ck_imported_entry_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["calendar_id"],
            ["imported_calendar.id"],
            name=op.f("fk_imported_entry_calendar_id_imported_calendar"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_entry")),
        sa.UniqueConstraint(
            "calendar_id", "uid", "key", name=op.f("uq_imported_entry_calendar_id_uid_key")
        ),
    )
    op.create_index(
        "ix_imported_entry_days", "imported_entry", ["first_day", "starts_at", "id", "last_day"]
    )


def downgrade() -> None:
    op.drop_table("imported_entry")
    op.drop_table("imported_calendar")
