"""What is to be arranged before a panel: lines of a setting, some of them for one kind alone."""

from collections.abc import Collection, Iterable
from typing import Final

TIME: Final = "(time)"


def items_for(lines: Iterable[str], kind: str, kinds: Collection[str]) -> list[str]:
    """Return what stands in the list for this kind of panel, each once.

    > “Final: Certificate ready” is “Certificate ready” for a final panel, and nothing for others.
    """
    found = []
    for line in lines:
        head, _, rest = line.partition(":")
        meant = head.strip().lower().replace("-", "_").replace(" ", "_")
        if meant not in kinds:
            found.append(line)
        elif meant == kind:
            found.append(rest.strip())
    return [item for item in dict.fromkeys(found) if item]


def asks_time(item: str) -> bool:
    """Return whether an item is done with a time: “Papers to read at the venue from (time)”."""
    return TIME in item


def item_words(item: str, at: str) -> str:
    """> Papers to read at the venue from 4:45pm; without a time, as it stands in the list."""
    return item.replace(TIME, at) if at else item
