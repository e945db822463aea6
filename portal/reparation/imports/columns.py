"""The headings by which a spreadsheet of projects is known."""

from collections.abc import Collection
from typing import Final

from portal.spreadsheets.imports import Layout

ALIASES: Final = {
    "partner": (
        "partner organisation organization host provider group communitygroup partnername "
        "organisationname charity placement"
    ),
    "title": "title project projecttitle projectname name activity",
    "summary": "summary description about shortdescription",
    "work": "whatisdone work tasks task whatyoudo duties details",
    "benefits": "whobenefits benefits beneficiaries beneficiary benefit",
    "reflection": "howachildcanreflectonit reflection reflect howtoreflect",
    "themes": "themes theme wishes category categories",
    "kind": "kind type reparationtype kindofreparation directindirect",
    "group": "aloneorinagroup group onetoone groupor1to1 groupsize",
    "capacity": "places capacity maxplaces numberofplaces spaces maximum",
    "supervised": "childrentooneadult ratio supervisionratio childrenperadult",
    "least_age": "youngestage youngest minimumage minage agefrom leastage",
    "most_age": "oldestage oldest maximumage maxage ageto mostage",
    "skills": "skillsgained skills",
    "accreditation": "accreditation award accredited",
    "unit_codes": "unitcodes unitcode aqacode aqacodes aqaunitcode",
    "level": "level",
    "place": "indoorsoroutdoors indooroutdoor indoors inorout indooroutdoors",
    "demand": "howhardtheworkis physicaldemand demand effort",
    "clothing": "clothing wear whattowear bring",
    "equipment": "equipment equipmentgiven provided kit",
    "tools": "tools toolsused",
    "toilets": "toilets toilet",
    "washing": "washing handwashing",
    "step_free": "stepfree stepfreeaccess wheelchair accessible wheelchairaccess",
    "quiet": "aquietspace quiet quietspace quietroom",
    "food": "food lunch refreshments",
    "venue_id": "venue site location",
    "area_id": "area locality district patch",
    "meeting_point": "meetingpoint meet wheretomeet meetingplace",
    "transport": "publictransport transport bus travel gettingthere",
    "staff_transport": "staffcanbringpeople stafftransport transportbystaff",
    "term_time": "termtime",
    "holidays": "schoolholidays holidays holiday",
    "evenings": "evenings evening",
    "weekends": "weekends weekend saturdays",
    "contact_name": "contactontheday contact contactname contactperson sitecontact",
    "contact_phone": (
        "telephoneontheday telephone phone contactphone contacttelephone contactnumber"
    ),
    "community_benefit": "ofbenefittothecommunity communitybenefit",
    "no_paid_work": "replacesnopaidwork nopaidwork notreplacingpaidwork",
    "not_for_profit": "notforprofit nonprofit",
}

TEMPLATE: Final = (
    "Partner",
    "Title",
    "Summary",
    "What is done",
    "Who benefits",
    "How a child can reflect on it",
    "Themes",
    "Kind",
    "Places",
    "Children to one adult",
    "Youngest age",
    "Oldest age",
    "Accreditation",
    "Unit codes",
    "Indoors or outdoors",
    "Step-free",
    "Venue",
    "Area",
    "Meeting point",
    "Public transport",
    "Evenings",
    "Weekends",
    "School holidays",
    "Contact on the day",
    "Telephone on the day",
)
"""The headings of the template that the import page hands out."""


def is_table(fields: Collection[str]) -> bool:
    """Return whether these are the headings of projects: a title, and something said of it."""
    said = {"partner", "summary", "work", "themes", "capacity", "benefits"}
    return "title" in fields and bool(said & set(fields))


LAYOUT: Final = Layout(
    ALIASES,
    TEMPLATE,
    is_table,
    wanted="a column for the title of the project and one for its partner",
    named="‘Title’ and ‘Partner’",
    row="a project",
)
