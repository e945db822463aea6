"""Noting what a volunteer signed on paper."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.database import session
from portal.members import actions, forms, queries
from portal.members.models import Member
from portal.members.queries.agreements import unsigned_by
from portal.members.views import bp
from portal.members.views.volunteer import changed_by_me
from portal.site import answers
from portal.site.refusals import Refused

PAPER = "/<string:number>/agreements/paper"


@bp.get(PAPER)
@requires(Permission.MEMBERS_EDIT)
def new_paper(number: str) -> ResponseReturnValue:
    """Ask which texts a volunteer signed on paper, and when."""
    member = changed_by_me(number)
    return _page(_form(member), member)


@bp.post(PAPER)
@requires(Permission.MEMBERS_EDIT)
def note_paper(number: str) -> ResponseReturnValue:
    """Note it; the same form sent twice is harmless, for what is signed is not asked again."""
    member = changed_by_me(number)
    form, waiting = _form(member), unsigned_by(member)
    if not waiting:
        return redirect(url_for(".show", number=number), 303)
    if not form.validate():
        return _page(form, member, answers.FAILED)
    signed = [text for text in waiting if text.id in (form.texts.data or ())]
    on, actor = form.signed_on.data, signed_in_person()
    try:
        for text in signed:
            actions.note_on_paper(member=member, text=text, on=on, actor=actor)
    except Refused as refused:
        session.rollback()
        form.refuse(str(refused))
        return _page(form, queries.member(number), answers.CONFLICT)
    flash("The signature on paper is noted.", "done")
    return redirect(url_for(".show", number=number), 303)


def _form(member: Member) -> forms.PaperSignature:
    form = forms.PaperSignature()
    form.texts.choices = [
        (each.id, f"{each.kind.label}, version {each.number}") for each in unsigned_by(member)
    ]
    return form


def _page(form: forms.PaperSignature, member: Member, status: int = 200) -> ResponseReturnValue:
    return render_template("members/paper.html", form=form, member=member), status
