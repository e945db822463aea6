"""Courses, sessions, bookings, awards, exemptions, certificates, and what people said."""

import sqlalchemy as sa
from alembic import op

revision = "0012_training_tables"
down_revision = "0011_panels_life"
branch_labels = None
depends_on = None

# What was awarded stays as it was; how long it lasts, and that it was taken back, may be added.
FIXED = (
    *("person_id", "course_id", "taken_on", "awarded_on", "until"),
    *("source", "session_id", "document_id", "code"),
)


def upgrade() -> None:
    _create_courses()
    _create_sessions()
    _create_bookings()
    _create_awards()
    _create_feedback()
    _refuse_to_rewrite_awards()


def downgrade() -> None:
    _allow_to_rewrite_awards()
    op.drop_table("training_feedback")
    op.drop_table("feedback_spent")
    op.drop_table("certificate")
    op.drop_table("exemption")
    op.drop_table("award_extension")
    op.drop_table("award")
    op.drop_table("attendance_mark")
    op.drop_table("booking")
    op.drop_table("session_invitation")
    op.drop_table("session_day")
    op.drop_table("session_audience")
    op.drop_table("training_session")
    op.drop_table("course_prerequisite")
    op.drop_table("course_outcome")
    op.drop_table("course_need")
    op.drop_table("course_material")
    op.drop_table("course_cover")
    op.drop_table("course")


