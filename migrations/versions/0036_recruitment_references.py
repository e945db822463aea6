"""Referees of applicants, and what they said."""

import sqlalchemy as sa
from alembic import op

revision = "0036_recruitment_references"
down_revision = "0035_recruitment_apply"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_referee()
    _create_reference()


def _create_referee() -> None:
    op.create_table(
        "referee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "named",
                "asked",
                "given",
                "declined",
                "dropped",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state <> 'asked' OR (email IS NOT NULL AND token_hash IS NOT NULL"
            " AND asked_at IS NOT NULL AND expires_at IS NOT NULL)",
            name=op.f("ck_referee_asked_by_link"),
        ),
        sa.CheckConstraint(
            "email IS NOT NULL OR phone IS NOT NULL", name=op.f("ck_referee_can_be_reached")
        ),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_referee_name_given")),
        sa.CheckConstraint("turn >= 0", name=op.f("ck_referee_turn")),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_referee_application_id_application"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referee")),
        sa.UniqueConstraint("form_key", name=op.f("uq_referee_form_key")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_referee_token_hash")),
        sa.UniqueConstraint("uuid", name=op.f("uq_referee_uuid")),
    )
    counts = sa.text("state <> 'dropped'")
    op.create_index(
        "uq_referee_email",
        "referee",
        ["application_id", sa.text("lower(email)")],
        unique=True,
        sqlite_where=counts,
        postgresql_where=counts,
    )
    op.create_index(op.f("ix_referee_application_id"), "referee", ["application_id"])
    op.create_index(op.f("ix_referee_state_expires_at"), "referee", ["state", "expires_at"])


def _create_reference() -> None:
    op.create_table(
        "reference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referee_id", sa.Integer(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "link",
                "phone",
                name="channel",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("known_for", sa.String(), nullable=False),
        sa.Column("how_known", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(channel = 'phone') = (recorded_by_id IS NOT NULL)", name=op.f("ck_reference_noted_by")
        ),
        sa.CheckConstraint("length(given_by) > 0", name=op.f("ck_reference_given_by_somebody")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_reference_recorded_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["referee_id"], ["referee.id"], name=op.f("fk_reference_referee_id_referee")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference")),
        sa.UniqueConstraint("referee_id", name=op.f("uq_reference_referee_id")),
    )


def downgrade() -> None:
    op.drop_table("reference")
    op.drop_table("referee")
