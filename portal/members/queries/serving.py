"""Which volunteers serve which areas, as a condition."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, or_, true

from portal.members.models import Member, MemberArea


def serves(area_ids: Collection[int]) -> ColumnElement[bool]:
    """Return whether a volunteer serves one of some areas; no areas are the whole service.

    Whoever serves no area in particular serves them all.
    """
    if not area_ids:
        return true()
    return or_(Member.area_rows.any(MemberArea.area_id.in_(area_ids)), ~Member.area_rows.any())
