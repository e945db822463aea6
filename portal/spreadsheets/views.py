"""The pages of an import, and tables as files to save.

Upload a file, see what would change, have it done, fix the rest: a package adds these pages to its
blueprint, under an address and with endpoints of its own.
"""

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.database import begins_deferred, changing, session
from portal.notifications.models import Document
from portal.notifications.queries import file_content
from portal.people.models import MAX_NAME
from portal.site import answers
from portal.site.fragments import page_or_fragment
from portal.spreadsheets import actions, imports, queries
from portal.spreadsheets.actions import Importer
from portal.spreadsheets.forms import ImportFile
from portal.spreadsheets.imports import Cell, Outcome, Reading, Sheet

MOST_SHOWN: Final = 50
"""Rows of each kind that the dry run shows; the counts are of all."""


def _as_it_came(_form: ImportFile, sheet: Sheet) -> Sheet:
    return sheet


@dataclass(frozen=True)
class Pages:
    """The pages of one import: who may, where they are, and what they are called.

    `prefix` begins the names of their endpoints; `page` asks for the file with `form`, and
    `chosen` writes what else was chosen there into the sheet. `home` is where the imported is
    listed: its words and endpoint.
    """

    importer: Importer[Any]
    permission: Permission
    at: str
    page: str
    title: str
    home: tuple[str, str]
    prefix: str = ""
    form: type[ImportFile] = ImportFile
    chosen: Callable[[Any, Sheet], Sheet] = _as_it_came
    warned: Callable[[Outcome], str] | None = None

    def url(self, name: str, **values: Any) -> str:
        """Return the address of one of these pages."""
        return url_for(f".{self.prefix}{name}", **values)

    @property
    def trail(self) -> list[tuple[str, str]]:
        """Return the breadcrumbs to where the imported is listed."""
        words, endpoint = self.home
        return [("Home", "/"), (words, url_for(endpoint))]


def add_pages(bp: Blueprint, pages: Pages) -> None:
    """Add the pages of an import to a blueprint, each behind its permission."""

    def add(rule: str, name: str, view: Callable[..., Any], method: str = "GET") -> None:
        @wraps(view)
        def page(**values: Any) -> ResponseReturnValue:
            answer: ResponseReturnValue = view(pages, **values)
            return answer

        page.__module__ = bp.import_name  # it is the package's own, wherever it was written
        guarded = requires(pages.permission)(page)
        # Reading a file takes long: the write lock of SQLite is not held meanwhile.
        slow = begins_deferred(guarded) if view in {upload, match} else guarded
        bp.add_url_rule(pages.at + rule, pages.prefix + name, slow, methods=[method])

    add("", "upload_form", upload_form)
    add("", "upload", upload, "POST")
    add("/<int:document_id>", "dry_run", dry_run)
    add("/<int:document_id>", "start", start, "POST")
    add("/<int:document_id>/match", "match", match, "POST")
    add("/<int:document_id>/problems.csv", "foreseen_problems", foreseen_problems)
    add("/jobs/<int:job_id>", "import_progress", import_progress)
    add("/problems/<int:document_id>", "problems", problems)
    add("/template.csv", "template", template)
    if pages.importer.gives:
        add("/given/<int:document_id>", "given", given)


def upload_form(pages: Pages) -> ResponseReturnValue:
    """Ask for the file."""
    return _upload_page(pages, pages.form())


def upload(pages: Pages) -> ResponseReturnValue:
    """Keep a file that can be read, and go on to what it would change."""
    form = pages.form()
    if not form.validate():
        return _upload_page(pages, form, answers.FAILED)
    content = form.file.data.read()
    try:
        sheet = pages.chosen(form, pages.importer.sheet_of(content))
    except imports.Unreadable as problem:
        form.refuse(str(problem), "file")
        return _upload_page(pages, form, answers.FAILED)
    session.rollback()  # what was read; the change begins its own transaction
    with changing():
        document = actions.keep_upload(
            importer=pages.importer,
            content=content,
            sheet=sheet,
            name=_shown_name(form.file.data.filename, pages.importer.file),
            actor=signed_in_person(),
        )
        onward = pages.url("dry_run", document_id=document.id)
    return redirect(onward, 303)


def _upload_page(pages: Pages, form: ImportFile, status: int = 200) -> ResponseReturnValue:
    page = render_template(pages.page, pages=pages, form=form, most=imports.MOST_ROWS)
    return page, status


def _shown_name(name: str | None, otherwise: str) -> str:
    """Return the file's name as it may be shown and given back."""
    shown = "".join(each for each in (name or "") if each.isprintable() and each not in '/\\"')
    return shown[-MAX_NAME:] or otherwise


