"""The shipped set in English: no fixed text without English in any document of any submission, ids as in Korean."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from regdocs.compose.bibliography import entries
from regdocs.compose.compose import Composed, compose
from regdocs.compose.inlines import plain
from regdocs.compose.job import jobs
from regdocs.document.document import Document, Section
from regdocs.document.inline import Style, Styled
from regdocs.document.lineage import fields, inlines_of
from regdocs.language import Language
from regdocs.study.operation import Procedures
from regdocs.study.terms import Origin, Tissue
from regdocs.submission.load import Submission, load
from regdocs.template_set.english import HANGUL, SLOT, memory
from regdocs.template_set.load import load as load_set
from regdocs.template_set.load import shipped, template_set_of

SUBMISSIONS = sorted(path.parent for path in (Path(__file__).parents[2] / "submissions").glob("*/study.yaml"))
EXAMPLE = "ad-cb-msc-2026"
PROCEDURES = {
    "extension": {
        "date": "2026-10-28", "demand": "1", "demanded": "2026-10-12", "deadline": "2026-11-11", "until": "2026-12-11",
        "body": "식품의약품안전처장", "count": 2, "reason": "사유",
    },
    "objection": {
        "date": "2026-09-21", "notice": "1", "notified": "2026-09-10", "return_reason": "사유", "reason": "사유",
    },
    "change_report": {
        "date": "2027-05-03", "approval": "1",
        "changes": [{"id": "staff", "item": "항목", "before": "전", "after": "후", "reason": "사유"}],
    },
    "withdrawal": {"date": "2026-12-01", "receipt": "1", "reason": "사유"},
}  # fmt: skip

# What the examples leave out, by the changes of the first one that bring it in: paths of field names.
# Two at a time where no text of one depends on the other.
VARIANTS: dict[str, dict[str, Any]] = {
    "procedures, bone marrow": {
        "procedures": Procedures.model_validate(PROCEDURES),
        "filing.review_application": True,
        "budget.insurance_coverage_requested": True,
        "product.tissue": Tissue.BONE_MARROW,
    },
    "no combined review, animal cells": {"filing.combined_review": False, "product.origin": Origin.XENOGENEIC},
}


def changed(model: BaseModel, changes: Mapping[str, Any]) -> Any:
    """The model with other values at these paths."""
    for path, value in changes.items():
        name, _, rest = path.partition(".")
        model = model.model_copy(update={name: changed(getattr(model, name), {rest: value}) if rest else value})
    return model


@cache
def submission(name: str) -> Submission:
    if name not in VARIANTS:
        return load(next(path for path in SUBMISSIONS if path.name == name))
    example = submission(EXAMPLE)
    return replace(example, study=changed(example.study, VARIANTS[name]))


@cache
def compositions(name: str, language: Language) -> tuple[Composed, ...]:
    filing = submission(name)
    template_set = template_set_of(filing)
    return tuple(compose(filing, template_set, job, language) for job in jobs(filing, template_set))


NAMES = [path.name for path in SUBMISSIONS]
everywhere = pytest.mark.parametrize("name", NAMES)


@pytest.mark.parametrize("name", [*NAMES, *VARIANTS])
def test_every_fixed_text_has_english(name: str) -> None:
    lacking = [
        f"{composed.document.id}: {finding.message.text('en')}"
        for composed in compositions(name, "en")
        for finding in composed.findings
        if finding.rule == "translate/untranslated-text"
    ]
    assert lacking == []


@everywhere
def test_sections_have_the_ids_and_numbers_of_the_korean(name: str) -> None:
    for korean, english in zip(compositions(name, "ko"), compositions(name, "en"), strict=True):
        assert outline(english.document) == outline(korean.document)


def outline(document: Document) -> list[tuple[str, str]]:
    return [(section.id, section.number) for section in document.walk()]


@everywhere
def test_no_value_loses_its_path(name: str) -> None:
    for korean, english in zip(compositions(name, "ko"), compositions(name, "en"), strict=True):
        assert printed(english.document) == printed(korean.document), english.document.id


def printed(document: Document) -> set[tuple[str, str]]:
    """Field paths and sections, without the abbreviations: each language has its own."""
    return {(path, section) for path, section in fields(document) if not path.startswith("abbreviations")}


@everywhere
def test_korean_in_an_english_copy_is_marked(name: str) -> None:
    for composed in compositions(name, "en"):
        document = composed.document
        assert document.notice.startswith("English working copy – the Korean text is what is filed")
        bare = [text for section in document.walk() for text in unmarked(section)]
        # The literature is cited as it was published, and the study has a title in Korean.
        assert [text for text in bare if text not in f"{literature(name)}\n{submission(name).study.title.ko}"] == [], (
            document.id
        )


@cache
def literature(name: str) -> str:
    """Everything that the reference list may say."""
    references = submission(name).references
    entry = entries(references)
    return "\n".join(plain(entry(str(each["id"])) or ()) for each in references)


def unmarked(section: Section) -> Iterator[str]:
    """Korean outside the marks, in what a section prints itself; writers' own English may quote Korean."""
    if section.title.ko and not section.heading and HANGUL.search(section.title.text("en")):
        yield section.title.text("en")
    inside: set[int] = set()
    for inline in [*section.heading, *inlines_of(section.blocks)]:
        if isinstance(inline, Styled) and (inline.style is Style.UNTRANSLATED or id(inline) in inside):
            inside |= {id(child) for child in inline.children}
        text = getattr(inline, "text", "")
        if isinstance(text, str) and HANGUL.search(text) and id(inline) not in inside:
            yield text


