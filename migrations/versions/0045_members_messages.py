"""Copies of what coordinators write to many."""

import sqlalchemy as sa
from alembic import op

revision = "0045_members_messages"
down_revision = "0044_recruitment_diversity"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("without_email", sa.Integer(), nullable=False),
        sa.Column("sent_by_id", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("form_key", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("people > 0", name=op.f("ck_message_to_somebody")),
        sa.CheckConstraint(
            "without_email BETWEEN 0 AND people", name=op.f("ck_message_without_email")
        ),
        sa.ForeignKeyConstraint(
            ["sent_by_id"], ["person.id"], name=op.f("fk_message_sent_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("form_key", name=op.f("uq_message_form_key")),
        sa.UniqueConstraint("uuid", name=op.f("uq_message_uuid")),
    )
    op.create_index(op.f("ix_message_sent_at"), "message", ["sent_at"])
    op.create_index(op.f("ix_message_sent_by_id"), "message", ["sent_by_id"])


def downgrade() -> None:
    op.drop_table("message")
