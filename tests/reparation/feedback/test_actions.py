"""Links are made, renewed and ended; answers are kept without a trace of who gave them."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, NoResultFound

from portal.audit.models import AuditDetail, AuditEvent
from portal.database import changing, db, session
from portal.people.models import Person
from portal.reparation.actions import feedback as actions
from portal.reparation.models import (
    ENOUGH_FEEDBACK,
    FeedbackBatch,
    FeedbackLink,
    Project,
    ProjectFeedback,
    ProjectState,
)
from portal.reparation.queries import feedback as queries
from portal.reparation.rules.refusals import Refused
from portal.settings import actions as settings
from tests.reparation import scenes
from tests.reparation.feedback.answers import CHILD, PARTNER, opened, say, say_often


def batches() -> list[tuple[int, int, date]]:
    session.expire_all()
    found = session.scalars(select(FeedbackBatch).order_by(FeedbackBatch.number))
    return [(each.number, each.answers, each.month) for each in found]


def tags() -> list[str]:
    return list(session.scalars(select(AuditEvent.tag).order_by(AuditEvent.id)))


def test_a_renewed_link_replaces_the_one_before_and_others_stay(
    repair: Project, jo: Person
) -> None:
    first, other = opened(repair, jo), opened(repair, jo, PARTNER)
    second = opened(repair, jo)
    assert queries.open_links(repair.id) == {CHILD: second, PARTNER: other}
    with pytest.raises(Refused) as refused:
        say(first)
    assert refused.value.sentence == "This link has ended. There is nothing that you must do."
    assert session.query(ProjectFeedback).count() == 0
    assert tags()[-3:] == ["reparation:feedback_opened"] * 3


def test_a_link_is_ended_once(repair: Project, jo: Person) -> None:
    opened(repair, jo)
    for _ in range(2):
        with changing():
            actions.end_link(project=repair, answerer=CHILD, actor=jo)
    with pytest.raises(NoResultFound):
        queries.open_link(repair.id, CHILD)
    assert tags().count("reparation:feedback_ended") == 1


def test_nobody_is_asked_of_what_was_never_listed(jo: Person) -> None:
    draft = scenes.project("Draft", state=ProjectState.DRAFT, listed_on=None)
    with pytest.raises(Refused) as refused:
        opened(draft, jo)
    assert refused.value.sentence == "This project was never listed. List it, then ask how it was."


def test_the_database_keeps_one_open_link_of_a_kind(repair: Project, jo: Person) -> None:
    opened(repair, jo)
    session.add(FeedbackLink(project=repair, answerer=CHILD))
    with pytest.raises(IntegrityError):
        session.commit()
    session.rollback()


def test_four_answers_wait_and_the_fifth_adds_them_up_and_forgets_them(
    repair: Project, jo: Person
) -> None:
    link = opened(repair, jo)
    say_often(link, "yes", "yes", "no", "mostly")
    assert batches() == []
    say(link, "unsure")
    assert batches() == [(1, 5, date(2026, 3, 1))]
    assert queries.waiting(repair.id, CHILD) == []
    assert set(session.scalars(select(ProjectFeedback.answers))) == {None}
    [said] = queries.said_of(repair.id)
    assert said.total.tallies["safe"].counts == (2, 1, 0, 1, 1)
    say_often(link, "no", "no", "no", "no")
    assert batches() == [(1, 5, date(2026, 3, 1))]
    say(link, "no")
    assert batches()[1:] == [(2, 5, date(2026, 3, 1))]


def test_each_kind_is_added_up_by_itself(repair: Project, jo: Person) -> None:
    say_often(opened(repair, jo), "yes", "yes", "yes", "yes")
    say(opened(repair, jo, PARTNER))
    assert batches() == []


def test_answers_by_a_renewed_link_count_with_those_before(repair: Project, jo: Person) -> None:
    say_often(opened(repair, jo), "yes", "yes", "yes", "yes")
    say(opened(repair, jo))
    assert batches() == [(1, 5, date(2026, 3, 1))]


def test_a_form_sent_twice_counts_once_even_when_it_was_the_fifth(
    repair: Project, jo: Person
) -> None:
    link = opened(repair, jo)
    say_often(link, "yes", "yes", "yes", "yes")
    for _ in range(2):
        say(link, "no", form_key="a" * 32)
    assert batches() == [(1, 5, date(2026, 3, 1))]
    assert queries.waiting(repair.id, CHILD) == []


def test_how_many_are_enough_is_a_setting(repair: Project, jo: Person) -> None:
    with changing():
        settings.change(ENOUGH_FEEDBACK, 6, actor=jo)
    link = opened(repair, jo)
    say_often(link, "yes", "yes", "yes", "yes", "yes")
    assert batches() == []
    say(link)
    assert batches() == [(1, 6, date(2026, 3, 1))]


def test_the_database_keeps_no_sum_of_fewer_than_five(repair: Project, jo: Person) -> None:
    session.add(
        FeedbackBatch(
            project_id=repair.id,
            answerer=CHILD,
            number=1,
            month=date(2026, 3, 1),
            answers=4,
            results={"tallies": {}, "words": []},
        )
    )
    with pytest.raises(IntegrityError):
        session.commit()
    session.rollback()


def test_no_row_leads_from_an_answer_to_a_moment_or_an_order(repair: Project, jo: Person) -> None:
    link = opened(repair, jo, PARTNER)
    before, changed = set(session.scalars(select(AuditEvent.id))), link.updated_at
    say_often(link, "yes", "no", words="Well led")
    session.expire_all()
    assert set(session.scalars(select(AuditEvent.id))) == before
    assert link.updated_at == changed
    columns = {column.name for column in ProjectFeedback.__table__.columns}
    assert columns == {"id", "project_id", "answerer", "answers"}
    if db.engine.dialect.name == "sqlite":
        with pytest.raises(Exception, match="no such column: rowid"):
            session.execute(db.text("SELECT rowid FROM project_feedback"))
        session.rollback()


def test_a_sentence_is_taken_off_every_sum_and_the_trail_does_not_repeat_it(
    repair: Project, jo: Person
) -> None:
    link = opened(repair, jo, PARTNER)
    say_often(link, *["yes"] * 9, words="Sam was late")
    say(link, words="Well led")
    for done in (True, False):
        with changing():
            found = actions.remove_words(project=repair, words="Sam was late", actor=jo)
        assert found is done
    session.expire_all()
    [said] = queries.said_of(repair.id)
    assert said.total.words == ("Well led",)
    assert tags().count("reparation:feedback_words_removed") == 1
    assert "Sam" not in str(session.scalars(select(AuditDetail.values)).all())
