"""What the building tests share: a small submission that brings a template set of two documents along."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from regdocs.regulation.law import Law
from regdocs.regulation.load import load as load_law
from regdocs.template_set.load import shipped

STUDY = (
    (Path(__file__).parent / "study.yaml")
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
FILES = {
    "study.yaml": STUDY,
    "templates/own/set.yaml": SET,
    "templates/own/documents/plan/document.yaml": DOCUMENT % ("plan", "계획서", "Plan", "P"),
    "templates/own/documents/plan/one.md.j2": "{{ study.title }}은 {{ study.disease.name }}\n",
    "templates/own/documents/list/document.yaml": DOCUMENT % ("list", "목록", "List", "L"),
    "templates/own/documents/list/one.md.j2": "| 이름 |\n|---|\n| {{ study.people[0].name }} |\n",
}


@cache
def law() -> Law:
    """The law data that every set here copies, read once."""
    return load_law(shipped() / "kr-high-risk" / "law")


def make(folder: Path, **changes: str) -> Path:
    """The submission in a new folder; `changes` replace files, by name with `__` for `/` left as written."""
    for name, text in (FILES | changes).items():
        write(folder, name, text)
    shutil.copytree(shipped() / "kr-high-risk" / "law", folder / "templates/own/law")
    return folder


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")


def replace(folder: Path, name: str, old: str, new: str) -> None:
    """Change one thing in a file of the submission."""
    text = (folder / name).read_text("utf-8")
    assert old in text
    write(folder, name, text.replace(old, new))


def files(folder: Path) -> dict[str, bytes]:
    """Everything that a build answers for, by path; its cache is its own affair."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(".")
    }
