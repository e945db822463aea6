"""The whole life of orders and panels: plans, outcomes, calls, cover, filling a quarter."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import sqlalchemy as sa
from alembic import op
from alembic.operations.base import BatchOperations

revision = "0011_panels_life"
down_revision = "0010_members_rounds"
branch_labels = None
depends_on = None

KINDS: Final = ("initial", "progress", "final", "non_compliance")
PANEL_STATES: Final = ("planned", "held", "cancelled")
OFFER_STATES: Final = (
    *("sent", "accepted", "declined", "conflict", "lapsed", "withdrawn"),
    "left",
)
BEFORE_COURT: Final = (
    "ck_panel_order_or_court",
    "(order_id IS NULL) = (kind = 'pre_court') AND (order_id IS NOT NULL OR "
    "(court_on IS NOT NULL AND area_id IS NOT NULL AND case_manager_id IS NOT NULL))",
)
PROPOSED: Final = ("ck_panel_proposed_no_sitting", "state != 'proposed' OR sitting_id IS NULL")
ADJOURNED: Final = (
    "ck_panel_adjourned",
    "(state = 'adjourned') = (adjourn_reason IS NOT NULL)",
)
KEPT_FOR: Final = "kept_for BETWEEN 1 AND 3"
ONE_PERSON: Final = "person_id IS NULL OR pencilled_id IS NULL"
COVER_FOR: Final = "cover_wanted_at IS NULL OR person_id IS NOT NULL"
COMMUNITY: Final = "seat_community: a colleague cannot sit here"

Check = tuple[str, str]


def upgrade() -> None:
    op.add_column("referral_order", sa.Column("late_reason", sa.String(), nullable=True))
    _extend_sitting()
    _extend_panel()
    _extend_seat()
    _make_order_event()
    _make_attendance()
    _make_panel_check()
    _make_seat_call()
    _extend_offer()
    _make_fill_run()
    _make_fill_choice()


def downgrade() -> None:
    for table in ("fill_choice", "fill_run"):
        op.drop_table(table)
    _shorten_offer()
    _take_guard_off("attendance_community", "attendance")
    for table in ("seat_call", "panel_check", "attendance", "order_event"):
        op.drop_table(table)
    _shorten_seat()
    _shorten_panel()
    op.drop_column("sitting", "kept_for")
    with op.batch_alter_table("referral_order") as orders:
        orders.drop_column("late_reason")


def _extend_sitting() -> None:
    """Add a column to `sitting`; SQLite takes its check along, and the table is not copied."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "ALTER TABLE sitting ADD COLUMN kept_for INTEGER NOT NULL DEFAULT 1 "
            f"CONSTRAINT ck_sitting_kept_for CHECK ({KEPT_FOR})"
        )
        return
    op.add_column(
        "sitting", sa.Column("kept_for", sa.Integer(), nullable=False, server_default="1")
    )
    op.create_check_constraint(op.f("ck_sitting_kept_for"), "sitting", KEPT_FOR)


def _extend_panel() -> None:
    old = [_one_of("panel", "kind", KINDS), _one_of("panel", "state", PANEL_STATES)]
    new = [
        _one_of("panel", "kind", (*KINDS, "pre_court", "post_court")),
        _one_of("panel", "state", ("proposed", *PANEL_STATES, "adjourned")),
        *(BEFORE_COURT, PROPOSED, ADJOURNED),
    ]
    _drop_panel_indexes()
    with _redrawn("panel", old, new) as panel:
        panel.alter_column("order_id", existing_type=sa.Integer(), nullable=True)
        panel.add_column(sa.Column("late_reason", sa.String(), nullable=True))
        panel.add_column(sa.Column("court_on", sa.Date(), nullable=True))
        panel.add_column(sa.Column("area_id", sa.Integer(), nullable=True))
        panel.add_column(sa.Column("case_manager_id", sa.Integer(), nullable=True))
        panel.add_column(sa.Column("noted_at", sa.DateTime(timezone=True), nullable=True))
        panel.add_column(sa.Column("contract_agreed", sa.Boolean(), nullable=True))
        panel.add_column(sa.Column("adjourn_reason", sa.String(), nullable=True))
        panel.add_column(sa.Column("follows_id", sa.Integer(), nullable=True))
        panel.add_column(sa.Column("form_key", sa.String(), nullable=True))
        panel.create_unique_constraint(op.f("uq_panel_form_key"), ["form_key"])
        panel.create_foreign_key(op.f("fk_panel_area_id_area"), "area", ["area_id"], ["id"])
        panel.create_foreign_key(
            op.f("fk_panel_case_manager_id_person"), "person", ["case_manager_id"], ["id"]
        )
        panel.create_foreign_key(op.f("fk_panel_follows_id_panel"), "panel", ["follows_id"], ["id"])
    op.create_index(op.f("ix_panel_follows_id"), "panel", ["follows_id"])
    _make_panel_indexes()


