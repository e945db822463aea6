"""Writing to many: who gets it is counted first, and a copy of each message is kept."""

from collections.abc import Sequence
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.calendar.models import Entry
from portal.members import actions
from portal.members.forms import messages as forms
from portal.members.queries import messages as queries
from portal.members.rules import messages as rules
from portal.members.views import bp
from portal.people.models import Person
from portal.people.queries import areas
from portal.site import answers
from portal.site.filters import day, plural, time
from portal.site.pagination import requested_page
from portal.site.refusals import Refused

CHANGED = "Who gets this has changed since you counted: look at the number, then send it"


@bp.get("/messages")
@requires(Permission.MEMBERS_MESSAGE)
def messages() -> ResponseReturnValue:
    """Show the messages that were sent, the newest first."""
    return render_template("members/messages.html", found=queries.messages(requested_page()))


@bp.get("/messages/<uuid:message_uuid>")
@requires(Permission.MEMBERS_MESSAGE)
def message(message_uuid: UUID) -> ResponseReturnValue:
    """Show the copy of a message."""
    return render_template("members/message.html", message=queries.message_at(message_uuid))


@bp.get("/messages/new")
@requires(Permission.MEMBERS_MESSAGE)
def new_message() -> ResponseReturnValue:
    """Ask what to write, and to whom: to everybody on the panel that the address names, if any."""
    return render_template("members/message_new.html", form=_form())


@bp.post("/messages/new")
@requires(Permission.MEMBERS_MESSAGE)
def send_message() -> ResponseReturnValue:
    """Count who gets a message; send it once whoever sends it has seen exactly that number."""
    form, step = _form(), request.form.get("step")
    if not form.validate():
        return render_template("members/message_new.html", form=form), answers.FAILED
    if step == "change":
        return render_template("members/message_new.html", form=form)
    me = signed_in_person()
    people = queries.people_in(form.audience(signed_in_user().area_ids), but=me)
    mark = rules.mark_of([each.id for each in people])
    if step != "send":
        return _counted(form, people, mark)
    if form.counted.data != mark:
        form.refuse(CHANGED)
        return _counted(form, people, mark, answers.CONFLICT)
    try:
        sent = actions.send_message(
            subject=str(form.subject.data),
            body=str(form.body.data),
            audience=form.words,
            people=people,
            form_key=form.form_key.data,
            actor=me,
        )
    except Refused as refused:
        status = answers.refuse(form, refused)
        return render_template("members/message_new.html", form=form), status
    flash(f"On its way to {plural(sent.people - sent.without_email, 'person', 'people')}.", "done")
    return redirect(url_for(".message", message_uuid=sent.uuid), 303)


def _form() -> forms.NewMessage:
    mine = signed_in_user().area_ids
    known = [area for area in areas() if not mine or area.id in mine]
    chosen = request.values.get("occasion", type=UUID)
    return forms.NewMessage(
        data={"who": forms.OCCASION, "occasion": str(chosen)} if chosen else {},
        choices={
            "area": [("", "Any area"), *((area.id, area.name) for area in known)],
            "occasion": [
                ("", "Choose a panel or session"),
                *(
                    (str(each.uuid), _occasion(each, count))
                    for each, count in queries.occasions(mine, chosen)
                ),
            ],
        },
    )


def _occasion(entry: Entry, count: int) -> str:
    """> Panel, Northmere Library, Tuesday 10 March, 5:30pm: 3 people."""
    told = [entry.title, day(entry.starts_at), time(entry.starts_at)]
    if entry.room and entry.room.venue.name not in entry.title:
        told.append(entry.room.venue.name)
    return f"{', '.join(told)}: {plural(count, 'person', 'people')}"


def _counted(
    form: forms.NewMessage, people: Sequence[Person], mark: str, status: int = 200
) -> ResponseReturnValue:
    """Show who gets it and what it says, with the button that sends it."""
    form.counted.data = mark
    without = [each.display_name for each in people if not each.email]
    page = render_template(
        "members/message_check.html",
        form=form,
        people=people,
        reached=len(people) - len(without),
        count=rules.count_words(len(people), without),
        audience=form.words,
    )
    return page, status
