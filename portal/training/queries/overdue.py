"""What of volunteers' training is overdue, for the one page that says all that is."""

from portal.accounts.models import User
from portal.members.queries.overdue import MOST, Line, Overdue
from portal.site.filters import day
from portal.training.queries.reminders import digest


def lapsed(reader: User) -> Overdue:
    """Tell whose training has lapsed and who has not booked it again."""
    found = digest(reader.area_ids).lapsed
    lines = [
        Line(
            each.who.name,
            f"{each.course.title}, lapsed on {day(each.until)}",
            f"/training/people/{each.who.uuid}",
        )
        for each in found[:MOST]
    ]
    return Overdue("Training that lapsed", lines, len(found), "/training/matrix", "The matrix")
