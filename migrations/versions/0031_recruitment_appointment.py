"""Appointments and the reviews of probations; somebody may come back and be appointed again."""

import sqlalchemy as sa
from alembic import op

revision = "0031_recruitment_appointment"
down_revision = "0030_recruitment"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("appointed_on", sa.Date(), nullable=False),
        sa.Column("buddy_id", sa.Integer(), nullable=True),
        sa.Column("observations", sa.Integer(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("observations >= 0", name=op.f("ck_appointment_observations")),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_appointment_application_id_application"),
        ),
        sa.ForeignKeyConstraint(
            ["buddy_id"], ["person.id"], name=op.f("fk_appointment_buddy_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_appointment_member_id_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
        sa.UniqueConstraint("application_id", name=op.f("uq_appointment_application_id")),
    )
    op.create_index(op.f("ix_appointment_buddy_id"), "appointment", ["buddy_id"])
    op.create_index(op.f("ix_appointment_member_id"), "appointment", ["member_id"])
    op.create_index(op.f("ix_appointment_review_on"), "appointment", ["review_on"])
    op.create_table(
        "probation_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "confirmed",
                "extended",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(outcome = 'extended') = (next_on IS NOT NULL)",
            name=op.f("ck_probation_review_next_on"),
        ),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name=op.f("fk_probation_review_appointment_id_appointment"),
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_probation_review_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_probation_review")),
        sa.UniqueConstraint(
            "appointment_id", "due_on", name=op.f("uq_probation_review_appointment_id_due_on")
        ),
    )
    _redraw_member(unique=False)


def downgrade() -> None:
    _redraw_member(unique=True)
    op.drop_table("probation_review")
    op.drop_table("appointment")


def _redraw_member(*, unique: bool) -> None:
    """Let one volunteer have several applications, or one; SQLite copies the table for that.

    It cannot copy an index over an expression, so that is made anew.
    """
    op.drop_index("uq_application_email", "application")
    if unique:
        op.drop_index(op.f("ix_application_member_id"), "application")
    with op.batch_alter_table("application") as application:
        if unique:
            application.create_unique_constraint(op.f("uq_application_member_id"), ["member_id"])
        else:
            application.drop_constraint(op.f("uq_application_member_id"), type_="unique")
    if not unique:
        op.create_index(op.f("ix_application_member_id"), "application", ["member_id"])
    live = sa.text("state IN ('open', 'parked')")
    op.create_index(
        "uq_application_email",
        "application",
        ["campaign_id", sa.text("lower(email)")],
        unique=True,
        sqlite_where=live,
        postgresql_where=live,
    )
