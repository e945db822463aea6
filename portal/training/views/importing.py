"""Importing a spreadsheet of training; the pages are those of every import."""

from portal.access import Permission
from portal.spreadsheets.views import Pages, add_pages
from portal.training.actions.importing import AWARDS
from portal.training.views import bp

add_pages(
    bp,
    Pages(
        importer=AWARDS,
        permission=Permission.TRAINING_IMPORT,
        at="/import",
        page="training/import.html",
        title="Import training",
        home=("Courses", "training.courses"),
    ),
)
