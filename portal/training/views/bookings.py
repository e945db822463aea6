"""Booking a place of a session, for oneself or for others, and giving it back."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.people.models import Person
from portal.site import answers
from portal.site.fragments import fragment_or_redirect, wants_fragment
from portal.training import actions, forms, permissions, rules
from portal.training.models import Booking, BookingState, TrainingSession
from portal.training.queries import bookings as queries
from portal.training.queries import places, planned
from portal.training.queries.people import person as person_by
from portal.training.queries.people import trained
from portal.training.views import asked, bp
from portal.training.views.sessions import context_of

SESSION = "/sessions/<uuid:session_uuid>"
BOOKING = f"{SESSION}/bookings/<uuid:booking_uuid>"


@bp.post(f"{SESSION}/book")
@requires(Permission.TRAINING_BOOK)
def book(session_uuid: UUID) -> ResponseReturnValue:
    """Book a place for oneself, or a turn on the waiting list when none is left."""
    held, form, me = _mine(session_uuid), forms.Booking(), signed_in_person()
    try:
        booking = actions.book(
            held=held,
            person=me,
            actor=me,
            form_key=form.form_key.data,
            agreed=bool(form.agreed.data),
        )
    except rules.Refused as refused:
        return answer(session_uuid, refused)
    if booking.state is BookingState.BOOKED:
        say("You are booked.")
    else:
        say("You are on the waiting list.")
    return answer(session_uuid)


@bp.post(f"{BOOKING}/accept")
@requires(Permission.TRAINING_BOOK, Permission.TRAINING_BOOK_OTHERS)
def accept_place(session_uuid: UUID, booking_uuid: UUID) -> ResponseReturnValue:
    """Take the place that is kept for whoever waited."""
    found = _changed_by_me(session_uuid, booking_uuid)
    try:
        actions.accept_place(
            booking=found, actor=signed_in_person(), agreed=bool(request.form.get("agreed"))
        )
    except rules.Refused as refused:
        return answer(session_uuid, refused)
    say(f"{_whose(found)} booked.")
    return answer(session_uuid)


@bp.post(f"{BOOKING}/cancel")
@requires(Permission.TRAINING_BOOK, Permission.TRAINING_BOOK_OTHERS)
def cancel_booking(session_uuid: UUID, booking_uuid: UUID) -> ResponseReturnValue:
    """Give a place back, leave the waiting list, or move somebody out."""
    found = _changed_by_me(session_uuid, booking_uuid)
    try:
        actions.cancel_booking(
            booking=found, actor=signed_in_person(), at_any_time=_looks_after(found)
        )
    except rules.Refused as refused:
        return answer(session_uuid, refused)
    say(f"{_whose(found)} no longer booked.")
    return answer(session_uuid)


@bp.get(f"{SESSION}/book-for")
@requires(Permission.TRAINING_BOOK_OTHERS)
def book_for(session_uuid: UUID) -> ResponseReturnValue:
    """Look for somebody to book for."""
    held, words, user = planned.session_at(session_uuid), asked.words(), signed_in_user()
    found = places.who_could(held, words)
    return render_template(
        "training/bookings/book_for.html",
        held=held,
        words=words,
        found=[each for each in found if permissions.may_book_for(user, each.area_ids)],
        most=places.MOST_FOUND,
    )


@bp.route(f"{SESSION}/book-for/<uuid:person_uuid>", methods=["GET", "POST"])
@requires(Permission.TRAINING_BOOK_OTHERS)
def book_for_person(session_uuid: UUID, person_uuid: UUID) -> ResponseReturnValue:
    """Show what speaks for and against booking for somebody, and do it."""
    held, person = planned.session_at(session_uuid), _booked_by_me(person_uuid)
    form = forms.BookingFor()
    if form.validate_on_submit():
        try:
            booking = _book_for(held, person, form)
        except rules.Refused as refused:
            answers.refuse(form, refused)
        else:
            what = "booked" if booking.state is BookingState.BOOKED else "on the waiting list"
            flash(f"{person.display_name} is {what}, and is told by email.", "done")
            return redirect(_address(session_uuid), 303)
    page = render_template(
        "training/bookings/book_for_person.html",
        held=held,
        person=person,
        form=form,
        look=places.look(held, person),
        board=places.board(held, person.id),
    )
    return page, answers.status()


def _book_for(held: TrainingSession, person: Person, form: forms.BookingFor) -> Booking:
    return actions.book(
        held=held,
        person=person,
        actor=signed_in_person(),
        form_key=form.form_key.data,
        agreed=bool(form.agreed.data),
        waits="wait" in request.form,
    )


def answer(session_uuid: UUID, refused: rules.Refused | None = None) -> ResponseReturnValue:
    """Answer with the places as they now are, and with what stood in the way."""
    if refused is not None:
        answers.say_no(refused)
    held = planned.session_at(session_uuid)
    context = context_of(held) if wants_fragment() else {}
    return fragment_or_redirect(
        "training/bookings/_changed.html", _address(session_uuid), **context, focus=True
    )


def say(sentence: str) -> None:
    """Say what was done, where the page is loaded anew; htmx shows the changed places itself."""
    if not wants_fragment():
        flash(sentence, "done")


def _address(session_uuid: UUID) -> str:
    return url_for(".session", session_uuid=session_uuid, _anchor="places")


def _mine(session_uuid: UUID) -> TrainingSession:
    """Return a session that whoever is signed in may see; 404 otherwise."""
    return planned.session_for(signed_in_person().id, session_uuid)


def _changed_by_me(session_uuid: UUID, booking_uuid: UUID) -> Booking:
    """Return a booking of the session that is one's own, or that one looks after; else 404."""
    found = queries.booking(booking_uuid)
    if found.session.entry.uuid != session_uuid:
        abort(404)
    if found.person_id != signed_in_person().id and not _looks_after(found):
        abort(404)
    return found


def _looks_after(found: Booking) -> bool:
    """Return whether this account books for whose booking it is; for guests all coordinators do."""
    areas = _areas_of(found.person) if found.person else ()
    return permissions.may_book_for(signed_in_user(), areas)


def _booked_by_me(person_uuid: UUID) -> Person:
    """Return somebody for whom this account may book; 403 when their areas are not its."""
    person = person_by(person_uuid)
    if not permissions.may_book_for(signed_in_user(), _areas_of(person)):
        abort(403)
    return person


def _areas_of(person: Person) -> tuple[int, ...]:
    who = next(iter(trained([person.id])), None)
    return who.area_ids if who else ()


def _whose(booking: Booking) -> str:
    if booking.person_id == signed_in_person().id:
        return "You are"
    return f"{booking.name} is"
