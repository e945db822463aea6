"""Whether an applicant named a referee themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0049_recruitment_own_referees"
down_revision = "0048_members_paper"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "referee",
        sa.Column("by_applicant", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    op.drop_column("referee", "by_applicant")
