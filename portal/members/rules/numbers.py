"""The number that the next volunteer may have."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

COUNTED: Final = re.compile(r"(.*?)(\d{1,9})")
FIRST: Final = "V001"


def next_number(numbers: Iterable[str]) -> str:
    """Return the number after the highest that is written as most are. > V012 and V013: V014."""
    found = [each.groups() for number in numbers if (each := COUNTED.fullmatch(number))]
    if not found:
        return FIRST
    [(usual, _)] = Counter(prefix for prefix, _ in found).most_common(1)
    digits = max((count for prefix, count in found if prefix == usual), key=int)
    return f"{usual}{int(digits) + 1:0{len(digits)}}"
