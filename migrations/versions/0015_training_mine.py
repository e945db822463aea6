"""Reminders that were sent, and what may be shown of evaluations."""

import sqlalchemy as sa
from alembic import op

revision = "0015_training_mine"
down_revision = "0014_panels_gaps"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "training_reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("step >= 0", name=op.f("ck_training_reminder_step")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_training_reminder_course_id_course")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_training_reminder_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_reminder")),
        sa.UniqueConstraint(
            *("person_id", "course_id", "until", "step"),
            name=op.f("uq_training_reminder_person_id_course_id_until_step"),
        ),
    )
    op.create_index(op.f("ix_training_reminder_course_id"), "training_reminder", ["course_id"])
    op.create_index(
        op.f("ix_training_reminder_person_id_sent_on"),
        "training_reminder",
        ["person_id", "sent_on"],
    )
    op.create_table(
        "feedback_results",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("moment", _moment(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("results", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_session.id"],
            name=op.f("fk_feedback_results_session_id_training_session"),
        ),
        sa.PrimaryKeyConstraint("session_id", "moment", name=op.f("pk_feedback_results")),
    )
    if op.get_bind().dialect.name == "sqlite":
        _take_numbers_off()


def downgrade() -> None:
    op.drop_table("feedback_results")
    op.drop_table("training_reminder")


def _take_numbers_off() -> None:
    """Make both tables without SQLite's hidden numbers, which count up; nothing fills them yet."""
    op.drop_table("training_feedback")
    op.drop_table("feedback_spent")
    op.create_table(
        "feedback_spent",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_feedback_spent")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "training_feedback",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("moment", _moment(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_session.id"],
            name=op.f("fk_training_feedback_session_id_training_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_feedback")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_training_feedback_session_id"), "training_feedback", ["session_id"])


def _moment() -> sa.Enum:
    return sa.Enum(
        *("before", "after"), name="moment", native_enum=False, create_constraint=True, length=30
    )
