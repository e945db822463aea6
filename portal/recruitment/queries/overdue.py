"""Which applicants are too long at a stage, for the one page that says all that is overdue."""

from portal.members.queries.overdue import MOST, Areas, Line, Overdue
from portal.recruitment.queries.pipeline import MOST as ALL
from portal.recruitment.queries.pipeline import pressing


def applicants(areas: Areas) -> Overdue:
    """Tell who on their way to be a volunteer waits too long, or to be approved."""
    found = pressing(areas, ALL)
    lines = [
        Line(
            each.application.name,
            each.waits_for,
            f"/recruitment/applications/{each.application.uuid}",
        )
        for each in found[:MOST]
    ]
    return Overdue("Applicants", lines, len(found), "/recruitment/pipeline", "The pipeline")
