"""The headings by which spreadsheets of orders and of panels are known."""

from collections.abc import Collection
from typing import Final

from portal.spreadsheets.imports import Layout

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
