"""The catalogue and everybody's awards, changed by training's own actions."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.database import changing, session
from portal.notifications.models import Document, DocumentBody, Mail
from portal.people.models import Person
from portal.site.files import PDF, Kept
from portal.training import actions, rules
from portal.training.models import (
    Award,
    AwardSource,
    Certificate,
    CertificateState,
    CountedFrom,
    Course,
    Delivery,
    ExtensionKind,
    Kind,
    NeedBy,
    Needing,
)
from portal.training.queries import awards as queries
from portal.training.rules import AwardFacts
from tests.factories import CourseFactory, PersonFactory
from tests.training import scenes

FEBRUARY = date(2026, 2, 2)
FILE = Kept(b"%PDF-1.4", PDF, "certificate.pdf")

pytestmark = pytest.mark.usefixtures("monday")


def values(**more: Any) -> dict[str, Any]:
    return {
        "title": "Child safeguarding",
        "code": "SAFE",
        "kind": Kind.MANDATORY,
        "delivery": Delivery.IN_PERSON,
        "minutes": 240,
        "validity_months": 36,
        "renew_days": 90,
        **more,
    }


def around(**more: Any) -> actions.Around:
    return actions.Around(**{"needs": {Needing.VOLUNTEER: None}, **more})


def added(jo: Person, **more: Any) -> Course:
    with changing():
        return actions.add_course(
            around=more.pop("around", around()), form_key=uuid4().hex, actor=jo, **values(**more)
        )


def test_a_course_is_added_with_all_that_surrounds_it_once(app: Flask, jo: Person) -> None:
    lower = CourseFactory(title="Foundation")
    wanted = around(
        needs={Needing.VOLUNTEER: None, Needing.STAFF: 3},
        prerequisites=[lower.id],
        covers=[lower.id],
        outcomes=["I know whom to tell", "I would notice"],
    )
    key = uuid4().hex
    with changing():
        made = actions.add_course(around=wanted, form_key=key, actor=jo, **values())
    with changing():
        again = actions.add_course(around=wanted, form_key=key, actor=jo, **values())
    assert again is made
    assert session.query(Course).count() == 2
    assert [(need.needing, need.by_when, need.months) for need in made.needs] == [
        (Needing.VOLUNTEER, NeedBy.BEFORE_DUTY, None),
        (Needing.STAFF, NeedBy.WITHIN_MONTHS, 3),
    ]
    assert [row.required for row in made.prerequisites] == [lower]
    assert [row.covered for row in made.covers] == [lower]
    assert [each.text for each in made.outcomes] == ["I know whom to tell", "I would notice"]
    assert scenes.tags() == ["course_added"]


@pytest.mark.parametrize(
    ("more", "field"), [({"code": "safe"}, "code"), ({"title": "CHILD safeguarding"}, "title")]
)
def test_codes_and_titles_are_given_once(
    app: Flask, jo: Person, more: dict[str, Any], field: str
) -> None:
    added(jo)
    with pytest.raises(rules.Refused, match="already") as refused:
        added(jo, **{"code": "OTHER", "title": "Another", **more})
    assert refused.value.field == field


def test_a_change_makes_a_new_version_and_says_before_and_after(app: Flask, jo: Person) -> None:
    course = added(jo, around=around(outcomes=["First", "Second"]))
    wanted = around(needs={Needing.STAFF: 6}, outcomes=["Second", "Third"])
    before = course.version
    with changing():
        changes = actions.change_course(
            course=course,
            version=before,
            around=wanted,
            actor=jo,
            **values(validity_months=24),
        )
    assert changes == {
        "validity_months": [36, 24],
        "needs": [["volunteer before a panel"], ["staff in 6 months"]],
        "outcomes": [["First", "Second"], ["Second", "Third"]],
    }
    assert course.version == before + 1
    held = {each.text: each.retired_at is None for each in course.outcomes}
    assert held == {"First": False, "Second": True, "Third": True}
    with pytest.raises(rules.Stale):
        actions.change_course(course=course, version=before, around=wanted, actor=jo, **values())


def test_no_change_leaves_no_trace(app: Flask, jo: Person) -> None:
    course = added(jo)
    with changing():
        changes = actions.change_course(
            course=course, version=course.version, around=around(), actor=jo, **values()
        )
    assert (changes, scenes.tags()) == ({}, ["course_added"])


def test_a_course_never_leads_back_to_itself(app: Flask, jo: Person) -> None:
    lower = added(jo)
    higher = added(jo, code="RJ2", title="Advanced", around=around(covers=[lower.id]))
    with pytest.raises(rules.Refused, match="would lead back to itself") as refused:
        actions.change_course(
            course=lower,
            version=lower.version,
            around=around(covers=[higher.id]),
            actor=jo,
            **values(),
        )
    assert refused.value.field == "covers"


def test_retiring_and_reopening_twice_is_harmless(app: Flask, jo: Person) -> None:
    course = added(jo)
    for act in (actions.retire_course, actions.reopen_course):
        for _ in range(2):
            with changing():
                act(course=course, actor=jo)
    assert scenes.tags() == ["course_added", "course_retired", "course_reopened"]


def test_a_material_takes_its_file_with_it(app: Flask, jo: Person) -> None:
    course = added(jo)
    with changing():
        actions.add_material(course=course, title="Slides", file=FILE, actor=jo)
        actions.add_material(course=course, title="Link", url="https://example.org", actor=jo)
    numbers = [each.id for each in course.materials]
    for number in (numbers[0], numbers[0]):
        with changing():
            actions.remove_material(course=course, material_id=number, actor=jo)
    assert [each.title for each in course.materials] == ["Link"]
    assert session.query(Document).count() == session.query(DocumentBody).count() == 0
    assert scenes.tags()[-3:] == ["material_added", "material_added", "material_removed"]


def test_an_award_lasts_as_the_course_says_that_day(app: Flask, jo: Person) -> None:
    ann, course = PersonFactory(name="Ann Lee"), scenes.safeguarding(cpd_minutes=240)
    award = scenes.held(ann, course, date(2025, 8, 31))
    assert (award.until, award.valid_until) == (date(2028, 8, 31), date(2028, 8, 31))
    assert (award.cpd_minutes, award.source) == (240, AwardSource.GRANTED)
    course.validity_months, course.counted_from = 6, CountedFrom.AWARD
    session.commit()
    again = scenes.held(ann, course, FEBRUARY, awarded_on=date(2026, 2, 20))
    assert again.until == date(2026, 8, 20)
    assert [each.until for each in queries.awards_of(ann.id)] == [again.until, award.until]
    assert scenes.tags() == ["award_given", "award_given"]


def test_the_same_form_and_the_same_session_award_once(app: Flask, jo: Person) -> None:
    ann, course = PersonFactory(name="Ann Lee"), scenes.safeguarding()
    key = uuid4().hex
    assert scenes.held(ann, course, FEBRUARY, form_key=key) is scenes.held(
        ann, course, FEBRUARY, form_key=key
    )
    bo, made = PersonFactory(), scenes.planned(course, FEBRUARY)
    evidence = actions.Evidence(AwardSource.SESSION, session=made)
    assert scenes.held(bo, course, FEBRUARY, evidence=evidence) is scenes.held(
        bo, course, FEBRUARY, evidence=evidence
    )
    with pytest.raises(rules.Refused, match="Ann Lee already holds Child safeguarding") as refused:
        scenes.held(ann, course, FEBRUARY)
    assert refused.value.field == "taken_on"


@pytest.mark.parametrize(
    ("taken", "said"),
    [
        (date(2026, 3, 3), "is still to come"),
        (date(2019, 1, 1), "was first given on 1 January 2020"),
    ],
)
def test_nothing_is_awarded_ahead_or_from_before_the_course(
    app: Flask, taken: date, said: str
) -> None:
    course = scenes.safeguarding(started_on=date(2020, 1, 1))
    with pytest.raises(rules.Refused, match=said):
        scenes.held(PersonFactory(), course, taken)
    assert session.query(Award).count() == 0


def test_taken_back_it_stays_in_the_history(app: Flask, jo: Person) -> None:
    award = scenes.held(PersonFactory(), scenes.safeguarding(), FEBRUARY)
    for _ in range(2):
        with changing():
            actions.revoke_award(award=award, reason="Entered for the wrong person", actor=jo)
    assert (award.revoked_by, award.revoke_reason) == (jo, "Entered for the wrong person")
    assert queries.awards_of(award.person_id) == [award]
    assert scenes.tags() == ["award_given", "award_revoked"]
    with pytest.raises(rules.Refused, match="taken back"):
        actions.extend_award(award=award, until=date(2030, 1, 1), reason="x", actor=jo)


def test_an_extension_is_a_row_beside_the_award(app: Flask, jo: Person) -> None:
    award = scenes.until(PersonFactory(), scenes.safeguarding(), date(2026, 3, 20))
    for _ in range(2):
        with changing():
            actions.extend_award(
                award=award, until=date(2026, 4, 30), reason="Course called off", actor=jo
            )
    [extension] = award.extensions
    assert (award.until, award.valid_until) == (date(2026, 3, 20), date(2026, 4, 30))
    assert (extension.kind, extension.was_until, extension.now_until, extension.given_by) == (
        ExtensionKind.SINGLE,
        date(2026, 3, 20),
        date(2026, 4, 30),
        jo,
    )
    with pytest.raises(rules.Refused, match="Enter a later day"):
        actions.extend_award(award=award, until=date(2026, 4, 1), reason="x", actor=jo)


def test_extending_for_everybody_takes_the_newest_that_would_lapse(app: Flask, jo: Person) -> None:
    course = scenes.safeguarding()
    ann, bo, cy, dee = (PersonFactory(name=name) for name in ("Ann", "Bo", "Cy", "Dee"))
    soon = scenes.until(ann, course, date(2026, 3, 2))
    scenes.until(bo, course, date(2026, 3, 20))
    renewed = scenes.until(bo, course, date(2028, 1, 1))
    lapsed = scenes.until(cy, course, date(2026, 3, 1))
    last = scenes.until(dee, course, date(2026, 3, 30))
    end = date(2026, 3, 31)
    for count in (2, 0):
        with changing():
            found = actions.extend_all(
                course=course, since=scenes.TODAY, until=end, reason="Venue closed", actor=jo
            )
        assert len(found) == count
    assert (soon.valid_until, last.valid_until) == (end, end)
    assert (lapsed.valid_until, renewed.valid_until) == (date(2026, 3, 1), date(2028, 1, 1))
    [one], [other] = soon.extensions, last.extensions
    assert one.kind is ExtensionKind.BLANKET
    assert one.batch == other.batch is not None
    assert scenes.tags().count("awards_extended") == 1


def test_a_changed_validity_rewrites_nothing_until_asked(app: Flask, jo: Person) -> None:
    course = scenes.safeguarding()
    ann, bo = PersonFactory(name="Ann"), PersonFactory(name="Bo")
    plain = scenes.held(ann, course, date(2025, 1, 10))
    by_hand = scenes.until(bo, course, date(2026, 3, 20))
    with changing():
        actions.extend_award(award=by_hand, until=date(2026, 9, 1), reason="Ill", actor=jo)
    course.validity_months = 24
    session.commit()
    assert plain.valid_until == date(2028, 1, 10)
    foreseen = actions.reckon(queries.reckonable(course.id), course)
    assert foreseen == [rules.Reckoned(plain.id, date(2028, 1, 10), date(2027, 1, 10))]
    with pytest.raises(rules.Stale):
        actions.reckon_awards(course=course, version=course.version - 1, actor=jo)
    with changing():
        assert actions.reckon_awards(course=course, version=course.version, actor=jo) == foreseen
    assert (plain.until, plain.valid_until) == (date(2028, 1, 10), date(2027, 1, 10))
    assert by_hand.valid_until == date(2026, 9, 1)
    assert plain.extensions[0].reason == "The course now says: 2 years from the day of the course"
    with changing():
        assert actions.reckon_awards(course=course, version=course.version, actor=jo) == []


def test_an_exemption_is_given_once_and_ends_once(app: Flask, jo: Person) -> None:
    said: dict[str, Any] = {
        "person": PersonFactory(),
        "course": scenes.safeguarding(),
        "since": scenes.TODAY,
        "until": date(2026, 6, 30),
        "reason": "On leave",
        "form_key": uuid4().hex,
    }
    with changing():
        exemption = actions.exempt(actor=jo, **said)
    with changing():
        assert actions.exempt(actor=jo, **said) is exemption
    for _ in range(2):
        with changing():
            actions.end_exemption(exemption=exemption, actor=jo)
    assert (exemption.until, exemption.ended_on) == (date(2026, 6, 30), scenes.TODAY)
    assert scenes.tags() == ["exempted", "exemption_ended"]


def sent(person: Person, course: Course, **more: Any) -> Certificate:
    with changing():
        return actions.send_certificate(
            person=person,
            course=course,
            facts=AwardFacts(FEBRUARY, FEBRUARY),
            provider="Lakes First Aid",
            file=FILE,
            actor=person,
            form_key=more.get("form_key", uuid4().hex),
        )


def letters() -> list[str]:
    found = session.scalars(select(Mail.template).order_by(Mail.id))
    return [template.rpartition("/")[2] for template in found]


def test_a_certificate_waits_and_becomes_an_award(app: Flask, jo: Person) -> None:
    ann, course, key = PersonFactory(), scenes.safeguarding(), uuid4().hex
    certificate = sent(ann, course, form_key=key)
    assert sent(ann, course, form_key=key) is certificate
    assert session.query(Award).count() == 0
    with changing():
        award = actions.approve_certificate(certificate=certificate, actor=jo)
    assert award is not None
    with changing():
        assert actions.approve_certificate(certificate=certificate, actor=jo) is award
    assert (award.source, award.provider, award.document) == (
        AwardSource.CERTIFICATE,
        "Lakes First Aid",
        certificate.document,
    )
    assert (certificate.state, certificate.decided_by) == (CertificateState.APPROVED, jo)
    with changing():
        actions.refuse_certificate(certificate=certificate, reason="Too late", actor=jo)
    assert certificate.state is CertificateState.APPROVED
    assert letters() == ["certificate_approved"]
    assert scenes.tags() == ["certificate_sent", "award_given", "certificate_approved"]


def test_a_refused_certificate_says_why_and_awards_nothing(app: Flask, jo: Person) -> None:
    certificate = sent(PersonFactory(), scenes.safeguarding())
    with changing():
        actions.refuse_certificate(certificate=certificate, reason="No name on it", actor=jo)
    assert (certificate.state, certificate.refuse_reason) == (
        CertificateState.REFUSED,
        "No name on it",
    )
    assert (session.query(Award).count(), letters()) == (0, ["certificate_refused"])


def test_a_certificate_of_a_day_that_is_held_already_is_refused(app: Flask, jo: Person) -> None:
    ann, course = PersonFactory(), scenes.safeguarding()
    certificate = sent(ann, course)
    scenes.held(ann, course, FEBRUARY)
    with pytest.raises(rules.Refused, match="already holds"):
        actions.approve_certificate(certificate=certificate, actor=jo)
    session.rollback()
    assert certificate.state is CertificateState.WAITING
    assert clock.today() - FEBRUARY == timedelta(28)
