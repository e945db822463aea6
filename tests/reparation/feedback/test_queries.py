"""What is shown of a project costs the same however much was said."""

from datetime import date

import pytest
from sqlalchemy.exc import NoResultFound

from portal.people.models import Person
from portal.reparation.models import Project
from portal.reparation.queries import feedback as queries
from tests.reparation.feedback.answers import CHILD, PARTNER, opened, say_often
from tests.reparation.scenes import project
from tests.statements import count_statements

FIVE = ["yes"] * 5
FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)


def test_a_link_is_found_by_its_token_open_or_not(repair: Project, jo: Person) -> None:
    old = opened(repair, jo)
    opened(repair, jo)
    assert queries.link(old.token).ended_at
    with pytest.raises(NoResultFound):
        queries.link("abc")


def test_what_is_said_is_by_who_was_asked_the_earliest_first(repair: Project, jo: Person) -> None:
    say_often(opened(repair, jo, PARTNER), *FIVE)
    say_often(opened(repair, jo), *FIVE, *["no"] * 5)
    say_often(opened(project("Other"), jo), *FIVE)
    children, partners = queries.said_of(repair.id)
    assert (children.answerer, partners.answerer) == (CHILD, PARTNER)
    assert [each.results.overall.percent for each in children.batches] == [100, 0]
    assert (children.total.answers, children.total.overall.percent) == (10, 50)


def test_of_all_projects_it_is_added_up_within_the_months(repair: Project, jo: Person) -> None:
    say_often(opened(repair, jo), *FIVE)
    say_often(opened(project("Other"), jo), *FIVE)
    [children] = queries.said_between(FIRST, LAST)
    assert children.total.answers == 10
    assert queries.said_between(date(2026, 2, 1), date(2026, 2, 28)) == []


def test_one_statement_shows_a_batch_or_three(repair: Project, jo: Person) -> None:
    link, sent = opened(repair, jo), []
    for times in (1, 2):
        say_often(link, *FIVE * times)
        with count_statements() as counted:
            queries.said_of(link.project_id)
            queries.said_between(FIRST, LAST)
        sent.append(sum("feedback_batch" in statement for statement in counted))
    assert sent == [2, 2]
