"""Risk assessments, sessions of projects, referrals and their places."""

import sqlalchemy as sa
from alembic import op

revision = "0019_reparation_sessions"
down_revision = "0018_reparation_projects"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_assessments()
    _create_sessions()


def downgrade() -> None:
    op.drop_table("place")
    op.drop_table("hazard_control")
    op.drop_table("project_session")
    op.drop_table("hazard")
    op.drop_table("risk_assessment")
    op.drop_table("referral")


def _create_assessments() -> None:
    op.create_table(
        "risk_assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("venue_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "approved",
                "replaced",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("supervised", sa.Integer(), nullable=False),
        sa.Column("least_age", sa.Integer(), nullable=False),
        sa.Column("ppe", sa.Text(), nullable=False),
        sa.Column("first_aid", sa.Text(), nullable=False),
        sa.Column("emergency", sa.Text(), nullable=False),
        sa.Column("assessor_id", sa.Integer(), nullable=False),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("sent_back_because", sa.Text(), nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'replaced') OR "
            "(approver_id IS NOT NULL AND approved_at IS NOT NULL AND review_on IS NOT NULL)",
            name=op.f("ck_risk_assessment_approved"),
        ),
        sa.CheckConstraint(
            "(project_id IS NULL) <> (venue_id IS NULL)",
            name=op.f("ck_risk_assessment_one_subject"),
        ),
        sa.CheckConstraint(
            "approver_id IS NULL OR approver_id <> assessor_id",
            name=op.f("ck_risk_assessment_two_people"),
        ),
        sa.CheckConstraint(
            "least_age >= 10 AND least_age <= 18", name=op.f("ck_risk_assessment_least_age")
        ),
        sa.CheckConstraint("supervised > 0", name=op.f("ck_risk_assessment_supervised")),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["person.id"], name=op.f("fk_risk_assessment_approver_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["assessor_id"], ["person.id"], name=op.f("fk_risk_assessment_assessor_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_risk_assessment_project_id_project")
        ),
        sa.ForeignKeyConstraint(
            ["venue_id"], ["venue.id"], name=op.f("fk_risk_assessment_venue_id_venue")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_assessment")),
        sa.UniqueConstraint("form_key", name=op.f("uq_risk_assessment_form_key")),
        sa.UniqueConstraint(
            "project_id", "number", name=op.f("uq_risk_assessment_project_id_number")
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_risk_assessment_uuid")),
        sa.UniqueConstraint("venue_id", "number", name=op.f("uq_risk_assessment_venue_id_number")),
    )
    op.create_index(op.f("ix_risk_assessment_review_on"), "risk_assessment", ["review_on"])
    op.create_index(
        "uq_risk_assessment_approved_project",
        "risk_assessment",
        ["project_id"],
        unique=True,
        sqlite_where=sa.text("state = 'approved'"),
        postgresql_where=sa.text("state = 'approved'"),
    )
    op.create_index(
        "uq_risk_assessment_approved_venue",
        "risk_assessment",
        ["venue_id"],
        unique=True,
        sqlite_where=sa.text("state = 'approved'"),
        postgresql_where=sa.text("state = 'approved'"),
    )
    op.create_table(
        "hazard",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("likelihood_before", sa.Integer(), nullable=False),
        sa.Column("severity_before", sa.Integer(), nullable=False),
        sa.Column("likelihood_after", sa.Integer(), nullable=False),
        sa.Column("severity_after", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "likelihood_after BETWEEN 1 AND 5", name=op.f("ck_hazard_likelihood_after")
        ),
        sa.CheckConstraint(
            "likelihood_before BETWEEN 1 AND 5", name=op.f("ck_hazard_likelihood_before")
        ),
        sa.CheckConstraint("severity_after BETWEEN 1 AND 5", name=op.f("ck_hazard_severity_after")),
        sa.CheckConstraint(
            "severity_before BETWEEN 1 AND 5", name=op.f("ck_hazard_severity_before")
        ),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["risk_assessment.id"],
            name=op.f("fk_hazard_assessment_id_risk_assessment"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hazard")),
        sa.UniqueConstraint("assessment_id", "number", name=op.f("uq_hazard_assessment_id_number")),
    )
    op.create_table(
        "hazard_control",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hazard_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["hazard_id"], ["hazard.id"], name=op.f("fk_hazard_control_hazard_id_hazard")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hazard_control")),
        sa.UniqueConstraint("hazard_id", "number", name=op.f("uq_hazard_control_hazard_id_number")),
    )


def _create_sessions() -> None:
    op.create_table(
        "referral",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "order",
                "unpaid_work",
                "out_of_court",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("practitioner_id", sa.Integer(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("wish_theme", sa.String(), nullable=True),
        sa.Column("wish_direct", sa.Boolean(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(kind = 'order') = (order_id IS NOT NULL)", name=op.f("ck_referral_order_named")
        ),
        sa.CheckConstraint("hours > 0 AND hours <= 240", name=op.f("ck_referral_hours")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_referral_area_id_area")),
        sa.ForeignKeyConstraint(
            ["order_id"], ["referral_order.id"], name=op.f("fk_referral_order_id_referral_order")
        ),
        sa.ForeignKeyConstraint(
            ["practitioner_id"], ["person.id"], name=op.f("fk_referral_practitioner_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
        sa.UniqueConstraint("form_key", name=op.f("uq_referral_form_key")),
        sa.UniqueConstraint("order_id", name=op.f("uq_referral_order_id")),
        sa.UniqueConstraint("ref", name=op.f("uq_referral_ref")),
        sa.UniqueConstraint("uuid", name=op.f("uq_referral_uuid")),
    )
    op.create_index(op.f("ix_referral_area_id"), "referral", ["area_id"])
    op.create_index(
        op.f("ix_referral_practitioner_id_closed_at"), "referral", ["practitioner_id", "closed_at"]
    )
    op.create_table(
        "project_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("series", sa.Uuid(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "held",
                "cancelled",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("supervisor_id", sa.Integer(), nullable=True),
        sa.Column("second_id", sa.Integer(), nullable=True),
        sa.Column("cancel_reason", sa.String(), nullable=True),
        sa.Column("headcount", sa.Integer(), nullable=True),
        sa.Column("unit_awards", sa.Integer(), nullable=True),
        sa.Column("counted_by_id", sa.Integer(), nullable=True),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state <> 'cancelled' OR cancel_reason IS NOT NULL",
            name=op.f("ck_project_session_cancelled_because"),
        ),
        sa.CheckConstraint("headcount >= 0", name=op.f("ck_project_session_headcount")),
        sa.CheckConstraint("places > 0", name=op.f("ck_project_session_places")),
        sa.CheckConstraint(
            "supervisor_id <> second_id", name=op.f("ck_project_session_two_adults")
        ),
        sa.CheckConstraint("unit_awards >= 0", name=op.f("ck_project_session_unit_awards")),
        sa.ForeignKeyConstraint(
            ["counted_by_id"], ["person.id"], name=op.f("fk_project_session_counted_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_project_session_entry_id_entry")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_session_project_id_project")
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["person.id"], name=op.f("fk_project_session_second_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["supervisor_id"], ["person.id"], name=op.f("fk_project_session_supervisor_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_session")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_project_session_entry_id")),
        sa.UniqueConstraint("form_key", name=op.f("uq_project_session_form_key")),
    )
    op.create_index(
        op.f("ix_project_session_project_id_state"), "project_session", ["project_id", "state"]
    )
    op.create_index(op.f("ix_project_session_second_id"), "project_session", ["second_id"])
    op.create_index(op.f("ix_project_session_series"), "project_session", ["series"])
    op.create_index(op.f("ix_project_session_supervisor_id"), "project_session", ["supervisor_id"])
    op.create_table(
        "place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "booked",
                "waiting",
                "moved",
                "cancelled",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("attended", sa.Boolean(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("booked_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'waiting') = (position IS NOT NULL)", name=op.f("ck_place_turn_given")
        ),
        sa.CheckConstraint(
            "attended IS NULL OR state = 'booked'", name=op.f("ck_place_attended_if_booked")
        ),
        sa.CheckConstraint(
            "(attended IS NULL) = (minutes IS NULL)", name=op.f("ck_place_minutes_said")
        ),
        sa.CheckConstraint("attended OR minutes = 0", name=op.f("ck_place_none_if_absent")),
        sa.CheckConstraint("minutes >= 0 AND minutes <= 720", name=op.f("ck_place_minutes")),
        sa.ForeignKeyConstraint(
            ["booked_by_id"], ["person.id"], name=op.f("fk_place_booked_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_place_referral_id_referral")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["project_session.id"], name=op.f("fk_place_session_id_project_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("form_key", name=op.f("uq_place_form_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_place_ref")),
        sa.UniqueConstraint("uuid", name=op.f("uq_place_uuid")),
    )
    op.create_index(op.f("ix_place_referral_id"), "place", ["referral_id"])
    op.create_index(op.f("ix_place_session_id_state"), "place", ["session_id", "state"])
    op.create_index(
        "uq_place_live",
        "place",
        ["session_id", "referral_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('booked', 'waiting')"),
        postgresql_where=sa.text("state IN ('booked', 'waiting')"),
    )
    op.create_index(
        "uq_place_position",
        "place",
        ["session_id", "position"],
        unique=True,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
