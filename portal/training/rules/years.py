"""A year of training: from the first day of a month to the day before the next."""

from datetime import date, timedelta

from portal.training.rules.validity import YEAR, add_months


def training_year(day: date, month: int) -> tuple[date, date]:
    """Return the first and the last day of the year of training that a day belongs to.

    > 1 April 2025 and 31 March 2026, for 2 March 2026 and a year that begins in April.
    """
    year = day.year if day.month >= month else day.year - 1
    first = date(year, month, 1)
    return first, add_months(first, YEAR) - timedelta(days=1)
