"""Partners: the one of whoever is signed in, and whose calendar entries it sees."""

from sqlalchemy import ColumnElement, Select, String, cast, literal, select

from portal.database import session
from portal.people.models import Person
from portal.reparation.models import Partner, PartnerPerson, PartnerState


def mine(person: Person) -> Partner:
    """Return the partner that a person signs in for; raises NoResultFound, answered 404.

    Every query for a partner's pages starts here: what is not of this partner is not found.
    """
    return session.scalars(
        select(Partner).join(Partner.people).where(PartnerPerson.person_id == person.id)
    ).one()


def partner_keys(person: ColumnElement[int]) -> Select[str]:
    """Return the select of a person's audience key by partner (`calendar.queries.key_sources`).

    > partner:7. Those of a partner that has ended see no entries of it any more.
    """
    return (
        select(literal("partner:", String) + cast(Partner.id, String))
        .join(Partner.people)
        .where(PartnerPerson.person_id == person, Partner.state != PartnerState.ENDED)
    )
