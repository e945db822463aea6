"""Nobody records their own check."""

from alembic import op

revision = "0058_own_checks"
down_revision = "0057_versions_in_a_row"
branch_labels = None
depends_on = None

OWN = "EXISTS (SELECT 1 FROM member WHERE id = NEW.member_id AND person_id = NEW.checked_by_id)"
ONESELF = "nobody records their own check"

GUARDS = (
    ("check_record_own", "INSERT ON check_record", OWN, ONESELF),
    ("check_record_own_now", "UPDATE OF member_id, checked_by_id ON check_record", OWN, ONESELF),
)
"""A name, what it stands before, when it refuses, and in which words."""


def upgrade() -> None:
    for name, moment, refused, words in GUARDS:
        if op.get_bind().dialect.name == "sqlite":
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {moment} WHEN {refused} "
                f"BEGIN SELECT RAISE(ABORT, '{name}: {words}'); END"
            )
            continue
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {refused} THEN RAISE EXCEPTION '{name}: {words}' "
            "USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$"
        )
        op.execute(f"CREATE TRIGGER {name} BEFORE {moment} FOR EACH ROW EXECUTE FUNCTION {name}()")


def downgrade() -> None:
    for name, moment, _, _ in GUARDS:
        if op.get_bind().dialect.name == "sqlite":
            op.execute(f"DROP TRIGGER {name}")
            continue
        op.execute(f"DROP TRIGGER {name} ON {moment.rsplit(maxsplit=1)[-1]}")
        op.execute(f"DROP FUNCTION {name}()")
