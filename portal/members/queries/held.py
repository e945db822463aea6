"""What is held about a volunteer, in plain words, for themself to read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from portal.audit.models import AuditEvent
from portal.members import rules
from portal.members.models import Agreement, CheckRecord, Claim, Member
from portal.members.queries.agreements import agreements_of
from portal.members.queries.checks import checks_of
from portal.members.queries.details import (
    detail_of,
    emergency_contact_of,
    looks_at_contact,
    photo_of,
)
from portal.members.queries.expenses import all_sent_by, draft_of
from portal.members.queries.promised import away_to_come
from portal.members.rules.expenses import in_pounds
from portal.people.models import Person
from portal.site.filters import day_year, time


@dataclass(frozen=True)
class Section:
    """What is held on one subject: each fact with its name.

    `nothing` is said where there are none. `path`, with the words of its `link`, leads to where
    they read more of it or change it.
    """

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    nothing: str = "Nothing is held."
    path: str | None = None
    link: str = ""


sections: Final[list[Callable[[Member], Section]]] = []
"""Each tells of one subject; `create_app` fills it, and packages above tell of theirs."""


def everything(member: Member) -> list[Section]:
    """Return all that is held about a volunteer, in the order of `sections`."""
    return [tell(member) for tell in sections]


def details(member: Member) -> Section:
    """Tell who they are, where they stand, and in which seats and areas they sit."""
    person = member.person
    told = (
        ("Name", person.name),
        ("Known as", person.known_as),
        ("Email", person.email),
        ("Telephone", person.phone),
        ("Volunteer number", member.number),
        ("Status", member.status.label),
        ("Joined", day_year(member.joined_on) if member.joined_on else None),
        ("Last day", day_year(member.leaves_on) if member.leaves_on else None),
        ("Areas", ", ".join(sorted(row.area.name for row in member.area_rows)) or "Whole service"),
        ("Seats", _seats(member)),
        ("Panels a month", _panels(member)),
    )
    facts = tuple((name, words) for name, words in told if words)
    return Section("My details", facts, path="/members/me#wishes", link="Change my wishes")


def _seats(member: Member) -> str:
    if member.is_learner:
        return "Learner"
    if not member.may_chair:
        return "Member"
    return "Member and chair" if member.willing_chair else "Member; may chair, and would rather not"


def _panels(member: Member) -> str:
    most = f"at most {member.max_month}"
    return f"at least {member.min_month}, {most}" if member.min_month else most


def days(member: Member) -> Section:
    """Tell when they are usually free, and away."""
    week = rules.week_in_words({(row.weekday, row.part.value) for row in member.availability})
    away = "\n".join(each.words for each in away_to_come(member))
    told = (("Usually free", "\n".join(week)), ("Away", away))
    facts = tuple((name, words) for name, words in told if words)
    return Section("When I’m free", facts, path="/members/me", link="Change when I’m free")


def about(member: Member) -> Section:
    """Tell what they say of themselves, and whether there is a picture of them."""
    said, photo = detail_of(member), photo_of(member)
    told = (
        ("Skills", said.skills),
        ("Languages", said.languages),
        ("Best reached by", said.reach.label if said.reach else ""),
        ("Access needs", said.access_needs),
        ("Picture", f"Sent in on {day_year(photo.created_at)}" if photo else ""),
    )
    facts = tuple((name, words) for name, words in told if words)
    return Section("About me", facts, path="/members/me/details", link="Change what I say of me")


def emergency(member: Member) -> Section:
    """Tell whom to ring for them, and who looked at that."""
    contact = emergency_contact_of(member)
    looks = "\n".join(_look(each) for each in looks_at_contact(member))
    told = (
        ("Name", contact.name if contact else ""),
        ("Who they are", contact.relation if contact else ""),
        ("Telephone", contact.phone if contact else ""),
        ("Looked at by", looks),
    )
    return Section(
        "Whom to ring in an emergency",
        tuple((name, words) for name, words in told if words),
        path="/members/me/details#emergency",
        link="Change my emergency contact",
    )


def _look(event: AuditEvent) -> str:
    who = event.actor.display_name if event.actor else "Somebody"
    return f"{who}, {day_year(event.at)}, {time(event.at)}"


def agreements(member: Member) -> Section:
    """Tell what they signed, in which version, when and under which name."""
    facts = tuple(
        (each.text.kind.label, f"{_version(each)}, signed on {day_year(each.signed_at)}")
        for each in agreements_of(member)
    )
    return Section(
        "My agreements",
        facts,
        nothing="You have signed nothing yet.",
        path="/members/me/agreements",
        link="Read what I signed",
    )


def _version(signed: Agreement) -> str:
    number = f"Version {signed.text.number}"
    if signed.noted_by:
        return f"{number} on paper, noted by {signed.noted_by.display_name}"
    return f"{number} as {signed.name}"


def checks(member: Member) -> Section:
    """Tell which checks were made, and what followed: never what one said, which is not kept."""
    facts = tuple(fact for each in checks_of(member) for fact in _check_facts(each))
    return Section("My checks", facts, nothing="No check is recorded.")


def _check_facts(check: CheckRecord) -> Iterator[tuple[str, str]]:
    yield check.kind.label, _check(check)
    for asked in check.status_checks:
        told = f"{asked.outcome.label}: {day_year(asked.made_on)}"
        yield "Status check", _words(told, _by("made", asked.made_by))
    for decided in check.decisions:
        verb = "you may not sit" if decided.bars else "you may sit"
        told = f"Once it has lapsed {verb}, until {day_year(decided.until)}"
        by = _by("decided", decided.decided_by)
        yield "Decision", f"{_words(told, by)}\n{decided.reason}"


def _check(check: CheckRecord) -> str:
    return _words(
        check.level,
        f"made on {day_year(check.issued_on)}",
        f"again by {day_year(check.recheck_on)}" if check.recheck_on else None,
        "on the update service" if check.update_service else None,
        _by("recorded", check.checked_by),
    )


def _by(done: str, person: Person | None) -> str | None:
    return f"{done} by {person.display_name}" if person else None


def _words(*parts: str | None) -> str:
    words = ", ".join(each for each in parts if each)
    return words[:1].upper() + words[1:]


def expenses(member: Member) -> Section:
    """Tell what they claimed, and what became of it."""
    draft = draft_of(member.person_id)
    making = (("Not sent yet", in_pounds(draft.pence)),) if draft and draft.lines else ()
    facts = (
        (f"Sent on {day_year(each.sent_at)}", _claim(each))
        for each in all_sent_by(member)
        if each.sent_at
    )
    return Section(
        "My expenses",
        (*making, *facts),
        nothing="You have claimed nothing.",
        path="/members/me/expenses",
        link="See my expenses and their receipts",
    )


def _claim(claim: Claim) -> str:
    return f"{in_pounds(claim.pence)}. {claim.state.label}" if claim.lines else claim.state.label
