"""Rows of training understood, or given back each with a sentence; asked about, never guessed."""

import pytest
from flask import Flask

from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.database import session
from portal.members.models import MemberArea, Status
from portal.people.models import Person
from portal.spreadsheets.imports import Reading, Unreadable
from portal.training.actions.importing import AWARDS
from portal.training.imports import AwardRow
from portal.training.models import Award, Course
from tests.factories import AreaFactory, CourseFactory, PersonFactory, user_with
from tests.training import scenes
from tests.training.imports import county
from tests.training.imports.county import HEAD

pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture
def jo(app: Flask, monday: None) -> Person:
    county.courses()
    county.people()
    return county.coordinator()


def read(text: str | bytes, actor: Person | None = None) -> Reading[AwardRow]:
    return AWARDS.reading_of(text.encode() if isinstance(text, str) else text, actor)


def reasons(text: str, actor: Person | None = None) -> list[str]:
    return [problem.reason for problem in read(text, actor).problems]


def test_the_sample_is_understood_row_by_row(jo: Person) -> None:
    found = read(county.FILE.read_bytes(), jo)
    assert [each.title for each in found.items] == [
        "Ann Lee, Child safeguarding, Sunday 10 March 2024",
        "Bo Reed, Child safeguarding, Sunday 1 June 2025",
        "Jo Hartley, Child safeguarding, Monday 5 January 2026",
    ]
    assert found.repeats == 1
    assert list(found.notes) == [
        "Rows above the headings that were passed over: 1.",
        "Columns that were left out: Notes.",
    ]
    assert {problem.line.number: problem.reason for problem in found.problems} == {
        7: "Name: there are 2 people called Cy Moss: "
        "use the email address or the volunteer number.",
        8: "Name: there is no person called Anne Leigh: did you mean Ann Lee, V001?",
        9: "Course title: there is no course called Safegarding children: "
        "did you mean Child safeguarding?",
        10: "Date of course: 3 March is still to come. "
        "Enter the day on which the course was taken.",
        11: "Level: Foundation practice is of foundation level: correct one of the two.",
        12: "Date of course: Foundation practice was first given on 1 January 2020. "
        "Enter a day from then on, or correct that day on the course’s page.",
        13: "Certificate date: The certificate would be older than the course. "
        "Enter the day on the certificate, or leave it empty.",
        14: "Date of course: this is blank, enter it.",
        15: "Name: Bo Reed is not Ann Lee, whose Email stands beside it: correct one of them.",
        16: "Expiry date: The award would end before the course was taken. "
        "Enter the last day on which it holds, or leave it empty.",
    }


def test_what_is_not_known_or_of_two_is_asked_with_what_it_could_be(jo: Person) -> None:
    asked = {each.text: dict(each.like) for each in read(county.FILE.read_bytes(), jo).unmatched}
    assert asked == {
        "Cy Moss": {"V003": "Cy Moss, V003", "V004": "Cy Moss, V004"},
        "Anne Leigh": {"V001": "Ann Lee, V001"},
        "Safegarding children": {"SAFE": "Child safeguarding"},
    }


def test_names_in_two_columns_are_one_name(jo: Person) -> None:
    found = read("First name,Surname,Training,Date\nAnn,Lee,SAFE,1/2/2026\nCy,Moss,SAFE,1/2/2026\n")
    assert [each.who.name for each in found.items] == ["Ann Lee"]
    [asked] = found.unmatched
    assert (asked.heading, asked.text) == ("Name", "Cy Moss")


@pytest.mark.parametrize(
    ("row", "who"),
    [
        ("ann@example.org,,SAFE", "Ann Lee"),
        ("V002,,SAFE", "Bo Reed"),
        (",ANN@example.org,SAFE", "Ann Lee"),
        ("Ann Lee,n/a,SAFE", "Ann Lee"),
    ],
)
def test_a_person_is_named_by_address_number_or_name(jo: Person, row: str, who: str) -> None:
    [found] = read(f"{HEAD}{row},1/2/2026\n").items
    assert found.who.name == who


