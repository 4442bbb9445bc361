"""The enclosures of an official letter: the papers of the filing and what is attached to them, in one list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from regdocs.compose.lineage import Printed, Value
from regdocs.document.document import Kind
from regdocs.language import Bilingual, Language
from regdocs.study.operation import Attachment
from regdocs.study.study import Study
from regdocs.submission.path import item as item_path
from regdocs.template_set.load import DocumentTemplate

LATER = "procedure"
"""The route of papers that are written after filing, when somebody asks for them."""
_ONE_BY_ONE = 10
_COPIES = Bilingual("{}부", "{} copy")
_SEVERAL_COPIES = Bilingual("{}부", "{} copies")
_EACH = Bilingual("각 1부", "1 copy each")
_TOGETHER = Bilingual(
    "첨부서류 {}건(자료 전체 목록에 적은 서류)", "{} attachments (named in the complete list of data)"
)
_BESIDE_SIGNED = Bilingual(
    "첨부서류 {}건(자료 전체 목록에 적은 서류, 서명본 제외)",
    "{} attachments (named in the complete list of data, without the signed originals)",
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the filing as lists print it; `instance` is the id of the institution that it is written for."""

    template: DocumentTemplate
    number: Printed
    instance: str | None


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A line of 붙임: what is enclosed and in how many copies (행정업무의 운영 및 혁신에 관한 규정 시행규칙 제4조제4항)."""

    title: str | Printed | Value
    copies: str | Printed


def filed(papers: Iterable[Paper]) -> list[Paper]:
    """The papers that a filing consists of: neither the letter that they go out with, nor those of later steps."""
    return [
        paper
        for paper in papers
        if LATER not in paper.template.entry.route and paper.template.entry.kind != Kind.LETTER.value
    ]


class Enclosures(Sequence[Enclosure]):
    """The papers one by one; attachments too, unless they are so many that the list of data names them better.

    A signed original takes the place of the paper that it is a copy of, and isn't named again. Made when somebody looks:
    only letters have enclosures, and what looks at no attachment doesn't depend on any.
    """

    def __init__(self, papers: Sequence[Paper], study: Study, language: Language) -> None:
        self._given = papers, study, language

    @cached_property
    def _lines(self) -> list[Enclosure]:
        return [*_papers(*self._given), *_attachments(*self._given)]

    def __getitem__(self, index: Any) -> Any:
        return self._lines[index]

    def __len__(self) -> int:
        return len(self._lines)


def _papers(papers: Iterable[Paper], study: Study, language: Language) -> Iterator[Enclosure]:
    for paper in papers:
        title = paper.template.specification.title.text(language)
        site = next((each for each in study.institutions if each.id == paper.instance), None)
        if site is not None:
            path = item_path("institutions", site, study.institutions.index(site))
            # Korean writes a bracket right after a word, English doesn't.
            space = " " if language == "en" else ""
            yield Enclosure(
                Printed(f"{title}{space}({site.name.text(language)})", (f"{path}.name",), site.name.ko, "enclosure"),
                _one(language),
            )
        else:
            yield Enclosure(title, _one(language))


def _attachments(papers: Iterable[Paper], study: Study, language: Language) -> Iterator[Enclosure]:
    written = {paper.template.entry.id for paper in papers}
    places = [
        (each, item_path("attachments", each, index))
        for index, each in enumerate(study.attachments)
        if each.signed not in written
    ]
    single = [(each, path) for each, path in places if each.copies == 1]
    together = single if len(places) > _ONE_BY_ONE and len(single) > 1 else []
    for each, path in places:
        if (each, path) not in together:
            yield Enclosure(Value(each.title, (f"{path}.title",)), _copies(each, path, language))
    if together:
        paths = tuple(f"{path}.title" for _, path in together)
        words = _TOGETHER if len(places) == len(study.attachments) else _BESIDE_SIGNED
        title = words.text(language).format(len(together))
        yield Enclosure(Printed(title, paths, len(together), "count"), _EACH.text(language))


def _copies(attachment: Attachment, path: str, language: Language) -> str | Printed:
    count = attachment.copies
    words = _COPIES if count == 1 else _SEVERAL_COPIES
    text = words.text(language).format(count)
    return Printed(text, (f"{path}.copies",), count, "copies")


def _one(language: Language) -> str:
    return _COPIES.text(language).format(1)
