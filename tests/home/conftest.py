"""It is Monday 2 March 2026, ten in the morning, as in the designs."""

from collections.abc import Iterator
from datetime import date, time

import pytest

from portal import clock


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.frozen(clock.at(date(2026, 3, 2), time(10))):
        yield
