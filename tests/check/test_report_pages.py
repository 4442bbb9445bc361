"""Reports for people: the Markdown summary as it is rendered, and the coverage page as it is read and filtered."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Any

import cssselect2
import pytest
import tinycss2
import tinyhtml5
from markdown_it import MarkdownIt
from reporting import NASTY, draft, run, unreadable

from regdocs.check.report import markdown, page
from regdocs.check.report.coverage import STATES, coverage
from regdocs.check.report.markdown import escaped
from regdocs.regulation.assess import State

READER = MarkdownIt("gfm-like", {"linkify": False})
"""As GitHub reads it: tables, and HTML between them."""

TEXTS = [NASTY, "*a* _b_ ~~c~~", "![x](y)", "`a|b` | `", "``", "`", "\\|", "<script>", "a\n\n# b", "#1 @all $x$", "- a"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_cell_shows_its_text_and_nothing_else(text: str) -> None:
    html = READER.render(f"| h | i |\n|---|---|\n| {escaped(text)} | end |\n")
    (cell, last) = re.findall(r"<td>(.*?)</td>", html, re.DOTALL)
    assert last == "end"
    assert set(re.findall(r"<(/?\w+)", cell)) <= {"code", "/code"}
    shown = re.sub(r"</?code>", "", cell).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert _letters(shown.replace("&quot;", '"')) == _letters(text)


def _letters(text: str) -> str:
    return re.sub(r"[\s`\x00�]", "", text)


def test_the_summary_groups_findings_and_folds_what_is_well() -> None:
    text = markdown.write(run())
    assert text.startswith("## regdocs check: filings/ad-1\n\nerror 1, warning 1, note 1 · as of 2026-09-01\n")
    folds = re.findall(r"<details( open)?><summary>(.*?)</summary>", text)
    assert folds == [
        (" open", "error (1)"),
        (" open", "warning (1)"),
        ("", "note (1)"),
        ("", "Suppressed (1)"),
        ("", "Skipped rules (1)"),
    ]
    assert text.count("<details") == text.count("</details>")
    assert "| study.yaml:3:5: a.b | the value is absent | write it | law/x · 법 제1조 |" in text


def test_the_summary_of_a_draft_is_a_page_that_a_job_may_hold() -> None:
    text = markdown.write(draft())
    assert len(text.encode()) < 1_000_000
    tables = READER.render(text).count("<table>")
    assert tables > 4
    covered = coverage(draft().checked[0].report, "en")
    counts = Counter(each.state for each in covered)
    assert f"| {' | '.join(str(counts[state]) for state in STATES)} |" in text
    assert re.search(r"… and \d+ more", text) or counts[State.MISSING] < markdown.MOST
    assert "### 요건 충족" in markdown.write(draft("ko"))


def test_the_summary_of_many_submissions_tells_the_last_ones_in_short(monkeypatch: pytest.MonkeyPatch) -> None:
    alone, parts = run(), 7
    many = replace(alone, checked=alone.checked * parts)
    short = len(markdown.write(many).encode()) // 2
    monkeypatch.setattr(markdown, "ROOM", short)
    text = markdown.write(many)
    assert len(text.encode()) <= short
    assert 0 < text.count("error (1)") < parts - 1
    assert text.count("## regdocs check: ") == parts
    assert text.count("<details") == text.count("</details>") > 0


def _document(html: str) -> Any:
    return tinyhtml5.parse(html)


def test_the_page_needs_nothing_from_elsewhere_and_runs_nothing() -> None:
    html = page.write(draft())
    document = _document(html)
    names = {str(element.tag).rpartition("}")[2] for element in document.iter()}
    assert not names & {"script", "link", "img", "iframe", "object", "base"}
    assert not re.search(r"\b(?:src|href|action|on\w+)=", html)
    assert not re.search(r"url\(|@import", html)
    assert "default-src 'none'" in html


def test_the_page_has_every_requirement_with_its_state_basis_and_reason() -> None:
    covered = coverage(draft().checked[0].report, "en")
    rows = _rows(page.write(draft()))
    assert len(rows) == len(covered) > 200
    states = list(STATES)
    assert [row.get("class") for row in rows] == [
        each.state.value for each in sorted(covered, key=lambda each: states.index(each.state))
    ]
    by_name = {"".join(row[0].itertext()): row for row in rows}
    for each in covered:
        cells = ["".join(cell.itertext()) for cell in by_name[each.title + each.rule]]
        assert cells[2:5] == [each.citations, each.confidence, each.reason.replace("`", "")]
        assert STATES[each.state].text("en") in cells[1]
        assert each.reason or each.state in (State.MET, State.OMITTED_WITH_REASON)


def _rows(html: str) -> list[Any]:
    return [element for element in _document(html).iter() if _tag(element) == "tr" and element.get("class")]


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def test_a_keyboard_and_a_screen_reader_can_use_the_page() -> None:
    document = _document(page.write(draft()))
    elements = list(document.iter())
    assert document.get("lang") == "en"
    identifiers = [element.get("id") for element in elements if element.get("id")]
    assert sorted(identifiers) == sorted(state.value for state in STATES)
    labels = {element.get("for") for element in elements if _tag(element) == "label"}
    assert labels == set(identifiers)
    assert all(element.get("scope") for element in elements if _tag(element) == "th")
    assert not [element for element in elements if element.get("tabindex")]
    assert [_tag(element) for element in elements if _tag(element) in ("main", "h1", "h2", "legend", "caption")] == [
        "main", "h1", "legend", "h2", "caption",
    ]  # fmt: skip


def test_each_box_hides_the_rows_of_its_state_alone() -> None:
    """The style's rules, with `body:has(…)` taken as given for each box in turn."""
    html = page.write(draft())
    (style,) = [element.text for element in _document(html).iter() if _tag(element) == "style"]
    hiding = [
        tinycss2.serialize(rule.prelude)
        for rule in tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True)
        if rule.type == "qualified-rule" and "display: none" in tinycss2.serialize(rule.content) and ":has" in tinycss2.serialize(rule.prelude)
    ]  # fmt: skip
    (selectors,) = hiding
    pairs = re.findall(r"body:has\(#(\w+):not\(:checked\)\) (tr\.\w+)", selectors)
    root = cssselect2.ElementWrapper.from_html_root(_document(html))
    covered = Counter(row.get("class") for row in _rows(html))
    assert {name for name, _ in pairs} == {state.value for state in STATES}
    for name, rows in pairs:
        found = list(root.query_all(rows))
        assert {each.etree_element.get("class") for each in found} <= {name}
        assert len(found) == covered[name]


def test_the_page_of_what_can_not_be_read_says_so() -> None:
    assert "can&#x27;t be read" in page.write(unreadable())
    assert "<h2>bad</h2>" in page.write(unreadable())


def test_text_never_becomes_markup() -> None:
    html = page.write(run('<b onload="x">'))
    assert "<b onload" not in html
    assert "&lt;b onload=&quot;x&quot;&gt;" in html
