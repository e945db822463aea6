"""Reminders of partners' papers, and what coordinators tell partners."""

import sqlalchemy as sa
from alembic import op

revision = "0023_reparation_partners"
down_revision = "0022_venue_photo"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "partner_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sent_by_id", sa.Integer(), nullable=False),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck_partner_message_text_given")),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_partner_message_partner_id_partner")
        ),
        sa.ForeignKeyConstraint(
            ["sent_by_id"], ["person.id"], name=op.f("fk_partner_message_sent_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_message")),
        sa.UniqueConstraint("form_key", name=op.f("uq_partner_message_form_key")),
    )
    op.create_index(
        op.f("ix_partner_message_partner_id_id"), "partner_message", ["partner_id", "id"]
    )
    op.create_table(
        "partner_reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("step >= 0", name=op.f("ck_partner_reminder_step")),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_partner_reminder_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_reminder")),
        sa.UniqueConstraint(
            "partner_id",
            "title",
            "until",
            "step",
            name=op.f("uq_partner_reminder_partner_id_title_until_step"),
        ),
    )
    op.create_index(op.f("ix_partner_reminder_sent_on"), "partner_reminder", ["sent_on"])


def downgrade() -> None:
    op.drop_table("partner_reminder")
    op.drop_table("partner_message")
