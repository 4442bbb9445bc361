"""Pages of other papers in a list of papers: right once all are laid out, a dash before, and never a reason to build more."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest
from building import STUDY, law, make, write

from regdocs.build.build import build
from regdocs.build.options import Options
from regdocs.build.paging import as_built
from regdocs.build.trees import trees
from regdocs.check.rendered.check import check_file
from regdocs.document.document import from_json, to_json
from regdocs.document.inline import Field
from regdocs.document.lineage import inlines_of
from regdocs.submission.load import load
from regdocs.template_set.load import template_set_of

LIST = """\
| 문서 | 쪽수 |
|---|--:|
{% for paper in papers %}
| {{ paper.number }} | {{ pages_of(paper) }} |
{% endfor %}

둘째 절은 {{ page_of("plan", "two") }}쪽, 없는 절은 {{ page_of("plan", "nowhere") }}쪽, 여덟째는 {{ page_of("plan", "second_page") }}쪽에 있다.
"""
PLAN = """
id: plan
title: {ko: 계획서, en: Plan}
suffix: P
sections:
  - {id: one, title: {ko: 첫째 절, en: One}}
  - {id: two, title: {ko: 둘째 절, en: Two}, page_break: true}
  - {id: second-page, title: {ko: 셋째 절, en: Three}, page_break: true}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("regdocs.template_set.load.load_law", lambda folder: law())
    files = {
        "study.yaml": STUDY,
        "templates/own/documents/list/one.md.j2": LIST,
        "templates/own/documents/plan/document.yaml": PLAN,
        "templates/own/documents/plan/two.md.j2": "글\n",
        "templates/own/documents/plan/second-page.md.j2": "글\n",
    }
    return make(tmp_path / "submission", **files)


def said(build_folder: Path) -> list[str]:
    """What the list says of pages: plan, list, then the three sections."""
    document = from_json((build_folder / "trees" / "02-list.json").read_bytes())
    inlines = [inline for section in document.walk() for inline in inlines_of(section.blocks)]
    return [each.text for each in inlines if isinstance(each, Field) and re.match("pages?-of", each.format)]


def lengths(build_folder: Path) -> list[str]:
    found = []
    for name in ("01-plan", "02-list"):
        with pikepdf.open(build_folder / f"{name}.pdf") as file:
            found.append(str(len(file.pages)))
    return found


def test_a_list_says_the_pages_that_the_pdfs_have(folder: Path) -> None:
    result = build(folder, Options())
    assert result.findings == ()
    assert said(folder / "build") == ["3", "1", "2", "–", "3"] == [*lengths(folder / "build"), "2", "–", "3"]
    for name in ("02-list.docx", "02-list.pdf"):
        assert [each.line("en") for each in check_file(folder / "build" / name, "list", folder).findings] == []


def test_a_longer_paper_makes_the_list_new_and_nothing_else(folder: Path) -> None:
    build(folder, Options())
    before = {path.name for path in (folder / "build" / ".cache").iterdir()}
    write(folder, "templates/own/documents/plan/one.md.j2", "글\n\n" * 100)
    build(folder, Options())
    pages = lengths(folder / "build")
    assert int(pages[0]) > 3
    assert said(folder / "build")[:2] == pages
    made = {path.name for path in (folder / "build" / ".cache").iterdir()} - before
    assert len(made) == 2


def test_another_word_elsewhere_leaves_the_list_as_it_is(folder: Path) -> None:
    build(folder, Options())
    before = (folder / "build" / "02-list.pdf").stat().st_mtime_ns
    write(folder, "templates/own/documents/plan/one.md.j2", "다른 글\n")
    build(folder, Options())
    assert (folder / "build" / "02-list.pdf").stat().st_mtime_ns == before


def test_the_list_alone_is_the_same_as_with_all(folder: Path) -> None:
    build(folder, Options(documents=("list",)))
    assert not (folder / "build" / "01-plan.pdf").exists()
    alone = (folder / "build" / "02-list.pdf").read_bytes()
    build(folder, Options())
    assert (folder / "build" / "02-list.pdf").read_bytes() == alone


def test_nothing_laid_out_is_a_dash_and_no_gap(folder: Path) -> None:
    result = build(folder, Options(formats=("docx",), measure="none"))
    assert result.findings == ()
    assert said(folder / "build") == ["–"] * 5


@pytest.mark.parametrize("formats", [("docx", "pdf"), ("docx",), ("pdf",)])
def test_composed_anew_the_trees_are_those_that_were_built(folder: Path, formats: tuple[str, ...]) -> None:
    build(folder, Options(formats=formats))
    submission = load(folder)
    composed = as_built(trees(submission, template_set_of(submission)), folder / "build")
    written = {path.name: path.read_bytes() for path in (folder / "build" / "trees").iterdir()}
    assert {f"{each.document.stem}.json": to_json(each.document) for each in composed} == written


def test_a_list_that_says_other_pages_than_the_pdfs_have_is_not_what_was_built(folder: Path) -> None:
    build(folder, Options())
    write(folder, "templates/own/documents/plan/one.md.j2", "글\n\n" * 100)
    build(folder, Options(documents=("plan",)))
    submission = load(folder)
    _, listing = as_built(trees(submission, template_set_of(submission)), folder / "build")
    assert to_json(listing.document) != (folder / "build" / "trees" / "02-list.json").read_bytes()
