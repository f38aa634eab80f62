"""New data while the server runs: a good dataset takes over whole, a broken one never, and no clock can stop it."""

import threading
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.dataset.layer_faults import layer_fault
from layers.dataset.reload import LOOK_EVERY, SETTLE, HotReloader

BROKEN = {"ports": (layer_fault("ports", "not-json"),)}


class Folder:
    """Files that a test changes, and a clock that it moves."""

    def __init__(self) -> None:
        self.version, self.now, self.loads = 0, 100.0, 0
        self.broken: set[int] = set()
        self.outcomes: list[str] = []
        self.during: Callable[[], None] = lambda: None

    def load(self) -> int:
        self.loads += 1
        version = self.version
        self.during()
        return version

    def keeper(self) -> HotReloader[int]:
        return HotReloader(
            version=lambda: self.version,
            load=self.load,
            faults=lambda value: BROKEN if value in self.broken else {},
            on_outcome=self.outcomes.append,
            clock=lambda: self.now,
        )

    def later(self, keeper: HotReloader[int]) -> int:
        """Let visitors come for two settled looks, and what is being made be made."""
        for _ in range(2):
            self.now += SETTLE + LOOK_EVERY
            keeper.current()
        keeper.wait()
        return keeper.current()


@pytest.fixture
def folder() -> Folder:
    return Folder()


def test_a_good_edition_takes_over(folder: Folder) -> None:
    keeper = folder.keeper()
    assert keeper.current() == 0
    folder.version = 1
    assert keeper.current() == 0, "not before the files have settled"
    assert folder.later(keeper) == 1
    assert folder.outcomes == ["taken"]


def test_files_that_still_change_are_not_read(folder: Folder) -> None:
    keeper = folder.keeper()
    keeper.current()
    for version in range(1, 6):
        folder.version = version
        folder.now += LOOK_EVERY
        keeper.current()
    keeper.wait()
    assert folder.loads == 1
    assert folder.later(keeper) == 5
    assert folder.loads == 2


def test_a_broken_edition_is_refused_and_the_old_kept(folder: Folder) -> None:
    keeper = folder.keeper()
    keeper.current()
    folder.version, folder.broken = 1, {1}
    assert folder.later(keeper) == 0
    assert keeper.refused() == BROKEN
    assert folder.later(keeper) == 0
    assert folder.loads == 2, "a broken edition is read once, not at each click"
    folder.version = 2
    assert folder.later(keeper) == 2
    assert keeper.refused() == {}
    assert folder.outcomes == ["refused", "taken"]


def test_the_first_edition_is_shown_even_with_faults_and_mending_it_takes(folder: Folder) -> None:
    folder.broken = {0, 1}
    keeper = folder.keeper()
    assert keeper.current() == 0
    folder.version = 1
    assert folder.later(keeper) == 1, "no worse than what is shown"
    folder.version = 2
    assert folder.later(keeper) == 2


def test_whatever_reading_raises_the_old_is_kept(folder: Folder) -> None:
    keeper = folder.keeper()
    keeper.current()

    def fail() -> None:
        raise MemoryError

    folder.version, folder.during = 1, fail
    assert folder.later(keeper) == 0
    assert folder.outcomes == ["failed"]


def test_the_first_failure_is_the_callers_and_the_next_visitor_tries_again(folder: Folder) -> None:
    def full() -> None:
        folder.during = lambda: None
        raise OSError(28, "No space left on device")

    folder.during = full
    keeper = folder.keeper()
    with pytest.raises(OSError, match="No space"):
        keeper.current()
    assert keeper.current() == 0


def test_a_slow_disk_stops_nobody(folder: Folder) -> None:
    keeper = folder.keeper()
    keeper.current()
    reading, may_end = threading.Event(), threading.Event()

    def crawl() -> None:
        reading.set()
        assert may_end.wait(30)

    folder.version, folder.during = 1, crawl
    for _ in range(2):
        folder.now += SETTLE + LOOK_EVERY
        keeper.current()
    assert reading.wait(30)
    folder.now += 60  # visitors come while the new dataset is still being read: they get the old one at once
    assert [keeper.current() for _ in range(100)] == [0] * 100
    assert folder.loads == 2
    may_end.set()
    keeper.wait()
    assert keeper.current() == 1


def test_a_folder_that_cannot_be_listed_changes_nothing(folder: Folder) -> None:
    keeper = folder.keeper()
    keeper.current()

    def unreadable() -> int:
        raise PermissionError

    keeper.version = unreadable
    assert folder.later(keeper) == 0


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans(), st.floats(0, 3)), max_size=20))
def test_what_is_shown_was_always_good(changes: list[tuple[int, bool, float]]) -> None:
    """Whatever happens to the files and however time passes, no broken dataset is ever shown."""
    folder = Folder()
    keeper = folder.keeper()
    keeper.current()
    good = {0}
    for number, (_, is_good, seconds) in enumerate(changes, start=1):
        folder.version = number
        good |= {number} if is_good else set()
        folder.broken |= set() if is_good else {number}
        folder.now += seconds
        assert keeper.current() in good
    last = folder.version
    assert folder.later(keeper) in good
    assert last not in good or keeper.current() == last
