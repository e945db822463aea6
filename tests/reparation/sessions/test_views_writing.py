"""From a session to a message to everybody on it, for whoever may write to them."""

from portal.accounts.models import UserArea
from portal.accounts.queries import account_of
from portal.database import session
from portal.people.models import Person
from tests.factories import AreaFactory, VenueFactory
from tests.pages import Pages
from tests.reparation.sessions import scenes
from tests.reparation.sessions.test_views import path


def test_who_is_limited_to_areas_is_not_led_to_writing_where_there_is_none(
    desk: Pages, jo: Person
) -> None:
    area = AreaFactory()
    session.add(UserArea(user_id=account_of(jo).id, area_id=area.id))
    session.commit()
    anywhere = scenes.planned(jo, scenes.project("Canal towpath"))
    site = VenueFactory(area=area)
    ours = scenes.planned(jo, scenes.project("Food bank", venue=site))
    for held, led in ((anywhere, False), (ours, True)):
        page, writes = desk.get(path(held)), f"/members/messages/new?occasion={held.entry.uuid}"
        assert "Change it" in page.words
        assert bool(page.find("a", href=writes)) is led
