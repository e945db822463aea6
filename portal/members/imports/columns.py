"""The headings by which a spreadsheet of volunteers is known."""

from collections.abc import Collection
from typing import Final

from portal.spreadsheets.imports import Layout

ALIASES: Final = {
    "number": (
        "volunteernumber volunteerno volunteernr volunteerid volunteerref volunteerreference "
        "volno volnumber volid membernumber memberno memberid number no id ref reference"
    ),
    "name": "name fullname volunteername volunteer membername",
    "first": "firstname forename forenames givenname christianname first",
    "last": "lastname surname familyname last",
    "known_as": "knownas preferredname nickname likestobecalled",
    "email": "email emailaddress emailaddr mail personalemail homeemail",
    "mobile": "mobile mobilenumber mobileno mobilephone mobiletel cell",
    "phone": (
        "telephone telephonenumber telephoneno phone phonenumber phoneno tel telno "
        "contactnumber contactno homephone hometelephone landline"
    ),
    "phone_shared": "sharetelephone sharephone telephoneshared phoneshared shareswithvolunteers",
    "areas": "areas area areaserved areasserved locality localities patch district",
    "status": "status volunteerstatus currentstatus state",
    "joined_on": "datejoined joined joinedon joindate startdate datestarted started dateappointed",
    "left_on": "dateleft lefton leftdate leavingdate leavedate dateofleaving enddate",
    "min_month": "leastpanelsamonth leastamonth minpanelsamonth minpermonth minimumpanels",
    "max_month": (
        "mostpanelsamonth mostamonth maxpanelsamonth maxpanels maxpanelspermonth maxpermonth "
        "maxamonth maximumpanels panelspermonth panelsamonth"
    ),
    "may_chair": "maychair chair canchair chairs panelchair chairtrained trainedchair",
    "is_learner": "learner islearner trainee islearning",
    "dbs_on": (
        "dbsdate dateofdbs dbsissued dbsissuedate dbsdateissued dbsissuedon dbscheckdate "
        "dbscheck dateofdbscheck dbs dbscompleted"
    ),
    "dbs_level": "dbslevel leveldbs dbstype typeofdbs levelofdbs",
    "dbs_update": "dbsupdateservice updateservice onupdateservice dbsonupdateservice",
    "dbs_again": (
        "dbsrecheck dbsrecheckdate dbsrenewal dbsrenewaldate dbsrenewaldue dbsexpiry "
        "dbsexpirydate dbsexpires dbsdue dbsduedate recheckdate nextdbs dbsnextdue"
    ),
}

TEMPLATE: Final = (
    "Volunteer number",
    "Name",
    "Known as",
    "Email",
    "Telephone",
    "Share telephone",
    "Areas",
    "Status",
    "Date joined",
    "Least panels a month",
    "Most panels a month",
    "May chair",
    "Learner",
    "DBS date",
    "DBS level",
    "DBS update service",
    "DBS re-check date",
)
"""The headings of the template that the import page hands out."""


def is_table(fields: Collection[str]) -> bool:
    """Return whether these are the headings of volunteers: a number, and a name."""
    return "number" in fields and ("name" in fields or {"first", "last"} <= set(fields))


LAYOUT: Final = Layout(
    ALIASES,
    TEMPLATE,
    is_table,
    wanted="a column for the volunteer number and one for the name",
    named="‘Volunteer number’ and ‘Name’",
    row="a volunteer",
)
