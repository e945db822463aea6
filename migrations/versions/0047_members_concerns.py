"""The register of complaints and concerns."""

import sqlalchemy as sa
from alembic import op

revision = "0047_members_concerns"
down_revision = "0046_members_survey"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_concern()
    _create_concern_action()


def _create_concern() -> None:
    op.create_table(
        "concern",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "conduct",
                "confidentiality",
                "boundaries",
                "safeguarding",
                "reliability",
                "grievance",
                "other",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column(
            "source",
            sa.Enum(
                "colleague",
                "volunteer",
                "partner",
                "outside",
                "self",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "looked_into",
                "closed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("handler_id", sa.Integer(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "upheld",
                "partly",
                "not_upheld",
                "withdrawn",
                "passed_on",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=True,
        ),
        sa.Column("outcome_words", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_on IS NOT NULL)", name=op.f("ck_concern_closed_day")
        ),
        sa.CheckConstraint(
            "(state = 'closed') = (outcome IS NOT NULL)", name=op.f("ck_concern_closed_outcome")
        ),
        sa.CheckConstraint(
            "state <> 'looked_into' OR handler_id IS NOT NULL", name=op.f("ck_concern_handled")
        ),
        sa.CheckConstraint("length(summary) > 0", name=op.f("ck_concern_summary_given")),
        sa.ForeignKeyConstraint(
            ["handler_id"], ["person.id"], name=op.f("fk_concern_handler_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_concern_member_id_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern")),
        sa.UniqueConstraint("form_key", name=op.f("uq_concern_form_key")),
        sa.UniqueConstraint("uuid", name=op.f("uq_concern_uuid")),
    )
    op.create_index(op.f("ix_concern_member_id"), "concern", ["member_id"])
    op.create_index(
        op.f("ix_concern_state_received_on_id"), "concern", ["state", "received_on", "id"]
    )


def _create_concern_action() -> None:
    op.create_table(
        "concern_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(what) > 0", name=op.f("ck_concern_action_what_given")),
        sa.ForeignKeyConstraint(
            ["concern_id"],
            ["concern.id"],
            name=op.f("fk_concern_action_concern_id_concern"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_action")),
        sa.UniqueConstraint("form_key", name=op.f("uq_concern_action_form_key")),
    )
    op.create_index(op.f("ix_concern_action_concern_id"), "concern_action", ["concern_id"])


def downgrade() -> None:
    op.drop_table("concern_action")
    op.drop_table("concern")