def dry_run(pages: Pages, document_id: int) -> ResponseReturnValue:
    """Show what the file would change; nothing is changed by looking."""
    document = _upload(pages, document_id)
    reading, outcome = _foreseen(pages, document)
    return render_template(
        "spreadsheets/dry_run.html",
        pages=pages,
        document=document,
        reading=reading,
        outcome=outcome,
        numbers=outcome.numbers,
        warning=pages.warned(outcome) if pages.warned else "",
        most=MOST_SHOWN,
    )


def match(pages: Pages, document_id: int) -> ResponseReturnValue:
    """Take what was chosen for words that the portal does not know, and look again."""
    document = _upload(pages, document_id)
    reading = pages.importer.reading_of(file_content(document), signed_in_person())
    chosen = {
        (each.field, each.text): token
        for each in reading.unmatched
        for token, _ in each.like
        if request.form.get(each.key) == token
    }
    if not chosen:
        flash("Choose what is meant for at least one of them, or correct the file.", "problem")
        return redirect(pages.url("dry_run", document_id=document_id), 303)
    session.rollback()  # what was read; the change begins its own transaction
    with changing():
        matched = actions.match_words(
            importer=pages.importer,
            document=_upload(pages, document_id),
            chosen=chosen,
            actor=signed_in_person(),
        )
        onward = pages.url("dry_run", document_id=matched.id)
    flash("Changed in the portal’s copy of the file. Your own file is as it was.", "done")
    return redirect(onward, 303)


def start(pages: Pages, document_id: int) -> ResponseReturnValue:
    """Have the file imported in the background; asked for twice at once, it is done once."""
    job = actions.queue_import(
        importer=pages.importer,
        document=_upload(pages, document_id),
        actor=signed_in_person(),
    )
    session.flush()  # the page has the number of the job in its address
    return redirect(pages.url("import_progress", job_id=job.id), 303)


def import_progress(pages: Pages, job_id: int) -> ResponseReturnValue:
    """Show how far an import is, and in the end what it did."""
    job = queries.import_job(job_id, pages.importer.source, signed_in_person())
    return page_or_fragment("spreadsheets/job.html", "spreadsheets/_job.html", pages=pages, job=job)


def foreseen_problems(pages: Pages, document_id: int) -> ResponseReturnValue:
    """Hand out the rows that would not go in, each with its reason."""
    document = _upload(pages, document_id)
    reading, outcome = _foreseen(pages, document)
    content = imports.problems_file(reading.sheet, outcome.problems)
    return _file(content, actions.problems_name(document.name))


def problems(pages: Pages, document_id: int) -> ResponseReturnValue:
    """Hand out the rows that did not go in, each with its reason."""
    return _given_back(document_id, pages.importer.problems)


def given(pages: Pages, document_id: int) -> ResponseReturnValue:
    """Hand out the rows that went in, each with what it was given."""
    return _given_back(document_id, pages.importer.given)


def template(pages: Pages) -> ResponseReturnValue:
    """Hand out an empty table with every heading that is understood."""
    return _file(imports.template(pages.importer.layout), pages.importer.file)


def as_csv(rows: Iterable[Sequence[Cell]], name: str) -> ResponseReturnValue:
    """Answer with a table as CSV, its first row the headings; no cell runs as a formula."""
    return _file(imports.table_as_text(rows), f"{name}.csv")


def as_workbook(rows: Sequence[Sequence[Cell]], title: str, name: str) -> ResponseReturnValue:
    """Answer with a table as an Excel workbook, whose sheet has a title."""
    content = imports.table_as_workbook(rows, title)
    return _file(content, f"{name}.xlsx", imports.WORKBOOK)


def _upload(pages: Pages, document_id: int) -> Document:
    return queries.upload(document_id, pages.importer.source, signed_in_person())


def _foreseen(pages: Pages, document: Document) -> tuple[Reading[Any], Outcome]:
    actor = signed_in_person()
    reading = pages.importer.reading_of(file_content(document), actor)
    return reading, actions.foresee(pages.importer, reading, actor)


def _given_back(document_id: int, owner_type: str) -> ResponseReturnValue:
    document = queries.given_back(document_id, owner_type, signed_in_person())
    return _file(file_content(document), document.name)


def _file(content: bytes, name: str, media_type: str = imports.MEDIA_TYPE) -> ResponseReturnValue:
    return send_file(
        io.BytesIO(content), mimetype=media_type, as_attachment=True, download_name=name
    )
