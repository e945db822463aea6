"""Interviews of applicants: who holds them, what is asked, and what they make of it."""

import sqlalchemy as sa
from alembic import op

revision = "0042_recruitment_interviews"
down_revision = "0041_recruitment_letters"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_interview()
    _create_interview_question()
    _create_interviewer()
    _create_interview_note()


def _create_interview() -> None:
    op.create_table(
        "interview",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("instructions", sa.Text(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("turn >= 0", name=op.f("ck_interview_turn")),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_interview_application_id_application"),
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_interview_entry_id_entry")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_interview_entry_id")),
        sa.UniqueConstraint("form_key", name=op.f("uq_interview_form_key")),
    )
    op.create_index(op.f("ix_interview_application_id"), "interview", ["application_id"])
    op.create_index(
        "uq_interview_on",
        "interview",
        ["application_id"],
        unique=True,
        sqlite_where=sa.text("cancelled_at IS NULL"),
        postgresql_where=sa.text("cancelled_at IS NULL"),
    )


def _create_interview_question() -> None:
    op.create_table(
        "interview_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck_interview_question_text_given")),
        sa.ForeignKeyConstraint(
            ["interview_id"],
            ["interview.id"],
            name=op.f("fk_interview_question_interview_id_interview"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview_question")),
        sa.UniqueConstraint(
            "interview_id", "position", name=op.f("uq_interview_question_interview_id_position")
        ),
    )


def _create_interviewer() -> None:
    op.create_table(
        "interviewer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "recommendation",
            sa.Enum(
                "appoint",
                "reserved",
                "decline",
                name="recommendation",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=True,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "sent_at IS NULL OR recommendation IS NOT NULL", name=op.f("ck_interviewer_sent_whole")
        ),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interview.id"], name=op.f("fk_interviewer_interview_id_interview")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_interviewer_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interviewer")),
        sa.UniqueConstraint(
            "interview_id", "person_id", name=op.f("uq_interviewer_interview_id_person_id")
        ),
    )
    op.create_index(op.f("ix_interviewer_person_id"), "interviewer", ["person_id"])


def _create_interview_note() -> None:
    op.create_table(
        "interview_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interviewer_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["interviewer_id"],
            ["interviewer.id"],
            name=op.f("fk_interview_note_interviewer_id_interviewer"),
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["interview_question.id"],
            name=op.f("fk_interview_note_question_id_interview_question"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview_note")),
        sa.UniqueConstraint(
            "interviewer_id",
            "question_id",
            name=op.f("uq_interview_note_interviewer_id_question_id"),
        ),
    )
    op.create_index(op.f("ix_interview_note_question_id"), "interview_note", ["question_id"])


def downgrade() -> None:
    op.drop_table("interview_note")
    op.drop_table("interviewer")
    op.drop_table("interview_question")
    op.drop_table("interview")
