"""The trail: events, and their values apart."""

import sqlalchemy as sa
from alembic import op

revision = "0002_audit_tables"
down_revision = "0001_people_tables"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("subject_type", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("detail_hash", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_audit_event_actor_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
    )
    op.create_index(op.f("ix_audit_event_actor_id"), "audit_event", ["actor_id"], unique=False)
    op.create_index(op.f("ix_audit_event_at_id"), "audit_event", ["at", "id"], unique=False)
    op.create_index(
        op.f("ix_audit_event_subject_type_subject_id_at"),
        "audit_event",
        ["subject_type", "subject_id", "at"],
        unique=False,
    )
    op.create_index(op.f("ix_audit_event_tag_at"), "audit_event", ["tag", "at"], unique=False)
    op.create_table(
        "audit_detail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["audit_event.id"],
            name=op.f("fk_audit_detail_event_id_audit_event"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_detail")),
        sa.UniqueConstraint("event_id", name=op.f("uq_audit_detail_event_id")),
    )


def downgrade() -> None:
    op.drop_table("audit_detail")
    op.drop_index(op.f("ix_audit_event_tag_at"), table_name="audit_event")
    op.drop_index(op.f("ix_audit_event_subject_type_subject_id_at"), table_name="audit_event")
    op.drop_index(op.f("ix_audit_event_at_id"), table_name="audit_event")
    op.drop_index(op.f("ix_audit_event_actor_id"), table_name="audit_event")
    op.drop_table("audit_event")
