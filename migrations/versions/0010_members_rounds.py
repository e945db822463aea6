"""Rounds that ask for dates, days away that come again, and who is willing to chair."""

import sqlalchemy as sa
from alembic import op

revision = "0010_members_rounds"
down_revision = "0009_calendar_pencilled"
branch_labels = None
depends_on = None

PARTS = ("morning", "afternoon", "evening")
REPEATS = ("weekly", "fortnightly", "monthly", "yearly")
UNTIL = "repeats_until IS NULL OR (repeats IS NOT NULL AND repeats_until >= starts_on)"


def upgrade() -> None:
    op.add_column(
        "member",
        sa.Column("willing_chair", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
    with op.batch_alter_table("away") as away:
        away.add_column(sa.Column("repeats", sa.String(length=30), nullable=True))
        away.add_column(sa.Column("repeats_until", sa.Date(), nullable=True))
        away.create_check_constraint(op.f("ck_away_repeats"), f"repeats IN {REPEATS}")
        away.create_check_constraint(op.f("ck_away_repeats_until"), UNTIL)
    op.create_table(
        "availability_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirm_by", sa.Date(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("last_on >= first_on", name=op.f("ck_availability_round_days")),
        sa.ForeignKeyConstraint(
            ["area_id"], ["area.id"], name=op.f("fk_availability_round_area_id_area")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["person.id"], name=op.f("fk_availability_round_opened_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability_round")),
        sa.UniqueConstraint("form_key", name=op.f("uq_availability_round_form_key")),
        sa.UniqueConstraint("uuid", name=op.f("uq_availability_round_uuid")),
    )
    op.create_index(op.f("ix_availability_round_area_id"), "availability_round", ["area_id"])
    op.create_table(
        "round_slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column(
            "part",
            sa.Enum(*PARTS, name="part", native_enum=False, create_constraint=True, length=30),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["availability_round.id"],
            name=op.f("fk_round_slot_round_id_availability_round"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_slot")),
        sa.UniqueConstraint(
            "round_id", "on_day", "part", name=op.f("uq_round_slot_round_id_on_day_part")
        ),
    )
    op.create_index(op.f("ix_round_slot_on_day"), "round_slot", ["on_day"])
    op.create_table(
        "round_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("none_suits", sa.Boolean(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["availability_round.id"],
            name=op.f("fk_round_reply_round_id_availability_round"),
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_round_reply_member_id_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_reply")),
        sa.UniqueConstraint(
            "round_id", "member_id", name=op.f("uq_round_reply_round_id_member_id")
        ),
    )
    op.create_index(op.f("ix_round_reply_member_id"), "round_reply", ["member_id"])
    op.create_table(
        "round_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["round_slot.id"], name=op.f("fk_round_answer_slot_id_round_slot")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_round_answer_member_id_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_answer")),
        sa.UniqueConstraint("slot_id", "member_id", name=op.f("uq_round_answer_slot_id_member_id")),
    )
    op.create_index(op.f("ix_round_answer_member_id"), "round_answer", ["member_id"])


def downgrade() -> None:
    for table in ("round_answer", "round_reply", "round_slot", "availability_round"):
        op.drop_table(table)
    with op.batch_alter_table("away") as away:
        away.drop_constraint(op.f("ck_away_repeats_until"), type_="check")
        away.drop_constraint(op.f("ck_away_repeats"), type_="check")
        away.drop_column("repeats_until")
        away.drop_column("repeats")
    with op.batch_alter_table("member") as member:
        member.drop_column("willing_chair")
