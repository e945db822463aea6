"""What is short: courses with fewer places than people need, and who lapses before a duty."""

from typing import Final

from flask import url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.accounts.queries import signed_in_user
from portal.site.fragments import page_or_fragment
from portal.training import rules
from portal.training.queries import gaps as queries
from portal.training.queries.gaps import CourseGap
from portal.training.views import asked, bp

MONTHS_AHEAD: Final = 3


@bp.get("/gaps")
@requires(Permission.TRAINING_MATRIX)
def gaps() -> ResponseReturnValue:
    """Show what is short by the end of a day, and what to plan."""
    today = clock.today()
    ask = asked.day_or("by", rules.months_end(today, MONTHS_AHEAD), least=today)
    return page_or_fragment(
        "training/matrix/gaps.html",
        "training/matrix/_gaps.html",
        ask=ask,
        found=queries.gaps(ask.day, signed_in_user().area_ids),
        gap_words=rules.gap_words,
        minutes_in_words=rules.minutes_in_words,
        plan_url=_plan_url,
    )


def _plan_url(each: CourseGap) -> str | None:
    """Return where a session of the course is planned; None for e-learning, which has none."""
    return None if each.any_time else url_for(".new_session", code=each.course.code)
