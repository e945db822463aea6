"""What the calendar asks of volunteers: whose areas' entries they see."""

from sqlalchemy import ColumnElement, Select, String, cast, exists, literal, or_, select

from portal.members.models import Member, MemberArea, Status
from portal.people.models import Area


def area_keys(person: ColumnElement[int]) -> Select[str]:
    """Return the select of a volunteer's audience keys by area (`calendar.queries.key_sources`).

    Whoever serves no area in particular serves them all.
    """
    any_area = exists().where(MemberArea.member_id == Member.id)
    this_area = any_area.where(MemberArea.area_id == Area.id)
    return (
        select(literal("role:volunteer@area:", String) + cast(Area.id, String))
        .select_from(Member)
        .join(Area, or_(this_area, ~any_area))
        .where(Member.person_id == person, Member.status != Status.LEFT)
    )
