"""Files of training, and their bytes."""

from sqlalchemy import select

from portal.database import session
from portal.notifications.models import DocumentBody
from portal.training.models import CourseMaterial


def body(document_id: int) -> DocumentBody:
    """Return where the bytes of a file are kept; raises NoResultFound."""
    return session.scalars(
        select(DocumentBody).where(DocumentBody.document_id == document_id)
    ).one()


def material(course_id: int, material_id: int) -> CourseMaterial:
    """Return a course's file to read; raises NoResultFound, answered 404."""
    return session.scalars(
        select(CourseMaterial).where(
            CourseMaterial.id == material_id,
            CourseMaterial.course_id == course_id,
            CourseMaterial.document_id.is_not(None),
        )
    ).one()
