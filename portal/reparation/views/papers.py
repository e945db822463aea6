"""Papers of partners: sent in, recorded, looked at, and handed out."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.access.gate import may
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.database import begins_deferred, changing, session
from portal.notifications.views import saved
from portal.reparation.actions import papers as actions
from portal.reparation.forms import partners as forms
from portal.reparation.models import MOST_PAPER_MB, PaperState, PartnerPaper
from portal.reparation.queries import papers as queries
from portal.reparation.rules import partners as rules
from portal.reparation.rules.refusals import Refused
from portal.reparation.views import bp
from portal.reparation.views.partners import page_of, reached
from portal.settings.queries import value
from portal.site import answers
from portal.site.files import Kept, keep
from portal.site.pagination import requested_page
from portal.site.uploads import takes_files


@bp.get("/papers")
@requires(Permission.REPARATION_EDIT)
def papers() -> ResponseReturnValue:
    """Show the papers that wait to be looked at, the oldest first."""
    return render_template(
        "reparation/partners/papers.html",
        found=queries.waiting(signed_in_user().area_ids, requested_page()),
    )


@bp.route("/partners/<uuid:partner_uuid>/papers/new", methods=["GET", "POST"])
@requires(Permission.REPARATION_EDIT, Permission.REPARATION_OWN)
@takes_files
@begins_deferred
def send_paper(partner_uuid: UUID) -> ResponseReturnValue:
    """Take a paper in: from a coordinator it counts at once, from a partner it is looked at."""
    found = reached(partner_uuid)
    form = forms.SeenPaper() if may(Permission.REPARATION_EDIT) else forms.SentPaper()
    if form.validate_on_submit():
        try:
            uuid = _send(partner_uuid, form)
        except Refused as refused:
            answers.refuse(form, refused)
        else:
            return redirect(url_for(".paper", paper_uuid=uuid), 303)
    found = reached(partner_uuid)
    page = render_template(
        "reparation/partners/paper_new.html", form=form, partner=found, back=page_of(found)
    )
    return page, answers.status()


def _send(partner_uuid: UUID, form: forms.Paper) -> UUID:
    sent = actions.Sent(form.kind.data, form.until.data, str(form.note.data), _file_in(form))
    session.rollback()  # what was read; the change begins its own transaction
    with changing():
        take = actions.record_paper if may(Permission.REPARATION_EDIT) else actions.send_paper
        paper = take(
            partner=reached(partner_uuid),
            sent=sent,
            form_key=str(form.form_key.data),
            actor=signed_in_person(),
        )
        uuid = paper.uuid
    waits = "Thank you. A coordinator looks at it, and you get an email then."
    flash("It counts." if may(Permission.REPARATION_EDIT) else waits, "done")
    return uuid


def _file_in(form: forms.Paper) -> Kept | None:
    """Return the uploaded file as it will be kept. Slow for a picture, so not inside a change."""
    file = form["file"].data
    return keep(file.read(), file.filename or "", most_mb=value(MOST_PAPER_MB)) if file else None


def _paper(uuid: UUID) -> PartnerPaper:
    """Return a paper that this account may see; 404 for another partner's."""
    found = queries.paper(uuid)
    reached(found.partner.uuid)
    return found


@bp.get("/papers/<uuid:paper_uuid>")
@requires(Permission.REPARATION_EDIT, Permission.REPARATION_OWN)
def paper(paper_uuid: UUID) -> ResponseReturnValue:
    """Show a paper to its partner, and to whoever decides on it."""
    return _page(_paper(paper_uuid), forms.Refusal())


def _page(found: PartnerPaper, form: forms.Refusal, status: int = 200) -> ResponseReturnValue:
    page = render_template(
        "reparation/partners/paper.html", paper=found, form=form, back=page_of(found.partner)
    )
    return page, status


@bp.get("/papers/<uuid:paper_uuid>/file")
@requires(Permission.REPARATION_EDIT, Permission.REPARATION_OWN)
def paper_file(paper_uuid: UUID) -> ResponseReturnValue:
    """Hand out the document to be saved."""
    found = _paper(paper_uuid)
    if found.document is None:
        abort(404)
    return saved(found.document)


@bp.post("/papers/<uuid:paper_uuid>/accept")
@requires(Permission.REPARATION_EDIT)
def accept_paper(paper_uuid: UUID) -> ResponseReturnValue:
    """Let a paper count."""
    found = _paper(paper_uuid)
    return _decided(found, actions.accept_paper(paper=found, actor=signed_in_person()))


@bp.post("/papers/<uuid:paper_uuid>/refuse")
@requires(Permission.REPARATION_EDIT)
def refuse_paper(paper_uuid: UUID) -> ResponseReturnValue:
    """Refuse a paper, and tell its partner why."""
    found = _paper(paper_uuid)
    form = forms.Refusal()
    if not form.validate():
        return _page(found, form, answers.FAILED)
    reason = str(form.reason.data)
    return _decided(
        found, actions.refuse_paper(paper=found, reason=reason, actor=signed_in_person())
    )


def _decided(found: PartnerPaper, state: PaperState) -> ResponseReturnValue:
    stands = "counts" if state is PaperState.ACCEPTED else "is refused, and they are told why"
    flash(f"The {rules.inside(found.title)} of {found.partner.name} {stands}.", "done")
    return redirect(page_of(found.partner), 303)
