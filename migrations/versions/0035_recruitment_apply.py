"""The links of applicants without an account."""

import sqlalchemy as sa
from alembic import op

revision = "0035_recruitment_apply"
down_revision = "0034_noticeboard"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "application_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("typed_again", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("typed_again_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(typed_again IS NULL) = (typed_again_at IS NULL)",
            name=op.f("ck_application_link_typed_again_at_some_time"),
        ),
        sa.CheckConstraint("turn > 0", name=op.f("ck_application_link_turn")),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_application_link_application_id_application"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_link")),
        sa.UniqueConstraint("application_id", name=op.f("uq_application_link_application_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_application_link_token_hash")),
    )


def downgrade() -> None:
    op.drop_table("application_link")
