"""Status checks, decisions on lapsed checks, agreements, and what volunteers say of themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0032_members_checks"
down_revision = "0031_recruitment_appointment"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_agreements()
    _create_details()
    _create_checks()
    _refuse_to_rewrite()


def _create_agreements() -> None:
    op.create_table(
        "agreement_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "volunteer",
                "conduct",
                "confidentiality",
                "data",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(body) > 0", name=op.f("ck_agreement_text_body_given")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_agreement_text_number")),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_agreement_text_written_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_text")),
        sa.UniqueConstraint("kind", "number", name=op.f("uq_agreement_text_kind_number")),
    )
    op.create_table(
        "agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_agreement_name_given")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_agreement_member_id_member")
        ),
        sa.ForeignKeyConstraint(
            ["text_id"], ["agreement_text.id"], name=op.f("fk_agreement_text_id_agreement_text")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("member_id", "text_id", name=op.f("uq_agreement_member_id_text_id")),
    )
    op.create_index(op.f("ix_agreement_text_id"), "agreement", ["text_id"])


def _create_details() -> None:
    op.create_table(
        "member_detail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("skills", sa.Text(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("access_needs", sa.Text(), nullable=False),
        sa.Column(
            "reach",
            sa.Enum(
                "email",
                "phone",
                "text",
                name="reach",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=True,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_member_detail_member_id_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_detail")),
        sa.UniqueConstraint("member_id", name=op.f("uq_member_detail_member_id")),
    )
    op.create_table(
        "emergency_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "length(name) > 0 AND length(phone) > 0", name=op.f("ck_emergency_contact_given")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_emergency_contact_member_id_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_contact")),
        sa.UniqueConstraint("member_id", name=op.f("uq_emergency_contact_member_id")),
    )
    op.create_table(
        "member_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_member_photo_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_member_photo_member_id_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_photo")),
        sa.UniqueConstraint("document_id", name=op.f("uq_member_photo_document_id")),
        sa.UniqueConstraint("member_id", name=op.f("uq_member_photo_member_id")),
    )


def _create_checks() -> None:
    op.create_table(
        "status_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "unchanged",
                "changed",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["check_id"], ["check_record.id"], name=op.f("fk_status_check_check_id_check_record")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_status_check_made_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_check")),
        sa.UniqueConstraint("check_id", "made_on", name=op.f("uq_status_check_check_id_made_on")),
    )
    op.create_table(
        "check_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("bars", sa.Boolean(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_check_decision_reason_given")),
        sa.ForeignKeyConstraint(
            ["check_id"], ["check_record.id"], name=op.f("fk_check_decision_check_id_check_record")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_check_decision_decided_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_decision")),
        sa.UniqueConstraint("form_key", name=op.f("uq_check_decision_form_key")),
    )
    op.create_index(op.f("ix_check_decision_check_id"), "check_decision", ["check_id"])
    op.create_table(
        "check_reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("step > 0", name=op.f("ck_check_reminder_step")),
        sa.ForeignKeyConstraint(
            ["check_id"], ["check_record.id"], name=op.f("fk_check_reminder_check_id_check_record")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_reminder")),
        sa.UniqueConstraint(
            "check_id", "until", "step", name=op.f("uq_check_reminder_check_id_until_step")
        ),
    )
    op.create_index(op.f("ix_check_reminder_sent_on"), "check_reminder", ["sent_on"])


FIXED = {
    "agreement_text": ("kind", "number", "body"),
    "agreement": ("member_id", "text_id", "name", "signed_at"),
}


def _refuse_to_rewrite() -> None:
    """Hold in the database that what somebody signed stays what they signed."""
    for table, names in FIXED.items():
        trigger = f"CREATE TRIGGER {table}_fixed BEFORE UPDATE OF {', '.join(names)} ON {table} "
        refusal = f"{table}_fixed: what was signed is not changed"
        if op.get_bind().dialect.name == "sqlite":
            op.execute(f"{trigger} BEGIN SELECT RAISE(ABORT, '{refusal}'); END")
            continue
        op.execute(
            f"CREATE FUNCTION {table}_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{refusal}' USING ERRCODE = 'check_violation'; END $$"
        )
        op.execute(f"{trigger} FOR EACH ROW EXECUTE FUNCTION {table}_fixed()")


def _allow_to_rewrite() -> None:
    for table in FIXED:
        if op.get_bind().dialect.name == "sqlite":
            op.execute(f"DROP TRIGGER {table}_fixed")
            continue
        op.execute(f"DROP TRIGGER {table}_fixed ON {table}")
        op.execute(f"DROP FUNCTION {table}_fixed()")


def downgrade() -> None:
    _allow_to_rewrite()
    for table in (
        *("check_reminder", "check_decision", "status_check"),
        *("member_photo", "emergency_contact", "member_detail", "agreement", "agreement_text"),
    ):
        op.drop_table(table)