def test_example_lists_what_to_translate() -> None:
    rules = {finding.rule for composed in compositions(EXAMPLE, "en") for finding in composed.findings}
    assert rules == {"translate/untranslated-value", "translate/untranslated-narrative"}


def test_every_english_file_belongs_to_a_document_and_reads() -> None:
    folder = shipped() / "kr-high-risk"
    template_set = load_set(folder)
    known = {each.entry.id for each in template_set.documents} | {"shared"}
    assert {path.stem for path in (folder / "english").glob("*.yaml")} <= known
    for each in template_set.documents:
        assert len(memory(template_set, each.entry.id)) > 1000


def test_every_title_of_the_set_has_english() -> None:
    template_set = load_set(shipped() / "kr-high-risk")
    titles = [
        title
        for document in template_set.documents
        for section in document.specification.walk()
        for title in (document.specification.title, section.title, *(part.title for part in section.narrative))
    ]
    assert [title.ko for title in titles if not title.en] == []


def test_every_korean_word_of_the_templates_has_english_somewhere() -> None:
    """Branches that no submission takes too: each literal stretch of a template is part of a text with English."""
    folder = shipped() / "kr-high-risk"
    template_set = load_set(folder)
    texts = {text for each in template_set.documents for text in memory(template_set, each.entry.id)}
    known = "\n".join(_bare(SLOT.sub("", text)) for text in texts)
    lacking = [
        f"{path.relative_to(folder)}: {stretch}"
        for path in sorted((folder / "documents").rglob("*.md.j2"))
        for stretch in _stretches(path.read_text("utf-8"))
        if _bare(stretch) not in known
    ]
    assert lacking == []


def _stretches(template: str) -> Iterator[str]:
    template = html.unescape(re.sub(r"\{##.*?##\}", "", template, flags=re.DOTALL))
    tags = r"\{%.*?%\}|\{\{.*?\}\}|\{[#.].*?\}"
    literals = (
        literal
        for tag in re.findall(tags, template, re.DOTALL)
        if "particle(" not in tag
        for literal in re.findall(r'"([^"]*)"', tag)
    )
    prose = re.split(rf"(?s:{tags})|<br>|[|\n\t;\u3000□]|[.?!]\s|\s\s|\d\.\s|Table:\s|:\s|\*\*", template)
    for text in (*literals, *prose):
        if found := re.search("[가-힣].*[가-힣]|[가-힣]", text):
            yield found[0]


def _bare(text: str) -> str:
    return re.sub(r"[\s*]", "", text)
