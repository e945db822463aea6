"""What training writes to people."""

from datetime import date

import pytest
from flask import Flask

from portal.database import changing, session
from portal.notifications.jobs.writing import write
from portal.notifications.models import Mail
from portal.people.models import Person
from portal.site.files import PDF, Kept
from portal.training import actions
from portal.training.models import Certificate
from portal.training.rules import AwardFacts
from tests.factories import PersonFactory
from tests.training import scenes

FEBRUARY = date(2026, 2, 2)


@pytest.fixture
def certificate(app: Flask, jo: Person) -> Certificate:
    """Return a certificate that waits."""
    ann = PersonFactory(name="Ann Lee")
    with changing():
        return actions.send_certificate(
            person=ann,
            course=scenes.safeguarding(),
            facts=AwardFacts(FEBRUARY, FEBRUARY),
            provider="Lakes First Aid",
            file=Kept(b"%PDF-1.4", PDF, "certificate.pdf"),
            actor=ann,
            form_key="a" * 32,
        )


def written() -> tuple[str, str] | None:
    """Return the subject and the text of the one letter; None when it became pointless."""
    content = write(session.query(Mail).one())
    return (content.subject, content.text) if content else None


def test_an_approved_certificate_says_until_when_it_counts(
    certificate: Certificate, jo: Person
) -> None:
    with changing():
        award = actions.approve_certificate(certificate=certificate, actor=jo)
    told = written()
    assert told is not None
    assert told[0] == "Your certificate counts: Child safeguarding"
    assert "It counts to the end of Friday 2 February 2029." in told[1]
    assert f"/training/certificates/{certificate.uuid}" in told[1]
    assert award is not None
    with changing():
        actions.revoke_award(award=award, reason="Mistaken", actor=jo)
    assert written() is None


def test_a_refused_certificate_says_why(certificate: Certificate, jo: Person) -> None:
    with changing():
        actions.refuse_certificate(certificate=certificate, reason="No name on it", actor=jo)
    told = written()
    assert told is not None
    assert told[0] == "About your certificate: Child safeguarding"
    assert "could not be taken:\nNo name on it" in told[1]