def test_a_shared_address_is_told_apart_by_the_name_or_asked(jo: Person) -> None:
    for name, number in (("Di Marsh", "V010"), ("Ed Marsh", "V011")):
        county.volunteer(name, number, "marsh@example.org")
    found = read(
        f"{HEAD}Di Marsh,marsh@example.org,SAFE,1/2/2026\n,marsh@example.org,SAFE,1/2/2026\n"
    )
    assert [each.who.name for each in found.items] == ["Di Marsh"]
    [asked] = found.unmatched
    assert dict(asked.like) == {"V010": "Di Marsh, V010", "V011": "Ed Marsh, V011"}


def test_colleagues_of_one_name_are_asked_about_too(jo: Person) -> None:
    for email in ("kim@example.org", "moss@example.org"):
        PersonFactory(name="Kim Moss", email=email, is_staff=True)
    [asked] = read(f"{HEAD}Kim Moss,,SAFE,1/2/2026\n").unmatched
    labels = dict(asked.like)
    assert sorted(labels.values()) == ["Kim Moss, kim@example.org", "Kim Moss, moss@example.org"]
    for token in labels:
        [found] = read(f"{HEAD}{token},,SAFE,1/2/2026\n").items
        assert found.who.name == "Kim Moss"


def test_who_left_and_courses_out_of_use_have_a_history(jo: Person) -> None:
    left = county.volunteer("Fay Gone", "V020")
    session.query(Course).filter_by(code="SAFE").update({"retired_at": scenes.NOON})
    scenes.volunteer("Gus", status=Status.LEFT)
    session.commit()
    assert [each.who.id for each in read(f"{HEAD}V020,,SAFE,1/2/2026\n").items] == [left.id]
    PersonFactory(name="Partner")
    assert "there is no person called Partner" in reasons(f"{HEAD}Partner,,SAFE,1/2/2026\n")[0]


def test_a_coordinator_of_an_area_imports_only_for_their_people(jo: Person) -> None:
    north, south = AreaFactory(name="North"), AreaFactory(name="South")
    limited = user_with(Role.COORDINATOR)
    limited.area_rows = [UserArea(area_id=north.id)]
    rows = ""
    for name, area in (("Near", north), ("Far", south)):
        scenes.volunteer(name, area_rows=[MemberArea(area_id=area.id)])
        rows += f"{name},,SAFE,1/2/2026\n"
    rows += "Ann Lee,,SAFE,1/2/2026\n"
    assert reasons(HEAD + rows, limited.person) == [
        "Person: you do not look after Far: ask who does to import this row."
    ]
    assert not reasons(HEAD + rows, jo)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",,SAFE,1/2/2026", "The row names nobody: enter a name, an email address or a number."),
        ("Ann Lee,,,1/2/2026", "Course: this is blank, enter it."),
        (
            "Ann Lee,,SAFE,31/2/2026",
            "Taken on: enter a real day with the day first, like 31/12/2025.",
        ),
        (
            "Ann Lee,,SAFE,1/2/2026,never",
            "Valid until: enter a real day with the day first, like 31/12/2025.",
        ),
        (
            "Ann Lee,,SAFE,1/2/2026,,more",
            "The row has more cells than there are headings: put a value that holds the separator "
            "into quotation marks.",
        ),
    ],
)
def test_a_cell_that_will_not_do_says_what_to_enter(jo: Person, row: str, reason: str) -> None:
    assert reasons(f"{HEAD}{row}\n") == [reason]


def test_rows_that_contradict_each_other_are_given_back(jo: Person) -> None:
    found = reasons(f"{HEAD}Ann Lee,,SAFE,1/2/2026\nV001,,SAFE,1/2/2026,1/2/2027\n")
    assert (
        found
        == [
            "Ann Lee, Child safeguarding, Sunday 1 February 2026 is on lines 2 and 3, "
            "with different details: keep one of them."
        ]
        * 2
    )


def test_a_sheet_without_the_three_columns_is_refused(jo: Person) -> None:
    with pytest.raises(Unreadable, match="a column for the person, one for the course and one"):
        read("Name,Course\nAnn Lee,SAFE\n")


def test_courses_of_one_title_do_not_arise_and_nothing_is_made(jo: Person) -> None:
    CourseFactory(title="Safe driving")
    before = session.query(Course).count(), session.query(Person).count()
    read(county.FILE.read_bytes(), jo)
    assert (session.query(Course).count(), session.query(Person).count()) == before
    assert session.query(Award).count() == 0
