"""The letters of each step: what they say, and who was written to."""

import sqlalchemy as sa
from alembic import op

revision = "0041_recruitment_letters"
down_revision = "0040_recruitment_erasing"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "step_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "shortlisting",
                "interview",
                "references",
                "checks",
                "training",
                "approval",
                "active",
                "parked",
                "withdrawn",
                "not_appointed",
                name="step",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_offered", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(subject) > 0", name=op.f("ck_step_text_subject_given")),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck_step_text_text_given")),
        sa.CheckConstraint("number > 0", name=op.f("ck_step_text_numbered")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_step_text_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_text")),
        sa.UniqueConstraint("step", "number", name=op.f("uq_step_text_step_number")),
    )
    op.create_table(
        "step_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "shortlisting",
                "interview",
                "references",
                "checks",
                "training",
                "approval",
                "active",
                "parked",
                "withdrawn",
                "not_appointed",
                name="step",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number IS NULL OR number >= 0", name=op.f("ck_step_letter_numbered")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_step_letter_by_id_person")),
        sa.ForeignKeyConstraint(
            ["change_id"], ["stage_change.id"], name=op.f("fk_step_letter_change_id_stage_change")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_letter")),
        sa.UniqueConstraint("change_id", name=op.f("uq_step_letter_change_id")),
    )


def downgrade() -> None:
    op.drop_table("step_letter")
    op.drop_table("step_text")
