"""The report for a terminal and as JSON: lines, excerpts with carets, colour, several submissions."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reporting import FINDINGS, draft, run, unreadable

from regdocs.check.report import as_json, text
from regdocs.check.report.excerpt import MOST, TAB, excerpt, width

BASIS = "[law/x · 법 제1조]"


def test_text_says_everything_in_either_language() -> None:
    lines = text.write(run()).splitlines()
    assert lines[0] == f"error: filings/ad-1/study.yaml:3:5: a.b: the value is absent → write it {BASIS}"
    assert lines[1].startswith("warning: filings/ad-1/narrative/a,b/c:d.md:1: 값 | 100%")
    assert lines[2:] == [
        "note: research-plan/overview: 참고할 일 [compose/y]",
        "skipped 1: rendered/values (no --submission was given)",
        "1 error · 1 warning · 1 note · 1 suppressed",
        "requirements: not judged (as of 2026-09-01)",
    ]
    korean = text.write(run(language="ko")).splitlines()
    assert korean[0] == f"오류: filings/ad-1/study.yaml:3:5: a.b: 값 없음 → 적으십시오 {BASIS}"
    assert korean[-2:] == [
        "오류 1 · 경고 1 · 참고 1 · 억제 1",
        "요건: 판단하지 않음 (기준일 2026-09-01)",
    ]


def test_what_a_finding_rests_on_is_said_in_the_language_of_the_report() -> None:
    for language, cited in (("ko", "법 제14조제1항제2호"), ("en", "Act art. 14(1)2")):
        (line,) = [each for each in text.write(draft(language)).splitlines() if "periods/long-term-proposed" in each]
        assert line.endswith(f" [periods/long-term-proposed · {cited}]")


def test_a_finding_stays_one_line_and_can_not_steer_the_terminal() -> None:
    written = text.write(run())
    assert "\x1b" not in written
    assert "\x00" not in written
    assert sum(line.startswith("warning: ") for line in written.splitlines()) == 1
    assert not any(line.startswith(("::", "두 줄")) for line in written.splitlines())


def test_colour_is_there_where_it_is_asked_for_only() -> None:
    colored = text.write(run(color=True))
    assert colored.startswith("\x1b[31;1merror\x1b[0m: filings/ad-1/study.yaml")
    assert "\x1b" not in text.write(run())


def test_the_source_line_stands_below_its_finding_with_a_caret(tmp_path: Path) -> None:
    (tmp_path / "study.yaml").write_bytes("﻿id: x\r\n\r\n제목: 가나다 값\r\n".encode())
    lines = text.write(run(folder=tmp_path)).splitlines()
    assert lines[1:3] == ["  3 | 제목: 가나다 값", "    |       ^"]
    assert (lines[1].index("가"), width("  3 | 제목: ")) == (10, len(lines[2]) - 1)


def test_no_excerpt_comes_from_outside_the_folder_or_beyond_the_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("1\n2\nsecret\n", "utf-8")
    folder = tmp_path / "s"
    folder.mkdir()
    (folder / "study.yaml").symlink_to(tmp_path / "secret")
    assert "secret" not in text.write(run(folder=folder))
    (folder / "study.yaml").unlink()
    (folder / "study.yaml").write_text("short\n", "utf-8")
    assert " | " not in text.write(run(folder=folder)).splitlines()[1].partition("warning")[0]


EXCERPTS = {
    "plain": ("id: x", 1, 5, ["  1 | id: x", "    |     ^"]),
    "no column": ("id: x", 12, None, ["  12 | id: x"]),
    "Hangul is two wide": ("가나: x", 1, 5, ["  1 | 가나: x", "    |       ^"]),
    "a tab": ("\tx", 1, 2, ["  1 |     x", "    |     ^"]),
    "Hangul letter by letter": ("\u1112\u1161\u11ab: x", 1, 6, ["  1 | \u1112\u1161\u11ab: x", "    |     ^"]),
    "control characters": ("a\x1b[2Jb\u202ec", 1, 7, ["  1 | a�[2Jb�c", "    |       ^"]),
    "behind the end": ("ab", 1, 3, ["  1 | ab", "    |   ^"]),
    "an empty line": ("", 7, 1, ["  7 |", "    | ^"]),
}


@pytest.mark.parametrize(("line", "number", "column", "expected"), EXCERPTS.values(), ids=list(EXCERPTS))
def test_excerpts(line: str, number: int, column: int | None, expected: list[str]) -> None:
    assert excerpt(line, number, column) == expected


@pytest.mark.parametrize("letter", ["x", "가"])
def test_a_long_line_is_cut_around_the_column(letter: str) -> None:
    line = letter * 5000 + "!" + letter * 5_000_000
    shown, caret = excerpt(line, 3, 5001)
    assert width(shown) <= MOST + 8 + TAB
    assert (shown[6], shown[-1]) == ("…", "…")
    assert width(shown[: shown.index("!")]) == caret.index("^")
    begun, _ = excerpt(line, 3, 2)
    assert begun.startswith(f"  3 | {letter}{letter}")


@given(st.text(max_size=300), st.integers(1, 320))
def test_no_line_breaks_the_excerpt(line: str, column: int) -> None:
    shown, caret = excerpt(line, 1, column)
    assert not {unicodedata.category(each) for each in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert caret.endswith("^")
    assert width(shown) <= MOST + 8 + TAB


def test_json_has_the_form_that_scripts_rely_on() -> None:
    data = json.loads(as_json.write(run()))
    assert data["findings"][0] == {
        "rule": "law/x", "severity": "error", "message": "the value is absent", "remedy": "write it",
        "path": "a.b", "file": "study.yaml", "line": 3, "column": 5,
        "document": None, "section": None, "page": None, "citations": ["법 제1조"],
    }  # fmt: skip
    assert [each["rule"] for each in data["findings"]] == [each.rule for each in FINDINGS]
    assert data["summary"] == {
        "errors": 1, "warnings": 1, "notes": 1, "rules_run": 2,
        "requirements": {"met": 0, "missing": 0, "not_applicable": 0, "not_known": 0},
    }  # fmt: skip
    assert [(each["rule"], each["reason"]) for each in data["suppressed"]] == [("compose/y", "reviewed")]
    assert data["skipped"] == [{"rule": "rendered/values", "reason": "no --submission was given"}]


def test_several_submissions_are_told_apart_and_summed() -> None:
    data = json.loads(as_json.write(run("a", "b")))
    assert [(each["submission"], each["file"]) for each in data["findings"][:1] + data["findings"][3:4]] == [
        ("a", "a/study.yaml"),
        ("b", "b/study.yaml"),
    ]
    assert data["summary"]["errors"] == 2
    assert [(each["submission"], each["errors"], each["exit_code"]) for each in data["submissions"]] == [
        ("a", 1, None),
        ("b", 1, None),
    ]
    written = text.write(run("a", "b")).splitlines()
    assert (written[0], written[1][:22]) == ("== a", "error: a/study.yaml:3:")
    assert written[-3:-1] == ["== all 2", "2 errors · 2 warnings · 2 notes · 2 suppressed"]
    assert json.loads(as_json.write(unreadable()))["findings"][0]["rule"] == "law/x"
