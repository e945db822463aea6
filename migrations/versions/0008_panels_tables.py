"""Orders, sittings, panels, seats and offers."""

import sqlalchemy as sa
from alembic import op

revision = "0008_panels_tables"
down_revision = "0007_members_tables"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "referral_order",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("court_date", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("intensive", sa.Boolean(), nullable=False),
        sa.Column("case_manager_id", sa.Integer(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "ended",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("copied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("months BETWEEN 3 AND 12", name=op.f("ck_referral_order_months")),
        sa.ForeignKeyConstraint(
            ["area_id"], ["area.id"], name=op.f("fk_referral_order_area_id_area")
        ),
        sa.ForeignKeyConstraint(
            ["case_manager_id"],
            ["person.id"],
            name=op.f("fk_referral_order_case_manager_id_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_order")),
        sa.UniqueConstraint("form_key", name=op.f("uq_referral_order_form_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_referral_order_ref")),
        sa.UniqueConstraint("uuid", name=op.f("uq_referral_order_uuid")),
    )
    op.create_index(op.f("ix_referral_order_area_id"), "referral_order", ["area_id"], unique=False)
    op.create_index(
        op.f("ix_referral_order_case_manager_id"),
        "referral_order",
        ["case_manager_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_referral_order_state_due_on"),
        "referral_order",
        ["state", "due_on"],
        unique=False,
    )
    op.create_table(
        "order_conflict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["referral_order.id"],
            name=op.f("fk_order_conflict_order_id_referral_order"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_order_conflict_person_id_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_conflict")),
        sa.UniqueConstraint(
            "order_id", "person_id", name=op.f("uq_order_conflict_order_id_person_id")
        ),
    )
    op.create_index(
        op.f("ix_order_conflict_person_id"),
        "order_conflict",
        ["person_id"],
        unique=False,
    )
    op.create_table(
        "sitting",
        sa.Column("id", sa.Integer(), nullable=False),
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
        sa.Column("coordinator_id", sa.Integer(), nullable=False),
        sa.Column(
            "cancel_reason",
            sa.Enum(
                "not_enough_people",
                "room",
                "adviser",
                "another_date",
                "not_needed",
                "did_not_sit",
                name="cancel_reason",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=True,
        ),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["coordinator_id"],
            ["person.id"],
            name=op.f("fk_sitting_coordinator_id_person"),
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_sitting_entry_id_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitting")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_sitting_entry_id")),
        sa.UniqueConstraint("form_key", name=op.f("uq_sitting_form_key")),
    )
    op.create_index(op.f("ix_sitting_coordinator_id"), "sitting", ["coordinator_id"], unique=False)
    op.create_table(
        "panel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "initial",
                "progress",
                "final",
                "non_compliance",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
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
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("position BETWEEN 1 AND 3", name=op.f("ck_panel_position")),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["referral_order.id"],
            name=op.f("fk_panel_order_id_referral_order"),
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name=op.f("fk_panel_sitting_id_sitting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel")),
        sa.UniqueConstraint("ref", name=op.f("uq_panel_ref")),
    )
    op.create_index(op.f("ix_panel_order_id"), "panel", ["order_id"], unique=False)
    op.create_index(op.f("ix_panel_sitting_id"), "panel", ["sitting_id"], unique=False)
    op.create_index(
        op.f("ix_panel_sitting_id_position"),
        "panel",
        ["sitting_id", "position"],
        unique=True,
        sqlite_where=sa.text("state != 'cancelled'"),
        postgresql_where=sa.text("state != 'cancelled'"),
    )
    op.create_index(
        "uq_panel_open_initial",
        "panel",
        ["order_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'initial' AND state = 'planned'"),
        postgresql_where=sa.text("kind = 'initial' AND state = 'planned'"),
    )
    op.create_table(
        "seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "chair",
                "member",
                "observer",
                "adviser",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("clash_known", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_seat_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name=op.f("fk_seat_sitting_id_sitting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sa.UniqueConstraint("sitting_id", "number", name=op.f("uq_seat_sitting_id_number")),
        sa.UniqueConstraint("sitting_id", "person_id", name=op.f("uq_seat_sitting_id_person_id")),
    )
    op.create_index(op.f("ix_seat_person_id"), "seat", ["person_id"], unique=False)
    op.create_table(
        "offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "sent",
                "accepted",
                "declined",
                "conflict",
                "lapsed",
                "withdrawn",
                "left",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("sits_on", sa.Date(), nullable=False),
        sa.Column("offered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["offered_by_id"], ["person.id"], name=op.f("fk_offer_offered_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_offer_person_id_person")
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_offer_seat_id_seat")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
        sa.UniqueConstraint("uuid", name=op.f("uq_offer_uuid")),
    )
    op.create_index(op.f("ix_offer_person_id_state"), "offer", ["person_id", "state"], unique=False)
    op.create_index(op.f("ix_offer_seat_id"), "offer", ["seat_id"], unique=False)
    op.create_index(
        op.f("ix_offer_state_expires_at"),
        "offer",
        ["state", "expires_at"],
        unique=False,
    )
    op.create_index(op.f("ix_offer_sits_on_state"), "offer", ["sits_on", "state"], unique=False)
    op.create_index(
        "uq_offer_accepted_seat",
        "offer",
        ["seat_id"],
        unique=True,
        sqlite_where=sa.text("state = 'accepted'"),
        postgresql_where=sa.text("state = 'accepted'"),
    )
    op.create_index(
        "uq_offer_open_seat_person",
        "offer",
        ["seat_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('sent', 'accepted')"),
        postgresql_where=sa.text("state IN ('sent', 'accepted')"),
    )
    _refuse_colleagues_on_community_seats()


def downgrade() -> None:
    _allow_colleagues_on_community_seats()
    op.drop_index(
        "uq_offer_open_seat_person",
        table_name="offer",
        sqlite_where=sa.text("state IN ('sent', 'accepted')"),
        postgresql_where=sa.text("state IN ('sent', 'accepted')"),
    )
    op.drop_index(
        "uq_offer_accepted_seat",
        table_name="offer",
        sqlite_where=sa.text("state = 'accepted'"),
        postgresql_where=sa.text("state = 'accepted'"),
    )
    op.drop_index(op.f("ix_offer_sits_on_state"), table_name="offer")
    op.drop_index(op.f("ix_offer_state_expires_at"), table_name="offer")
    op.drop_index(op.f("ix_offer_seat_id"), table_name="offer")
    op.drop_index(op.f("ix_offer_person_id_state"), table_name="offer")
    op.drop_table("offer")
    op.drop_index(op.f("ix_seat_person_id"), table_name="seat")
    op.drop_table("seat")
    op.drop_index(
        "uq_panel_open_initial",
        table_name="panel",
        sqlite_where=sa.text("kind = 'initial' AND state = 'planned'"),
        postgresql_where=sa.text("kind = 'initial' AND state = 'planned'"),
    )
    op.drop_index(
        op.f("ix_panel_sitting_id_position"),
        table_name="panel",
        sqlite_where=sa.text("state != 'cancelled'"),
        postgresql_where=sa.text("state != 'cancelled'"),
    )
    op.drop_index(op.f("ix_panel_sitting_id"), table_name="panel")
    op.drop_index(op.f("ix_panel_order_id"), table_name="panel")
    op.drop_table("panel")
    op.drop_index(op.f("ix_sitting_coordinator_id"), table_name="sitting")
    op.drop_table("sitting")
    op.drop_index(op.f("ix_order_conflict_person_id"), table_name="order_conflict")
    op.drop_table("order_conflict")
    op.drop_index(op.f("ix_referral_order_state_due_on"), table_name="referral_order")
    op.drop_index(op.f("ix_referral_order_case_manager_id"), table_name="referral_order")
    op.drop_index(op.f("ix_referral_order_area_id"), table_name="referral_order")
    op.drop_table("referral_order")


def _refuse_colleagues_on_community_seats() -> None:
    """Hold Sentencing Act 2020 s.91 in the database: community seats are not for the team.

    The rule looks at the person as they are when they sit down, so a volunteer who later joins
    the service keeps the sittings of the past. A foreign key could not tell the two apart.
    """
    if op.get_bind().dialect.name == "sqlite":
        for moment in ("INSERT", "UPDATE OF person_id, kind"):
            name = "seat_community_" + moment.split()[0].lower()
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {moment} ON seat "  # noqa: S608 -- our own words
                "WHEN NEW.kind IN ('chair', 'member') AND NEW.person_id IS NOT NULL "
                "AND (SELECT is_staff FROM person WHERE id = NEW.person_id) "
                "BEGIN SELECT RAISE(ABORT, 'seat_community: a colleague cannot sit here'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION seat_community() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF NEW.kind IN ('chair', 'member') AND NEW.person_id IS NOT NULL "
        "AND (SELECT is_staff FROM person WHERE id = NEW.person_id) THEN "
        "RAISE EXCEPTION 'seat_community: a colleague cannot sit here' "
        "USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER seat_community BEFORE INSERT OR UPDATE OF person_id, kind ON seat "
        "FOR EACH ROW EXECUTE FUNCTION seat_community()"
    )


def _allow_colleagues_on_community_seats() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER seat_community_insert")
        op.execute("DROP TRIGGER seat_community_update")
        return
    op.execute("DROP TRIGGER seat_community ON seat")
    op.execute("DROP FUNCTION seat_community()")
