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
    _make_unchangeable()


def downgrade() -> None:
    _make_changeable()
    op.drop_table("audit_detail")
    op.drop_index(op.f("ix_audit_event_tag_at"), table_name="audit_event")
    op.drop_index(op.f("ix_audit_event_subject_type_subject_id_at"), table_name="audit_event")
    op.drop_index(op.f("ix_audit_event_at_id"), table_name="audit_event")
    op.drop_index(op.f("ix_audit_event_actor_id"), table_name="audit_event")
    op.drop_table("audit_event")


REFUSED = {
    "audit_event": ("UPDATE", "DELETE"),
    # Its values may be deleted, to forget a person, but never changed.
    "audit_detail": ("UPDATE",),
}


def _make_unchangeable() -> None:
    """Have the database itself refuse to change the trail, whoever asks.

    A later migration that rebuilds one of these tables on SQLite must make its triggers again.
    """
    sqlite = op.get_bind().dialect.name == "sqlite"
    if not sqlite:
        op.execute(
            "CREATE FUNCTION audit_unchangeable() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION '%: the trail is never changed', TG_TABLE_NAME "
            "USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_event_truncate BEFORE TRUNCATE ON audit_event "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_unchangeable()"
        )
    for table, moments in REFUSED.items():
        for moment in moments:
            trigger = f"CREATE TRIGGER {table}_{moment.lower()} BEFORE {moment} ON {table} "
            if sqlite:
                refusal = f"SELECT RAISE(ABORT, '{table}: the trail is never changed')"
                op.execute(f"{trigger} BEGIN {refusal}; END")
            else:
                op.execute(f"{trigger} FOR EACH ROW EXECUTE FUNCTION audit_unchangeable()")


def _make_changeable() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table, moments in REFUSED.items():
        for moment in moments:
            on = "" if sqlite else f" ON {table}"
            op.execute(f"DROP TRIGGER {table}_{moment.lower()}{on}")
    if not sqlite:
        op.execute("DROP TRIGGER audit_event_truncate ON audit_event")
        op.execute("DROP FUNCTION audit_unchangeable()")
