"""The words of the letters of each step: how they are filled in, and those that we begin with.

A placeholder stands in two brackets, as in GOV.UK Notify: ((first name)).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from portal.recruitment.rules.refusals import Refused, Stale

_PLACE: Final = re.compile(r"\(\(([^()]*)\)\)")
PLACEHOLDERS: Final[Mapping[str, str]] = {
    "first name": "Nadia",
    "name": "Nadia Rahman",
    "campaign": "Community panel members",
    "role": "community panel member",
    "from": "Jo Hartley",
    "telephone": "01632 960147",
    "service": "Kentmere Youth Justice Service",
}
"""What can be filled in, each with what it is shown as where a letter is tried out."""


@dataclass(frozen=True)
class Words:
    """A letter’s subject and its text, filled in or not, and which number they are of."""

    subject: str
    text: str
    number: int = 0
    is_offered: bool = True

    @property
    def lines(self) -> list[str]:
        """Return the paragraphs of the text."""
        return [line.strip() for line in self.text.splitlines() if line.strip()]


def filled(words: Words, values: Mapping[str, str]) -> Words:
    """Return the words with their placeholders filled in; one of which nothing is known is empty.

    What is filled in is not looked through for placeholders again.
    """

    def fill(text: str) -> str:
        return _PLACE.sub(lambda found: values.get(_named(found[1]), ""), text)

    return Words(fill(words.subject), fill(words.text), words.number, words.is_offered)


def problem(text: str) -> str | None:
    """Return why a text cannot be filled in, None when it can."""
    known = ", ".join(f"(({name}))" for name in PLACEHOLDERS)
    for found in _PLACE.finditer(text):
        if _named(found[1]) not in PLACEHOLDERS:
            return f"“{found[0]}” is filled in with nothing. Use one of: {known}"
    rest = _PLACE.sub("", text)
    if "((" in rest or "))" in rest:
        return f"A placeholder needs two brackets on both sides. Use one of: {known}"
    return None


def check_number(sent: int | None, now: int, who: str) -> None:
    """Refuse words that were written over older ones: raises Stale."""
    if sent != now:
        raise Stale(
            f"{who} has changed this letter meanwhile.", "What it says now stands below your own."
        )


def check_unanswered(name: str, *, answered: bool) -> None:
    """Refuse to answer twice whether somebody is written to: raises Refused."""
    if answered:
        raise Refused(f"It is settled already whether we write to {name} about this step.")


def check_address(name: str, *, has_address: bool) -> None:
    """Refuse to write to somebody without an email address: raises Refused."""
    if not has_address:
        raise Refused(
            f"We hold no email address of {name}.", "Ring them, then choose not to write."
        )


def _named(text: str) -> str:
    return " ".join(text.lower().split())


_HELLO: Final = "Hello ((first name)),\n\n"
_BYE: Final = "\n\n((from))\n((service))"
FIRST_WORDS: Final[Mapping[str, Words]] = {
    step: Words(subject, f"{_HELLO}{text}{_BYE}")
    for step, subject, text in (
        (
            "shortlisting",
            "We are reading your application",
            "Thank you for your application. Two of us are reading it now. You hear from us within "
            "a week, whatever we decide.",
        ),
        (
            "interview",
            "We would like to meet you",
            "We liked your application and would like to meet you. It is a conversation of about "
            "45 minutes with two of us, and you can bring questions.\n\n"
            "We will write with a day and a place. Ring ((telephone)) if there is something that "
            "would make it easier for you.",
        ),
        (
            "references",
            "After your interview: your references",
            "Thank you for coming to meet us. We would like to go on, and now ask the two people "
            "whom you named for a reference. Please tell them to look out for our email.",
        ),
        (
            "checks",
            "Next: your checks",
            "Your references are in. Next is a DBS check, as for everybody who works with young "
            "people. It costs you nothing, and a record does not by itself rule you out: tell us, "
            "and we talk about it.\n\nWe ring you to agree when you can show your documents.",
        ),
        (
            "training",
            "Welcome: your training",
            "We would like you to join us. Your training comes first: you get another email with "
            "how to sign in and where to go. If we have not seen your DBS certificate yet, bring "
            "it along.",
        ),
        (
            "approval",
            "You have finished your training",
            "Well done on finishing your training. The last step is ours: somebody who did not "
            "interview you looks at everything once more. You hear from us within a few days.",
        ),
        (
            "active",
            "You are a volunteer now",
            "You are approved: from today you are a ((role)). Sign in to say when you are free, "
            "and the first offers will come. Ring ((telephone)) with any question.",
        ),
        (
            "parked",
            "Your application waits for you",
            "As we agreed, your application waits for now. We get in touch again on the day that "
            "we said. If you are ready before, ring ((telephone)).",
        ),
        (
            "withdrawn",
            "You have withdrawn your application",
            "You do not wish to go on with your application. Thank you for the time that you gave "
            "it. If things change, apply again whenever a campaign is open.",
        ),
        (
            "not_appointed",
            "Your application",
            "Thank you for your application and the time that you gave it. I am sorry that we "
            "cannot offer you a part this time.\n\nIf you would like to know more about why, ring "
            "me on ((telephone)).",
        ),
    )
}
"""What each letter says until a coordinator changes it."""
