"""What a volunteer signs on screen, and what they signed."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import requires
from portal.database import session
from portal.members import actions, forms
from portal.members.models import AgreementKind, AgreementText, Member
from portal.members.queries import agreements as queries
from portal.members.views import bp
from portal.members.views.agreements import kind_of
from portal.members.views.me import VOLUNTEERS_OWN, my_member
from portal.site import answers
from portal.site.refusals import Refused


@bp.get("/me/agreements")
@requires(*VOLUNTEERS_OWN)
def my_agreements() -> ResponseReturnValue:
    """Show a volunteer what they have to sign, first what they have not, and what they signed."""
    member = my_member()
    return render_template(
        "members/my_agreements.html",
        asked=sorted(queries.asked_of(member), key=lambda each: each.signed is not None),
        signed=queries.agreements_of(member),
        is_asked=member.status in queries.SIGNING,
    )


@bp.get("/me/agreements/<string:kind>/<int:number>")
@requires(*VOLUNTEERS_OWN)
def my_agreement(kind: str, number: int) -> ResponseReturnValue:
    """Show a version, to be signed."""
    member, text = my_member(), queries.text_numbered(kind_of(kind), number)
    return _page(_signature(text), member, text)


@bp.post("/me/agreements/<string:kind>/<int:number>")
@requires(*VOLUNTEERS_OWN)
def sign(kind: str, number: int) -> ResponseReturnValue:
    """Keep the signature; twice is harmless, and a version that was replaced is shown anew."""
    member, text = my_member(), queries.text_numbered(kind_of(kind), number)
    form, asked = _signature(text), _asked(member, text)
    if asked.signed:
        return redirect(url_for(".my_agreements"), 303)
    if not form.validate():
        return _page(form, member, asked.text, answers.FAILED)
    try:
        actions.sign(member=member, text=text, name=str(form.name.data), actor=member.person)
    except Refused as refused:
        session.rollback()
        form.refuse(str(refused), refused.field or None)
        form.agreed.data = bool(refused.field)  # another version is not what they agreed to
        status = answers.FAILED if refused.field else answers.CONFLICT
        return _page(form, my_member(), _asked(my_member(), text).text, status)
    flash(f"{text.kind.label}: signed. Thank you.", "done")
    return redirect(url_for(".my_agreements"), 303)


def _signature(text: AgreementText) -> forms.Signature:
    form = forms.Signature()
    if text.kind is AgreementKind.DATA:
        form.agreed.label.text = "I have read this"
    return form


def _page(
    form: forms.Signature, member: Member, text: AgreementText, status: int = 200
) -> ResponseReturnValue:
    page = render_template(
        "members/my_agreement.html",
        form=form,
        member=member,
        text=text,
        asked=_asked(member, text),
        today=clock.today(),
    )
    return page, status


def _asked(member: Member, text: AgreementText) -> queries.Asked:
    """Return how a volunteer stands to the newest version of a text."""
    [asked] = [each for each in queries.asked_of(member) if each.text.kind is text.kind]
    return asked