def _create_courses() -> None:
    op.create_table(
        "course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "induction",
                "mandatory",
                "refresher",
                "cpd",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column(
            "delivery",
            sa.Enum(
                "in_person",
                "online",
                "e_learning",
                name="delivery",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("cpd_minutes", sa.Integer(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "foundation",
                "intermediate",
                "advanced",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=True,
        ),
        sa.Column("validity_months", sa.Integer(), nullable=True),
        sa.Column(
            "counted_from",
            sa.Enum(
                "course",
                "award",
                name="counted_from",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("renew_days", sa.Integer(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("cpd_minutes >= 0", name=op.f("ck_course_cpd_minutes")),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_course_title_given")),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_course_minutes")),
        sa.CheckConstraint("renew_days >= 0", name=op.f("ck_course_renew_days")),
        sa.CheckConstraint(
            "validity_months IS NULL OR validity_months > 0", name=op.f("ck_course_validity")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
        sa.UniqueConstraint("code", name=op.f("uq_course_code")),
        sa.UniqueConstraint("form_key", name=op.f("uq_course_form_key")),
        sa.UniqueConstraint("title", name=op.f("uq_course_title")),
    )
    op.create_table(
        "course_cover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("covered_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("course_id <> covered_id", name=op.f("ck_course_cover_another")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_course_cover_course_id_course")
        ),
        sa.ForeignKeyConstraint(
            ["covered_id"], ["course.id"], name=op.f("fk_course_cover_covered_id_course")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_cover")),
        sa.UniqueConstraint(
            "course_id", "covered_id", name=op.f("uq_course_cover_course_id_covered_id")
        ),
    )
    op.create_index(
        op.f("ix_course_cover_covered_id"), "course_cover", ["covered_id"], unique=False
    )
    op.create_table(
        "course_material",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(url IS NULL) <> (document_id IS NULL)",
            name=op.f("ck_course_material_link_or_document"),
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_course_material_course_id_course")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_course_material_document_id_document")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_material")),
        sa.UniqueConstraint("document_id", name=op.f("uq_course_material_document_id")),
    )
    op.create_index(
        op.f("ix_course_material_course_id"), "course_material", ["course_id"], unique=False
    )
    op.create_table(
        "course_need",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column(
            "needing",
            sa.Enum(
                "volunteer",
                "chair",
                "adviser",
                "staff",
                name="needing",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column(
            "by_when",
            sa.Enum(
                "before_duty",
                "within_months",
                name="by_when",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(by_when = 'within_months') = (months IS NOT NULL)",
            name=op.f("ck_course_need_months_given"),
        ),
        sa.CheckConstraint("months IS NULL OR months > 0", name=op.f("ck_course_need_months")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_course_need_course_id_course")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_need")),
        sa.UniqueConstraint("course_id", "needing", name=op.f("uq_course_need_course_id_needing")),
    )
    op.create_table(
        "course_outcome",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck_course_outcome_text_given")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_course_outcome_course_id_course")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_outcome")),
    )
    op.create_index(
        op.f("ix_course_outcome_course_id"), "course_outcome", ["course_id"], unique=False
    )
    op.create_table(
        "course_prerequisite",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("required_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("course_id <> required_id", name=op.f("ck_course_prerequisite_another")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_course_prerequisite_course_id_course")
        ),
        sa.ForeignKeyConstraint(
            ["required_id"], ["course.id"], name=op.f("fk_course_prerequisite_required_id_course")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_prerequisite")),
        sa.UniqueConstraint(
            "course_id", "required_id", name=op.f("uq_course_prerequisite_course_id_required_id")
        ),
    )
    op.create_index(
        op.f("ix_course_prerequisite_required_id"),
        "course_prerequisite",
        ["required_id"],
        unique=False,
    )


def _create_sessions() -> None:
    op.create_table(
        "training_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "published",
                "held",
                "cancelled",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("trainer_id", sa.Integer(), nullable=True),
        sa.Column("trainer_name", sa.String(), nullable=False),
        sa.Column("join_url", sa.String(), nullable=True),
        sa.Column("instructions", sa.String(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancel_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_reason", sa.String(), nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("capacity > 0", name=op.f("ck_training_session_capacity")),
        sa.CheckConstraint(
            "minimum >= 0 AND minimum <= capacity", name=op.f("ck_training_session_minimum")
        ),
        sa.CheckConstraint(
            "opens_at IS NULL OR opens_at < closes_at",
            name=op.f("ck_training_session_opens_before_closing"),
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_training_session_course_id_course")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_training_session_entry_id_entry")
        ),
        sa.ForeignKeyConstraint(
            ["trainer_id"], ["person.id"], name=op.f("fk_training_session_trainer_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_session")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_training_session_entry_id")),
        sa.UniqueConstraint("form_key", name=op.f("uq_training_session_form_key")),
    )
    op.create_index(
        op.f("ix_training_session_course_id_state"),
        "training_session",
        ["course_id", "state"],
        unique=False,
    )
    op.create_index(
        op.f("ix_training_session_trainer_id"), "training_session", ["trainer_id"], unique=False
    )
    op.create_table(
        "session_audience",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_session.id"],
            name=op.f("fk_session_audience_session_id_training_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_audience")),
        sa.UniqueConstraint("session_id", "key", name=op.f("uq_session_audience_session_id_key")),
    )
    op.create_index(
        op.f("ix_session_audience_key_session_id"),
        "session_audience",
        ["key", "session_id"],
        unique=False,
    )
    op.create_table(
        "session_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number > 1", name=op.f("ck_session_day_number")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_session_day_entry_id_entry")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_session.id"],
            name=op.f("fk_session_day_session_id_training_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_day")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_session_day_entry_id")),
        sa.UniqueConstraint("session_id", "number", name=op.f("uq_session_day_session_id_number")),
    )
    op.create_table(
        "session_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("places > 0", name=op.f("ck_session_invitation_places")),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_session.id"],
            name=op.f("fk_session_invitation_session_id_training_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_invitation")),
        sa.UniqueConstraint("form_key", name=op.f("uq_session_invitation_form_key")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_session_invitation_token_hash")),
    )
    op.create_index(
        op.f("ix_session_invitation_session_id"), "session_invitation", ["session_id"], unique=False
    )


def _create_bookings() -> None:
    op.create_table(
        "booking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("guest_name", sa.String(), nullable=True),
        sa.Column("guest_email", sa.String(), nullable=True),
        sa.Column("invitation_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "booked",
                "waiting",
                "offered",
                "lapsed",
                "cancelled",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("offered_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("booked_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "attendance",
            sa.Enum(
                "attended",
                "partly",
                "absent",
                name="attendance",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=True,
        ),
        sa.Column("token_hash", sa.String(), nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "attendance IS NULL OR state = 'booked'", name=op.f("ck_booking_attended_if_booked")
        ),
        sa.CheckConstraint(
            "state <> 'offered' OR offered_until IS NOT NULL", name=op.f("ck_booking_offer_ends")
        ),
        sa.CheckConstraint(
            "state NOT IN ('waiting', 'offered') OR position IS NOT NULL",
            name=op.f("ck_booking_turn_given"),
        ),
        sa.CheckConstraint(
            "(guest_email IS NULL) = (guest_name IS NULL)", name=op.f("ck_booking_guest_named")
        ),
        sa.CheckConstraint(
            "(person_id IS NULL) = (guest_email IS NOT NULL)",
            name=op.f("ck_booking_person_or_guest"),
        ),
        sa.ForeignKeyConstraint(
            ["booked_by_id"], ["person.id"], name=op.f("fk_booking_booked_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["session_invitation.id"],
            name=op.f("fk_booking_invitation_id_session_invitation"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_booking_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_session.id"],
            name=op.f("fk_booking_session_id_training_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking")),
        sa.UniqueConstraint("form_key", name=op.f("uq_booking_form_key")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_booking_token_hash")),
        sa.UniqueConstraint("uuid", name=op.f("uq_booking_uuid")),
    )
    op.create_index(op.f("ix_booking_invitation_id"), "booking", ["invitation_id"], unique=False)
    op.create_index(
        op.f("ix_booking_person_id_state"), "booking", ["person_id", "state"], unique=False
    )
    op.create_index(
        op.f("ix_booking_session_id_state"), "booking", ["session_id", "state"], unique=False
    )
    op.create_index(
        op.f("ix_booking_state_offered_until"), "booking", ["state", "offered_until"], unique=False
    )
    op.create_index(
        "uq_booking_live_guest",
        "booking",
        ["session_id", "guest_email"],
        unique=True,
        sqlite_where=sa.text("state IN ('booked', 'waiting', 'offered')"),
        postgresql_where=sa.text("state IN ('booked', 'waiting', 'offered')"),
    )
    op.create_index(
        "uq_booking_live_person",
        "booking",
        ["session_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('booked', 'waiting', 'offered')"),
        postgresql_where=sa.text("state IN ('booked', 'waiting', 'offered')"),
    )
    op.create_index(
        "uq_booking_position",
        "booking",
        ["session_id", "position"],
        unique=True,
        sqlite_where=sa.text("state IN ('waiting', 'offered')"),
        postgresql_where=sa.text("state IN ('waiting', 'offered')"),
    )
    op.create_table(
        "attendance_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column(
            "was",
            sa.Enum(
                "attended",
                "partly",
                "absent",
                name="was",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=True,
        ),
        sa.Column(
            "now",
            sa.Enum(
                "attended",
                "partly",
                "absent",
                name="now",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=True,
        ),
        sa.Column("marked_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name=op.f("fk_attendance_mark_booking_id_booking")
        ),
        sa.ForeignKeyConstraint(
            ["marked_by_id"], ["person.id"], name=op.f("fk_attendance_mark_marked_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_mark")),
    )
    op.create_index(
        op.f("ix_attendance_mark_booking_id"), "attendance_mark", ["booking_id"], unique=False
    )


def _create_awards() -> None:
    op.create_table(
        "award",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("awarded_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column(
            "source",
            sa.Enum(
                "session",
                "certificate",
                "imported",
                "granted",
                "prior_learning",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("cpd_minutes", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by_id", sa.Integer(), nullable=True),
        sa.Column("revoke_reason", sa.String(), nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "source NOT IN ('granted', 'prior_learning') OR length(reason) > 0",
            name=op.f("ck_award_reason_given"),
        ),
        sa.CheckConstraint(
            "(revoked_at IS NULL) = (revoke_reason IS NULL)",
            name=op.f("ck_award_revoked_with_reason"),
        ),
        sa.CheckConstraint("awarded_on >= taken_on", name=op.f("ck_award_awarded_after_taken")),
        sa.CheckConstraint("until >= taken_on", name=op.f("ck_award_until_after_taken")),
        sa.CheckConstraint(
            "valid_until >= taken_on", name=op.f("ck_award_valid_until_after_taken")
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_award_course_id_course")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_award_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["person.id"], name=op.f("fk_award_given_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_award_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["revoked_by_id"], ["person.id"], name=op.f("fk_award_revoked_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_session.id"],
            name=op.f("fk_award_session_id_training_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award")),
        sa.UniqueConstraint("code", name=op.f("uq_award_code")),
        sa.UniqueConstraint("form_key", name=op.f("uq_award_form_key")),
        sa.UniqueConstraint("uuid", name=op.f("uq_award_uuid")),
    )
    op.create_index(
        op.f("ix_award_course_id_valid_until"), "award", ["course_id", "valid_until"], unique=False
    )
    op.create_index(op.f("ix_award_document_id"), "award", ["document_id"], unique=False)
    op.create_index(op.f("ix_award_session_id"), "award", ["session_id"], unique=False)
    op.create_index(
        "ix_award_standing",
        "award",
        ["person_id", "course_id", "taken_on", "valid_until", "revoked_at"],
        unique=False,
    )
    op.create_index(
        "uq_award_standing_day",
        "award",
        ["person_id", "course_id", "taken_on"],
        unique=True,
        sqlite_where=sa.text("revoked_at IS NULL"),
        postgresql_where=sa.text("revoked_at IS NULL"),
    )
    op.create_table(
        "award_extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("award_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "single",
                "blanket",
                "validity",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("was_until", sa.Date(), nullable=True),
        sa.Column("now_until", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.Column("batch", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_award_extension_reason_given")),
        sa.ForeignKeyConstraint(
            ["award_id"], ["award.id"], name=op.f("fk_award_extension_award_id_award")
        ),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["person.id"], name=op.f("fk_award_extension_given_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_extension")),
    )
    op.create_index(
        op.f("ix_award_extension_award_id"), "award_extension", ["award_id"], unique=False
    )
    op.create_index(op.f("ix_award_extension_batch"), "award_extension", ["batch"], unique=False)
    op.create_table(
        "exemption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_exemption_reason_given")),
        sa.CheckConstraint("until >= since", name=op.f("ck_exemption_until_after_since")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_exemption_course_id_course")
        ),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["person.id"], name=op.f("fk_exemption_given_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_exemption_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exemption")),
        sa.UniqueConstraint("form_key", name=op.f("uq_exemption_form_key")),
    )
    op.create_index(op.f("ix_exemption_course_id"), "exemption", ["course_id"], unique=False)
    op.create_index(
        op.f("ix_exemption_person_id_course_id_since"),
        "exemption",
        ["person_id", "course_id", "since"],
        unique=False,
    )
    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("awarded_on", sa.Date(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "approved",
                "refused",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refuse_reason", sa.String(), nullable=True),
        sa.Column("award_id", sa.Integer(), nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'approved') = (award_id IS NOT NULL)",
            name=op.f("ck_certificate_approved_award"),
        ),
        sa.CheckConstraint(
            "(state = 'refused') = (refuse_reason IS NOT NULL)",
            name=op.f("ck_certificate_refused_why"),
        ),
        sa.ForeignKeyConstraint(
            ["award_id"], ["award.id"], name=op.f("fk_certificate_award_id_award")
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_certificate_course_id_course")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_certificate_decided_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_certificate_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_certificate_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("award_id", name=op.f("uq_certificate_award_id")),
        sa.UniqueConstraint("document_id", name=op.f("uq_certificate_document_id")),
        sa.UniqueConstraint("form_key", name=op.f("uq_certificate_form_key")),
        sa.UniqueConstraint("uuid", name=op.f("uq_certificate_uuid")),
    )
    op.create_index(op.f("ix_certificate_course_id"), "certificate", ["course_id"], unique=False)
    op.create_index(
        op.f("ix_certificate_person_id_id"), "certificate", ["person_id", "id"], unique=False
    )
    op.create_index(op.f("ix_certificate_state_id"), "certificate", ["state", "id"], unique=False)


def _create_feedback() -> None:
    op.create_table(
        "feedback_spent",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_feedback_spent")),
    )
    op.create_table(
        "training_feedback",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column(
            "moment",
            sa.Enum(
                "before",
                "after",
                name="moment",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_session.id"],
            name=op.f("fk_training_feedback_session_id_training_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_feedback")),
    )
    op.create_index(
        op.f("ix_training_feedback_session_id"), "training_feedback", ["session_id"], unique=False
    )


def _refuse_to_rewrite_awards() -> None:
    """Hold in the database that history is rows: an award's own facts are written once."""
    columns = ", ".join(FIXED)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER award_fixed BEFORE UPDATE OF {columns} ON award "
            "BEGIN SELECT RAISE(ABORT, 'award_fixed: what was awarded is not changed'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION award_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'award_fixed: what was awarded is not changed' "
        "USING ERRCODE = 'check_violation'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER award_fixed BEFORE UPDATE OF {columns} ON award "
        "FOR EACH ROW EXECUTE FUNCTION award_fixed()"
    )


def _allow_to_rewrite_awards() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER award_fixed")
        return
    op.execute("DROP TRIGGER award_fixed ON award")
    op.execute("DROP FUNCTION award_fixed()")
