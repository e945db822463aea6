"""The handbook, every version of its pages, and files that go with a text."""

import sqlalchemy as sa
from alembic import op

revision = "0039_noticeboard_handbook"
down_revision = "0038_members_leaving"
branch_labels = None
depends_on = None

FIXED = ("page_id", "number", "title", "body", "words", "note", "written_by_id", "created_at")


def upgrade() -> None:
    op.create_table(
        "handbook_page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("chapter", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(slug) > 0", name=op.f("ck_handbook_page_slug_given")),
        sa.CheckConstraint("number > 0", name=op.f("ck_handbook_page_number")),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_handbook_page_owner_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handbook_page")),
        sa.UniqueConstraint("form_key", name=op.f("uq_handbook_page_form_key")),
        sa.UniqueConstraint("slug", name=op.f("uq_handbook_page_slug")),
    )
    op.create_index(op.f("ix_handbook_page_owner_id"), "handbook_page", ["owner_id"])
    op.create_index(op.f("ix_handbook_page_position_id"), "handbook_page", ["position", "id"])
    op.create_index(op.f("ix_handbook_page_review_on_id"), "handbook_page", ["review_on", "id"])
    op.create_table(
        "board_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=True),
        sa.Column("page_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(notice_id IS NULL) <> (page_id IS NULL)", name=op.f("ck_board_file_of_one")
        ),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_board_file_title_given")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_board_file_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notice.id"], name=op.f("fk_board_file_notice_id_notice")
        ),
        sa.ForeignKeyConstraint(
            ["page_id"], ["handbook_page.id"], name=op.f("fk_board_file_page_id_handbook_page")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_file")),
        sa.UniqueConstraint("uuid", name=op.f("uq_board_file_uuid")),
    )
    op.create_index(op.f("ix_board_file_notice_id"), "board_file", ["notice_id"])
    op.create_index(op.f("ix_board_file_page_id"), "board_file", ["page_id"])
    op.create_table(
        "handbook_audience",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["page_id"],
            ["handbook_page.id"],
            name=op.f("fk_handbook_audience_page_id_handbook_page"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handbook_audience")),
        sa.UniqueConstraint("page_id", "key", name=op.f("uq_handbook_audience_page_id_key")),
    )
    op.create_index(
        op.f("ix_handbook_audience_key_page_id"), "handbook_audience", ["key", "page_id"]
    )
    op.create_table(
        "handbook_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_handbook_version_title_given")),
        sa.ForeignKeyConstraint(
            ["page_id"],
            ["handbook_page.id"],
            name=op.f("fk_handbook_version_page_id_handbook_page"),
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_handbook_version_written_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handbook_version")),
        sa.UniqueConstraint("page_id", "number", name=op.f("uq_handbook_version_page_id_number")),
    )
    op.create_index(
        op.f("ix_handbook_version_written_by_id"), "handbook_version", ["written_by_id"]
    )
    _forbid_to_rewrite_versions()


def downgrade() -> None:
    _allow_to_rewrite_versions()
    op.drop_table("handbook_version")
    op.drop_table("handbook_audience")
    op.drop_table("board_file")
    op.drop_table("handbook_page")


def _forbid_to_rewrite_versions() -> None:
    columns = ", ".join(FIXED)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER handbook_version_fixed BEFORE UPDATE OF {columns} "
            "ON handbook_version BEGIN SELECT RAISE(ABORT, "
            "'handbook_version_fixed: what a page said is not changed'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION handbook_version_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'handbook_version_fixed: what a page said is not changed' "
        "USING ERRCODE = 'check_violation'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER handbook_version_fixed BEFORE UPDATE OF {columns} ON handbook_version "
        "FOR EACH ROW EXECUTE FUNCTION handbook_version_fixed()"
    )


def _allow_to_rewrite_versions() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER handbook_version_fixed")
        return
    op.execute("DROP TRIGGER handbook_version_fixed ON handbook_version")
    op.execute("DROP FUNCTION handbook_version_fixed()")
