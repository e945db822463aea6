"""The headings by which spreadsheets of orders and of panels are known."""

from collections.abc import Collection
from typing import Final

from portal.spreadsheets.imports import Layout, Sheet, filled

ORDER: Final = {
    "ref": (
        "orderreference orderref portalreference portalref reference ref ourreference ourref "
        "ownreference ownref roreference roref ro order orderno ordernumber"
    ),
    "court_date": (
        "courtdate dateofcourt court dateoforder orderdate dateordermade ordermade sentencedate "
        "dateofsentence sentenced courthearing hearingdate dateofhearing"
    ),
    "months": (
        "months lengthinmonths lengthmonths length orderlength lengthoforder lengthoforderinmonths "
        "orderlengthmonths ordermonths duration durationmonths term"
    ),
    "area": "area areaname locality patch district",
    "case_manager": (
        "casemanager casemanagername casemanageremail worker caseworker allocatedworker "
        "allocatedto caseholder keyworker responsibleofficer yjsworker yjsofficer practitioner cm"
    ),
}
"""What says which order a row is about, in either kind of spreadsheet."""

ORDERS_ALIASES: Final = {
    **ORDER,
    "intensive": "intensive intensivecontract isintensive intensiveorder",
    "signed_on": (
        "contractsignedon contractsigned signedon signed datesigned datecontractsigned "
        "contractsigneddate contractdate"
    ),
    "ended_on": "endedon ended dateended orderended completedon datecompleted closedon dateclosed",
    "copied": (
        "copiedintothecasesystem copiedintocasesystem copied inthecasesystem incasesystem "
        "oncasesystem referencecopied"
    ),
}
ORDERS_TEMPLATE: Final = (
    "Order reference",
    "Court date",
    "Length in months",
    "Area",
    "Intensive contract",
    "Case manager",
    "Contract signed on",
    "Ended on",
    "Copied into the case system",
)


PANELS_ALIASES: Final = {
    **ORDER,
    "months": (
        "months ordermonths orderlength lengthoforder lengthoforderinmonths orderlengthmonths"
    ),
    "date": "date paneldate dateofpanel sittingdate dateofsitting day meetingdate dateofmeeting",
    "time": "time starttime startstime start starts from paneltime timeofpanel begins",
    "until": "endtime end ends until to finish finishtime finishes",
    "minutes": "minutes lengthinminutes panelminutes durationinminutes durationminutes mins",
    "venue": "venue venuename place location where venueandroom venueroom building",
    "room": "room roomname",
    "kind": "kind kindofpanel panelkind type typeofpanel paneltype meetingtype typeofmeeting",
    "chair": "chair chairname nameofchair panelchair chairperson leadpanelmember leadmember",
    "member": (
        "member membername panelmember panelmembername communitymember member1 panelmember1 cpm "
        "cpm1 volunteer volunteer1"
    ),
    "second": "secondmember member2 panelmember2 secondpanelmember cpm2 volunteer2 thirdmember",
    "observer": "observer observername learner trainee shadow shadowing",
    "adviser": (
        "adviser advisername adviseremail advisor advisorname paneladviser paneladvisor "
        "yjsadviser yotadviser yjsmember yotmember yjspanelmember"
    ),
    "state": "state status outcome result held washeld heldornot",
    "adjourned_for": (
        "adjournmentreason adjournreason reasonadjourned reasonforadjournment whyadjourned"
    ),
    "late_reason": (
        "latereason whylate reasonlate reasonforlateness latenessreason whyitislate whywasitlate "
        "delayreason reasonfordelay"
    ),
    "agreed": "contractagreed agreed contract contractagreedatpanel",
    "chair_came": "chaircame chairattended chairpresent",
    "member_came": "membercame memberattended memberpresent panelmembercame panelmemberattended",
    "second_came": "secondmembercame secondmemberattended member2came member2attended",
    "observer_came": "observercame observerattended observerpresent",
    "adviser_came": "advisercame adviserattended adviserpresent advisorcame advisorattended",
    "choice": "draftorpublished publish publishas importas",
    "coordinator": "coordinator coordinatorname coordinatoremail organiser arrangedby",
}
PANELS_TEMPLATE: Final = (
    *("Date", "Start time", "Minutes", "Venue", "Room", "Kind of panel"),
    *("Order reference", "Court date", "Order length", "Area", "Case manager"),
    *("Chair", "Member", "Second member", "Observer", "Adviser"),
    *("State", "Adjournment reason", "Late reason", "Contract agreed"),
    *("Chair came", "Member came", "Second member came", "Observer came", "Adviser came"),
    *("Draft or published", "Coordinator"),
)


def _is_orders(fields: Collection[str]) -> bool:
    return "ref" in fields or {"court_date", "months"} <= set(fields)


ORDERS: Final = Layout(
    ORDERS_ALIASES,
    ORDERS_TEMPLATE,
    lambda fields: _is_orders(fields) and "court_date" in fields,
    wanted="a column for the court date and one for the length of the order in months",
    named="‘Court date’ and ‘Length in months’",
    row="an order",
)

PANELS: Final = Layout(
    PANELS_ALIASES,
    PANELS_TEMPLATE,
    lambda fields: {"date", "time"} <= set(fields) and ("venue" in fields or "room" in fields),
    wanted="columns for the date, the start time and the venue",
    named="‘Date’, ‘Start time’ and ‘Venue’",
    row="a panel",
)


def chosen(sheet: Sheet, *, publish: bool, coordinator: str = "") -> Sheet:
    """Return a sheet of panels in which every row says how it goes in, if it is still to come."""
    sheet = filled(sheet, "choice", "Draft or published", "Published" if publish else "Draft")
    return filled(sheet, "coordinator", "Coordinator", coordinator) if coordinator else sheet
