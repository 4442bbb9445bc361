"""Comparing: the reference dossier with two hundred edits spread over it, from trees to the data that every face draws."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from statistics import median
from time import process_time

from msgspec.structs import replace

from bench import peers
from bench.measure import Row
from regdocs.document.block import Block, ItemList, Paragraph, Table
from regdocs.document.document import Document, Section
from regdocs.document.inline import Inline, Text
from regdocs.language import Bilingual
from regdocs.review.as_json import to_json
from regdocs.review.change import Comparison, Edition
from regdocs.review.compare import compare_trees
from regdocs.review.page.page import page
from regdocs.review.table import change_table

CHANGES = 200
_EDITIONS = Edition("1.0", Bilingual("이전 판")), Edition("2.0", Bilingual("새 판"))
_WORD = "변경된"


def diff(folder: Path) -> Iterator[Row]:
    """The comparison by processor time, since other programs share the machine, and its changes as JSON."""
    old = peers.trees(folder / "reference" / "build")
    new = edited(old)
    comparison = compared(old, new)
    taken = _cpu(lambda: compared(old, new))
    told = f"{taken:.3f} s for {len(comparison.changes)} changes"
    yield Row("Diff of the dossier (processor time)", told, "≤ 0.5 s", taken <= 0.5)
    same = _cpu(lambda: compared(old, old))
    yield Row("  the same of two equal revisions", f"{same:.3f} s")
    yield Row("  its changes as JSON", f"{_cpu(lambda: to_json(comparison)):.3f} s")
    taken = _cpu(lambda: change_table(comparison))
    yield Row("  its comparison table, as a tree", f"{taken:.3f} s", "≤ 0.5 s", taken <= 0.5)
    taken = _cpu(lambda: page(comparison))
    yield Row("  its review page", f"{taken:.3f} s, {len(page(comparison)) / 1e6:.1f} MB", "≤ 1 s", taken <= 1)
    yield _opened(page(comparison), folder)


def _opened(markup: str, folder: Path) -> Row:
    """How long headless Chromium takes until the page has loaded, by its own clock; the best of three."""
    title = "  the page in Chromium, until loaded"
    binary, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (binary and driver):
        return Row(title, "skipped: chromium or chromium-driver is absent")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    (folder / "review.html").write_text(markup, "utf-8")
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for each in ("headless", "no-sandbox", "disable-gpu", "no-first-run", "disable-background-networking"):
        options.add_argument(f"--{each}")
    with webdriver.Chrome(options, Service(driver)) as browser:
        times = []
        for _ in range(3):
            browser.get((folder / "review.html").as_uri())
            loaded = "return performance.getEntriesByType('navigation')[0].loadEventEnd"
            times.append(browser.execute_script(loaded) / 1000)
    return Row(title, f"{min(times):.2f} s", "≤ 1 s", min(times) <= 1)


def compared(old: Sequence[Document], new: Sequence[Document]) -> Comparison:
    """Both revisions as one result."""
    return compare_trees(old, new, _EDITIONS)


def _cpu(work: Callable[[], object]) -> float:
    return median(_cpu_seconds(work) for _ in range(3))


def _cpu_seconds(work: Callable[[], object]) -> float:
    begin = process_time()
    work()
    return process_time() - begin


def edited(documents: Sequence[Document], changes: int = CHANGES) -> list[Document]:
    """The documents with so many edits at places spread evenly over all lines of text: words put in, taken out, changed.

    Every tenth edit takes out a whole paragraph, item or row, or puts one in.
    """
    lines = sum(_Editing(frozenset(), Random(0)).count(document) for document in documents)
    random = Random(7)
    chosen = frozenset(random.sample(range(lines), min(changes, lines)))
    editing = _Editing(chosen, random)
    return [editing.document(document) for document in documents]


class _Editing:
    """A walk over all lines of text in reading order that edits the chosen ones."""

    def __init__(self, chosen: frozenset[int], random: Random) -> None:
        self.chosen, self.random = chosen, random
        self.at = 0
        self.done = 0

    def count(self, document: Document) -> int:
        self.document(document)
        return self.at

    def document(self, document: Document) -> Document:
        return replace(document, sections=tuple(map(self.section, document.sections)))

    def section(self, section: Section) -> Section:
        blocks = tuple(each for block in section.blocks for each in self.block(block))
        return replace(section, blocks=blocks, sections=tuple(map(self.section, section.sections)))

    def block(self, block: Block) -> tuple[Block, ...]:
        match block:
            case Paragraph():
                line, whole = self.line(block.children)
                changed = replace(block, children=line)
                return {"": (changed,), "out": (), "in": (block, Paragraph((Text(self.sentence()),)))}[whole]
            case ItemList():
                items = [replace(item, blocks=blocks) for item in block.items if (blocks := self.item(item.blocks))]
                return (replace(block, items=tuple(items)),)
            case Table():
                rows = []
                for row in block.rows:
                    cells = [replace(cell, children=self.line(cell.children, whole=False)[0]) for cell in row.cells]
                    rows.append(replace(row, cells=tuple(cells)))
                return (replace(block, rows=tuple(rows)),)
        return (block,)

    def item(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(each for block in blocks for each in self.block(block))

    def line(self, inlines: tuple[Inline, ...], *, whole: bool = True) -> tuple[tuple[Inline, ...], str]:
        """The line, edited where it is chosen, and whether it goes out as a whole, or another comes in behind it."""
        self.at += 1
        if self.at - 1 not in self.chosen:
            return inlines, ""
        self.done += 1
        if whole and self.done % 10 == 0:
            return inlines, self.random.choice(("out", "in"))
        texts = [index for index, inline in enumerate(inlines) if isinstance(inline, Text) and inline.text.strip()]
        if not texts:
            return (*inlines, Text(_WORD)), ""
        index = self.random.choice(texts)
        changed = Text(self.reworded(inlines[index].text))  # type: ignore[union-attr]
        return (*inlines[:index], changed, *inlines[index + 1 :]), ""

    def reworded(self, text: str) -> str:
        words = text.split(" ")
        at = self.random.randrange(len(words))
        words[at : at + self.random.choice((0, 1, 1))] = [_WORD]
        return " ".join(words)

    def sentence(self) -> str:
        return f"{_WORD} 문장 {self.random.randrange(10_000)}을 새로 적어 넣는다."
