"""Risk assessments: since when one waits, and one at a time."""

import sqlalchemy as sa
from alembic import op

revision = "0024_reparation_risks"
down_revision = "0023_reparation_partners"
branch_labels = None
depends_on = None

OPEN = sa.text("state IN ('draft', 'submitted')")


def upgrade() -> None:
    op.add_column(
        "risk_assessment", sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True)
    )
    for subject in ("project", "venue"):
        op.create_index(
            f"uq_risk_assessment_open_{subject}",
            "risk_assessment",
            [f"{subject}_id"],
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        )


def downgrade() -> None:
    for subject in ("project", "venue"):
        op.drop_index(f"uq_risk_assessment_open_{subject}", table_name="risk_assessment")
    op.drop_column("risk_assessment", "submitted_at")
