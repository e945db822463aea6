"""Which column is which: headings are matched whatever their case, spaces and punctuation."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from portal.members.imports.cells import bare

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
    "reason": "reason",
}
FIELDS: Final = {alias: field for field, aliases in ALIASES.items() for alias in aliases.split()}
OWN: Final = "reason"
"""The column that our own file of problems adds: passed over when it comes back."""

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


@dataclass(frozen=True)
class Columns:
    """Where each known field stands, and which headings stand for nothing that we know.

    `doubled` are headings that name a field already found to their left.
    """

    places: dict[str, int]
    spare: tuple[str, ...]
    doubled: tuple[str, ...]

    @property
    def is_table(self) -> bool:
        """Return whether these are the headings of volunteers: a number, and a name."""
        named = "name" in self.places or {"first", "last"} <= self.places.keys()
        return "number" in self.places and named


def match(headings: Sequence[str]) -> Columns:
    """Return which heading names which field."""
    places: dict[str, int] = {}
    spare, doubled = [], []
    for place, heading in enumerate(headings):
        field = FIELDS.get(bare(unicodedata.normalize("NFKC", heading)))
        if field is None:
            spare.append(heading.strip())
        elif field in places:
            doubled.append(heading.strip())
        else:
            places[field] = place
    return Columns(places, tuple(filter(None, spare)), tuple(doubled))
