"""Letters to applicants without an account, and to coordinators about what came in."""

from typing import Any

from portal.notifications.actions import Content, letter
from portal.people.models import Person
from portal.recruitment.actions.links import mint
from portal.recruitment.models import LIVE, REFERENCES_WANTED, Application, Stage
from portal.recruitment.queries import applying as queries
from portal.settings.queries import value
from portal.site.urls import absolute


@letter("recruitment/email/application_link")
def application_link(*, to: None, application: int) -> Content | None:
    """Bring somebody back to what they began or sent; pointless once it is over."""
    found = _live(application)
    if found is None or found.link is None or found.link.is_over:
        return None
    title = _title(found)
    subject = f"Your application: {title}" if found.is_sent else f"Go on with your form: {title}"
    values = _facts(found) | {
        "sent": found.is_sent,
        "again": found.link.typed_again is not None,
    }
    return Content(subject, values)


@letter("recruitment/email/application_sent")
def application_sent(*, to: None, application: int) -> Content | None:
    """Thank somebody for an application, with the links to name referees and to withdraw."""
    found = _live(application)
    if found is None or found.link is None or found.link.is_over:
        return None
    values = _facts(found) | {
        "referees": absolute("recruitment.my_referees", token=mint(link=found.link)),
        "wanted": value(REFERENCES_WANTED),
    }
    return Content(f"We have your application: {_title(found)}", values)


@letter("recruitment/email/application_received")
def application_received(*, to: Person, application: int) -> Content | None:
    """Tell a coordinator that somebody applied; pointless once somebody has looked at it.

    Whose it is stays on the page: an applicant's name is for those who look after it.
    """
    found = _live(application)
    if found is None or found.stage is not Stage.APPLICATION or found.campaign is None:
        return None
    values = {"name": to.first_name, "title": _title(found), "link": _page(found)}
    return Content(f"Somebody applied: {_title(found)}", values)


@letter("recruitment/email/application_withdrawn")
def application_withdrawn(*, to: Person, application: int) -> Content | None:
    """Tell a coordinator that somebody withdrew by their own link."""
    found = queries.application_numbered(application)
    if found is None or found.state in LIVE:
        return None
    values = {
        "name": to.first_name,
        "title": _title(found),
        "stage": found.stage.label.lower(),
        "link": _page(found),
    }
    return Content(f"Somebody withdrew: {_title(found)}", values)


def _live(number: int) -> Application | None:
    found = queries.application_numbered(number)
    return found if found is not None and found.state in LIVE else None


def _title(application: Application) -> str:
    return application.campaign.title if application.campaign else "volunteering with us"


def _facts(application: Application) -> dict[str, Any]:
    """Return what a letter to an applicant says; their link is minted here.

    Nothing of what was typed is in it, their name neither: anybody could have typed it, to have
    their own words sent to somebody else.
    """
    assert application.link is not None  # noqa: S101 -- whoever calls has looked
    return {
        "title": _title(application),
        "until": application.link.expires_at,
        "link": absolute("recruitment.mine", token=mint(link=application.link)),
    }


def _page(application: Application) -> str:
    return absolute("recruitment.application", application_uuid=application.uuid)
