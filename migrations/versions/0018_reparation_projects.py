"""Partners of reparation, their papers, and their projects."""

import sqlalchemy as sa
from alembic import op

revision = "0018_reparation_projects"
down_revision = "0017_calendar_feeds"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_partners()
    _create_projects()


def downgrade() -> None:
    op.drop_table("project_theme")
    op.drop_table("project_revision")
    op.drop_table("project_photo")
    op.drop_table("project")
    op.drop_table("partner_person")
    op.drop_table("partner_paper")
    op.drop_table("partner_contact")
    op.drop_table("partner_area")
    op.drop_table("partner")


def _create_partners() -> None:
    op.create_table(
        "partner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("website", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "active",
                "paused",
                "ended",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("agreement_review_on", sa.Date(), nullable=True),
        sa.Column("agreement_levels", sa.Text(), nullable=False),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "agreed_on IS NULL OR agreement_review_on IS NULL OR agreement_review_on > agreed_on",
            name=op.f("ck_partner_reviewed_after_agreed"),
        ),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_partner_name_given")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
        sa.UniqueConstraint("form_key", name=op.f("uq_partner_form_key")),
        sa.UniqueConstraint("name", name=op.f("uq_partner_name")),
        sa.UniqueConstraint("uuid", name=op.f("uq_partner_uuid")),
    )
    op.create_index(op.f("ix_partner_state"), "partner", ["state"])
    op.create_table(
        "partner_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_id"], ["area.id"], name=op.f("fk_partner_area_area_id_area")
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_partner_area_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_area")),
        sa.UniqueConstraint(
            "partner_id", "area_id", name=op.f("uq_partner_area_partner_id_area_id")
        ),
    )
    op.create_index(op.f("ix_partner_area_area_id"), "partner_area", ["area_id"])
    op.create_table(
        "partner_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "site",
                "safeguarding",
                "out_of_hours",
                "escalation",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_partner_contact_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_contact")),
        sa.UniqueConstraint(
            "partner_id", "kind", "name", name=op.f("uq_partner_contact_partner_id_kind_name")
        ),
    )
    op.create_table(
        "partner_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "public_liability",
                "employers_liability",
                "safeguarding_policy",
                "dbs_position",
                "service_agreement",
                "other",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "sent",
                "accepted",
                "refused",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("sent_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_because", sa.String(), nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state <> 'refused' OR refused_because IS NOT NULL",
            name=op.f("ck_partner_paper_told_why"),
        ),
        sa.CheckConstraint(
            "state = 'sent' OR decided_at IS NOT NULL", name=op.f("ck_partner_paper_decided")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_partner_paper_decided_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_partner_paper_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_partner_paper_partner_id_partner")
        ),
        sa.ForeignKeyConstraint(
            ["sent_by_id"], ["person.id"], name=op.f("fk_partner_paper_sent_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_paper")),
        sa.UniqueConstraint("form_key", name=op.f("uq_partner_paper_form_key")),
        sa.UniqueConstraint("uuid", name=op.f("uq_partner_paper_uuid")),
    )
    op.create_index(op.f("ix_partner_paper_document_id"), "partner_paper", ["document_id"])
    op.create_index(
        op.f("ix_partner_paper_partner_id_kind_state"),
        "partner_paper",
        ["partner_id", "kind", "state"],
    )
    op.create_index(op.f("ix_partner_paper_until"), "partner_paper", ["until"])
    op.create_table(
        "partner_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_partner_person_partner_id_partner")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_partner_person_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_person")),
        sa.UniqueConstraint("person_id", name=op.f("uq_partner_person_person_id")),
    )
    op.create_index(op.f("ix_partner_person_partner_id"), "partner_person", ["partner_id"])


