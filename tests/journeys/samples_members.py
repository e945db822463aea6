"""Samples for the pages of what is held of volunteers: their checks, what they sign and say."""

import io
from collections.abc import Callable
from typing import Any, Final
from uuid import uuid4

from PIL import Image
from sqlalchemy import select

from portal.database import session
from portal.members import actions, queries
from portal.members.models import AgreementKind, CheckKind, CheckRecord, Member
from portal.members.queries import agreements
from portal.site.files import keep
from tests.journeys.demo import demo_user

Sample = Callable[[], dict[str, Any]]


def _check() -> dict[str, Any]:
    """Return a volunteer's newest DBS check."""
    number, check_id = session.execute(
        select(Member.number, CheckRecord.id)
        .join(Member.checks)
        .where(CheckRecord.kind == CheckKind.DBS)
        .order_by(CheckRecord.issued_on.desc(), CheckRecord.id.desc())
        .limit(1)
    ).one()
    return {"number": number, "check_id": check_id}


def _text() -> dict[str, Any]:
    """Publish a version of the code of conduct that is nobody's yet."""
    newest = agreements.newest_text(AgreementKind.CONDUCT)
    text = actions.publish_text(
        kind=AgreementKind.CONDUCT,
        body=f"Be kind and on time. {uuid4().hex}",
        after=newest.number if newest else 0,
        actor=demo_user("coordinator").person,
    )
    return {"kind": text.kind.value, "number": text.number}


def _own() -> Member:
    member = queries.own_member(demo_user("volunteer").person)
    assert member is not None
    return member


def _to_sign() -> dict[str, Any]:
    """Let the volunteer have something to sign."""
    _text()
    return {"number": _own().number}


def _emergency() -> dict[str, Any]:
    """Name somebody to ring for the volunteer."""
    member = _own()
    actions.set_emergency_contact(
        member=member,
        name="Kit Osei",
        relation="Brother",
        phone="01632 960777",
        actor=member.person,
    )
    return {"number": member.number}


def _photo() -> dict[str, Any]:
    """Show the volunteer in a picture of one colour, on their own page too."""
    member, made = _own(), io.BytesIO()
    Image.new("RGB", (40, 40), "teal").save(made, "JPEG")
    file = keep(made.getvalue(), "me.jpg", most_mb=1, picture_only=True)
    actions.show_photo(member=member, file=file, actor=member.person)
    return {"number": member.number}


OF_MEMBERS: Final[dict[str, Sample]] = {
    "members.agreement_text": _text,
    "members.checks": lambda: {"number": _check()["number"]},
    "members.details": lambda: {"number": _own().number},
    "members.emergency": _emergency,
    "members.my_agreement": _text,
    "members.new_decision": _check,
    "members.new_paper": _to_sign,
    "members.new_status_check": _check,
    "members.new_text": lambda: {"kind": "conduct"},
    "members.photo": _photo,
}
"""By endpoint."""
