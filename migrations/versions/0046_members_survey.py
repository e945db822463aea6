"""The survey among volunteers."""

import sqlalchemy as sa
from alembic import op

revision = "0046_members_survey"
down_revision = "0045_members_messages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_survey()
    _create_survey_answer()


def _create_survey() -> None:
    op.create_table(
        "survey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open", "closed", name="state", native_enum=False, create_constraint=True, length=30
            ),
            nullable=False,
        ),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=True),
        sa.Column("results", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "results IS NULL OR (state = 'closed' AND answers >= 5)",
            name=op.f("ck_survey_shown_when_enough"),
        ),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["person.id"], name=op.f("fk_survey_opened_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey")),
        sa.UniqueConstraint("form_key", name=op.f("uq_survey_form_key")),
        sa.UniqueConstraint("token", name=op.f("uq_survey_token")),
        sa.UniqueConstraint("uuid", name=op.f("uq_survey_uuid")),
    )
    op.create_index(op.f("ix_survey_opened_on_id"), "survey", ["opened_on", "id"])
    op.create_index(
        "uq_survey_open",
        "survey",
        ["state"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )


def _create_survey_answer() -> None:
    op.create_table(
        "survey_answer",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_answer_survey_id_survey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_answer")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_survey_answer_survey_id"), "survey_answer", ["survey_id"])


def downgrade() -> None:
    op.drop_table("survey_answer")
    op.drop_table("survey")
