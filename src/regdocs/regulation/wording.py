"""The words of the law themselves: of an article that is cited, the part that the citation names, and what leads to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from regdocs.regulation.citation import Reference

FOLDER = "texts"
_VERSION = "# "
_MARKS = (
    re.compile(r"(제\d+조(?:의\d+)?)\("),
    re.compile(r"([①-⑳]) "),
    re.compile(r"(\d+\.) "),
    re.compile(r"([가-하]\.) "),
    re.compile(r"(\d+\)) "),
)
"""What begins an article (조), a paragraph (항), a subparagraph (호), an item (목) and what stands below it."""
_LEADING = 1
"""The depth of a sentence that stands unnumbered under its article, as a paragraph does."""
_CITED = re.compile(
    r"(?P<article>제\d+조(?:의\d+)?)(?:제(?P<paragraph>\d+)항)?(?:제(?P<number>\d+)호)?(?:(?P<item>[가-하])목)?(?:(?P<point>\d+)\))?"
)


@dataclass(frozen=True, slots=True)
class Wording:
    """The lines of a provision in Korean, each with its depth from 0 for the article, and the version they are of."""

    version: str
    lines: tuple[tuple[int, str], ...]


def wording(law: Path, reference: Reference) -> Wording | None:
    """What `texts/<source>.txt` in the folder of the law data has of a citation; None where that text isn't kept.

    A line begins with its mark as the law prints it (`제11조(`, `①`, `1.`, `가.`, `1)`); the first line is `# ` and the
    number of the version. Only provisions that are cited have to be there.
    """
    file = law / FOLDER / f"{reference.source}.txt"
    cited = _CITED.match(reference.article)
    if cited is None or not file.is_file():
        return None
    written = file.read_text("utf-8-sig", errors="replace").splitlines()
    lines = _part([_Line.read(each) for each in written[1:] if each], list(_marks(cited)))
    version = written[0].removeprefix(_VERSION) if written else ""
    return Wording(version, tuple((each.depth, each.text) for each in lines)) if lines else None


@dataclass(frozen=True, slots=True)
class _Line:
    depth: int
    mark: str
    text: str

    @classmethod
    def read(cls, text: str) -> _Line:
        for depth, pattern in enumerate(_MARKS):
            if found := pattern.match(text):
                return cls(depth, found[1], text)
        return cls(_LEADING, "", text)


def _marks(cited: re.Match[str]) -> Iterator[tuple[int, str]]:
    """The marks on the way to what is cited, each with its depth."""
    yield 0, cited["article"]
    if cited["paragraph"]:
        yield 1, chr(ord("①") + int(cited["paragraph"]) - 1)
    for depth, group, end in ((2, "number", "."), (3, "item", "."), (4, "point", ")")):
        if cited[group]:
            yield depth, cited[group] + end


def _part(lines: Sequence[_Line], marks: Sequence[tuple[int, str]]) -> list[_Line]:
    """What leads to the line with the last mark, that line, and all below it; nothing where a mark isn't found."""
    found: list[_Line] = []
    for depth, mark in marks:
        start = next((index for index, line in enumerate(lines) if (line.depth, line.mark) == (depth, mark)), None)
        if start is None:
            return []
        # An article without paragraphs opens with a sentence that its subparagraphs complete.
        found += [line for line in lines[:start] if line.depth == _LEADING and not line.mark and depth > _LEADING]
        found.append(lines[start])
        rest = lines[start + 1 :]
        end = next((index for index, line in enumerate(rest) if line.depth <= depth), len(rest))
        lines = rest[:end]
    return [*found, *lines]
