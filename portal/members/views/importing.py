"""Importing a spreadsheet: upload it, see what would change, have it done, fix the rest."""

import io

from flask import redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.database import begins_deferred, changing, session
from portal.members import actions, forms, imports, queries
from portal.members.actions import Outcome
from portal.members.views import bp
from portal.notifications.models import Document
from portal.people.models import MAX_NAME
from portal.site.fragments import page_or_fragment

MOST_SHOWN = 50
"""Rows of each kind that the dry run shows; the counts are of all."""


@bp.get("/import")
@requires(Permission.MEMBERS_IMPORT)
def upload_form() -> ResponseReturnValue:
    """Ask for the file."""
    return _upload_page(forms.ImportFile())


@bp.post("/import")
@requires(Permission.MEMBERS_IMPORT)
@begins_deferred
def upload() -> ResponseReturnValue:
    """Keep a file that can be read, and go on to what it would change."""
    form = forms.ImportFile()
    if not form.validate():
        return _upload_page(form, 422)
    content = form.file.data.read()
    try:
        imports.read(content)
    except imports.Unreadable as problem:
        form.refuse(str(problem), "file")
        return _upload_page(form, 422)
    session.rollback()  # what was read; the change begins its own transaction
    with changing():
        document = actions.keep_upload(
            content=content, name=_shown_name(form.file.data.filename), actor=signed_in_person()
        )
        onward = url_for(".dry_run", document_id=document.id)
    return redirect(onward, 303)


def _upload_page(form: forms.ImportFile, status: int = 200) -> ResponseReturnValue:
    return render_template("members/import.html", form=form, most=imports.MOST_ROWS), status


def _shown_name(name: str | None) -> str:
    """Return the file's name as it may be shown and given back."""
    shown = "".join(each for each in (name or "") if each.isprintable() and each not in '/\\"')
    return shown[-MAX_NAME:] or "volunteers.csv"


@bp.get("/import/<int:document_id>")
@requires(Permission.MEMBERS_IMPORT)
def dry_run(document_id: int) -> ResponseReturnValue:
    """Show what the file would change; nothing is changed by looking."""
    document = queries.upload(document_id)
    reading, outcome = _foreseen(document)
    return render_template(
        "members/import_dry_run.html",
        document=document,
        reading=reading,
        outcome=outcome,
        numbers=outcome.numbers,
        most=MOST_SHOWN,
    )


def _foreseen(document: Document) -> tuple[imports.Reading, Outcome]:
    reading = actions.reading_of(queries.content(document))
    outcome = actions.begun(reading)
    for piece in actions.pieces(reading):
        outcome.add(actions.weigh_piece(piece))
    return reading, outcome


@bp.post("/import/<int:document_id>")
@requires(Permission.MEMBERS_IMPORT)
def start(document_id: int) -> ResponseReturnValue:
    """Have the file imported in the background; asked for twice at once, it is done once."""
    document = queries.upload(document_id)
    job = actions.queue_import(document=document, actor=signed_in_person())
    session.flush()  # the page has the number of the job in its address
    return redirect(url_for(".import_progress", job_id=job.id), 303)


@bp.get("/import/jobs/<int:job_id>")
@requires(Permission.MEMBERS_IMPORT)
def import_progress(job_id: int) -> ResponseReturnValue:
    """Show how far an import is, and in the end what it did."""
    return page_or_fragment(
        "members/import_job.html", "members/_import_job.html", job=queries.import_job(job_id)
    )


@bp.get("/import/<int:document_id>/problems.csv")
@requires(Permission.MEMBERS_IMPORT)
def foreseen_problems(document_id: int) -> ResponseReturnValue:
    """Hand out the rows that would not go in, each with its reason."""
    document = queries.upload(document_id)
    reading, outcome = _foreseen(document)
    content = imports.problems_file(reading.sheet, outcome.problems)
    return _file(content, actions.problems_name(document.name))


@bp.get("/import/problems/<int:document_id>")
@requires(Permission.MEMBERS_IMPORT)
def problems(document_id: int) -> ResponseReturnValue:
    """Hand out the rows that did not go in, each with its reason."""
    document = queries.problems_document(document_id)
    return _file(queries.content(document), document.name)


@bp.get("/import/template.csv")
@requires(Permission.MEMBERS_IMPORT)
def template() -> ResponseReturnValue:
    """Hand out an empty table with every heading that is understood."""
    return _file(imports.template(), "volunteers.csv")


def _file(content: bytes, name: str) -> ResponseReturnValue:
    return send_file(
        io.BytesIO(content), mimetype=imports.MEDIA_TYPE, as_attachment=True, download_name=name
    )
