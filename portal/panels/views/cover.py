"""Looking for cover: a volunteer who can’t make it, what others could take, and the coordinator."""

from uuid import UUID

from flask import abort, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.panels import forms, rules
from portal.panels.actions import calls as call_actions
from portal.panels.actions import cover as actions
from portal.panels.actions import offers as offer_actions
from portal.panels.models import Offer, OfferState
from portal.panels.queries import candidates, offers, openings
from portal.panels.queries import sittings as find_sittings
from portal.panels.views import asked, bp, changed
from portal.panels.views.changed import SEAT
from portal.site import answers
from portal.site.fragments import page_or_fragment


@bp.get("/cover")
@requires(Permission.PANELS_ANSWER)
def what_i_could_take() -> ResponseReturnValue:
    """Show somebody the seats that they could take: in open calls, for cover, or still free."""
    person = signed_in_person()
    return page_or_fragment(
        "panels/cover.html",
        "panels/_openings.html",
        openings=openings.openings(person),
        hoped_for=openings.hoped_for(person),
    )


@bp.post("/cover/<uuid:entry_uuid>/<int:number>")
@requires(Permission.PANELS_ANSWER)
def take_opening(entry_uuid: UUID, number: int) -> ResponseReturnValue:
    """Say yes to an open call or for cover, or put one's name down where nobody was asked."""
    person = signed_in_person()
    seat = find_sittings.seat_of(find_sittings.published_sitting(entry_uuid), number)
    try:
        offer = call_actions.come_forward(seat=seat, person=person)
        if offer.state is OfferState.SENT:
            offer_actions.accept_offer(offer=offer, actor=person)
    except rules.Refused as refused:
        answers.say_no(refused)
        return redirect(url_for(".what_i_could_take"), 303)
    if offer.state is OfferState.QUEUED:
        return redirect(url_for(".what_i_could_take"), 303)
    return redirect(url_for(".offer", offer_uuid=offer.uuid), 303)


@bp.route("/offers/<uuid:offer_uuid>/leave", methods=["GET", "POST"])
@requires(Permission.ACCOUNTS_OWN)
def leave(offer_uuid: UUID) -> ResponseReturnValue:
    """Say which rule holds for who can’t make it, and ask for cover where that is it."""
    offer = offers.offer(offer_uuid)
    if offer.person_id != signed_in_person().id:
        return make_response(render_template("accounts/not_yours.html"), 403)
    if offer.state is not OfferState.ACCEPTED:
        return redirect(url_for(".offer", offer_uuid=offer_uuid), 303)
    form = forms.Cover(data={"who": forms.EVERYBODY}, choices={"colleague": _colleagues(offer)})
    if form.validate_on_submit():
        try:
            _look(offer, form)
        except rules.Refused as refused:
            answers.refuse(form, refused)
        else:
            return redirect(url_for(".offer", offer_uuid=offer_uuid), 303)
    return _leave_page(offers.offer(offer_uuid), form)


@bp.post(f"{SEAT}/cover")
@requires(Permission.PANELS_ARRANGE)
def note_cover(entry_uuid: UUID, number: int) -> ResponseReturnValue:
    """Note that somebody rang who can’t make it: everybody who can is asked to take over."""
    seat = changed.seat_at(entry_uuid, number)
    offer = next((each for each in seat.offers if each.state is OfferState.ACCEPTED), None)
    if offer is None:
        abort(404)
    try:
        actions.ask_for_cover(
            offer=offer, wanted=actions.Wanted(everybody=True), actor=signed_in_person()
        )
    except rules.Refused as refused:
        return changed.answer(entry_uuid, number, refused)
    changed.say(f"{offer.person.display_name} looks for cover.")
    return changed.answer(entry_uuid, number)


@bp.post(f"{SEAT}/stay")
@requires(Permission.PANELS_ARRANGE)
def note_stay(entry_uuid: UUID, number: int) -> ResponseReturnValue:
    """Note that somebody who looked for cover can come after all."""
    seat = changed.seat_at(entry_uuid, number)
    offer = next((each for each in seat.offers if each.state is OfferState.ACCEPTED), None)
    if offer is None:
        abort(404)
    try:
        actions.stay(offer=offer, actor=signed_in_person())
    except rules.Refused as refused:
        return changed.answer(entry_uuid, number, refused)
    changed.say(f"{offer.person.display_name} can come after all.")
    return changed.answer(entry_uuid, number)


def _colleagues(offer: Offer) -> forms.Options:
    """Return who could take over, by the names that people see; never why others could not."""
    can = [each for each in candidates.candidates(offer.seat.sitting, offer.seat) if each.can]
    people = sorted((each.member.person for each in can), key=lambda each: each.display_name)
    return forms.person_options(people, "Choose a colleague")


def _look(offer: Offer, form: forms.Cover) -> None:
    colleague = None
    if form.names_colleague:
        colleague = find_sittings.person_numbered(form.colleague.data)
    wanted = actions.Wanted(
        everybody=form.who.data in {forms.EVERYBODY, forms.BOTH},
        colleague=colleague,
        agreed=bool(form.agreed.data),
    )
    actions.ask_for_cover(offer=offer, wanted=wanted, actor=signed_in_person())


def _leave_page(offer: Offer, form: forms.Cover) -> ResponseReturnValue:
    sitting = offer.seat.sitting
    page = render_template(
        "panels/leave.html",
        form=form,
        sitting=sitting,
        **asked.leaving_context(sitting, offer.seat),
    )
    return page, answers.status()
