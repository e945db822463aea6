"""Talks with volunteers: planned, written up, signed by both."""

import sqlalchemy as sa
from alembic import op

revision = "0033_members_supervision"
down_revision = "0032_members_checks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_supervision()
    _create_supervision_action()
    _create_supervision_note()


def _create_supervision() -> None:
    op.create_table(
        "supervision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "supervision",
                "appraisal",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "held",
                "cancelled",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("supervisor_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("private_notes", sa.Text(), nullable=False),
        sa.Column("member_words", sa.Text(), nullable=False),
        sa.Column("agreed_supervisor_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed_by_id", sa.Integer(), nullable=True),
        sa.Column("agreed_member_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "agreed_supervisor_at IS NULL OR (state = 'held' AND agreed_by_id IS NOT NULL)",
            name=op.f("ck_supervision_signed_when_held"),
        ),
        sa.CheckConstraint(
            "agreed_member_at IS NULL OR agreed_supervisor_at IS NOT NULL",
            name=op.f("ck_supervision_service_signs_first"),
        ),
        sa.ForeignKeyConstraint(
            ["agreed_by_id"], ["person.id"], name=op.f("fk_supervision_agreed_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_supervision_entry_id_entry")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_supervision_member_id_member")
        ),
        sa.ForeignKeyConstraint(
            ["supervisor_id"], ["person.id"], name=op.f("fk_supervision_supervisor_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_supervision_entry_id")),
        sa.UniqueConstraint("form_key", name=op.f("uq_supervision_form_key")),
        sa.UniqueConstraint("uuid", name=op.f("uq_supervision_uuid")),
    )
    op.create_index(
        op.f("ix_supervision_member_id_state_on_day"),
        "supervision",
        ["member_id", "state", "on_day"],
    )
    op.create_index(op.f("ix_supervision_supervisor_id"), "supervision", ["supervisor_id"])
    op.create_index(
        "uq_supervision_planned",
        "supervision",
        ["member_id"],
        unique=True,
        sqlite_where=sa.text("state = 'planned'"),
        postgresql_where=sa.text("state = 'planned'"),
    )


def _create_supervision_action() -> None:
    op.create_table(
        "supervision_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("supervision_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column(
            "side",
            sa.Enum(
                "member",
                "service",
                name="side",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(what) > 0", name=op.f("ck_supervision_action_what_given")),
        sa.ForeignKeyConstraint(
            ["supervision_id"],
            ["supervision.id"],
            name=op.f("fk_supervision_action_supervision_id_supervision"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_action")),
        sa.UniqueConstraint("form_key", name=op.f("uq_supervision_action_form_key")),
    )
    op.create_index(
        op.f("ix_supervision_action_supervision_id"), "supervision_action", ["supervision_id"]
    )


def _create_supervision_note() -> None:
    op.create_table(
        "supervision_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("supervision_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["supervision_id"],
            ["supervision.id"],
            name=op.f("fk_supervision_note_supervision_id_supervision"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_note")),
        sa.UniqueConstraint(
            "supervision_id", "position", name=op.f("uq_supervision_note_supervision_id_position")
        ),
    )


def downgrade() -> None:
    op.drop_table("supervision_note")
    op.drop_table("supervision_action")
    op.drop_table("supervision")
