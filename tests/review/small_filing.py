"""A small submission that brings a template set of two documents along, to be edited and compared."""

from __future__ import annotations

import shutil
from pathlib import Path

from regdocs.template_set.load import shipped

STUDY = (
    (Path(__file__).parent.parent / "compose" / "study.yaml")
    .read_text("utf-8")
    .replace("id: ad-1\n", "id: ad-1\ntemplate_set: templates/own\n")
)
SET = """
id: own
version: "1"
title: 모음
documents:
  - {id: plan, order: 1}
  - {id: list, order: 2, kind: form}
"""
DOCUMENT = """
id: %s
title: {ko: %s, en: %s}
suffix: %s
sections: [{id: one, title: {ko: 절, en: Section}}]
"""
PLAN = """\
{{ study.title }}은 {{ study.disease.name }} 환자에게 {{ study.design.administrations[0].dose }}를 투여한다.

글은 서식에 적혀 있다.
"""
FILES = {
    "study.yaml": STUDY,
    "templates/own/set.yaml": SET,
    "templates/own/documents/plan/document.yaml": DOCUMENT % ("plan", "계획서", "Plan", "P"),
    "templates/own/documents/plan/one.md.j2": PLAN,
    "templates/own/documents/list/document.yaml": DOCUMENT % ("list", "목록", "List", "L"),
    "templates/own/documents/list/one.md.j2": "| 용량 |\n|---|\n| {{ study.design.administrations[0].dose }} |\n",
}


def make(folder: Path) -> Path:
    """The submission in a new folder."""
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    shutil.copytree(shipped() / "kr-high-risk" / "law", folder / "templates/own/law")
    return folder


def edit(folder: Path, *edits: tuple[str, str], name: str = "study.yaml") -> None:
    path = folder / name
    text = path.read_text("utf-8")
    for before, after in edits:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    path.write_text(text, "utf-8")