def _shorten_panel() -> None:
    new = [_one_of("panel", "kind", KINDS), _one_of("panel", "state", PANEL_STATES)]
    old = [*new, BEFORE_COURT, PROPOSED, ADJOURNED]
    _drop_panel_indexes()
    op.drop_index(op.f("ix_panel_follows_id"), "panel")
    with _redrawn("panel", old, new) as panel:
        panel.drop_constraint(op.f("uq_panel_form_key"), type_="unique")
        for name in ("follows_id_panel", "case_manager_id_person", "area_id_area"):
            panel.drop_constraint(op.f(f"fk_panel_{name}"), type_="foreignkey")
        for name in ("follows_id", "adjourn_reason", "contract_agreed", "noted_at"):
            panel.drop_column(name)
        for name in ("case_manager_id", "area_id", "court_on", "late_reason", "form_key"):
            panel.drop_column(name)
        panel.alter_column("order_id", existing_type=sa.Integer(), nullable=False)
    _make_panel_indexes()


def _drop_panel_indexes() -> None:
    op.drop_index("uq_panel_open_initial", "panel")
    op.drop_index(op.f("ix_panel_sitting_id_position"), "panel")


def _make_panel_indexes() -> None:
    _partial(
        op.f("ix_panel_sitting_id_position"),
        "panel",
        ["sitting_id", "position"],
        "state != 'cancelled'",
    )
    _partial(
        "uq_panel_open_initial", "panel", ["order_id"], "kind = 'initial' AND state = 'planned'"
    )


def _extend_seat() -> None:
    """Add columns to `seat`; SQLite takes their checks along, and keeps the triggers.

    The table is not copied there: offers refer to it.
    """
    op.add_column(
        "seat", sa.Column("pinned", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("seat", sa.Column("override_reason", sa.String(), nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "ALTER TABLE seat ADD COLUMN pencilled_id INTEGER "
            "CONSTRAINT fk_seat_pencilled_id_person REFERENCES person (id) "
            f"CONSTRAINT ck_seat_one_person CHECK ({ONE_PERSON})"
        )
        op.execute(
            "ALTER TABLE seat ADD COLUMN cover_wanted_at DATETIME "
            f"CONSTRAINT ck_seat_cover_for CHECK ({COVER_FOR})"
        )
    else:
        op.add_column("seat", sa.Column("pencilled_id", sa.Integer(), nullable=True))
        op.add_column(
            "seat", sa.Column("cover_wanted_at", sa.DateTime(timezone=True), nullable=True)
        )
        op.create_foreign_key(
            op.f("fk_seat_pencilled_id_person"), "seat", "person", ["pencilled_id"], ["id"]
        )
        op.create_check_constraint(op.f("ck_seat_one_person"), "seat", ONE_PERSON)
        op.create_check_constraint(op.f("ck_seat_cover_for"), "seat", COVER_FOR)
    op.create_index(op.f("ix_seat_pencilled_id"), "seat", ["pencilled_id"])
    op.create_index("uq_seat_pencilled", "seat", ["sitting_id", "pencilled_id"], unique=True)
    _guard("seat_pencilled", "seat", "kind", "pencilled_id")


def _shorten_seat() -> None:
    _take_guard_off("seat_pencilled", "seat")
    op.drop_index("uq_seat_pencilled", "seat")
    op.drop_index(op.f("ix_seat_pencilled_id"), "seat")
    for name in ("cover_wanted_at", "pencilled_id", "override_reason", "pinned"):
        op.drop_column("seat", name)


def _guard(trigger: str, table: str, kind: str, person: str) -> None:
    """Hold Sentencing Act 2020 s.91: nobody of the team counts for the community."""
    is_staff = f"(SELECT is_staff FROM person WHERE id = NEW.{person})"  # noqa: S608 -- our own names
    refused = f"NEW.{kind} IN ('chair', 'member') AND NEW.{person} IS NOT NULL AND {is_staff}"
    if op.get_bind().dialect.name == "sqlite":
        for moment in ("INSERT", f"UPDATE OF {person}, {kind}"):
            name = f"{trigger}_{moment.split()[0].lower()}"
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {moment} ON {table} "
                f"WHEN {refused} BEGIN SELECT RAISE(ABORT, '{COMMUNITY}'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {trigger}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {refused} THEN RAISE EXCEPTION '{COMMUNITY}' "
        "USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {trigger} BEFORE INSERT OR UPDATE OF {person}, {kind} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {trigger}()"
    )


def _take_guard_off(trigger: str, table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in ("insert", "update"):
            op.execute(f"DROP TRIGGER {trigger}_{name}")
    else:
        op.execute(f"DROP TRIGGER {trigger} ON {table}")
        op.execute(f"DROP FUNCTION {trigger}()")


def _make_order_event() -> None:
    op.create_table(
        "order_event",
        sa.Column("id", sa.Integer(), primary_key=True),
        _refers("order_event", "order_id", "referral_order"),
        _chosen("kind", "extension", "early_end", "transfer_in", "transfer_out"),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=True),
        *_moments(),
        sa.CheckConstraint(
            "(kind = 'extension') = (months IS NOT NULL)",
            name=op.f("ck_order_event_extension_months"),
        ),
        sa.CheckConstraint("months BETWEEN 1 AND 12", name=op.f("ck_order_event_months")),
        sa.UniqueConstraint(
            "order_id", "kind", "on_day", name=op.f("uq_order_event_order_id_kind_on_day")
        ),
    )


def _make_attendance() -> None:
    states = ("came", "apologised", "absent")
    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), primary_key=True),
        _refers("attendance", "panel_id", "panel"),
        _refers("attendance", "person_id", "person"),
        _chosen("part", "chair", "member", "observer", "adviser"),
        _chosen("state", *states),
        _chosen("corrected_from", *states, nullable=True),
        *_moments(),
        sa.UniqueConstraint("panel_id", "person_id", name=op.f("uq_attendance_panel_id_person_id")),
    )
    op.create_index(op.f("ix_attendance_person_id"), "attendance", ["person_id"])
    _guard("attendance_community", "attendance", "part", "person_id")


