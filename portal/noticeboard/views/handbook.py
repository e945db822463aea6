"""Reading the handbook: its contents, what is found in it, a page, its versions, and on paper."""

from dataclasses import dataclass
from itertools import groupby
from typing import Final

from flask import render_template, request
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.access.gate import may
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.noticeboard import permissions
from portal.noticeboard.forms.handbook import Review
from portal.noticeboard.models import HandbookPage
from portal.noticeboard.queries import files
from portal.noticeboard.queries import handbook as queries
from portal.noticeboard.rules import markdown
from portal.noticeboard.rules.differences import differences
from portal.noticeboard.rules.finding import Piece, around, wanted
from portal.noticeboard.views import asked, bp
from portal.site.fragments import page_or_fragment
from portal.site.pagination import Page, requested_page

MOST_TYPED: Final = 100


@dataclass(frozen=True)
class Found:
    """What a search found: pages, and for each the text around the words, by number."""

    pages: Page[HandbookPage]
    around: dict[int, list[Piece]]


@bp.get("/handbook")
@requires(Permission.NOTICEBOARD_READ)
def handbook() -> ResponseReturnValue:
    """Show the contents, or what is found when words are looked for."""
    typed = request.args.get("words", "").replace("\0", "")[:MOST_TYPED].strip()
    edits = may(Permission.NOTICEBOARD_EDIT)
    return page_or_fragment(
        "noticeboard/handbook.html",
        "noticeboard/_found.html",
        words=typed,
        found=_find(wanted(typed)) if typed else None,
        chapters=_chapters(),
        retired=queries.retired() if edits else (),
        today=clock.today(),
    )


def _find(words: list[str]) -> Found:
    pages = queries.find(reader(), words, requested_page())
    texts = {each.id: markdown.plain(each.current.body) for each in pages.items}
    return Found(pages, {number: around(text, words) for number, text in texts.items()})


def _chapters() -> list[tuple[str, list[HandbookPage]]]:
    """Return the pages by chapter; a chapter stands where its first page does."""
    pages = queries.contents(reader())
    first = {each.chapter: number for number, each in reversed(list(enumerate(pages)))}
    ordered = sorted(pages, key=lambda each: first[each.chapter])
    return [(name, list(some)) for name, some in groupby(ordered, key=lambda each: each.chapter)]


def reader() -> queries.Reader:
    """Return whom a page must be for; a coordinator sees every one."""
    return None if may(Permission.NOTICEBOARD_EDIT) else signed_in_person().id


@bp.get("/handbook/<string:slug>")
@requires(Permission.NOTICEBOARD_READ)
def handbook_page(slug: str) -> ResponseReturnValue:
    """Show a page, with its headings to jump to."""
    return page_shown(slug, Review())


def page_shown(slug: str, form: Review, status: int = 200) -> ResponseReturnValue:
    """Return a page as it is read, with the form by which its owner says that it is right."""
    found = queries.page(reader(), slug)
    looks_after = permissions.looks_after(signed_in_user(), found.keys)
    page = render_template(
        "noticeboard/handbook_page.html",
        page=found,
        shown=markdown.shown(found.current.body),
        files=files.files_of(found),
        form=form,
        looks_after=looks_after,
        audience=asked.in_words(found.keys) if looks_after else "",
    )
    return page, status


@bp.get("/handbook/print")
@requires(Permission.NOTICEBOARD_READ)
def print_handbook() -> ResponseReturnValue:
    """Show the whole handbook for paper, as far as somebody may read it."""
    chapters = _chapters()
    return render_template(
        "noticeboard/handbook_print.html",
        chapters=chapters,
        shown={
            each.id: markdown.shown(each.current.body, highest=3, stem=each.slug)
            for _, pages in chapters
            for each in pages
        },
    )


@bp.get("/handbook/<string:slug>/versions")
@requires(Permission.NOTICEBOARD_EDIT)
def versions(slug: str) -> ResponseReturnValue:
    """Show every version of a page: who wrote it, when, and what they say has changed."""
    found = queries.page(None, slug)
    return render_template(
        "noticeboard/versions.html", page=found, versions=queries.versions(found)
    )


@bp.get("/handbook/<string:slug>/versions/<int:number>")
@requires(Permission.NOTICEBOARD_EDIT)
def version(slug: str, number: int) -> ResponseReturnValue:
    """Show one version of a page, and how it differs from the one before."""
    found = queries.page(None, slug)
    this = queries.version(found, number)
    before = queries.version(found, number - 1) if number > 1 else None
    return render_template(
        "noticeboard/version.html",
        page=found,
        version=this,
        before=before,
        lines=differences(before.body, this.body) if before else [],
        shown=markdown.shown(this.body),
    )
