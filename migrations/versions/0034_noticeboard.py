"""Notices, whom they are for, and who has read them."""

import sqlalchemy as sa
from alembic import op

revision = "0034_noticeboard"
down_revision = "0033_members_supervision"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("shown_from", sa.Date(), nullable=False),
        sa.Column("shown_until", sa.Date(), nullable=True),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("asks_read", sa.Boolean(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("edition_on", sa.Date(), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("edition > 0", name=op.f("ck_notice_edition")),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_notice_title_given")),
        sa.CheckConstraint(
            "shown_until IS NULL OR shown_until >= shown_from", name=op.f("ck_notice_ends_after")
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_notice_written_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("form_key", name=op.f("uq_notice_form_key")),
        sa.UniqueConstraint("uuid", name=op.f("uq_notice_uuid")),
    )
    op.create_index(op.f("ix_notice_shown_from_id"), "notice", ["shown_from", "id"])
    op.create_index(op.f("ix_notice_written_by_id"), "notice", ["written_by_id"])
    op.create_table(
        "notice_audience",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notice.id"], name=op.f("fk_notice_audience_notice_id_notice")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_audience")),
        sa.UniqueConstraint("notice_id", "key", name=op.f("uq_notice_audience_notice_id_key")),
    )
    op.create_index(
        op.f("ix_notice_audience_key_notice_id"), "notice_audience", ["key", "notice_id"]
    )
    op.create_table(
        "notice_read",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notice.id"], name=op.f("fk_notice_read_notice_id_notice")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_notice_read_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_read")),
        sa.UniqueConstraint(
            "notice_id",
            "person_id",
            "edition",
            name=op.f("uq_notice_read_notice_id_person_id_edition"),
        ),
    )
    op.create_index(
        op.f("ix_notice_read_person_id_notice_id"), "notice_read", ["person_id", "notice_id"]
    )


def downgrade() -> None:
    op.drop_table("notice_read")
    op.drop_table("notice_audience")
    op.drop_table("notice")
