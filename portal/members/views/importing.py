"""Importing a spreadsheet of volunteers; the pages are those of every import."""

from portal.access import Permission
from portal.members.actions import VOLUNTEERS
from portal.members.views import bp
from portal.spreadsheets.views import Pages, add_pages

add_pages(
    bp,
    Pages(
        importer=VOLUNTEERS,
        permission=Permission.MEMBERS_IMPORT,
        at="/import",
        page="members/import.html",
        title="Import volunteers",
        home=("Volunteers", "members.index"),
    ),
)
