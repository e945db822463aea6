"""Recruitment: whose way has ended well, who was forgotten, and what was written once, stay so.

Deleting is not refused: what is erased goes whole.
"""

from alembic import op

revision = "0056_recruitment_guards"
down_revision = "0055_members_other_cost"
branch_labels = None
depends_on = None

ONESELF = "nobody decides about themselves"
FORGOTTEN = "who was forgotten stays so"
HELD = "an interview stays as it was held"
OFF = "this interview was called off"
ONCE = "what was written once is not changed"
UNSAID = "people would not know what they apply for"

IS_FORGOTTEN = (
    "EXISTS (SELECT 1 FROM application WHERE id = NEW.application_id AND erased_at IS NOT NULL)"
)
IS_HEARD = (
    "EXISTS (SELECT 1 FROM interviewer WHERE interview_id = {interview} AND sent_at IS NOT NULL)"
)
IS_OFF = "EXISTS (SELECT 1 FROM interview WHERE id = NEW.interview_id AND cancelled_at IS NOT NULL)"
MEMBER_IS = "EXISTS (SELECT 1 FROM member WHERE id = NEW.member_id AND person_id = NEW.buddy_id)"
SAYS_LITTLE = "NEW.state = 'open' AND (NEW.summary = '' OR NEW.takes = '')"

APPLICATIONS = (
    (
        "application_appointed",
        "UPDATE OF stage, state, member_id ON application",
        "OLD.state = 'appointed'",
        "who was approved stays so",
    ),
    (
        "application_erased",
        "UPDATE OF campaign_id, stage, state, stage_since, reason, ended_on, name, email, phone, "
        "is_adult, why, experience, needs, heard_from, submitted_at, form_key, erased_at "
        "ON application",
        "OLD.erased_at IS NOT NULL",
        FORGOTTEN,
    ),
    (
        "application_erased_whole",
        "UPDATE OF erased_at ON application",
        "NEW.erased_at IS NOT NULL AND (NEW.is_adult IS NOT NULL OR NEW.form_key IS NOT NULL "
        "OR EXISTS (SELECT 1 FROM application_link WHERE application_id = NEW.id) "
        "OR EXISTS (SELECT 1 FROM interview WHERE application_id = NEW.id) "
        "OR EXISTS (SELECT 1 FROM referee WHERE application_id = NEW.id))",
        "something is left of whom nobody is to know",
    ),
    ("application_link_late", "INSERT ON application_link", IS_FORGOTTEN, FORGOTTEN),
    ("referee_late", "INSERT ON referee", IS_FORGOTTEN, FORGOTTEN),
    (
        "stage_change_fixed",
        "UPDATE OF application_id, from_stage, to_stage, state, reason, by_id, at ON stage_change",
        "TRUE",
        ONCE,
    ),
    (
        "stage_change_own",
        "INSERT ON stage_change",
        "NEW.state = 'appointed' AND EXISTS "
        "(SELECT 1 FROM application JOIN member ON member.id = application.member_id "
        "WHERE application.id = NEW.application_id AND member.person_id = NEW.by_id)",
        ONESELF,
    ),
    (
        "member_approved",
        "UPDATE OF status ON member",
        "NEW.status = 'active' AND OLD.status <> 'active' AND EXISTS "
        "(SELECT 1 FROM application WHERE member_id = NEW.id AND state IN ('open', 'parked'))",
        "somebody has still to approve them",
    ),
)

APPOINTMENTS = (
    (
        "appointment_of",
        "INSERT ON appointment",
        "NOT EXISTS (SELECT 1 FROM application "
        "WHERE id = NEW.application_id AND member_id = NEW.member_id)",
        "this application is not this volunteer’s",
    ),
    (
        "appointment_fixed",
        "UPDATE OF application_id, member_id, appointed_on, observations ON appointment",
        "TRUE",
        ONCE,
    ),
    ("appointment_buddy", "INSERT ON appointment", MEMBER_IS, "nobody is their own buddy"),
    (
        "appointment_buddy_now",
        "UPDATE OF buddy_id ON appointment",
        MEMBER_IS,
        "nobody is their own buddy",
    ),
    (
        "probation_review_own",
        "INSERT ON probation_review",
        "EXISTS (SELECT 1 FROM appointment JOIN member ON member.id = appointment.member_id "
        "WHERE appointment.id = NEW.appointment_id AND member.person_id = NEW.by_id)",
        ONESELF,
    ),
    (
        "probation_review_days",
        "INSERT ON probation_review",
        "NEW.next_on <= NEW.held_on OR NEW.held_on < "
        "(SELECT appointed_on FROM appointment WHERE id = NEW.appointment_id)",
        "these days cannot be",
    ),
    (
        "probation_review_fixed",
        "UPDATE OF appointment_id, due_on, held_on, outcome, next_on, by_id ON probation_review",
        "TRUE",
        ONCE,
    ),
)

ASKED = (
    (
        "referee_settled",
        "UPDATE OF application_id, name, email, phone, relation, state, turn, asked_at ON referee",
        "OLD.state IN ('given', 'declined', 'dropped')",
        "this referee is not asked any more",
    ),
    (
        "reference_unasked",
        "INSERT ON reference",
        "NOT EXISTS (SELECT 1 FROM referee WHERE id = NEW.referee_id AND state = 'given')",
        "this referee has not given one",
    ),
    (
        "interview_late",
        "INSERT ON interview",
        "NOT EXISTS (SELECT 1 FROM application "
        "WHERE id = NEW.application_id AND state IN ('open', 'parked'))",
        "this applicant is not on their way any more",
    ),
    (
        "interview_held",
        "UPDATE OF application_id, entry_id, instructions, cancelled_at ON interview",
        IS_HEARD.format(interview="OLD.id"),
        HELD,
    ),
    (
        "interview_cancelled",
        "UPDATE OF cancelled_at ON interview",
        "OLD.cancelled_at IS NOT NULL",
        OFF,
    ),
    (
        "interviewer_late",
        "INSERT ON interviewer",
        f"{IS_HEARD.format(interview='NEW.interview_id')} OR {IS_OFF}",
        HELD,
    ),
    (
        "interviewer_off",
        "UPDATE OF sent_at ON interviewer",
        IS_OFF,
        OFF,
    ),
    (
        "interview_question_fixed",
        "UPDATE OF interview_id, position, text ON interview_question",
        "TRUE",
        ONCE,
    ),
)

WORDS = (
    (
        "step_text_fixed",
        "UPDATE OF step, number, subject, text, is_offered, by_id ON step_text",
        "TRUE",
        ONCE,
    ),
    ("step_letter_fixed", "UPDATE OF change_id, step, number, by_id ON step_letter", "TRUE", ONCE),
    ("campaign_says", "INSERT ON campaign", SAYS_LITTLE, UNSAID),
    ("campaign_says_now", "UPDATE OF state, summary, takes ON campaign", SAYS_LITTLE, UNSAID),
    (
        "campaign_way",
        "UPDATE OF state ON campaign",
        "NEW.state = 'draft' AND OLD.state <> 'draft'",
        "what was open to the public is no draft again",
    ),
    (
        "diversity_answer_fixed",
        "UPDATE OF id, year, question, answer ON diversity_answer",
        "TRUE",
        ONCE,
    ),
    (
        "diversity_answer_counted",
        "UPDATE OF is_counted ON diversity_answer",
        "OLD.is_counted",
        "what was counted stays so",
    ),
)

GUARDS = APPLICATIONS + APPOINTMENTS + ASKED + WORDS
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
