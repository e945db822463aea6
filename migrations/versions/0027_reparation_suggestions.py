"""What residents and groups suggest."""

import sqlalchemy as sa
from alembic import op

revision = "0027_reparation_suggestions"
down_revision = "0026_calendar_series"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("idea", sa.Text(), nullable=False),
        sa.Column("benefits", sa.Text(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                *("waiting", "taken_up", "declined"),
                name="state",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_suggestion_title_given")),
        sa.CheckConstraint(
            "state = 'waiting' OR (reply IS NOT NULL AND decided_at IS NOT NULL)",
            name=op.f("ck_suggestion_answered"),
        ),
        sa.CheckConstraint(
            "state <> 'waiting' OR email IS NOT NULL", name=op.f("ck_suggestion_can_be_answered")
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_suggestion_area_id_area")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_suggestion_decided_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_suggestion_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
        sa.UniqueConstraint("form_key", name=op.f("uq_suggestion_form_key")),
        sa.UniqueConstraint("uuid", name=op.f("uq_suggestion_uuid")),
    )
    op.create_index(op.f("ix_suggestion_area_id"), "suggestion", ["area_id"])
    op.create_index(op.f("ix_suggestion_state_id"), "suggestion", ["state", "id"])


def downgrade() -> None:
    op.drop_table("suggestion")
