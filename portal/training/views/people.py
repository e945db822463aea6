"""One person's training record, as those who look after it see it."""

from uuid import UUID

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.accounts.queries import signed_in_user
from portal.training import permissions, queries, rules
from portal.training.queries import awards
from portal.training.queries.people import person as person_by
from portal.training.views import bp


@bp.get("/people/<uuid:person_uuid>")
@requires(Permission.TRAINING_MATRIX)
def person(person_uuid: UUID) -> ResponseReturnValue:
    """Show how somebody stands today, and all that they were ever awarded."""
    found = person_by(person_uuid)
    standings = queries.standings(on=clock.today(), person_ids=[found.id])
    who = next(iter(standings.people), None)
    if not permissions.may_look_up(signed_in_user(), who.area_ids if who else ()):
        abort(404)
    lines = []
    if who is not None:
        lines = [
            (course, standings.of[who.id][course.id], standings.mend_if_needed(who, course))
            for course in standings.courses
        ]
    return render_template(
        "training/person.html",
        person=found,
        who=who,
        lines=[line for line in lines if line[1].state is not rules.State.NOT_NEEDED],
        awards=awards.awards_of(found.id),
        exemptions=awards.exemptions_of(found.id),
        certificates=awards.certificates_of(found.id),
        may_award=permissions.may_award(signed_in_user(), who.area_ids if who else ()),
        cell_words=rules.cell_words,
    )
