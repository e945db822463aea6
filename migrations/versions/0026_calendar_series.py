"""What repeats: the rule, and which entry is which time of it."""

import sqlalchemy as sa
from alembic import op

revision = "0026_calendar_series"
down_revision = "0025_reparation_sessions"
branch_labels = None
depends_on = None

KINDS = ("panel", "training", "reparation", "due", "team", "leave")


def upgrade() -> None:
    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*KINDS, name="kind", native_enum=False, create_constraint=True, length=30),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=True),
        sa.Column("ends", sa.Time(), nullable=True),
        sa.Column("rrule", sa.String(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("ics", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(starts IS NULL) = (ends IS NULL)", name=op.f("ck_series_whole_time")),
        sa.CheckConstraint("ends > starts", name=op.f("ck_series_ends_after_start")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_series_area_id_area")),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_series_made_by_id_person")
        ),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_series_room_id_room")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("uuid", name=op.f("uq_series_uuid")),
    )
    op.create_index(op.f("ix_series_area_id"), "series", ["area_id"])
    op.create_index(op.f("ix_series_room_id"), "series", ["room_id"])
    with op.batch_alter_table("entry") as entry:
        entry.drop_column("rrule")
        entry.add_column(sa.Column("series_id", sa.Integer(), nullable=True))
        entry.add_column(sa.Column("recurs_on", sa.Date(), nullable=True))
        entry.create_foreign_key(op.f("fk_entry_series_id_series"), "series", ["series_id"], ["id"])
        entry.create_unique_constraint(
            op.f("uq_entry_series_id_recurs_on"), ["series_id", "recurs_on"]
        )
        entry.create_check_constraint(
            op.f("ck_entry_recurs_in_series"), "recurs_on IS NULL OR series_id IS NOT NULL"
        )


def downgrade() -> None:
    with op.batch_alter_table("entry") as entry:
        entry.drop_constraint(op.f("ck_entry_recurs_in_series"), type_="check")
        entry.drop_constraint(op.f("uq_entry_series_id_recurs_on"), type_="unique")
        entry.drop_constraint(op.f("fk_entry_series_id_series"), type_="foreignkey")
        entry.drop_column("recurs_on")
        entry.drop_column("series_id")
        entry.add_column(sa.Column("rrule", sa.String(), nullable=True))
    op.drop_table("series")
