"""A filing built once for all packet tests; each test works on a copy of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from packet_filing import make_filing


@pytest.fixture(scope="session")
def built_filing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_filing(tmp_path_factory.mktemp("packet") / "filing")


@pytest.fixture
def filing(built_filing: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built_filing, tmp_path / "filing"))
