"""Campaigns, applications and their steps."""

import sqlalchemy as sa
from alembic import op

revision = "0030_recruitment"
down_revision = "0029_reparation_feedback"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_campaign()
    _create_application()
    _create_stage_change()


def _create_campaign() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("takes", sa.Text(), nullable=False),
        sa.Column("dates", sa.Text(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "open",
                "closed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state <> 'open' OR closes_on IS NOT NULL", name=op.f("ck_campaign_open_until")
        ),
        sa.CheckConstraint("length(slug) > 0", name=op.f("ck_campaign_slug_given")),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_campaign_title_given")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_campaign_area_id_area")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("form_key", name=op.f("uq_campaign_form_key")),
        sa.UniqueConstraint("slug", name=op.f("uq_campaign_slug")),
        sa.UniqueConstraint("uuid", name=op.f("uq_campaign_uuid")),
    )
    op.create_index(op.f("ix_campaign_area_id"), "campaign", ["area_id"])


def _create_application() -> None:
    op.create_table(
        "application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column(
            "stage",
            sa.Enum(
                "enquiry",
                "application",
                "shortlisting",
                "interview",
                "references",
                "checks",
                "training",
                "approval",
                "active",
                name="stage",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "parked",
                "withdrawn",
                "not_appointed",
                "appointed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("stage_since", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("wake_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("is_adult", sa.Boolean(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("experience", sa.Text(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("heard_from", sa.String(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(stage = 'active') = (state = 'appointed')",
            name=op.f("ck_application_active_appointed"),
        ),
        sa.CheckConstraint(
            "erased_at IS NULL OR (name = '' AND email IS NULL AND phone IS NULL)",
            name=op.f("ck_application_erased"),
        ),
        sa.CheckConstraint(
            "state <> 'appointed' OR member_id IS NOT NULL",
            name=op.f("ck_application_appointed_member"),
        ),
        sa.CheckConstraint(
            "state <> 'parked' OR wake_on IS NOT NULL", name=op.f("ck_application_parked_until")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'parked') OR ended_on IS NOT NULL", name=op.f("ck_application_ended")
        ),
        sa.CheckConstraint(
            "state NOT IN ('parked', 'withdrawn', 'not_appointed') OR reason IS NOT NULL",
            name=op.f("ck_application_reason_given"),
        ),
        sa.CheckConstraint(
            "erased_at IS NOT NULL OR length(name) > 0", name=op.f("ck_application_name_given")
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_application_area_id_area")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_application_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_application_member_id_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("form_key", name=op.f("uq_application_form_key")),
        sa.UniqueConstraint("member_id", name=op.f("uq_application_member_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_application_uuid")),
    )
    op.create_index(
        "uq_application_email",
        "application",
        ["campaign_id", sa.text("lower(email)")],
        unique=True,
        sqlite_where=sa.text("state IN ('open', 'parked')"),
        postgresql_where=sa.text("state IN ('open', 'parked')"),
    )
    op.create_index(op.f("ix_application_area_id"), "application", ["area_id"])
    op.create_index(op.f("ix_application_email"), "application", ["email"])
    op.create_index(
        op.f("ix_application_state_stage_stage_since"),
        "application",
        ["state", "stage", "stage_since"],
    )


def _create_stage_change() -> None:
    op.create_table(
        "stage_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column(
            "from_stage",
            sa.Enum(
                "enquiry",
                "application",
                "shortlisting",
                "interview",
                "references",
                "checks",
                "training",
                "approval",
                "active",
                name="from_stage",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=True,
        ),
        sa.Column(
            "to_stage",
            sa.Enum(
                "enquiry",
                "application",
                "shortlisting",
                "interview",
                "references",
                "checks",
                "training",
                "approval",
                "active",
                name="to_stage",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "parked",
                "withdrawn",
                "not_appointed",
                "appointed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_stage_change_application_id_application"),
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_stage_change_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_change")),
    )
    op.create_index(op.f("ix_stage_change_application_id"), "stage_change", ["application_id"])


def downgrade() -> None:
    op.drop_table("stage_change")
    op.drop_table("application")
    op.drop_table("campaign")
