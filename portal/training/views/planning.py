"""Planning a session, changing it, publishing it, calling it off, deciding, repeating it."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.calendar.models import Room
from portal.calendar.queries import open_rooms
from portal.people.models import Person
from portal.people.queries import areas, colleagues
from portal.site import answers
from portal.site.compare import differences
from portal.site.filters import day
from portal.training import actions, forms, permissions, rules
from portal.training.models import SessionState, TrainingSession
from portal.training.queries import courses
from portal.training.queries import planned as queries
from portal.training.views import asked, bp

Kept = TypeVar("Kept")
STALE = "Somebody changed this session while you were typing. Compare the two, then save again"


@bp.route("/courses/<string:code>/sessions/new", methods=["GET", "POST"])
@requires(Permission.TRAINING_EDIT)
def new_session(code: str) -> ResponseReturnValue:
    """Ask for a new session of a course; `?like=` fills in what another one says, but the date."""
    course, like = courses.course(code), _like()
    form = forms.NewSession(
        data=forms.copied(like) if like else {"capacity": 12}, choices=_choices(like)
    )
    if form.validate_on_submit():
        try:
            made = actions.plan_session(
                course=course,
                facts=form.facts,
                where=_where(form),
                publish=form.publish.data == forms.NOW,
                form_key=form.form_key.data,
                actor=signed_in_person(),
            )
        except rules.Refused as refused:
            answers.refuse(form, refused)
            course = courses.course(code)
        else:
            flash(_planned_words(made), "done")
            return redirect(made.entry.path or "", 303)
    page = render_template("training/sessions/new.html", form=form, course=course, like=like)
    return page, answers.status()


@bp.route("/sessions/<uuid:session_uuid>/change", methods=["GET", "POST"])
@requires(Permission.TRAINING_EDIT)
def change_session(session_uuid: UUID) -> ResponseReturnValue:
    """Change or move a session; says first who is told, and who is busy then."""
    found = queries.session_at(session_uuid)
    if _comes_too_late(found):
        return _back_to(found)
    form = forms.ChangedSession(data=forms.planned(found), choices=_choices(found))
    if not form.validate_on_submit():
        page = render_template("training/sessions/change.html", form=form, held=found)
        return page, answers.status()
    try:
        actions.change_session(
            held=found,
            version=form.version.data or 0,
            facts=form.facts,
            where=_where(form),
            agreed=request.form.get("agreed", ""),
            actor=signed_in_person(),
        )
    except rules.Refused as refused:
        return _not_changed(session_uuid, form, refused)
    flash("The session is changed.", "done")
    return _page_of(session_uuid)


def _not_changed(
    session_uuid: UUID, form: forms.ChangedSession, refused: rules.Refused
) -> ResponseReturnValue:
    status = answers.refuse(form, refused)
    found = queries.session_at(session_uuid)
    stale = answers.overtaken(form, refused, found, STALE)
    page = render_template(
        "training/sessions/change.html",
        form=form,
        held=found,
        differing=differences(form, forms.planned(found)) if stale else [],
        moving=refused if isinstance(refused, rules.WouldMove) else None,
    )
    return page, status


@bp.route("/sessions/<uuid:session_uuid>/cancel", methods=["GET", "POST"])
@requires(Permission.TRAINING_EDIT, Permission.TRAINING_BOOK)
def cancel_session(session_uuid: UUID) -> ResponseReturnValue:
    """Call a session off with a reason, and tell everybody booked; its trainer may, too."""
    found = _decided_by_me(session_uuid)
    if _comes_too_late(found):
        return _back_to(found)
    is_draft = found.state is SessionState.DRAFT
    form_class = forms.SeenSession if is_draft else forms.CancelledSession
    form = form_class(data={"version": found.version})
    if not form.validate_on_submit():
        return _cancel_page(found, form, answers.status())
    try:
        actions.cancel_session(
            held=found,
            version=form.version.data or 0,
            reason="" if is_draft else form.data["reason"],
            actor=signed_in_person(),
        )
    except rules.Refused as refused:
        answers.refuse(form, refused)
        found = queries.session_at(session_uuid)
        form.renew(found)
        return _cancel_page(found, form, answers.CONFLICT)
    flash("The draft is dropped." if is_draft else "The session is cancelled.", "done")
    return _page_of(session_uuid)


def _cancel_page(
    found: TrainingSession, form: forms.SeenSession | forms.CancelledSession, status: int
) -> ResponseReturnValue:
    page = render_template(
        "training/sessions/cancel.html", form=form, held=found, told=_told(found)
    )
    return page, status


def _comes_too_late(found: TrainingSession) -> bool:
    """Return whether a form is asked for in vain; one that was sent is answered by the action."""
    stands = found.state is SessionState.DRAFT or (
        found.state is SessionState.PUBLISHED and not queries.has_begun(found)
    )
    return request.method == "GET" and not stands


def _back_to(found: TrainingSession) -> ResponseReturnValue:
    flash(
        "This session has begun, was held or was cancelled, so it can’t be changed. "
        "Copy it to another date instead.",
        "problem",
    )
    return _page_of(found.entry.uuid)


@bp.post("/sessions/<uuid:session_uuid>/publish")
@requires(Permission.TRAINING_EDIT)
def publish_session(session_uuid: UUID) -> ResponseReturnValue:
    """Publish a draft: from then on it can be booked."""
    found = queries.session_at(session_uuid)
    return _decide(
        found, actions.publish, "It is published: it stands in the calendar, and can be booked."
    )


@bp.post("/sessions/<uuid:session_uuid>/go-ahead")
@requires(Permission.TRAINING_EDIT, Permission.TRAINING_BOOK)
def go_ahead(session_uuid: UUID) -> ResponseReturnValue:
    """Decide that a session goes ahead with too few; its trainer may, too."""
    found = _decided_by_me(session_uuid)
    return _decide(found, actions.go_ahead, "It goes ahead. Everybody booked is told.")


def _decided_by_me(session_uuid: UUID) -> TrainingSession:
    found = queries.session_at(session_uuid)
    if not permissions.may_decide(signed_in_user(), found):
        raise NoResultFound
    return found


def _decide(found: TrainingSession, action: actions.Decision, said: str) -> ResponseReturnValue:
    """Do what needs no more than the version that was seen, and say so, or why not."""
    session_uuid, form = found.entry.uuid, forms.SeenSession()
    try:
        action(held=found, version=form.version.data or 0, actor=signed_in_person())
    except rules.Refused as refused:
        answers.undo()
        flash(refused.sentence, "problem")
    else:
        flash(said, "done")
    return _page_of(session_uuid)


def _page_of(session_uuid: UUID) -> ResponseReturnValue:
    return redirect(url_for(".session", session_uuid=session_uuid), 303)


def _planned_words(made: TrainingSession) -> str:
    on = day(made.entry.starts_at)
    if made.state is SessionState.DRAFT:
        return f"Kept as a draft: {on}. Nobody sees it until you publish it."
    return f"Planned and published: {on}. It stands in the calendar, and can be booked."


def _told(found: TrainingSession) -> int:
    return len(actions.concerned(found)) if found.state is SessionState.PUBLISHED else 0


def _like() -> TrainingSession | None:
    uuid = asked.uuid("like")
    return queries.session_at(uuid) if uuid else None


def _choices(also: TrainingSession | None) -> dict[str, forms.Options]:
    room = also.entry.room if also else None
    trainer = also.trainer if also else None
    return forms.session_choices(_with(open_rooms(), room), _with(colleagues(), trainer), areas())


def _with(known: Sequence[Kept], also: Kept | None) -> list[Kept]:
    """Return what can be chosen; what was chosen stays though it no longer could be."""
    return [*known, *([also] if also is not None and also not in known else [])]


def _where(form: forms.NewSession | forms.ChangedSession) -> actions.Where:
    room: Room | None = None
    if form.room.data:
        room = queries.room_numbered(form.room.data)
    trainer: Person | None = None
    if form.trainer.data:
        trainer = queries.person_numbered(form.trainer.data)
    return actions.Where(room, trainer)
