"""Letters about certificates that people send in: one that became pointless is not sent."""

from portal.notifications.actions import Content, letter
from portal.people.models import Person
from portal.site.urls import absolute
from portal.training.models import Certificate, CertificateState
from portal.training.queries import awards


@letter("training/email/certificate_approved")
def certificate_approved(*, to: Person, certificate: int) -> Content | None:
    """Tell somebody that what they did elsewhere counts, and until when."""
    found = awards.certificate_by_id(certificate)
    award = found.award if found else None
    if found is None or award is None or award.revoked_at is not None:
        return None
    values = {**_values(found, to), "until": award.valid_until}
    return Content(f"Your certificate counts: {found.course.title}", values)


@letter("training/email/certificate_refused")
def certificate_refused(*, to: Person, certificate: int) -> Content | None:
    """Tell somebody why a certificate could not be taken, and what to do."""
    found = awards.certificate_by_id(certificate)
    if found is None or found.state is not CertificateState.REFUSED:
        return None
    values = {**_values(found, to), "reason": found.refuse_reason}
    return Content(f"About your certificate: {found.course.title}", values)


def _values(found: Certificate, to: Person) -> dict[str, object]:
    return {
        "name": to.first_name,
        "title": found.course.title,
        "taken_on": found.taken_on,
        "link": absolute("training.certificate", certificate_uuid=found.uuid),
    }
