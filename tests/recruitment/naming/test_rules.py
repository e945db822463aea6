"""Who cannot be an applicant's referee, in words for the applicant."""

import pytest

from portal.recruitment.rules.references import Contact, check_named_by_applicant
from portal.recruitment.rules.refusals import Refused

INES = Contact("Ines Okoro", "ines@example.org", "01632 960100")
ANN = Contact("Ann Lee", "ann@example.net", "01632 960001")
BO = Contact("Bo Dale", None, "01632 960002", is_asked=True)


@pytest.mark.parametrize(
    ("named", "sentence", "field"),
    [
        (Contact("Eve", "INES@example.org", None), "This is your own email address.", "email"),
        (Contact("Eve", None, "(01632) 960100"), "This is your own telephone number.", "phone"),
        (Contact("Eve", "Ann@Example.net", None), "This referee is named already.", "email"),
        (Contact("Eve", None, "01632960001"), "This referee is named already.", "phone"),
        (Contact("ann lee", "lee@example.net", None), "This referee is named already.", "name"),
        (
            Contact("Eve", "e@example.net", "01632 96 00 02"),
            "We have asked this referee already.",
            "phone",
        ),
    ],
)
def test_who_cannot_be_named_is_said(named: Contact, sentence: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        check_named_by_applicant(named, applicant=INES, others=[ANN, BO])
    assert refused.value.sentence.startswith(sentence)
    assert refused.value.field == field


@pytest.mark.parametrize(
    "named",
    [
        Contact("Cy Orr", "cy@example.net", "01632 960001"),
        Contact("Cy Orr", "cy@example.net", "01632 960100"),
        Contact("Cy Orr", None, "01632 960003"),
        Contact("Cy Orr", "cy@example.net", None),
    ],
)
def test_colleagues_who_share_a_telephone_can_both_be_named(named: Contact) -> None:
    check_named_by_applicant(named, applicant=INES, others=[ANN, BO])
