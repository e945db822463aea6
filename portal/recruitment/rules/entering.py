"""Whom a coordinator may enter by hand."""

from typing import Never

from portal.recruitment.rules.refusals import Refused


def refuse_known(*, name: str, is_begun: bool) -> Never:
    """Raise `Refused`: somebody has this address already; `is_begun` if they sent nothing yet."""
    if is_begun:
        raise Refused(
            "Somebody has begun an application with this address, and not sent it.",
            "Ask them to send it by the link in their email.",
            "email",
        )
    raise Refused(
        f"{name} is on their way with this address.",
        "Find them among the people on their way instead.",
        "email",
    )
