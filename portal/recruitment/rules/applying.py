"""What an applicant may do with what they typed, and why not."""

from typing import Never

from portal.recruitment.rules.refusals import Refused


def refuse_closed(*, last_day: str) -> Never:
    """Raise `Refused`: a campaign takes no applications any more; `last_day` is in words."""
    reason = f"Applications closed on {last_day}." if last_day else "Applications are closed."
    raise Refused(reason, "Ring us: there may be another way in, and what you typed is below.")


def check_unsent(*, is_sent: bool) -> None:
    """Raise `Refused` when an application was sent before."""
    if is_sent:
        raise Refused(
            "You have sent this application already.", "Ring us to change something in it."
        )


def check_replaceable(*, is_read: bool) -> None:
    """Raise `Refused` when somebody has begun to read an application."""
    if is_read:
        raise Refused(
            "We are reading your application already.", "Ring us to change something in it."
        )
