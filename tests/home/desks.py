"""Who looks at a first page, and what stands on it."""

from portal.database import changing
from portal.members.models import Member
from portal.notifications.actions import post
from portal.notifications.models import MailState
from portal.panels.models import SeatKind, Sitting
from portal.people.models import Person
from tests.factories import (
    AreaFactory,
    RoomFactory,
    VenueFactory,
)
from tests.pages import Page, Pages
from tests.panels import scenes


def rows(page: Page) -> list[list[str]]:
    """Return the queue as people read it."""
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("td, th")]
        for row in page.select("#needs tbody tr")
    ]


def card(page: Page, name: str) -> str:
    """Return the words of a card, "" when it is not there."""
    found = page.select_one(f"#{name}")
    return " ".join(found.get_text(" ").split()) if found else ""


def failed_mail(to: Person, key: str = "k") -> None:
    """Leave a letter that no mail server would take."""
    with changing():
        mail = post(to=to, template="accounts/email/reset", key=key)
        assert mail
        mail.state = MailState.FAILED
        mail.problem = "550 no such mailbox"


def coordinators(pages: Pages, jo: Person) -> Pages:
    """Sign a coordinator in."""
    assert jo.email
    return pages.sign_in(jo.email)


def scene(jo: Person, name: str = "Northmere") -> Sitting:
    """Return a sitting on 10 March with a chair asked, and nobody sure but the adviser."""
    area = AreaFactory(name=name)
    adviser = scenes.colleague("Marcus Reid", may_advise=True)
    room = RoomFactory(venue=VenueFactory(name=f"{name} Library"), name="Room 2")
    sitting = scenes.arranged(jo, scenes.order(jo, area=area), adviser=adviser, room=room)
    scenes.offered(sitting, SeatKind.CHAIR, scenes.chair(f"Chair of {name}", account=True))
    return sitting


def volunteer(pages: Pages, name: str = "Margaret Osei") -> Member:
    """Sign a volunteer in."""
    margaret = scenes.volunteer(name, account=True)
    assert margaret.person.email
    pages.sign_in(margaret.person.email)
    return margaret
