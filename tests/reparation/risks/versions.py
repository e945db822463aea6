"""Versions of risk assessments, begun as the portal begins them."""

from uuid import uuid4

from portal.database import changing
from portal.people.models import Person
from portal.reparation.actions import risks as actions
from portal.reparation.models import RiskAssessment
from portal.reparation.queries import risks as queries
from portal.reparation.rules.library import LIBRARY
from portal.reparation.rules.risks import Danger, Measure, Score, Written

GARDENING = LIBRARY["gardening"].written
BEAM = Danger("A low beam", "Tall people", Score(3, 2), Score(1, 2), (Measure("Hang a ribbon"),))


def begun(
    subject: queries.Subject, actor: Person, written: Written = GARDENING, key: str = ""
) -> RiskAssessment:
    """Begin the next version of a subject, from a template unless said otherwise."""
    with changing():
        return actions.start(
            subject=subject,
            written=written,
            template="gardening",
            form_key=key or uuid4().hex,
            actor=actor,
        )
