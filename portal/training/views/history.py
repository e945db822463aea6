"""How somebody came to stand as they do in one course: every award, extension and exemption."""

from uuid import UUID

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.accounts.queries import signed_in_user
from portal.training import permissions, queries, rules
from portal.training.queries import awards, courses
from portal.training.queries.people import person as person_by
from portal.training.queries.standings import covering
from portal.training.views import bp


@bp.get("/people/<uuid:person_uuid>/courses/<string:code>")
@requires(Permission.TRAINING_MATRIX)
def history(person_uuid: UUID, code: str) -> ResponseReturnValue:
    """Show one person's history of one course, with those that stand for it."""
    person, course = person_by(person_uuid), courses.course(code)
    found = queries.standings(on=clock.today(), person_ids=[person.id], course_ids=[course.id])
    who = next(iter(found.people), None)
    served = who.area_ids if who else ()
    if not permissions.may_look_up(signed_in_user(), served):
        abort(404)
    line = next(iter(found.courses), None)  # none when the course is out of use
    stand = found.of[who.id][course.id] if who and line else None
    related = [course.id, *covering().get(course.id, ())]
    return render_template(
        "training/matrix/history.html",
        person=person,
        course=course,
        stand=stand,
        mend=found.mend_if_needed(who, line) if who and line else rules.Mend(),
        awards=awards.awards_of(person.id, related),
        exemptions=awards.exemptions_of(person.id, [course.id]),
        may_award=permissions.may_award(signed_in_user(), served),
        cell_words=rules.cell_words,
    )
