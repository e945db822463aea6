"""What leads to the warning before applications are erased."""

from datetime import date

from portal import clock
from portal.recruitment import jobs
from tests.recruitment.applying import scenes
from tests.recruitment.erasing.scenes import declined


def somebody_was_not_appointed_half_a_year_ago() -> None:
    """Let the day of an erasure come near."""
    jo = scenes.coordinator()
    with clock.frozen(clock.at(date(2025, 9, 10), scenes.MORNING)):
        ended = scenes.opened(jo, slug="last-year", title="Panel members 2025")
        declined(ended, jo, email="di@example.org")
    jobs.erase()


OF_ERASING = (somebody_was_not_appointed_half_a_year_ago,)
