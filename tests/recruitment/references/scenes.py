"""People on their way to be volunteers, their referees, and what these say."""

from datetime import date, time
from typing import Any, Final
from uuid import uuid4

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.accounts.queries import account_of
from portal.database import changing, session
from portal.people.models import Area, Person
from portal.recruitment.actions import references as actions
from portal.recruitment.actions.references import token_of
from portal.recruitment.models import Application, Channel, Referee, Stage
from portal.recruitment.rules.references import QUESTIONS
from tests.factories import PersonFactory, user_with

TODAY: Final = date(2026, 3, 2)
NOON: Final = clock.at(TODAY, time(12))
SAID: Final[dict[str, Any]] = {
    "answers": dict.fromkeys(QUESTIONS, "yes"),
    "known_for": "3_to_5",
    "how_known": "She runs our Saturday kitchen.",
    "words": "Calm when it is loud.",
    "given_by": "Ann Lee",
}
TYPED: Final[dict[str, str]] = {
    **{f"asked_{key}": "yes" for key in QUESTIONS},
    **{name: SAID[name] for name in ("known_for", "how_known", "words", "given_by")},
}


def coordinator(name: str = "Jo Hartley", *areas: Area) -> Person:
    """Return somebody who looks after recruitment, in some areas or in all."""
    person: Person = user_with(Role.COORDINATOR, person=PersonFactory(name=name)).person
    session.add_all(UserArea(user_id=account_of(person).id, area=area) for area in areas)
    session.commit()
    return person


def applicant(name: str = "Rosa Marsh", **more: Any) -> Application:
    """Return somebody who has sent in an application."""
    values = {"email": f"{name.split(maxsplit=1)[0].lower()}@example.org", **more}
    made = Application(name=name, submitted_at=clock.now(), stage=Stage.REFERENCES, **values)
    session.add(made)
    session.commit()
    return made


def named(application: Application, name: str = "Ann Lee", **more: Any) -> Referee:
    """Return a referee whom nobody has asked yet."""
    values = {"email": f"{name.split(maxsplit=1)[0].lower()}@example.net", "phone": None, **more}
    with changing():
        return actions.name_referee(
            application=application, name=name, form_key=uuid4().hex, actor=None, **values
        )


def asked(application: Application, jo: Person, name: str = "Ann Lee") -> tuple[Referee, str]:
    """Return a referee who was asked, and the token of their link."""
    referee = named(application, name)
    with changing():
        actions.ask_for_reference(referee=referee, turn=0, actor=jo)
    return referee, token_of(referee)


def given(referee: Referee, **more: Any) -> None:
    """Let a referee answer by their link."""
    with changing():
        actions.give_reference(
            referee=referee, channel=Channel.LINK, actor=None, **{**SAID, **more}
        )
