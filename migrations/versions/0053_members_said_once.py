"""Concerns, checks, agreements, letters and surveys: never by oneself, and what was said stays.

Deleting is not refused: what is erased goes whole.
"""

from alembic import op

revision = "0053_members_said_once"
down_revision = "0052_members_signed_and_paid"
branch_labels = None
depends_on = None

ONESELF = "nobody decides about themselves"
RAISED = "what was raised is not changed"
SENT = "what was sent is not changed"
ANSWERED = "what was answered is not changed"
CLOSED = "this survey is closed"

MEMBER_IS = "EXISTS (SELECT 1 FROM member WHERE id = NEW.member_id AND person_id = {who})"
CHECKED_IS = (
    "EXISTS (SELECT 1 FROM check_record JOIN member ON member.id = check_record.member_id "
    "WHERE check_record.id = NEW.check_id AND member.person_id = {who})"
)

GUARDS = (
    ("concern_own", "INSERT ON concern", MEMBER_IS.format(who="NEW.handler_id"), ONESELF),
    (
        "concern_own_now",
        "UPDATE OF member_id, handler_id ON concern",
        MEMBER_IS.format(who="NEW.handler_id"),
        ONESELF,
    ),
    (
        "concern_fixed",
        "UPDATE OF member_id, kind, source, received_on, summary ON concern",
        "TRUE",
        RAISED,
    ),
    (
        "concern_way",
        "UPDATE OF state ON concern",
        "NEW.state = 'open' AND OLD.state <> 'open'",
        "what somebody has taken on is never new again",
    ),
    (
        "concern_undone",
        "UPDATE OF state ON concern",
        "NEW.state = 'closed' AND EXISTS "
        "(SELECT 1 FROM concern_action WHERE concern_id = NEW.id AND done_on IS NULL)",
        "something is still to be done",
    ),
    (
        "concern_action_late",
        "INSERT ON concern_action",
        "NEW.done_on IS NULL AND EXISTS "
        "(SELECT 1 FROM concern WHERE id = NEW.concern_id AND state = 'closed')",
        "this concern is closed",
    ),
    (
        "concern_action_fixed",
        "UPDATE OF concern_id, what, due_on ON concern_action",
        "TRUE",
        RAISED,
    ),
    (
        "concern_action_done",
        "UPDATE OF done_on ON concern_action",
        "OLD.done_on IS NOT NULL",
        "what was done stays done",
    ),
    (
        "check_decision_own",
        "INSERT ON check_decision",
        CHECKED_IS.format(who="NEW.decided_by_id"),
        ONESELF,
    ),
    (
        "check_decision_fixed",
        "UPDATE OF check_id, bars, until, reason, decided_by_id ON check_decision",
        "TRUE",
        "what was decided is not changed",
    ),
    (
        "status_check_own",
        "INSERT ON status_check",
        CHECKED_IS.format(who="NEW.made_by_id"),
        ONESELF,
    ),
    ("agreement_own", "INSERT ON agreement", MEMBER_IS.format(who="NEW.noted_by_id"), ONESELF),
    (
        "message_fixed",
        "UPDATE OF subject, body, audience, people, without_email, sent_by_id, sent_at ON message",
        "TRUE",
        SENT,
    ),
    (
        "thanks_fixed",
        "UPDATE OF member_id, kind, number, words, sent_by_id, on_day ON thanks",
        "TRUE",
        SENT,
    ),
    (
        "exit_answered",
        "UPDATE OF answers, answered_at ON exit_questionnaire",
        "OLD.answered_at IS NOT NULL",
        ANSWERED,
    ),
    (
        "exit_words",
        "UPDATE OF words ON exit_questionnaire",
        "OLD.answered_at IS NOT NULL AND NEW.words <> ''",
        ANSWERED,
    ),
    (
        "survey_closed",
        "UPDATE OF state, opened_on, closes_on, closed_at, opened_by_id, asked, answers ON survey",
        "OLD.state = 'closed'",
        CLOSED,
    ),
    (
        "survey_answer_late",
        "INSERT ON survey_answer",
        "NOT EXISTS (SELECT 1 FROM survey WHERE id = NEW.survey_id AND state = 'open')",
        CLOSED,
    ),
    (
        "survey_answer_fixed",
        "UPDATE OF id, survey_id, answers ON survey_answer",
        "TRUE",
        ANSWERED,
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
