"""The fields by which somebody is moved on, interrupted or ended."""

from portal.recruitment.models import DeclineReason, ParkReason, WithdrawReason
from portal.site.fields import Choice, Day, OneOf, Version
from portal.site.forms import EditForm


class MoveForm(EditForm):
    """To which stage somebody is moved."""

    to = Choice("Move to", needed="Choose a stage from the list")


class SeenForm(EditForm):
    """A step that asks nothing but that whoever takes it has seen how it stands."""


class ApproveForm(EditForm):
    """That somebody is approved; `number` is of the words with which they are welcomed."""

    number = Version()


class ParkForm(EditForm):
    """Why somebody’s way is interrupted, and until when."""

    reason = OneOf(
        "Why?",
        needed="Choose why",
        choices=[(code.value, code.label) for code in ParkReason],
    )
    until = Day(
        "Until when?",
        needed="Enter the day on which they come back",
        hint="On this day they are back on the board, and the coordinators are told.",
    )


class WithdrawForm(EditForm):
    """Why somebody does not go on, by what they said."""

    reason = OneOf(
        "Why, by what they said?",
        needed="Choose why, or that they did not say",
        choices=[(code.value, code.label) for code in WithdrawReason],
    )


class DeclineForm(EditForm):
    """Why the service does not appoint somebody."""

    reason = OneOf(
        "Why?",
        needed="Choose why",
        choices=[(code.value, code.label) for code in DeclineReason],
        hint="This is counted in the figures. What it rests on is kept nowhere here.",
    )
