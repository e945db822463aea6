"""When applicants are to be forgotten; and nothing of one is left in a row that is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0040_recruitment_erasing"
down_revision = "0039_noticeboard_handbook"
branch_labels = None
depends_on = None

BEFORE = "erased_at IS NULL OR (name = '' AND email IS NULL AND phone IS NULL)"
AFTER = (
    "erased_at IS NULL OR (ended_on IS NOT NULL AND name = '' AND email IS NULL AND phone IS NULL"
    " AND why = '' AND experience = '' AND needs = '' AND heard_from = '')"
)
LIVE = "state IN ('open', 'parked')"


def upgrade() -> None:
    op.add_column("application", sa.Column("erasure_warned_on", sa.Date(), nullable=True))
    op.add_column("application", sa.Column("kept_until", sa.Date(), nullable=True))
    _check_erased(AFTER)


def downgrade() -> None:
    _check_erased(BEFORE)
    op.drop_column("application", "kept_until")
    op.drop_column("application", "erasure_warned_on")


def _check_erased(condition: str) -> None:
    """Change what is checked; SQLite makes the table anew for it, without an index of words."""
    op.drop_index("uq_application_email", "application")
    with op.batch_alter_table("application") as application:
        application.drop_constraint(op.f("ck_application_erased"), type_="check")
        application.create_check_constraint(op.f("ck_application_erased"), condition)
    op.create_index(
        "uq_application_email",
        "application",
        ["campaign_id", sa.text("lower(email)")],
        unique=True,
        sqlite_where=sa.text(LIVE),
        postgresql_where=sa.text(LIVE),
    )
