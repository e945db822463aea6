"""Somebody who has taken a step of which nobody has written to them."""

from portal.database import changing
from portal.people.models import Person
from portal.recruitment.actions import stages
from portal.recruitment.models import Application, Stage
from tests.recruitment.pipeline import scenes


def moved(jo: Person, to: Stage = Stage.INTERVIEW, name: str = "Nadia Rahman") -> Application:
    """Return somebody who was moved to a stage just now."""
    application = scenes.somebody(name, campaign=scenes.CampaignFactory(title="Spring"))
    with changing():
        stages.move(application=application, to=to, actor=jo)
    return application
