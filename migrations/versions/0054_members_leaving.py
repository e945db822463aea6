"""Somebody who leaves on a day to come: their last day, and whether they are asked how it was."""

import sqlalchemy as sa
from alembic import op

revision = "0054_members_leaving"
down_revision = "0053_members_said_once"
branch_labels = None
depends_on = None

NOTICE = (
    "(leaves_on IS NULL AND NOT leave_asks) OR "
    "(leaves_on IS NOT NULL AND status <> 'left' AND leave_reason IS NOT NULL)"
)


def upgrade() -> None:
    """Add the columns; SQLite takes the check along, and the table is not copied."""
    op.add_column(
        "member", sa.Column("leave_asks", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "ALTER TABLE member ADD COLUMN leaves_on DATE "
            f"CONSTRAINT ck_member_leaves_on CHECK ({NOTICE})"
        )
        return
    op.add_column("member", sa.Column("leaves_on", sa.Date(), nullable=True))
    op.create_check_constraint(op.f("ck_member_leaves_on"), "member", NOTICE)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("ALTER TABLE member DROP COLUMN leaves_on")
    else:
        op.drop_constraint(op.f("ck_member_leaves_on"), "member", type_="check")
        op.drop_column("member", "leaves_on")
    op.drop_column("member", "leave_asks")
