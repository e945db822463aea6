"""Versions follow each other without a gap, and what people have read and signed is of one.

Deleting is not refused: what is erased goes whole.
"""

from alembic import op

revision = "0057_versions_in_a_row"
down_revision = "0056_recruitment_guards"
branch_labels = None
depends_on = None

NEXT = "this is not the next version"
NUMBER = "NEW.number <> 1 + (SELECT COALESCE(MAX(number), 0) FROM {of})"

GUARDS = (
    (
        "agreement_text_next",
        "INSERT ON agreement_text",
        NUMBER.format(of="agreement_text WHERE kind = NEW.kind"),
        NEXT,
    ),
    (
        "step_text_next",
        "INSERT ON step_text",
        NUMBER.format(of="step_text WHERE step = NEW.step"),
        NEXT,
    ),
    (
        "handbook_version_next",
        "INSERT ON handbook_version",
        NUMBER.format(of="handbook_version WHERE page_id = NEW.page_id"),
        NEXT,
    ),
    (
        "handbook_page_number",
        "UPDATE OF number ON handbook_page",
        "NEW.number NOT IN (OLD.number, OLD.number + 1)",
        NEXT,
    ),
    (
        "handbook_page_slug",
        "UPDATE OF slug ON handbook_page",
        "NEW.slug <> OLD.slug",
        "a page keeps its address",
    ),
    (
        "notice_edition",
        "UPDATE OF edition ON notice",
        "NEW.edition NOT IN (OLD.edition, OLD.edition + 1)",
        NEXT,
    ),
    (
        "notice_read_edition",
        "INSERT ON notice_read",
        "NOT EXISTS (SELECT 1 FROM notice "
        "WHERE id = NEW.notice_id AND NEW.edition BETWEEN 1 AND edition)",
        "there is nothing to read in this edition",
    ),
    (
        "notice_read_fixed",
        "UPDATE OF notice_id, person_id, edition, created_at ON notice_read",
        "TRUE",
        "who has read a notice has read it",
    ),
    (
        "board_file_fixed",
        "UPDATE OF notice_id, page_id, title, document_id ON board_file",
        "TRUE",
        "a file stays where it was put",
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
