"""Files of training."""

from sqlalchemy import select

from portal.database import session
from portal.training.models import CourseMaterial


def material(course_id: int, material_id: int) -> CourseMaterial:
    """Return a course's file to read; raises NoResultFound, answered 404."""
    return session.scalars(
        select(CourseMaterial).where(
            CourseMaterial.id == material_id,
            CourseMaterial.course_id == course_id,
            CourseMaterial.document_id.is_not(None),
        )
    ).one()
