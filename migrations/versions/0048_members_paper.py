"""Signatures on paper: who noted one."""

import sqlalchemy as sa
from alembic import op

revision = "0048_members_paper"
down_revision = "0047_members_concerns"
branch_labels = None
depends_on = None

SIGNED = ("member_id", "text_id", "name", "signed_at")


def upgrade() -> None:
    _allow_to_rewrite()
    with op.batch_alter_table("agreement") as agreement:
        agreement.add_column(sa.Column("noted_by_id", sa.Integer(), nullable=True))
        agreement.create_foreign_key(
            op.f("fk_agreement_noted_by_id_person"), "person", ["noted_by_id"], ["id"]
        )
    _refuse_to_rewrite(*SIGNED, "noted_by_id")


def downgrade() -> None:
    _allow_to_rewrite()
    with op.batch_alter_table("agreement") as agreement:
        agreement.drop_constraint(op.f("fk_agreement_noted_by_id_person"), type_="foreignkey")
        agreement.drop_column("noted_by_id")
    _refuse_to_rewrite(*SIGNED)


def _refuse_to_rewrite(*names: str) -> None:
    """Hold in the database that what somebody signed stays what they signed, and who noted it.

    SQLite copies the table for a new column and leaves its triggers behind, so it is made anew.
    """
    trigger = f"CREATE TRIGGER agreement_fixed BEFORE UPDATE OF {', '.join(names)} ON agreement "
    if op.get_bind().dialect.name == "sqlite":
        refusal = "agreement_fixed: what was signed is not changed"
        op.execute(f"{trigger} BEGIN SELECT RAISE(ABORT, '{refusal}'); END")
        return
    op.execute(f"{trigger} FOR EACH ROW EXECUTE FUNCTION agreement_fixed()")


def _allow_to_rewrite() -> None:
    on = "" if op.get_bind().dialect.name == "sqlite" else " ON agreement"
    op.execute(f"DROP TRIGGER agreement_fixed{on}")
