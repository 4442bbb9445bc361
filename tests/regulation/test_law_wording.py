"""The law's own words: of what is cited the part that is named, and of the shipped law data all that was read."""

from __future__ import annotations

from pathlib import Path

import pytest

from regdocs.regulation.citation import Confidence, Reference
from regdocs.regulation.load import load
from regdocs.regulation.wording import FOLDER, wording
from regdocs.template_set.load import shipped

LAW = shipped() / "kr-high-risk" / "law"
TEXT = """\
# 고시 제1호
제3조(자료)
① 첫째 항
1. 첫째 호
가. 첫째 목
1) 첫째
2) 둘째
나. 둘째 목
2. 둘째 호
② 둘째 항. 다만, 다르다.
제3조의2(가지)
다음과 같다.
1. 가지의 호
2. 다른 호
"""
CITED = {
    "제3조제1항제1호가목2)": ["제3조(자료)", "① 첫째 항", "1. 첫째 호", "가. 첫째 목", "2) 둘째"],
    "제3조제1항제1호": ["제3조(자료)", "① 첫째 항", "1. 첫째 호", "가. 첫째 목", "1) 첫째", "2) 둘째", "나. 둘째 목"],
    "제3조제2항 단서": ["제3조(자료)", "② 둘째 항. 다만, 다르다."],
    "제3조의2제2호": ["제3조의2(가지)", "다음과 같다.", "2. 다른 호"],
    "제3조의2": ["제3조의2(가지)", "다음과 같다.", "1. 가지의 호", "2. 다른 호"],
}


@pytest.mark.parametrize(("article", "expected"), CITED.items(), ids=list(CITED))
def test_what_is_cited_stands_with_what_leads_to_it(tmp_path: Path, article: str, expected: list[str]) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "notice.txt").write_text(TEXT, "utf-8")
    found = wording(tmp_path, Reference(source="notice", article=article))
    assert found is not None
    assert (found.version, [text for _, text in found.lines]) == ("고시 제1호", expected)


@pytest.mark.parametrize("article", ["제4조", "제3조제3항", "제3조제1항제1호다목", "별지 제1호서식", ""])
def test_what_is_not_there_has_no_words(tmp_path: Path, article: str) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "notice.txt").write_text(TEXT, "utf-8")
    assert wording(tmp_path, Reference(source="notice", article=article)) is None
    assert wording(tmp_path, Reference(source="other", article="제3조")) is None


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"# x", "# 고시\n제3조(".encode("cp949")])
def test_a_text_that_can_not_be_read_has_no_words(tmp_path: Path, data: bytes) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "notice.txt").write_bytes(data)
    assert wording(tmp_path, Reference(source="notice", article="제3조")) is None


def test_every_text_is_of_a_version_that_was_read() -> None:
    sources = load(LAW).sources
    for file in (LAW / FOLDER).iterdir():
        version = file.read_text("utf-8").partition("\n")[0].removeprefix("# ")
        known = sources[file.stem].versions
        assert version == max(known, key=lambda each: each.since).number


def test_whatever_surely_rests_on_these_texts_has_its_words() -> None:
    kept = {file.stem for file in (LAW / FOLDER).iterdir()}
    law = load(LAW)
    cited = {
        reference
        for each in law.requirements
        if each.confidence is Confidence.VERBATIM and each.in_force.to is None
        for reference in each.citations
        if reference.source in kept
    }
    assert len(cited) > 100
    assert [each for each in sorted(cited, key=str) if wording(LAW, each) is None] == []


def test_the_lists_of_the_law_data_are_worded_as_the_law_words_them() -> None:
    for each in load(LAW).data_lists:
        for entry in each.entries:
            found = wording(LAW, entry.citation)
            assert found is not None, entry.id
            assert found.lines[-1][1].partition(" ")[2].startswith(entry.title.ko)
