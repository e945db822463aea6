"""Links by which people say how a project was, their answers, and these added up."""

import sqlalchemy as sa
from alembic import op

revision = "0029_reparation_feedback"
down_revision = "0028_reparation_missed"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feedback_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("answerer", _answerer(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_feedback_link_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_link")),
        sa.UniqueConstraint("token", name=op.f("uq_feedback_link_token")),
    )
    op.create_index(op.f("ix_feedback_link_project_id"), "feedback_link", ["project_id"])
    op.create_index(
        "uq_feedback_link_open",
        "feedback_link",
        ["project_id", "answerer"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "project_feedback",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("answerer", _answerer(), nullable=False),
        sa.Column("answers", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_feedback_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_feedback")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_project_feedback_project_id_answerer"),
        "project_feedback",
        ["project_id", "answerer"],
    )
    op.create_table(
        "feedback_batch",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("answerer", _answerer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("results", sa.JSON(), nullable=False),
        sa.CheckConstraint("answers >= 5", name=op.f("ck_feedback_batch_enough")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_feedback_batch_project_id_project")
        ),
        sa.PrimaryKeyConstraint("project_id", "answerer", "number", name=op.f("pk_feedback_batch")),
    )
    op.create_index(op.f("ix_feedback_batch_month"), "feedback_batch", ["month"])


def downgrade() -> None:
    op.drop_table("feedback_batch")
    op.drop_table("project_feedback")
    op.drop_table("feedback_link")


def _answerer() -> sa.Enum:
    return sa.Enum(
        *("child", "parent", "partner", "beneficiary", "supervisor"),
        name="answerer",
        native_enum=False,
        create_constraint=True,
        length=30,
    )
