"""More kinds of feeds, and what their owners choose for them; saved views."""

from collections.abc import Callable
from typing import Any, Final

import sqlalchemy as sa
from alembic import op

revision = "0017_calendar_feeds"
down_revision = "0016_calendar_venues"
branch_labels = None
depends_on = None

BEFORE: Final = ("mine", "everything")
NOW: Final = ("mine", "training", "projects", "area", "deadlines", "rooms", "view", "everything")
FEED: Final = sa.table(
    "feed", sa.column("id", sa.Integer), sa.column("scope", sa.String), sa.column("filter", sa.JSON)
)
HOUR: Final = 60


def upgrade() -> None:
    _let_scopes_be(NOW)
    _rewrite(_newer)
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("view", sa.String(), nullable=False),
        sa.Column("filter", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_saved_view_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("person_id", "name", name=op.f("uq_saved_view_person_id_name")),
    )


def downgrade() -> None:
    op.drop_table("saved_view")
    op.execute(sa.delete(FEED).where(FEED.c.scope.not_in(BEFORE)))
    _rewrite(_older)
    _let_scopes_be(BEFORE)


def _let_scopes_be(scopes: tuple[str, ...]) -> None:
    """Redraw the check of the column; SQLite does that by copying the table."""
    condition = f"scope IN ({', '.join(repr(scope) for scope in scopes)})"
    with op.batch_alter_table("feed") as feed:
        feed.drop_constraint(op.f("ck_feed_scope"), type_="check")
        feed.create_check_constraint(op.f("ck_feed_scope"), condition)


def _rewrite(change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    own = op.get_bind()
    for number, kept in own.execute(sa.select(FEED.c.id, FEED.c.filter)).all():
        own.execute(sa.update(FEED).where(FEED.c.id == number).values(filter=change(kept)))


def _newer(kept: dict[str, Any]) -> dict[str, Any]:
    """Return a filter with lists, and with the reminder in minutes."""
    changed = {name: kept[name] for name in ("without_cancelled",) if name in kept}
    if "kind" in kept:
        changed["kinds"] = [kept["kind"]]
    if "area" in kept:
        changed["areas"] = [kept["area"]]
    if kept.get("reminders"):
        changed["alarm"] = HOUR
    return changed


def _older(kept: dict[str, Any]) -> dict[str, Any]:
    """Return a filter with the first of each list: it never shows more than before."""
    changed = {name: kept[name] for name in ("without_cancelled",) if name in kept}
    if "kinds" in kept:
        changed["kind"] = kept["kinds"][0]
    if "areas" in kept:
        changed["area"] = kept["areas"][0]
    if "alarm" in kept:
        changed["reminders"] = True
    return changed
