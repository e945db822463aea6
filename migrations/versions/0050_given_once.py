"""What was given once stays as it was: recommendations, references, and the lines of a claim.

Deleting is not refused: what is erased goes whole. The state of a claim is its own row's.
"""

from alembic import op

revision = "0050_given_once"
down_revision = "0049_recruitment_own_referees"
branch_labels = None
depends_on = None

RECOMMENDED = "what was recommended is not changed"
CLAIMED = "what was claimed is not changed"

GUARDS = (
    (
        "interviewer_fixed",
        "UPDATE OF interview_id, person_id, recommendation, words, sent_at ON interviewer",
        "OLD.sent_at IS NOT NULL",
        RECOMMENDED,
    ),
    (
        "interview_note_fixed",
        "UPDATE OF interviewer_id, question_id, text ON interview_note",
        "EXISTS (SELECT 1 FROM interviewer WHERE id IN (OLD.interviewer_id, NEW.interviewer_id) "
        "AND sent_at IS NOT NULL)",
        RECOMMENDED,
    ),
    (
        "interview_note_late",
        "INSERT ON interview_note",
        "EXISTS (SELECT 1 FROM interviewer WHERE id = NEW.interviewer_id AND sent_at IS NOT NULL)",
        RECOMMENDED,
    ),
    (
        "reference_fixed",
        "UPDATE OF referee_id, channel, given_by, given_on, known_for, how_known, answers, words, "
        "recorded_by_id ON reference",
        "TRUE",
        "what a referee said is not changed",
    ),
    (
        "claim_line_fixed",
        "UPDATE OF claim_id, person_id, entry_id, kind, tenths, rate, pence, words, document_id, "
        "receipt_mark ON claim_line",
        "EXISTS (SELECT 1 FROM claim WHERE id IN (OLD.claim_id, NEW.claim_id) "
        "AND state NOT IN ('draft', 'withdrawn'))",
        CLAIMED,
    ),
    (
        "claim_line_late",
        "INSERT ON claim_line",
        "EXISTS (SELECT 1 FROM claim WHERE id = NEW.claim_id "
        "AND state NOT IN ('draft', 'withdrawn'))",
        CLAIMED,
    ),
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
