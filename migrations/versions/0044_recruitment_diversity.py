"""What applicants say of themselves, without a trace of who they are."""

import sqlalchemy as sa
from alembic import op

revision = "0044_recruitment_diversity"
down_revision = "0043_members_practice"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "diversity_answer",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("is_counted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diversity_answer")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_diversity_answer_year_question_is_counted"),
        "diversity_answer",
        ["year", "question", "is_counted"],
    )


def downgrade() -> None:
    op.drop_table("diversity_answer")
