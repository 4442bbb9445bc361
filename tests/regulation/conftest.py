"""The shipped law, and a study that gives all that it asks."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
import yaml
from law_filing import LAW, Change, Data

from regdocs.regulation.law import Law
from regdocs.regulation.load import load
from regdocs.study.study import Study


@pytest.fixture(scope="session")
def law() -> Law:
    return load(LAW)


@pytest.fixture(scope="session")
def complete() -> Data:
    """The raw data of the complete study; a test changes a copy of it."""
    text = (Path(__file__).parent / "complete.yaml").read_text("utf-8")
    data: Data = yaml.safe_load(text)
    return data


@pytest.fixture
def study_with(complete: Data) -> Callable[..., Study]:
    """The complete study after some changes of its raw data."""

    def build(*changes: Change) -> Study:
        data = deepcopy(complete)
        for change in changes:
            change(data)
        return Study.model_validate(data)

    return build
