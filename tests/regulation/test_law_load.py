"""Broken law data: each fault is found when loading, with its file and, where it stands in one, its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from law_filing import LAW

from regdocs.finding import ExitCode, RenderingError
from regdocs.regulation.load import load

PLAN = "requirements/1-plan.yaml"

# file, what is replaced, by what, rule, where, what the message says
FAULTS = [
    (PLAN, "citations: [decree 제11조제1항제1호]", "citations: [degree 제11조제1항제1호]", "law-data/source", "objective", "degree"),
    (PLAN, "field: design.period.total", "field: design.period.totl", "law-data/pattern", "study-period", "totl"),
    (PLAN, "field: design.period.total", "field: design..total", "law-data/pattern", "study-period", "design..total"),
    (PLAN, "when: other_therapies", "when: other_terapies", "law-data/condition", "necessity-comparators", "other_terapies"),
    (PLAN, "when: other_therapies", "when: 'study =='", "law-data/condition", "necessity-comparators", "study =="),
    (PLAN, "id: study-period\n", "id: study-period-parts\n", "data/duplicate-id", "study-period-parts", ""),
    (PLAN, "id: study-period\n", "id: insurance\n", "law-data/duplicate", "insurance", ""),
    (PLAN, "in_force: {from: 2023-12-12}", "in_force: {from: 2019-12-12}", "law-data/date", "objective", ""),
    (PLAN, "confidence: V", "confidence: X", None, "confidence", "X"),
    (PLAN, "confidence: V", "confidance: V", "data/unknown-field", "confidance", "confidence"),
    (PLAN, "field: design.period.total", "fields: design.period.total", "data/unknown-field", "fields", "field"),
    (PLAN, "section: research-plan/evidence", "section: research-plan", None, "section", ""),
    (PLAN, "{holds: high_risk, at: risk.class}", "{holds: high_risk}", None, "satisfied_by", ""),
    ("requirements/3-cells.yaml", "items: [structure]", "items: [structur]", "law-data/item", "quality-structure", "structur"),
    ("requirements/3-cells.yaml", "    items: [structure]\n", "", "law-data/coverage", "structure", "quality"),
    ("requirements/6-papers.yaml", "- document: data-list", "- document: data-lists", "law-data/paper", "data-list", "data-lists"),
    ("requirements/6-papers.yaml", "- attachment: prior_research", "- attachment: prior", "law-data/paper", "prior-research", "`prior`"),
    ("conditions.yaml", "study.risk.class == 'high'", "study.risk.class = 'high'", "law-data/condition", "high_risk", "high_risk"),
    ("papers.yaml", "when: outside_supply", "when: inside_supply", "law-data/condition", "supply_contract", "inside_supply"),
    ("time-limits.yaml", "days: 120", "days: -120", None, "days", ""),
    ("sources.yaml", "  - id: act\n", "  - id: act\n  - [\n", None, "", ""),
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LAW, tmp_path / "law"))


@pytest.mark.parametrize(("file", "old", "new", "rule", "where", "said"), FAULTS)
def test_faults_are_found(folder: Path, file: str, old: str, new: str, rule: str | None, where: str, said: str) -> None:
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(RenderingError) as caught:
        load(folder)
    assert caught.value.exit_code is ExitCode.RENDERING
    finding = next(each for each in caught.value.findings if rule in (None, each.rule))
    assert where in (finding.place.path or "")
    assert said in finding.line("ko")
    assert said in finding.line("en")
    assert finding.place.file is not None
    assert str(folder) not in finding.line("en")
    if finding.rule not in ("law-data/source", "law-data/coverage", "law-data/condition"):
        assert finding.place.line is not None
        # Where two files share an id, the later one is told.
        assert finding.rule == "law-data/duplicate" or finding.place.file == f"law/{file}"


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "consent.yaml").unlink()
    with pytest.raises(RenderingError) as caught:
        load(folder)
    assert [each.place.file for each in caught.value.findings] == ["law/consent.yaml"]


def test_all_faults_of_one_run_are_told(folder: Path) -> None:
    path = folder / PLAN
    text = path.read_text("utf-8").replace("design.period.total", "design.period.totl").replace(
        "when: randomised", "when: randomized"
    )  # fmt: skip
    path.write_text(text, "utf-8")
    with pytest.raises(RenderingError) as caught:
        load(folder)
    assert sorted(each.rule for each in caught.value.findings) == ["law-data/condition", "law-data/pattern"]
    assert [each.place.line for each in caught.value.findings if each.rule == "law-data/pattern"] == [
        text[: text.index("id: study-period\n")].count("\n") + 1
    ]
