"""Writing the handbook: a new page, changing one, reviewing it, taking it out of use."""

from datetime import timedelta
from typing import Any, Final

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.accounts.queries import people_with, signed_in_person
from portal.noticeboard.actions import handbook as actions
from portal.noticeboard.forms import handbook as forms
from portal.noticeboard.models import HandbookPage
from portal.noticeboard.queries import handbook as queries
from portal.noticeboard.rules.refusals import Refused
from portal.noticeboard.views import asked, bp, looking
from portal.noticeboard.views.handbook import page_shown
from portal.people.models import Person
from portal.site import answers
from portal.site.compare import differences
from portal.site.filters import day

STALE = "Somebody changed this page while you were typing. Compare the two, then save again"
A_YEAR: Final = timedelta(days=365)


@bp.route("/handbook/new", methods=["GET", "POST"])
@requires(Permission.NOTICEBOARD_EDIT)
def new_page() -> ResponseReturnValue:
    """Ask for a page, show how it will look if asked to, and add it."""
    usual = {"review_on": clock.today() + A_YEAR, "owner": signed_in_person().id}
    form = forms.NewPage(data=usual, choices=_choices())
    if form.validate_on_submit() and not looking.is_asked():
        try:
            made = actions.add_page(
                told=_told(form), form_key=str(form.form_key.data), actor=signed_in_person()
            )
        except Refused as refused:
            answers.refuse(form, refused)
        else:
            flash(f"“{form.title.data}” is in the handbook.", "done")
            return _page_of(made.slug)
    page = render_template("noticeboard/page_new.html", form=form, look=looking.look(form))
    return page, looking.status(form)


@bp.route("/handbook/<string:slug>/change", methods=["GET", "POST"])
@requires(Permission.NOTICEBOARD_EDIT)
def change_page(slug: str) -> ResponseReturnValue:
    """Change a page; of two who do so at once, the second sees both."""
    found = _managed(slug)
    form = forms.ChangedPage(data=forms.held(found), choices=_choices(found))
    if form.validate_on_submit() and not looking.is_asked():
        try:
            actions.change_page(
                page=found,
                version=form.version.data or 0,
                told=_told(form, note=str(form.note.data)),
                actor=signed_in_person(),
            )
        except Refused as refused:
            return _not_changed(slug, form, refused)
        flash("The page is changed.", "done")
        return _page_of(slug)
    page = render_template(
        "noticeboard/page_change.html", form=form, page=found, look=looking.look(form)
    )
    return page, looking.status(form)


def _not_changed(slug: str, form: forms.ChangedPage, refused: Refused) -> ResponseReturnValue:
    status = answers.refuse(form, refused)
    found = _managed(slug)
    stale = answers.overtaken(form, refused, found, STALE)
    page = render_template(
        "noticeboard/page_change.html",
        form=form,
        page=found,
        differing=differences(form, forms.held(found)) if stale else [],
    )
    return page, status


@bp.post("/handbook/<string:slug>/reviewed")
@requires(Permission.NOTICEBOARD_EDIT)
def review_page(slug: str) -> ResponseReturnValue:
    """Keep that a page was looked at and is right."""
    found, form = _managed(slug), forms.Review()
    if form.validate():
        try:
            actions.review_page(page=found, review_on=form.review_on.data, actor=signed_in_person())
        except Refused as refused:
            answers.refuse(form, refused)
        else:
            flash(f"Thank you. It is looked at again by {day(form.review_on.data)}.", "done")
            return _page_of(slug)
    return page_shown(slug, form, answers.FAILED)


@bp.post("/handbook/<string:slug>/retire")
@requires(Permission.NOTICEBOARD_EDIT)
def retire_page(slug: str) -> ResponseReturnValue:
    """Take a page out of use."""
    actions.retire_page(page=_managed(slug), actor=signed_in_person())
    flash("It is out of use. You can bring it back.", "done")
    return _page_of(slug)


@bp.post("/handbook/<string:slug>/reopen")
@requires(Permission.NOTICEBOARD_EDIT)
def reopen_page(slug: str) -> ResponseReturnValue:
    """Bring a page back into use."""
    actions.reopen_page(page=_managed(slug), actor=signed_in_person())
    flash("It is in the handbook again.", "done")
    return _page_of(slug)


def _managed(slug: str) -> HandbookPage:
    found = queries.page(None, slug)
    asked.check_mine(found.keys)
    return found


def _owners(also: Person | None) -> list[Person]:
    """Return who may see to a page; who did so before stays though they no longer may."""
    found = list(people_with(Permission.NOTICEBOARD_EDIT))
    return [*found, *([also] if also is not None and also not in found else [])]


def _choices(page: HandbookPage | None = None) -> dict[str, list[tuple[Any, str]]]:
    owners = _owners(page.owner if page else None)
    return {
        "keys": asked.audiences(page.keys if page else ()),
        "owner": [(each.id, each.display_name) for each in owners],
    }


def _told(form: forms.NewPage | forms.ChangedPage, note: str = "") -> actions.Told:
    owner = queries.person_numbered(form.owner.data)
    return actions.Told(**form.told, owner=owner, note=note)


def _page_of(slug: str) -> ResponseReturnValue:
    return redirect(url_for(".handbook_page", slug=slug), 303)
