"""A filing with a frozen revision, the edits that answer a supplement demand, and the round that says so."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from regdocs.review.freeze import freeze
from regdocs.review.supplement.make import Round, opened

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "submissions" / "ad-cb-msc-2026"
ROUND = Path(__file__).parent / "round.yaml"
EDITS = {
    'revision: "1.0"': 'revision: "1.1"',
    "  date: 2026-09-01\n  law_as_of": "  date: 2026-11-06\n  law_as_of",
    "      observation: 4 hours": "      observation: 6 hours",
    "      name: {ko: 세포생존율, en: Viability}\n      acceptance: ≥ 80%": (
        "      name: {ko: 세포생존율, en: Viability}\n      acceptance: ≥ 85%"
    ),
}
ADDED = (
    "셋째, 면역결핍 동물에서 얻은 무독성량은 동종 면역반응이 없는 조건의 값이다. 따라서 임상에서는 투여 전과 투여 뒤에 "
    "항HLA 항체와 공여자특이항체를 검사하고, 도입단계의 결과를 독립적 자료·안전성 모니터링위원회가 검토한 뒤에 다음 단계로 "
    "진행한다."
)


def copy(target: Path, source: Path = EXAMPLE) -> Path:
    """A copy of an example submission without what was built."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("build", "revisions"))
    return target


def revise(folder: Path, edits: dict[str, str] | None = None) -> None:
    """Edit study.yaml as the answer to the demand does."""
    path = folder / "study.yaml"
    text = path.read_text("utf-8")
    for before, after in (EDITS if edits is None else edits).items():
        assert before in text, before
        text = text.replace(before, after)
    path.write_text(text, "utf-8")


def discuss(folder: Path) -> None:
    """Add the paragraph that the demand asks for to the narrative."""
    path = folder / "narrative" / "research-plan" / "toxicology.md"
    mark = "## 종양원성에 대한 판단"
    text = path.read_text("utf-8")
    assert mark in text
    path.write_text(text.replace(mark, f"{ADDED}\n\n{mark}"), "utf-8")


def with_round(target: Path) -> Path:
    """The example frozen as `rev1`, edited, with round `1`."""
    folder = copy(target)
    freeze(folder, "rev1", "첫 제출")
    revise(folder)
    discuss(folder)
    (folder / "supplements").mkdir()
    shutil.copyfile(ROUND, folder / "supplements" / "1.yaml")
    return folder


_OPENED: list[Round] = []


def opened_round(factory: pytest.TempPathFactory) -> Round:
    """Round `1` of the example, opened once for all tests; nothing may write into its folder."""
    if not _OPENED:
        with opened(with_round(factory.mktemp("round") / "filing"), "1") as round_:
            _OPENED.append(round_)
    return _OPENED[0]
