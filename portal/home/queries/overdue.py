"""What is overdue of the handbook: members shows it beside its own, and home knows of both."""

from portal import clock
from portal.accounts.models import User
from portal.members.queries.overdue import MOST, Line, Overdue
from portal.noticeboard.queries import handbook
from portal.noticeboard.rules.audience import is_ours
from portal.site.filters import day


def reviews(reader: User) -> Overdue:
    """Tell which pages of the handbook were to be looked at by now, and who sees to each."""
    found = [
        each for each in handbook.to_review(clock.today()) if is_ours(each.keys, reader.area_ids)
    ]
    lines = [
        Line(
            each.title,
            f"{each.owner.display_name}, by {day(each.review_on)}",
            f"/noticeboard/handbook/{each.slug}",
        )
        for each in found[:MOST]
    ]
    return Overdue(
        "Handbook pages to look at", lines, len(found), "/noticeboard/handbook", "The handbook"
    )
