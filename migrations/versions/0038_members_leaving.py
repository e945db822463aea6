"""A few questions to volunteers who leave."""

import sqlalchemy as sa
from alembic import op

revision = "0038_members_leaving"
down_revision = "0037_members_expenses"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "exit_questionnaire",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answers IS NULL)", name=op.f("ck_exit_questionnaire_answered")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_exit_questionnaire_member_id_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exit_questionnaire")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_exit_questionnaire_token_hash")),
        sa.UniqueConstraint("uuid", name=op.f("uq_exit_questionnaire_uuid")),
    )
    op.create_index(
        op.f("ix_exit_questionnaire_answered_at"), "exit_questionnaire", ["answered_at"]
    )
    op.create_index(op.f("ix_exit_questionnaire_member_id"), "exit_questionnaire", ["member_id"])


def downgrade() -> None:
    op.drop_table("exit_questionnaire")
