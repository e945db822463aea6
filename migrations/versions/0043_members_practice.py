"""What was seen of volunteers’ practice, and thanks."""

import sqlalchemy as sa
from alembic import op

revision = "0043_members_practice"
down_revision = "0042_recruitment_interviews"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_practice_observation()
    _create_thanks()


def _create_practice_observation() -> None:
    op.create_table(
        "practice_observation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("observer_id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("ratings", sa.JSON(), nullable=False),
        sa.Column("strengths", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_practice_observation_member_id_member")
        ),
        sa.ForeignKeyConstraint(
            ["observer_id"], ["person.id"], name=op.f("fk_practice_observation_observer_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_observation")),
        sa.UniqueConstraint(
            "member_id", "on_day", name=op.f("uq_practice_observation_member_id_on_day")
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_practice_observation_uuid")),
    )
    op.create_index(
        op.f("ix_practice_observation_observer_id"), "practice_observation", ["observer_id"]
    )


def _create_thanks() -> None:
    op.create_table(
        "thanks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "sittings",
                "years",
                "other",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("sent_by_id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(kind = 'other') = (number = 0)", name=op.f("ck_thanks_number_of_milestone")
        ),
        sa.CheckConstraint("length(words) > 0", name=op.f("ck_thanks_words_given")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_thanks_member_id_member")
        ),
        sa.ForeignKeyConstraint(
            ["sent_by_id"], ["person.id"], name=op.f("fk_thanks_sent_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thanks")),
        sa.UniqueConstraint("form_key", name=op.f("uq_thanks_form_key")),
    )
    op.create_index(op.f("ix_thanks_on_day_id"), "thanks", ["on_day", "id"])
    op.create_index(
        "uq_thanks_milestone",
        "thanks",
        ["member_id", "kind", "number"],
        unique=True,
        sqlite_where=sa.text("kind <> 'other'"),
        postgresql_where=sa.text("kind <> 'other'"),
    )


def downgrade() -> None:
    op.drop_table("thanks")
    op.drop_table("practice_observation")
