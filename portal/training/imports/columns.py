"""The headings by which a spreadsheet of training is known."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from portal.spreadsheets.imports import Layout, Line, Sheet

ALIASES: Final = {
    "person": (
        "person name fullname volunteer volunteername member membername attendee delegate learner "
        "staffmember employee"
    ),
    "first": "firstname forename forenames givenname first",
    "last": "lastname surname familyname last",
    "email": "email emailaddress emailaddr mail workemail",
    "number": "volunteernumber volunteerno volunteerid volunteerref membernumber memberno",
    "course": (
        "course coursetitle coursename training trainingcourse trainingtitle title module "
        "coursecode code"
    ),
    "level": "level rjclevel courselevel",
    "taken_on": (
        "takenon datetaken date coursedate dateofcourse trainingdate dateoftraining attendedon "
        "dateattended attended completedon datecompleted completed completiondate"
    ),
    "awarded_on": (
        "awardedon dateawarded awarddate certificatedate dateofcertificate dateissued issuedon "
        "issuedate"
    ),
    "until": (
        "validuntil validto lastday expires expireson expiry expirydate dateexpires renewal "
        "renewaldate renewaldue renewby"
    ),
    "provider": "provider trainingprovider deliveredby trainer organisation supplier",
}
TEMPLATE: Final = (
    "Person",
    "Email",
    "Volunteer number",
    "Course",
    "Level",
    "Taken on",
    "Awarded on",
    "Valid until",
    "Provider",
)
"""The headings of the template that the import page hands out."""


def is_table(fields: Collection[str]) -> bool:
    """Return whether these are the headings of training: who, which course, and when."""
    who = {"person", "email", "number", "last"} & set(fields)
    return bool(who) and "course" in fields and "taken_on" in fields


def prepared(sheet: Sheet) -> Sheet:
    """Return the sheet with first and last name in one cell, so that both are one name to match."""
    places = sheet.columns.places
    if "person" in places or not {"first", "last"} <= places.keys():
        return sheet
    at = len(sheet.headings)

    def joined(line: Line) -> Line:
        cells = [*line.cells, *[""] * (at - len(line.cells))]
        name = " ".join(" ".join((cells[places["first"]], cells[places["last"]])).split())
        return Line(line.number, (*cells[:at], name, *cells[at:]))

    columns = replace(sheet.columns, places={**places, "person": at})
    return replace(
        sheet,
        headings=(*sheet.headings, "Name"),
        columns=columns,
        lines=tuple(joined(line) for line in sheet.lines),
    )


LAYOUT: Final = Layout(
    ALIASES,
    TEMPLATE,
    is_table,
    wanted="a column for the person, one for the course and one for the day it was taken",
    named="‘Person’, ‘Course’ and ‘Taken on’",
    row="a course that somebody took",
)