def _make_panel_check() -> None:
    op.create_table(
        "panel_check",
        sa.Column("id", sa.Integer(), primary_key=True),
        _refers("panel_check", "panel_id", "panel"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("at_time", sa.Time(), nullable=True),
        _refers("panel_check", "done_by_id", "person", nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        *_moments(),
        sa.CheckConstraint(
            "(done_at IS NULL) = (done_by_id IS NULL)",
            name=op.f("ck_panel_check_done_by_somebody"),
        ),
        sa.UniqueConstraint("panel_id", "item", name=op.f("uq_panel_check_panel_id_item")),
    )


def _make_seat_call() -> None:
    op.create_table(
        "seat_call",
        sa.Column("id", sa.Integer(), primary_key=True),
        _refers("seat_call", "seat_id", "seat"),
        _chosen("mode", "first", "choose"),
        _refers("seat_call", "opened_by_id", "person", nullable=True),
        sa.Column("for_cover", sa.Boolean(), nullable=False),
        sa.Column("confirm_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        *_moments(),
        sa.CheckConstraint(
            "(mode = 'choose') = (confirm_by IS NOT NULL)", name=op.f("ck_seat_call_confirm_by")
        ),
    )
    op.create_index(op.f("ix_seat_call_seat_id"), "seat_call", ["seat_id"])
    _partial("uq_seat_call_open", "seat_call", ["seat_id"], "closed_at IS NULL")


def _extend_offer() -> None:
    states = ("queued", "sent", "volunteered", "waiting", "accepted")
    _drop_offer_indexes()
    old, new = (
        [_one_of("offer", "state", OFFER_STATES)],
        [_one_of("offer", "state", (*OFFER_STATES, "queued", "volunteered", "waiting"))],
    )
    with _redrawn("offer", old, new) as offer:
        offer.add_column(sa.Column("rank", sa.Integer(), nullable=True))
        offer.add_column(sa.Column("call_id", sa.Integer(), nullable=True))
        offer.add_column(
            sa.Column("for_cover", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        offer.add_column(sa.Column("override_reason", sa.String(), nullable=True))
        offer.create_foreign_key(
            op.f("fk_offer_call_id_seat_call"), "seat_call", ["call_id"], ["id"]
        )
    op.create_index(op.f("ix_offer_call_id"), "offer", ["call_id"])
    _make_offer_indexes(states)


def _shorten_offer() -> None:
    _drop_offer_indexes()
    op.drop_index(op.f("ix_offer_call_id"), "offer")
    old, new = (
        [_one_of("offer", "state", (*OFFER_STATES, "queued", "volunteered", "waiting"))],
        [_one_of("offer", "state", OFFER_STATES)],
    )
    with _redrawn("offer", old, new) as offer:
        offer.drop_constraint(op.f("fk_offer_call_id_seat_call"), type_="foreignkey")
        for name in ("override_reason", "for_cover", "call_id", "rank"):
            offer.drop_column(name)
    _make_offer_indexes(("sent", "accepted"))


def _drop_offer_indexes() -> None:
    op.drop_index("uq_offer_open_seat_person", "offer")
    op.drop_index("uq_offer_accepted_seat", "offer")


def _make_offer_indexes(standing: Sequence[str]) -> None:
    names = ", ".join(repr(state) for state in standing)
    _partial("uq_offer_accepted_seat", "offer", ["seat_id"], "state = 'accepted'")
    _partial("uq_offer_open_seat_person", "offer", ["seat_id", "person_id"], f"state IN ({names})")


def _make_fill_run() -> None:
    op.create_table(
        "fill_run",
        sa.Column("id", sa.Integer(), primary_key=True),
        _refers("fill_run", "job_id", "job", nullable=True),
        _chosen("state", "running", "ready", "accepted", "dropped", "undone", "failed"),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        _refers("fill_run", "area_id", "area", nullable=True),
        _refers("fill_run", "asked_by_id", "person", nullable=True),
        sa.Column("stop_asked", sa.Boolean(), nullable=False),
        sa.Column("method", sa.String(), nullable=True),
        sa.Column("objective", sa.BigInteger(), nullable=True),
        sa.Column("bound", sa.BigInteger(), nullable=True),
        sa.Column("seconds", sa.Double(), nullable=True),
        sa.Column("measures", sa.JSON(), nullable=False),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undo_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        *_moments(),
        sa.CheckConstraint("last_on >= first_on", name=op.f("ck_fill_run_days")),
        sa.UniqueConstraint("form_key", name=op.f("uq_fill_run_form_key")),
        sa.UniqueConstraint("job_id", name=op.f("uq_fill_run_job_id")),
    )
    op.create_index(op.f("ix_fill_run_area_id"), "fill_run", ["area_id"])
    op.create_index(op.f("ix_fill_run_state_id"), "fill_run", ["state", "id"])


def _make_fill_choice() -> None:
    op.create_table(
        "fill_choice",
        sa.Column("id", sa.Integer(), primary_key=True),
        _refers("fill_choice", "run_id", "fill_run"),
        _refers("fill_choice", "seat_id", "seat"),
        _refers("fill_choice", "person_id", "person", nullable=True),
        _refers("fill_choice", "was_id", "person", nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("remedy", sa.String(), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        *_moments(),
        sa.UniqueConstraint("run_id", "seat_id", name=op.f("uq_fill_choice_run_id_seat_id")),
    )
    op.create_index(op.f("ix_fill_choice_seat_id"), "fill_choice", ["seat_id"])


@contextmanager
def _redrawn(table: str, old: Sequence[Check], new: Sequence[Check]) -> Iterator[BatchOperations]:
    """Replace checks of a table while it is altered; SQLite does that by copying the table."""
    with op.batch_alter_table(table) as batch:
        for name, _ in old:
            batch.drop_constraint(op.f(name), type_="check")
        yield batch
        for name, words in new:
            batch.create_check_constraint(op.f(name), words)


def _one_of(table: str, column: str, values: Sequence[str]) -> Check:
    names = ", ".join(repr(value) for value in values)
    return (f"ck_{table}_{column}", f"{column} IN ({names})")


def _chosen(name: str, *values: str, nullable: bool = False) -> sa.Column[str]:
    kind = sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=30)
    return sa.Column(name, kind, nullable=nullable)


def _refers(table: str, column: str, to: str, *, nullable: bool = False) -> sa.Column[int]:
    key = sa.ForeignKey(f"{to}.id", name=op.f(f"fk_{table}_{column}_{to}"))
    return sa.Column(column, sa.Integer(), key, nullable=nullable)


def _moments() -> list[sa.Column[sa.DateTime]]:
    return [
        sa.Column(name, sa.DateTime(timezone=True), nullable=False)
        for name in ("created_at", "updated_at")
    ]


def _partial(name: str, table: str, columns: Sequence[str], where: str) -> None:
    op.create_index(
        name,
        table,
        list(columns),
        unique=True,
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )
