"""docs/law.md says what is so: its examples are entries of the law data, its tables name every file and mark."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from law_filing import LAW

from regdocs.regulation import pattern
from regdocs.regulation.citation import Confidence
from regdocs.regulation.law import Law
from regdocs.regulation.provision import Condition
from regdocs.regulation.requirement import Need, Requirement
from regdocs.study.study import Study

TEXT = (Path(__file__).parents[2] / "docs" / "law.md").read_text("utf-8")
EXAMPLES: list[dict[str, Any]] = [
    entry for block in re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL) for entry in yaml.safe_load(block)
]


def test_examples_are_the_law_datas_own(law: Law) -> None:
    assert len(EXAMPLES) == 2
    for example in EXAMPLES:
        if "expression" in example:
            assert Condition.model_validate(example) == law.conditions.by_name[example["id"]]
        else:
            assert Requirement.model_validate(example) == law.requirement(example["id"])


def test_every_file_is_described() -> None:
    described = set(re.findall(r"^\| `([a-z/*-]+\.yaml)` \|", TEXT, re.MULTILINE))
    files = {path.relative_to(LAW).as_posix() for path in LAW.rglob("*.yaml")}
    assert {re.sub(r"^requirements/.*", "requirements/*.yaml", name) for name in files} == described


def test_every_mark_and_need_is_described() -> None:
    for confidence in Confidence:
        assert re.search(rf"^\| {confidence.value} \|", TEXT, re.MULTILINE)
    for name in set(Need.model_fields) - {"at", "for_each"}:
        assert f"| `{name}: " in TEXT


def patterns() -> list[str]:
    table = TEXT[TEXT.index("| pattern | asks for |") :].split("\n\n")[0]
    return [each.replace("\\|", "|") for each in re.findall(r"^\| `(.+?)` \|", table, re.MULTILINE)]


@pytest.mark.parametrize("text", patterns())
def test_every_pattern_shown_is_one(text: str) -> None:
    full = text if text.startswith(("product", "people", "contracts", "nonclinical")) else f"product.{text}"
    assert pattern.unknown(Study, full) is None
