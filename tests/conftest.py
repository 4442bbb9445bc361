"""What all tests share: nothing that one test made is kept for another."""

from __future__ import annotations

import os

# Tests change what the cache's keys don't know of: a law in memory, a function.
os.environ["REGDOCS_CACHE"] = ""
