"""Importing a spreadsheet of projects; the pages are those of every import."""

from portal.access import Permission
from portal.reparation.actions.importing import PROJECTS
from portal.reparation.views import bp
from portal.spreadsheets.views import Pages, add_pages

add_pages(
    bp,
    Pages(
        importer=PROJECTS,
        permission=Permission.REPARATION_EDIT,
        at="/projects/import",
        page="reparation/projects/import.html",
        title="Import projects",
        home=("Projects", "reparation.manage_projects"),
        prefix="projects_",
    ),
)
