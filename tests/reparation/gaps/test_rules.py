"""Which gap comes first, and its words: over plain values."""

from portal.reparation.rules.gaps import Need, worst_first


def test_what_nobody_provides_comes_first_and_what_is_enough_last() -> None:
    none = Need("S", "Food", wishes=1)
    full = Need("S", "Animals", waiting=3, projects=1)
    few = Need("S", "Sport", wishes=2, projects=1, places=1)
    enough = Need("S", "Arts", missed=1, projects=2, places=1)
    quiet = Need("S", "Parks", projects=2)
    assert list(worst_first([enough, quiet, few, full, none])) == [none, full, few, enough]
    assert [each.look for each in (none, full, few, enough)] == ["risk", "risk", "due", "ok"]
    assert (none.supply, full.supply, few.supply) == (
        *("No project", "1 project, no place free"),
        "1 project, 1 place",
    )
    assert Need("", "", 2, 1, 1).demand == "2 wishes, 1 waiting, 1 search without a result"
