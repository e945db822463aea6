"""Which applicants are too long at a stage, for the one page that says all that is overdue."""

from portal.members.queries.overdue import MOST, Areas, Line, Overdue
from portal.recruitment.queries.pipeline import MOST as ALL
from portal.recruitment.queries.pipeline import pressing
from portal.recruitment.rules.pace import Pace


def applicants(areas: Areas) -> Overdue:
    """Tell who on their way to be a volunteer waits too long at a stage."""
    found = [each for each in pressing(areas, ALL) if each.age.pace is Pace.TOO_LONG]
    lines = [
        Line(
            each.application.name,
            f"{each.age.words}. {each.waits_for}",
            f"/recruitment/applications/{each.application.uuid}",
        )
        for each in found[:MOST]
    ]
    return Overdue("Applicants", lines, len(found), "/recruitment/pipeline", "The pipeline")
