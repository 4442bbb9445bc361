"""What all tests share: nothing that one test made is kept for another, but what was read of the same bytes."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from regdocs.regulation.law import Law
from regdocs.regulation.load import load

# Tests change what the cache's keys don't know of: a law in memory, a function.
os.environ["REGDOCS_CACHE"] = ""

# Programs that tests start needn't compile regdocs each time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# As the program itself does: looking for dead cycles would take a third of the time.
gc.set_threshold(100_000, 50, 100)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests come first: the others are short enough to let all processes end together."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session", autouse=True)
def same_law_read_once() -> Iterator[None]:
    """Hundreds of tests copy the shipped template set: law data of the same bytes are the same law."""
    known: dict[tuple[tuple[str, bytes], ...], Law] = {}

    def read(folder: Path) -> Law:
        files = sorted(path for path in folder.rglob("*.yaml") if path.is_file())
        data = tuple((path.relative_to(folder).as_posix(), path.read_bytes()) for path in files)
        if data not in known:
            known[data] = load(folder)
        return known[data]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("regdocs.template_set.load.load_law", read)
        yield


@pytest.fixture(scope="session", autouse=True)
def every_core_is_busy() -> Iterator[None]:
    """Other processes would read templates and fonts anew for nothing; those that a test starts as programs have them."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("regdocs.build.trees._WORTH_PROCESSES", 10**9)
        patched.setattr("regdocs.build.layout._WORTH_PROCESSES", 10**9)
        yield
