"""The volunteer register."""

import sqlalchemy as sa
from alembic import op

revision = "0007_members_tables"
down_revision = "0006_calendar_tables"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "applicant",
                "vetting",
                "training",
                "active",
                "paused",
                "left",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("joined_on", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("leave_reason", sa.String(), nullable=True),
        sa.Column("min_month", sa.Integer(), nullable=False),
        sa.Column("max_month", sa.Integer(), nullable=False),
        sa.Column("may_chair", sa.Boolean(), nullable=False),
        sa.Column("is_learner", sa.Boolean(), nullable=False),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "NOT (may_chair AND is_learner)", name=op.f("ck_member_learner_no_chair")
        ),
        sa.CheckConstraint(
            "min_month >= 0 AND max_month >= min_month",
            name=op.f("ck_member_month_range"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_member_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("form_key", name=op.f("uq_member_form_key")),
        sa.UniqueConstraint("number", name=op.f("uq_member_number")),
        sa.UniqueConstraint("person_id", name=op.f("uq_member_person_id")),
    )
    op.create_index(op.f("ix_member_status_id"), "member", ["status", "id"], unique=False)
    op.create_table(
        "availability",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column(
            "part",
            sa.Enum(
                "morning",
                "afternoon",
                "evening",
                name="part",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_availability_weekday")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_availability_member_id_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability")),
        sa.UniqueConstraint(
            "member_id",
            "weekday",
            "part",
            name=op.f("uq_availability_member_id_weekday_part"),
        ),
    )
    op.create_table(
        "away",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_away_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_away_member_id_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_away")),
        sa.UniqueConstraint(
            "member_id",
            "starts_on",
            "ends_on",
            name=op.f("uq_away_member_id_starts_on_ends_on"),
        ),
    )
    op.create_table(
        "check_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "dbs",
                "identity",
                "references",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("recheck_on", sa.Date(), nullable=True),
        sa.Column("update_service", sa.Boolean(), nullable=False),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["checked_by_id"],
            ["person.id"],
            name=op.f("fk_check_record_checked_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_check_record_member_id_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_record")),
        sa.UniqueConstraint(
            "member_id",
            "kind",
            "issued_on",
            name=op.f("uq_check_record_member_id_kind_issued_on"),
        ),
    )
    op.create_index(op.f("ix_check_record_member_id"), "check_record", ["member_id"], unique=False)
    op.create_table(
        "member_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_member_area_area_id_area")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_member_area_member_id_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_area")),
        sa.UniqueConstraint("member_id", "area_id", name=op.f("uq_member_area_member_id_area_id")),
    )
    op.create_index(op.f("ix_member_area_area_id"), "member_area", ["area_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_member_area_area_id"), table_name="member_area")
    op.drop_table("member_area")
    op.drop_index(op.f("ix_check_record_member_id"), table_name="check_record")
    op.drop_table("check_record")
    op.drop_table("away")
    op.drop_table("availability")
    op.drop_index(op.f("ix_member_status_id"), table_name="member")
    op.drop_table("member")
