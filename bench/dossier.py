"""The reference dossier: a submission with a template set of its own, of twelve papers and about 230 pages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench.prose import paragraph, result_row, sentence, title
from regdocs.template_set.load import shipped

SECTIONS = (53, 31, 21, 16, 16, 12, 10, 8, 7, 5, 3, 2)
"""Sections of each paper; with cover and contents they make 60 pages, 36, 25, 20, 20 and so on."""

CHANGED = "paper-05"
"""A paper of 20 pages."""

TABLES = 50
RESULT_ROWS, SCHEDULE_SIDE = 29, 16
"""A test table of 29 x 4 and a schedule of 16 x 16 cells take turns: 25 of each make 9,300 cells."""

SECTIONS_OF_A_CHAPTER = 4
PARAGRAPHS, SENTENCES = 4, 4
"""A section of four such paragraphs and a list, or of one table and the rest of its page in prose, fills about a page."""

STUDY = """\
# Made for measuring; describes no study.
id: reference-dossier
template_set: templates/reference
title: {ko: 동종 제대혈 유래 중간엽줄기세포의 반복 투여 연구, en: Repeated administration of cord-blood mesenchymal stem cells}
filing: {date: 2026-11-22}
risk: {class: high}
disease: {name: 아토피피부염}
institutions:
  - {id: hospital, name: 가온재생의료병원}
product:
  name: 제대혈유래 중간엽줄기세포 현탁액
  therapy: cell
  origin: allogeneic
  tissue: cord_blood
  cell_type: mesenchymal_stem_cell
  manipulation: beyond_minimal
"""
COVER = """\
::: title
{{ document.title.text(language) }}
:::

::: subtitle
{{ study.title }}
:::

Table: {.form widths="3 7"}
| **신청인** | {{ institution.name }} |
|---|---|
| **문서번호** | {{ document_number }} |
| **작성일** | {{ study.filing.date }} |
"""


@dataclass(frozen=True, slots=True)
class _Section:
    """One page of a paper: its table's kind, if it has one."""

    id: str
    title: str
    table: str = ""


def write_dossier(folder: Path, scale: float = 1.0) -> None:
    """Write the submission into `folder`; `scale` stretches every paper (1 is the reference of about 230 pages).

    The same scale gives the same bytes.
    """
    random = Random(230)
    papers = [max(1, round(sections * scale)) for sections in SECTIONS]
    outlines = list(_outlines(random, papers, round(TABLES * scale)))
    files = {"study.yaml": STUDY} | _template_set(outlines)
    for index, sections in enumerate(outlines, start=1):
        for section in sections:
            files[f"narrative/paper-{index:02d}/{section.id}.md"] = _narrative(random, section)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    shutil.copytree(shipped() / "kr-high-risk" / "law", folder / "templates" / "reference" / "law", dirs_exist_ok=True)


def change_section(folder: Path, sentence: str) -> None:
    """Change one section of a paper of 20 pages: a sentence more."""
    path = sorted((folder / "narrative" / CHANGED).glob("*.md"))[-1]
    path.write_text(f"{path.read_text('utf-8')}\n{sentence}\n", "utf-8")


def _outlines(random: Random, papers: list[int], tables: int) -> Iterator[list[_Section]]:
    """The sections of each paper, with the tables spread evenly over all of them."""
    total, page, made = sum(papers), 0, 0
    for paper, pages in enumerate(papers, start=1):
        sections = []
        for number in range(1, pages + 1):
            page += 1
            kind = ""
            if page * tables // total > made:
                made += 1
                kind = "results" if made % 2 else "schedule"
            sections.append(_Section(f"p{paper:02d}-s{number:03d}", title(random, number), kind))
        yield sections


def _template_set(outlines: list[list[_Section]]) -> dict[str, str]:
    lines = ["id: reference", 'version: "1"', "title: 참조 서식", "documents:"]
    files = {"documents/cover.md.j2": COVER}
    for index, sections in enumerate(outlines, start=1):
        name = f"paper-{index:02d}"
        lines.append(f"  - {{id: {name}, order: {index}, route: [committee, mfds]}}")
        files[f"documents/{name}/document.yaml"] = _declaration(name, index, sections)
    files["set.yaml"] = "\n".join(lines) + "\n"
    return {f"templates/reference/{path}": content for path, content in files.items()}


def _declaration(name: str, index: int, sections: list[_Section]) -> str:
    """A paper's `document.yaml`: chapters of a few sections each."""
    lines = [
        f"id: {name}",
        f"title: 제출자료 {index}",
        f"suffix: R{index}",
        "cover: true",
        "contents: [sections, tables]",
        'numbering: ["1.", "가.", "1)"]',
        "sections:",
    ]
    for start in range(0, len(sections), SECTIONS_OF_A_CHAPTER):
        lines += [
            f"  - id: p{index:02d}-c{start:03d}",
            f"    title: 제{start // SECTIONS_OF_A_CHAPTER + 1}장",
            "    sections:",
        ]
        for section in sections[start : start + SECTIONS_OF_A_CHAPTER]:
            lines += [f"      - id: {section.id}", f"        title: {section.title}", "        narrative:"]
            lines += [f"          - {{id: {part}, title: {heading}}}" for part, heading in _parts(section)]
    return "\n".join(lines) + "\n"


def _parts(section: _Section) -> tuple[tuple[str, str], ...]:
    """The parts' ids are unique through the dossier, so that all papers can also be set as one."""
    return (f"{section.id}-rules", "기준과 근거"), (f"{section.id}-work", "수행 방법")


def _narrative(random: Random, section: _Section) -> str:
    rules, work = _parts(section)
    pieces = [
        f"# {rules[1]} {{#{rules[0]}}}",
        f"이 절은 {{{{ study.product.name }}}}에 관한 것이다. {sentence(random)}",
    ]
    paragraphs = PARAGRAPHS
    if section.table:
        pieces += [f"결과는 [](#table-{section.id})에 정리하였다.", _table(random, section)]
        paragraphs = 1 if section.table == "results" else 2
    pieces += [paragraph(random, SENTENCES) for _ in range(paragraphs // 2)]
    pieces.append(f"# {work[1]} {{#{work[0]}}}")
    pieces += [paragraph(random, SENTENCES) for _ in range(paragraphs - paragraphs // 2)]
    pieces.append("\n".join(f"- {sentence(random)}" for _ in range(3)))
    return "\n\n".join(pieces) + "\n"


def _table(random: Random, section: _Section) -> str:
    caption = f"Table: {section.title} {{#table-{section.id}}}"
    rows = _results(random) if section.table == "results" else _schedule(random)
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([caption, lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def _results(random: Random) -> list[list[str]]:
    return [["시험항목", "시험방법", "기준", "결과"], *(list(result_row(random, row)) for row in range(1, RESULT_ROWS))]


def _schedule(random: Random) -> list[list[str]]:
    visits = range(1, SCHEDULE_SIDE)
    head = ["항목", *(f"V{visit}" for visit in visits)]
    return [head, *([f"검사 {row}", *(random.choice(("●", "–")) for _ in visits)] for row in range(1, SCHEDULE_SIDE))]
