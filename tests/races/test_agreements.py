"""Two who publish a text at once, and a thumb that signs twice."""

from functools import partial
from typing import Final

import pytest
from sqlalchemy import func, select

from portal.access.rules import Role
from portal.database import changing, session
from portal.members.models import Agreement, AgreementKind
from portal.members.queries import agreements as queries
from tests.factories import MemberFactory
from tests.live import Live, account
from tests.members.agreements import scenes
from tests.races.cast import at_once

pytestmark = [pytest.mark.race, pytest.mark.timeout(300)]

ATTEMPTS: Final = 6


def test_of_two_who_publish_at_once_one_is_shown_the_others_text(live: Live) -> None:
    jo, rhiannon = account(Role.COORDINATOR), account(Role.COORDINATOR)
    first = scenes.published(jo.person).number
    emails = [jo.email, rhiannon.email]
    session.rollback()
    desks = [live.visitor().sign_in(email) for email in emails]
    for number in range(first, first + ATTEMPTS):
        answers = at_once(
            *(
                partial(
                    desk.post,
                    "/members/agreements/conduct/new",
                    version=number,
                    body=f"Text {number} of desk {place}",
                )
                for place, desk in enumerate(desks)
            )
        )
        assert sorted(answer.status for answer in answers) == [303, 409]
        [refused] = [answer for answer in answers if answer.status == 409]
        assert f"Version {number + 1}, published meanwhile" in refused.page.words
        newest = queries.newest_text(AgreementKind.CONDUCT)
        assert newest
        assert newest.number == number + 1
        session.rollback()


def test_signing_twice_at_once_signs_once(live: Live) -> None:
    jo, user = account(Role.COORDINATOR).person, account(Role.VOLUNTEER)
    with changing():
        member = MemberFactory(person=user.person)
    email, name, member_id = user.email, user.person.name, member.id
    session.rollback()
    thumbs = [live.visitor().sign_in(email) for _ in range(2)]
    for number in range(1, ATTEMPTS):
        text = scenes.published(jo, AgreementKind.DATA, f"Text {number}")
        url = f"/members/me/agreements/data/{text.number}"
        session.rollback()
        answers = at_once(*(partial(thumb.post, url, name=name, agreed="y") for thumb in thumbs))
        assert [answer.status for answer in answers] == [303, 303]
        kept = select(func.count()).where(Agreement.member_id == member_id)
        assert session.scalar(kept) == number
        session.rollback()
