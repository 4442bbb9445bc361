"""What all tests share: nothing that one test made is kept for another."""

from __future__ import annotations

import gc
import os

# Tests change what the cache's keys don't know of: a law in memory, a function.
os.environ["REGDOCS_CACHE"] = ""

# Programs that tests start needn't compile regdocs each time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# As the program itself does: looking for dead cycles would take a third of the time.
gc.set_threshold(100_000, 50, 100)
