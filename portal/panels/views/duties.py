"""My duties: what waits for my answer, what I have promised, what I have done."""

from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.panels.queries import duties as own
from portal.panels.queries import offers as queries
from portal.panels.queries import openings
from portal.panels.views import bp
from portal.site.fragments import page_or_fragment
from portal.site.pagination import requested_page


@bp.get("/duties")
@requires(Permission.PANELS_ANSWER, Permission.PANELS_OWN_ORDERS)
def duties() -> ResponseReturnValue:
    """Show somebody their own duties."""
    person = signed_in_person()
    open_seats = own.open_to(person.id)
    shown = {each.uuid for each in open_seats}
    return page_or_fragment(
        "panels/duties.html",
        "panels/_past_duties.html",
        offers=queries.offers_to_answer(person.id),
        open_seats=open_seats,
        hoped_for=[each for each in openings.hoped_for(person) if each.uuid not in shown],
        seats=queries.duties_to_come(person.id),
        year=own.year_of(person.id, clock.today()),
        managed=queries.managed_panels(person.id) if person.is_staff else (),
        past=queries.duties_past(person.id, page=requested_page()),
    )
