"""Checking: one list of findings, each once and with its place; what counts as content."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from regdocs.check.check import check
from regdocs.check.outcome import Report
from regdocs.compose.presence import has_content
from regdocs.document.block import (
    Block,
    Cell,
    Column,
    Contents,
    Figure,
    Item,
    ItemList,
    PageBreak,
    Paragraph,
    Row,
    Table,
)
from regdocs.document.document import Section
from regdocs.document.inline import Citation, Field, Gap, Inline, Style, Styled, Text
from regdocs.finding import ExitCode, Severity
from regdocs.language import Bilingual

EXAMPLE = Path(__file__).parents[2] / "submissions" / "ad-cb-msc-2026"


def _paragraph(*inlines: Inline) -> Paragraph:
    return Paragraph(tuple(inlines))


def _table(*cells: Cell, head: int = 1) -> Table:
    return Table((Column(1),), (Row((Cell((Text("머리"),), header=True),)), *(Row((cell,)) for cell in cells)), head)


CONTENT: dict[str, tuple[Block, bool]] = {
    "prose": (_paragraph(Text("말")), True),
    "a value": (_paragraph(Field("60", ("x",))), True),
    "a value of zero": (_paragraph(Field("0", ("x",))), True),
    "a gap": (_paragraph(Gap("[미기재: x]", "x")), False),
    "words around a gap": (_paragraph(Text("기간은 "), Gap("[미기재: x]", "x"), Text("이다.")), False),
    "a value beside a gap": (_paragraph(Field("60", ("x",)), Gap("[미기재: y]", "y")), True),
    "dashes": (_paragraph(Text(" – ")), False),
    "a dash for an optional value": (_paragraph(Field("–", ("x",))), False),
    "nothing": (_paragraph(), False),
    "emphasis": (_paragraph(Styled(Style.STRONG, (Text("말"),))), True),
    "a citation alone": (_paragraph(Citation(("k",), "[1]")), False),
    "a picture": (Figure("x.svg", "x"), True),
    "a page break": (PageBreak(), False),
    "a list of contents": (Contents(), False),
    "a list": (ItemList((Item((_paragraph(Text("말")),)),)), True),
    "a list of gaps": (ItemList((Item((_paragraph(Gap("x", "x")),)),)), False),
    "a table of headers": (_table(), False),
    "a table of labels": (_table(Cell((Text("이름"),), header=True)), False),
    "a table with a value": (_table(Cell((Text("말"),))), True),
    "a table with an empty cell": (_table(Cell(())), False),
    "a table with a gap": (_table(Cell((Gap("x", "x"),))), False),
}


@pytest.mark.parametrize(("block", "expected"), CONTENT.values(), ids=list(CONTENT))
def test_a_heading_without_content_is_no_section(block: Block, expected: bool) -> None:
    section = Section("one", Bilingual("제목"), blocks=(block,))
    assert has_content(section) is expected
    assert has_content(Section("above", Bilingual("위"), sections=(section,))) is expected


@pytest.fixture(scope="module")
def example() -> Report:
    return check(EXAMPLE)


def test_the_example_is_told_to_be_one(example: Report) -> None:
    (note,) = [finding for finding in example.findings if finding.rule == "submission/example"]
    assert (note.severity, note.place.file, note.place.path) == (Severity.NOTE, "study.yaml", "example")
    assert note.place.line is not None


def test_each_thing_is_told_once_and_the_weightiest_first(example: Report) -> None:
    keys = [(finding.rule, finding.place.path, finding.place.line, finding.message.ko) for finding in example.findings]
    assert len(keys) == len(set(keys))
    weights = [finding.severity.weight for finding in example.findings]
    assert weights == sorted(weights, reverse=True)


def test_every_requirement_is_a_rule_that_ran(example: Report) -> None:
    requirements = {f"law/{assessment.requirement.id}" for assessment in example.assessments}
    assert requirements <= set(example.rules_run)
    assert len(requirements) == len(example.assessments) > 100
    assert example.as_of == date(2026, 9, 1)


def test_the_law_of_the_day_decides(tmp_path: Path) -> None:
    early = check(EXAMPLE, date(1990, 1, 1))
    assert all(assessment.state.value == "not_known" for assessment in early.assessments)
    assert {finding.severity for finding in early.findings if finding.rule.startswith("law/")} == {Severity.NOTE}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return shutil.copytree(EXAMPLE, tmp_path / "example", ignore=shutil.ignore_patterns("build"))


MISSING = {
    "prose": ("narrative/research-plan/overview.md", "compose/missing-prose", "narrative/research-plan/overview.md"),
    "a figure": ("figures/mechanism.svg", "compose/missing-figure", "narrative/"),
}


@pytest.mark.parametrize(("name", "rule", "file"), MISSING.values(), ids=list(MISSING))
def test_what_is_absent_is_found_with_its_file(copy: Path, name: str, rule: str, file: str) -> None:
    (copy / name).unlink()
    findings = check(copy).findings
    found = [finding for finding in findings if finding.rule == rule]
    assert found
    # What the law asks of a narrative names the file to write, too.
    found += [each for each in findings if each.rule.startswith("law/") and each.severity is Severity.ERROR]
    assert all((finding.place.file or "").startswith(file) for finding in found)


def test_what_a_writer_wrote_is_found_at_its_line(copy: Path) -> None:
    path = copy / "narrative/research-plan/overview.md"
    path.write_text("#### 빈 제목\n\n" + path.read_text("utf-8") + "\n또한 QZX를 잰다.\n", "utf-8")
    found = {each.rule: each.place for each in check(copy).findings}
    abbreviation, heading = found["compose/unlisted-abbreviation"], found["documents/empty-section"]
    assert (heading.file, heading.line) == ("narrative/research-plan/overview.md", 1)
    last = path.read_text("utf-8").count("\n")
    assert (abbreviation.file, abbreviation.line, abbreviation.column) == (heading.file, last, 4)


def test_what_the_law_asks_of_a_part_is_found_at_its_heading(copy: Path) -> None:
    path = copy / "narrative/research-plan/overview.md"
    text = re.sub(r"(\{#purpose\}\n).*?(?=\n# |\Z)", r"\1", path.read_text("utf-8"), flags=re.DOTALL)
    path.write_text(text, "utf-8")
    (place,) = [each.place for each in check(copy).findings if each.rule == "law/objective"]
    line = next(number for number, each in enumerate(text.split("\n"), 1) if "{#purpose}" in each)
    assert (place.file, place.line, place.column) == ("narrative/research-plan/overview.md", line, 1)
    assert place.path == "narrative/research-plan/overview.md#purpose"


BROKEN = {
    "{{ product.code }}": "did you mean `study.product`?",
    "{{ ref('x') }}": "is written `{{ study.field.field }}`",
}


@pytest.mark.parametrize("printed", BROKEN)
def test_narrative_that_prints_what_there_is_not_says_the_column_and_how_to_write_it(copy: Path, printed: str) -> None:
    path = copy / "narrative/research-plan/overview.md"
    path.write_text(path.read_text("utf-8") + f"\n값 {printed}\n", "utf-8")
    (found,) = [each for each in check(copy).findings if each.rule == "narrative/broken"]
    assert found.place.line == path.read_text("utf-8").count("\n")
    assert found.place.column == 6
    assert found.remedy is not None
    assert found.remedy.text("en").endswith(BROKEN[printed])


def test_a_heading_over_nothing_is_found_at_its_line(copy: Path) -> None:
    path = copy / "narrative/research-plan/records.md"
    text = path.read_text("utf-8")
    name = next(line for line in text.split("\n") if line.startswith("# "))
    path.write_text(f"\n\n{name}\n\n", "utf-8")
    found = [finding.place for finding in check(copy).findings if finding.rule == "compose/missing-prose"]
    assert ("narrative/research-plan/records.md", 3, 1) in {(each.file, each.line, each.column) for each in found}


def test_prose_under_a_wrong_name_is_found(copy: Path) -> None:
    (copy / "narrative/research-plan/overview.md").rename(copy / "narrative/research-plan/overwiew.md")
    found = [finding.line("en") for finding in check(copy).findings if finding.rule == "compose/unplaced-narrative"]
    assert len(found) == 1
    assert found[0].startswith("narrative/research-plan/overwiew.md: there is no section `overwiew`")
    assert found[0].endswith("did you mean `overview`?")


def test_a_stray_file_is_an_error_that_hides_no_other(copy: Path) -> None:
    before = check(copy).findings
    for name in ("메모.txt", "research-plan/Overview.md"):
        (copy / "narrative" / name).write_text("# 메모\n\n\0 {{ nothing", "utf-8")
    report = check(copy)
    strays = [each for each in report.findings if each not in before]
    assert [(each.rule, each.severity, each.place.file) for each in strays] == [
        ("compose/unplaced-narrative", Severity.ERROR, "narrative/research-plan/Overview.md"),
        ("compose/unplaced-narrative", Severity.ERROR, "narrative/메모.txt"),
    ]
    assert report.failure is None
    assert len(report.findings) == len(before) + 2


def test_declared_attachments_have_to_be_there(copy: Path) -> None:
    declared = "attachments:\n  - {id: x, role: pledge, title: x, file: attachments/x.pdf, signed: research-plam}\n"
    text = (copy / "study.yaml").read_text("utf-8").replace("\nattachments:\n", f"\n{declared}")
    (copy / "study.yaml").write_text(text, "utf-8")
    line = text.splitlines().index("attachments:") + 2
    columns = [text.splitlines()[line - 1].index(value) + 1 for value in ("attachments/x.pdf", "research-plam")]
    found = [finding.line("en") for finding in check(copy).findings if finding.rule.startswith("attachments/")]
    assert found == [
        f"study.yaml:{line}:{columns[0]}: attachments[x].file: the attached file `attachments/x.pdf` is absent"
        " → put the file at `attachments/x.pdf`",
        f"study.yaml:{line}:{columns[1]}: attachments[x].signed: there is no document `research-plam` → did you mean `research-plan`?",
    ]
    (copy / "attachments").mkdir(exist_ok=True)
    (copy / "attachments/x.pdf").write_bytes(b"%PDF-1.7")
    assert [finding.place.path for finding in check(copy).findings if finding.rule.startswith("attachments/")] == [
        "attachments[x].signed"
    ]


def test_what_can_not_be_read_is_a_report_with_its_exit_code(copy: Path) -> None:
    (copy / "study.yaml").write_text("id: [", "utf-8")
    report = check(copy)
    assert (report.failure, report.rules_run) == (ExitCode.INVALID_SUBMISSION, ("data",))
    assert report.findings[0].place.line == 2
