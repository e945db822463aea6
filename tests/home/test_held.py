"""What a volunteer reads of the notices that they have read."""

from portal.people.models import Person
from tests.noticeboard import scenes
from tests.noticeboard.conftest import ann, jo, monday, phone
from tests.pages import Pages

__all__ = ["ann", "jo", "monday", "phone"]


def test_a_volunteer_sees_which_notices_they_have_read(
    phone: Pages, jo: Person, ann: Person
) -> None:
    nothing = "You have not said of any notice that you have read it."
    assert nothing in phone.get("/members/me/held").words
    scenes.read(scenes.posted(jo), ann)
    page = phone.get("/members/me/held")
    assert "Notices The side door Read Monday 2 March 2026" in page.words
    assert nothing not in page.words
