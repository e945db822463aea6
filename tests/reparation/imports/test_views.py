"""The import as a coordinator meets it: upload, choose whose project it is, have it done."""

import io
from typing import Any

from portal.database import session
from portal.notifications.jobs import runner
from portal.reparation.models import Partner, Project
from tests.pages import Page, Pages

IMPORT = "/reparation/projects/import"
ROWS = b"Partner,Title,Places\nCastlebeck Cycle Kitchn,Bike repair,4\n,Litter picking,6\n"


def numbers(page: Page) -> list[str]:
    return [" ".join(row.get_text(" ").split()) for row in page.select(".govuk-summary-list__row")]


def here(page: Page) -> str:
    return str(page.select(f"main form[action^='{IMPORT}/']")[0]["action"])


def test_from_upload_to_drafts_by_way_of_which_partner_is_meant(
    desk: Pages, kitchen: Partner
) -> None:
    assert desk.get("/reparation/projects/manage").select_one(f'a[href="{IMPORT}"]')
    assert "A new project begins as a draft" in desk.get(IMPORT).words
    sent: dict[str, Any] = {"file": (io.BytesIO(ROWS), "projects.csv")}
    page = desk.submit(IMPORT, **sent)
    assert "Partner ‘Castlebeck Cycle Kitchn’, in 1 row" in page.words
    page = desk.submit(f"{here(page)}/match", **{"partner=Castlebeck Cycle Kitchn": kitchen.name})
    assert "Bike repair, Castlebeck Cycle Kitchen" in page.words
    page = desk.submit(here(page))
    progress = str(page.select("#import")[0]["hx-get"])
    session.rollback()
    runner.run_queued("reparation.import_projects")
    assert numbers(desk.get(progress)) == [
        "2 new",
        "0 changed",
        "0 the same as before",
        "0 not imported",
    ]
    assert session.query(Project).count() == len(("bikes", "litter"))
