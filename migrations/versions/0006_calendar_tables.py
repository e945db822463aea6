"""Entries, audiences, attendees, venues, rooms, slots and feeds."""

import sqlalchemy as sa
from alembic import op

revision = "0006_calendar_tables"
down_revision = "0005_accounts_tables"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audience_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audience_revision")),
        sa.UniqueConstraint("key", name=op.f("uq_audience_revision_key")),
    )
    op.create_table(
        "feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "scope",
            sa.Enum(
                "mine",
                "everything",
                name="scope",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("filter", sa.JSON(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("last_fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_program", sa.String(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_feed_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed")),
        sa.UniqueConstraint("form_key", name=op.f("uq_feed_form_key")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_feed_token_hash")),
    )
    op.create_index(op.f("ix_feed_person_id"), "feed", ["person_id"], unique=False)
    op.create_table(
        "venue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("for_panels", sa.Boolean(), nullable=False),
        sa.Column("for_training", sa.Boolean(), nullable=False),
        sa.Column("for_projects", sa.Boolean(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("grid_e", sa.Integer(), nullable=True),
        sa.Column("grid_n", sa.Integer(), nullable=True),
        sa.Column("step_free", sa.Boolean(), nullable=False),
        sa.Column("separate_waiting", sa.Boolean(), nullable=False),
        sa.Column("accessible_toilet", sa.Boolean(), nullable=False),
        sa.Column("parking", sa.Boolean(), nullable=False),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_venue_area_id_area")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue")),
        sa.UniqueConstraint("name", name=op.f("uq_venue_name")),
    )
    op.create_index(op.f("ix_venue_area_id"), "venue", ["area_id"], unique=False)
    op.create_table(
        "room",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_room_venue_id_venue")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
        sa.UniqueConstraint("venue_id", "name", name=op.f("uq_room_venue_id_name")),
    )
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "panel",
                "training",
                "reparation",
                "due",
                "team",
                "leave",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=True),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("all_day", sa.Boolean(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "tentative",
                "confirmed",
                "cancelled",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("rrule", sa.String(), nullable=True),
        sa.Column("ics", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_entry_ends_after_start")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_entry_area_id_area")),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_entry_made_by_id_person")
        ),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_entry_room_id_room")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("form_key", name=op.f("uq_entry_form_key")),
        sa.UniqueConstraint("uuid", name=op.f("uq_entry_uuid")),
    )
    op.create_index(op.f("ix_entry_area_id"), "entry", ["area_id"], unique=False)
    op.create_index(
        "ix_entry_days", "entry", ["first_day", "starts_at", "id", "last_day"], unique=False
    )
    op.create_index(op.f("ix_entry_room_id"), "entry", ["room_id"], unique=False)
    op.create_index(op.f("ix_entry_starts_at_id"), "entry", ["starts_at", "id"], unique=False)
    op.create_table(
        "attendee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "offered",
                "accepted",
                "gone",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("path", sa.String(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("ics", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entry.id"],
            name=op.f("fk_attendee_entry_id_entry"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_attendee_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendee")),
        sa.UniqueConstraint("entry_id", "person_id", name=op.f("uq_attendee_entry_id_person_id")),
    )
    op.create_index(
        op.f("ix_attendee_person_id_state"),
        "attendee",
        ["person_id", "state"],
        unique=False,
    )
    op.create_table(
        "entry_audience",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entry.id"],
            name=op.f("fk_entry_audience_entry_id_entry"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_audience")),
        sa.UniqueConstraint("entry_id", "key", name=op.f("uq_entry_audience_entry_id_key")),
    )
    op.create_index(
        op.f("ix_entry_audience_key_entry_id"),
        "entry_audience",
        ["key", "entry_id"],
        unique=False,
    )
    op.create_table(
        "person_slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("quarter_hour", sa.Integer(), nullable=False),
        sa.Column("override_no", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entry.id"],
            name=op.f("fk_person_slot_entry_id_entry"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_slot_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_slot")),
        sa.UniqueConstraint(
            "person_id",
            "quarter_hour",
            "override_no",
            name=op.f("uq_person_slot_person_id_quarter_hour_override_no"),
        ),
    )
    op.create_index(op.f("ix_person_slot_entry_id"), "person_slot", ["entry_id"], unique=False)
    op.create_table(
        "room_slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("quarter_hour", sa.Integer(), nullable=False),
        sa.Column("override_no", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entry.id"],
            name=op.f("fk_room_slot_entry_id_entry"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_room_slot_room_id_room")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_slot")),
        sa.UniqueConstraint(
            "room_id",
            "quarter_hour",
            "override_no",
            name=op.f("uq_room_slot_room_id_quarter_hour_override_no"),
        ),
    )
    op.create_index(op.f("ix_room_slot_entry_id"), "room_slot", ["entry_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_room_slot_entry_id"), table_name="room_slot")
    op.drop_table("room_slot")
    op.drop_index(op.f("ix_person_slot_entry_id"), table_name="person_slot")
    op.drop_table("person_slot")
    op.drop_index(op.f("ix_entry_audience_key_entry_id"), table_name="entry_audience")
    op.drop_table("entry_audience")
    op.drop_index(op.f("ix_attendee_person_id_state"), table_name="attendee")
    op.drop_table("attendee")
    op.drop_index(op.f("ix_entry_starts_at_id"), table_name="entry")
    op.drop_index(op.f("ix_entry_room_id"), table_name="entry")
    op.drop_index("ix_entry_days", table_name="entry")
    op.drop_index(op.f("ix_entry_area_id"), table_name="entry")
    op.drop_table("entry")
    op.drop_table("room")
    op.drop_index(op.f("ix_venue_area_id"), table_name="venue")
    op.drop_table("venue")
    op.drop_index(op.f("ix_feed_person_id"), table_name="feed")
    op.drop_table("feed")
    op.drop_table("audience_revision")
