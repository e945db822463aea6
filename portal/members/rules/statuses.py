"""What each status means for a volunteer, said before it is chosen."""


def consequences(duties: int, *, may_sit: bool) -> dict[str, str]:
    """Return a sentence or two for each status.

    `duties` is how many coming ones they have promised; `may_sit` is whether their DBS check
    lets them.
    """
    stays = _of_duties(duties, "stays theirs", "stay theirs")
    back = _of_duties(duties, "is given back for others", "are given back for others")
    at_once = "Can be offered panels at once."
    once_checked = "Can be offered panels as soon as a DBS check that is in date is recorded."
    return {
        "applicant": f"Is offered nothing yet.{stays}",
        "vetting": f"Is offered nothing until the checks are done.{stays}",
        "training": f"Can observe a panel, and is offered no other seat.{stays}",
        "active": at_once if may_sit else once_checked,
        "paused": f"Is offered nothing until active again.{stays}",
        "left": f"Is offered nothing, and can no longer sign in as a volunteer.{back}",
    }


def _of_duties(count: int, one: str, many: str) -> str:
    if not count:
        return ""
    if count == 1:
        return f" The duty already promised {one}."
    return f" The {count} duties already promised {many}."