def _create_projects() -> None:
    op.create_table(
        "project",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "changes_asked",
                "approved",
                "listed",
                "paused",
                "closed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("work", sa.Text(), nullable=False),
        sa.Column("benefits", sa.Text(), nullable=False),
        sa.Column("reflection", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "direct",
                "indirect",
                "unpaid_work",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column(
            "with_others",
            sa.Enum(
                "one_to_one",
                "group",
                "either",
                name="group",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("skills", sa.String(), nullable=False),
        sa.Column("accreditation", sa.String(), nullable=False),
        sa.Column("unit_codes", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("least_age", sa.Integer(), nullable=False),
        sa.Column("most_age", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("supervised", sa.Integer(), nullable=False),
        sa.Column(
            "place",
            sa.Enum(
                "indoors",
                "outdoors",
                "both",
                name="place",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column(
            "demand",
            sa.Enum(
                "light",
                "moderate",
                "heavy",
                name="demand",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("clothing", sa.String(), nullable=False),
        sa.Column("equipment", sa.String(), nullable=False),
        sa.Column("tools", sa.String(), nullable=False),
        sa.Column("toilets", sa.Boolean(), nullable=False),
        sa.Column("washing", sa.Boolean(), nullable=False),
        sa.Column("step_free", sa.Boolean(), nullable=False),
        sa.Column("quiet", sa.Boolean(), nullable=False),
        sa.Column("food", sa.String(), nullable=False),
        sa.Column("transport", sa.String(), nullable=False),
        sa.Column("meeting_point", sa.String(), nullable=False),
        sa.Column("staff_transport", sa.Boolean(), nullable=False),
        sa.Column("term_time", sa.Boolean(), nullable=False),
        sa.Column("holidays", sa.Boolean(), nullable=False),
        sa.Column("evenings", sa.Boolean(), nullable=False),
        sa.Column("weekends", sa.Boolean(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=True),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("contact_name", sa.String(), nullable=False),
        sa.Column("contact_phone", sa.String(), nullable=False),
        sa.Column("community_benefit", sa.Boolean(), nullable=False),
        sa.Column("no_paid_work", sa.Boolean(), nullable=False),
        sa.Column("not_for_profit", sa.Boolean(), nullable=False),
        sa.Column("asked_changes", sa.Text(), nullable=True),
        sa.Column("paused_because", sa.String(), nullable=True),
        sa.Column("listed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state <> 'listed' OR listed_on IS NOT NULL", name=op.f("ck_project_listed")
        ),
        sa.CheckConstraint("capacity > 0", name=op.f("ck_project_capacity")),
        sa.CheckConstraint(
            "least_age >= 10 AND most_age <= 18 AND least_age <= most_age",
            name=op.f("ck_project_ages"),
        ),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_project_title_given")),
        sa.CheckConstraint("supervised > 0", name=op.f("ck_project_supervised")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_project_area_id_area")),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_project_made_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_project_partner_id_partner")
        ),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_project_venue_id_venue")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
        sa.UniqueConstraint("form_key", name=op.f("uq_project_form_key")),
        sa.UniqueConstraint("uuid", name=op.f("uq_project_uuid")),
    )
    op.create_index(op.f("ix_project_area_id"), "project", ["area_id"])
    op.create_index(op.f("ix_project_partner_id_state"), "project", ["partner_id", "state"])
    op.create_index(op.f("ix_project_state_title_id"), "project", ["state", "title", "id"])
    op.create_index(op.f("ix_project_venue_id"), "project", ["venue_id"])
    op.create_table(
        "project_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("alt", sa.String(), nullable=False),
        sa.Column("shows_nobody", sa.Boolean(), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(alt) > 0", name=op.f("ck_project_photo_alt_given")),
        sa.CheckConstraint("shows_nobody", name=op.f("ck_project_photo_shows_nobody")),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["person.id"], name=op.f("fk_project_photo_approved_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_project_photo_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_photo_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_photo")),
        sa.UniqueConstraint("document_id", name=op.f("uq_project_photo_document_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_project_photo_uuid")),
    )
    op.create_index(op.f("ix_project_photo_project_id"), "project_photo", ["project_id"])
    op.create_table(
        "project_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "accepted",
                "refused",
                "withdrawn",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_because", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state <> 'refused' OR refused_because IS NOT NULL",
            name=op.f("ck_project_revision_told_why"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_project_revision_decided_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_project_revision_made_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_revision_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_revision")),
        sa.UniqueConstraint(
            "project_id", "number", name=op.f("uq_project_revision_project_id_number")
        ),
    )
    op.create_index(
        "uq_project_revision_waiting",
        "project_revision",
        ["project_id"],
        unique=True,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "project_theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_theme_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_theme")),
        sa.UniqueConstraint("project_id", "theme", name=op.f("uq_project_theme_project_id_theme")),
    )
    op.create_index(
        op.f("ix_project_theme_theme_project_id"), "project_theme", ["theme", "project_id"]
    )
