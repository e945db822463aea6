"""What volunteers paid, their claims for it, and the batches in which these are paid."""

import sqlalchemy as sa
from alembic import op

revision = "0037_members_expenses"
down_revision = "0036_recruitment_references"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "claim_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_claim_batch_made_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_batch")),
        sa.UniqueConstraint("form_key", name=op.f("uq_claim_batch_form_key")),
        sa.UniqueConstraint("number", name=op.f("uq_claim_batch_number")),
        sa.UniqueConstraint("uuid", name=op.f("uq_claim_batch_uuid")),
    )
    op.create_table(
        "claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "sent",
                "queried",
                "approved",
                "refused",
                "withdrawn",
                "paid",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refuse_reason", sa.Text(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'paid') = (batch_id IS NOT NULL)", name=op.f("ck_claim_paid_in_batch")
        ),
        sa.CheckConstraint(
            "(state = 'refused') = (refuse_reason IS NOT NULL)", name=op.f("ck_claim_refused_why")
        ),
        sa.CheckConstraint(
            "(state IN ('approved', 'refused', 'paid')) = (decided_by_id IS NOT NULL)",
            name=op.f("ck_claim_decided_by_somebody"),
        ),
        sa.CheckConstraint(
            "state = 'draft' OR sent_at IS NOT NULL", name=op.f("ck_claim_sent_once")
        ),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> person_id", name=op.f("ck_claim_not_own")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["claim_batch.id"], name=op.f("fk_claim_batch_id_claim_batch")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_claim_decided_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_claim_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sa.UniqueConstraint("id", "person_id", name=op.f("uq_claim_id_person_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_claim_uuid")),
    )
    op.create_index(op.f("ix_claim_batch_id"), "claim", ["batch_id"])
    op.create_index(op.f("ix_claim_person_id_id"), "claim", ["person_id", "id"])
    op.create_index(op.f("ix_claim_state_sent_at"), "claim", ["state", "sent_at"])
    op.create_index(
        "uq_claim_person_id_draft",
        "claim",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("state = 'draft'"),
        postgresql_where=sa.text("state = 'draft'"),
    )
    op.create_table(
        "claim_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_claim_question_answered_when")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_claim_question_asked_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_claim_question_claim_id_claim")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_question")),
    )
    op.create_index(op.f("ix_claim_question_claim_id_id"), "claim_question", ["claim_id", "id"])
    op.create_index(
        "uq_claim_question_open",
        "claim_question",
        ["claim_id"],
        unique=True,
        sqlite_where=sa.text("answered_at IS NULL"),
        postgresql_where=sa.text("answered_at IS NULL"),
    )
    op.create_table(
        "claim_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "mileage",
                "parking",
                "fare",
                "childcare",
                "meal",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("tenths", sa.Integer(), nullable=True),
        sa.Column("rate", sa.Integer(), nullable=True),
        sa.Column("pence", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("receipt_mark", sa.String(), nullable=True),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(kind = 'mileage') = (tenths IS NOT NULL) AND (tenths IS NULL) = (rate IS NULL)",
            name=op.f("ck_claim_line_miles_of_mileage"),
        ),
        sa.CheckConstraint(
            "(document_id IS NULL) = (receipt_mark IS NULL)",
            name=op.f("ck_claim_line_receipt_has_mark"),
        ),
        sa.CheckConstraint("pence > 0", name=op.f("ck_claim_line_something")),
        sa.ForeignKeyConstraint(
            ["claim_id", "person_id"],
            ["claim.id", "claim.person_id"],
            name=op.f("fk_claim_line_claim_id_person_id_claim"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_claim_line_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_claim_line_entry_id_entry")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_claim_line_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_line")),
        sa.UniqueConstraint("document_id", name=op.f("uq_claim_line_document_id")),
        sa.UniqueConstraint("form_key", name=op.f("uq_claim_line_form_key")),
        sa.UniqueConstraint("uuid", name=op.f("uq_claim_line_uuid")),
    )
    op.create_index(op.f("ix_claim_line_claim_id"), "claim_line", ["claim_id"])
    op.create_index(op.f("ix_claim_line_entry_id"), "claim_line", ["entry_id"])
    op.create_index(
        "uq_claim_line_journey",
        "claim_line",
        ["person_id", "entry_id"],
        unique=True,
        sqlite_where=sa.text("counts AND kind = 'mileage'"),
        postgresql_where=sa.text("counts AND kind = 'mileage'"),
    )
    op.create_index(
        "uq_claim_line_receipt",
        "claim_line",
        ["person_id", "kind", "receipt_mark"],
        unique=True,
        sqlite_where=sa.text("counts AND receipt_mark IS NOT NULL"),
        postgresql_where=sa.text("counts AND receipt_mark IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_table("claim_line")
    op.drop_table("claim_question")
    op.drop_table("claim")
    op.drop_table("claim_batch")
