"""What a coordinator may set aside, with a reason, and what nobody can."""

from collections.abc import Sequence

from portal.members.rules import Reason
from portal.panels.rules.refusals import Refused


def check_set_aside(
    name: str, bars: Sequence[Reason], reason: str, *, doing: str = "sit here"
) -> None:
    """Raise `Refused` for what bars somebody, unless all of it is set aside with a reason."""
    fixed = next((each for each in bars if each.fixed), None)
    if fixed is not None or (bars and not reason):
        why = fixed or bars[0]
        remedy = f"To mend that: {why.remedy}." if why.remedy else "Choose somebody else."
        raise Refused(f"{name} can’t {doing}: {why.text}.", remedy, "person")
