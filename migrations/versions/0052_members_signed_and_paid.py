"""Supervision, observed practice and claims: never by oneself, and fixed once signed or decided.

Deleting is refused of a part of a signed talk alone: what is erased goes whole.
"""

from alembic import op

revision = "0052_members_signed_and_paid"
down_revision = "0051_calendar_private"
branch_labels = None
depends_on = None

ONESELF = "nobody decides about themselves"
SIGNED = "what was signed is not changed"
SAID = "what was said once is not changed"
PAID = "what was decided or paid is not changed"

TALK_SIGNED = (
    "EXISTS (SELECT 1 FROM supervision WHERE id {of} AND agreed_supervisor_at IS NOT NULL)"
)
MEMBER_IS = "EXISTS (SELECT 1 FROM member WHERE id = NEW.member_id AND person_id {who})"
CLAIM_WAYS = (
    "'draft sent', 'sent queried', 'queried sent', 'sent withdrawn', 'queried withdrawn', "
    "'sent approved', 'queried approved', 'sent refused', 'queried refused', 'approved paid'"
)

SUPERVISION = (
    (
        "supervision_own",
        "INSERT ON supervision",
        MEMBER_IS.format(who="IN (NEW.supervisor_id, NEW.agreed_by_id)"),
        ONESELF,
    ),
    (
        "supervision_own_now",
        "UPDATE OF member_id, supervisor_id, agreed_by_id ON supervision",
        MEMBER_IS.format(who="IN (NEW.supervisor_id, NEW.agreed_by_id)"),
        ONESELF,
    ),
    (
        "supervision_way",
        "UPDATE OF state ON supervision",
        "OLD.state <> 'planned' AND NEW.state <> OLD.state",
        "what was held or called off stays so",
    ),
    (
        "supervision_signed",
        "UPDATE OF member_id, kind, state, supervisor_id, entry_id, on_day, private_notes "
        "ON supervision",
        "OLD.agreed_supervisor_at IS NOT NULL",
        SIGNED,
    ),
    (
        "supervision_signed_by_both",
        "UPDATE OF agreed_supervisor_at, agreed_by_id, agreed_member_at, member_words "
        "ON supervision",
        "OLD.agreed_member_at IS NOT NULL",
        SIGNED,
    ),
    (
        "supervision_words",
        "UPDATE OF member_words ON supervision",
        "NEW.member_words <> '' AND NEW.agreed_member_at IS NULL",
        "the volunteer adds words as they sign",
    ),
    (
        "supervision_note_fixed",
        "UPDATE OF supervision_id, position, topic, words ON supervision_note",
        TALK_SIGNED.format(of="IN (OLD.supervision_id, NEW.supervision_id)"),
        SIGNED,
    ),
    (
        "supervision_note_late",
        "INSERT ON supervision_note",
        TALK_SIGNED.format(of="= NEW.supervision_id"),
        SIGNED,
    ),
    (
        "supervision_note_gone",
        "DELETE ON supervision_note",
        TALK_SIGNED.format(of="= OLD.supervision_id"),
        SIGNED,
    ),
    (
        "supervision_action_fixed",
        "UPDATE OF supervision_id, what, side, due_on ON supervision_action",
        TALK_SIGNED.format(of="IN (OLD.supervision_id, NEW.supervision_id)"),
        SIGNED,
    ),
    (
        "supervision_action_late",
        "INSERT ON supervision_action",
        TALK_SIGNED.format(of="= NEW.supervision_id"),
        SIGNED,
    ),
    (
        "supervision_action_gone",
        "DELETE ON supervision_action",
        TALK_SIGNED.format(of="= OLD.supervision_id"),
        SIGNED,
    ),
    (
        "supervision_action_done",
        "UPDATE OF done_on ON supervision_action",
        "OLD.done_on IS NOT NULL",
        "what was done stays done",
    ),
    (
        "practice_own",
        "INSERT ON practice_observation",
        MEMBER_IS.format(who="= NEW.observer_id"),
        ONESELF,
    ),
    (
        "practice_fixed",
        "UPDATE OF member_id, observer_id, on_day, ratings, strengths, next_step "
        "ON practice_observation",
        "TRUE",
        SAID,
    ),
)

CLAIMS = (
    (
        "claim_begun",
        "INSERT ON claim",
        "NEW.state <> 'draft'",
        "a claim begins as a draft",
    ),
    (
        "claim_way",
        "UPDATE OF state ON claim",
        f"NEW.state <> OLD.state AND OLD.state || ' ' || NEW.state NOT IN ({CLAIM_WAYS})",
        "a claim does not go this way",
    ),
    (
        "claim_empty",
        "UPDATE OF state ON claim",
        "OLD.state = 'draft' AND NEW.state = 'sent' "
        "AND NOT EXISTS (SELECT 1 FROM claim_line WHERE claim_id = NEW.id)",
        "there is nothing on this claim",
    ),
    (
        "claim_sent",
        "UPDATE OF person_id, sent_at ON claim",
        "OLD.sent_at IS NOT NULL",
        "what was claimed is not changed",
    ),
    (
        "claim_decided",
        "UPDATE OF decided_by_id, decided_at, refuse_reason ON claim",
        "OLD.decided_by_id IS NOT NULL",
        PAID,
    ),
    ("claim_paid", "UPDATE OF batch_id ON claim", "OLD.batch_id IS NOT NULL", PAID),
    (
        "claim_line_counts",
        "UPDATE OF counts ON claim_line",
        "NEW.counts OR NOT EXISTS "
        "(SELECT 1 FROM claim WHERE id = NEW.claim_id AND state = 'refused')",
        "a cost counts until its claim is refused",
    ),
    (
        "claim_question_own",
        "INSERT ON claim_question",
        "EXISTS (SELECT 1 FROM claim WHERE id = NEW.claim_id AND person_id = NEW.asked_by_id)",
        ONESELF,
    ),
    (
        "claim_question_fixed",
        "UPDATE OF claim_id, asked_by_id, question ON claim_question",
        "TRUE",
        SAID,
    ),
    (
        "claim_question_answered",
        "UPDATE OF answer, answered_at ON claim_question",
        "OLD.answered_at IS NOT NULL",
        SAID,
    ),
    ("claim_batch_fixed", "UPDATE OF uuid, number, made_by_id ON claim_batch", "TRUE", PAID),
)

GUARDS = SUPERVISION + CLAIMS
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
            "USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD); END $$"
        )
        op.execute(f"CREATE TRIGGER {name} BEFORE {moment} FOR EACH ROW EXECUTE FUNCTION {name}()")


def downgrade() -> None:
    for name, moment, _, _ in GUARDS:
        if op.get_bind().dialect.name == "sqlite":
            op.execute(f"DROP TRIGGER {name}")
            continue
        op.execute(f"DROP TRIGGER {name} ON {moment.rsplit(maxsplit=1)[-1]}")
        op.execute(f"DROP FUNCTION {name}()")
