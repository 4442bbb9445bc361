"""A set's English: for each text that its templates print in Korean, what stands there in an English working copy."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from regdocs.finding import Finding, RenderingError, Severity
from regdocs.language import Bilingual
from regdocs.study.model import Model, Text
from regdocs.submission.problem import shown
from regdocs.submission.source import Source, read
from regdocs.template_set.load import TemplateSet

FOLDER = "english"
SHARED = "shared"
"""The file for what several documents print; a document's own file goes before it, those of others stand in."""
SLOT = re.compile(r"\{([1-9][0-9]?)\}")
"""Stands for a printed value, a reference or a note: `{1}명` → `{1} people`."""
HANGUL = re.compile("[ㄱ-ㆎ가-힣]")

Memory = Mapping[str, str]
"""English by Korean, both with slots; made by `memory`."""


class _File(Model):
    """What stands in `english/<document>.yaml`."""

    texts: tuple[Text, ...] = ()


def memory(template_set: TemplateSet, document: str) -> Memory:
    """The English of one document's fixed text: headings from its declaration, the rest from `english/`.

    A submission's own files go before the set's.

    Raises `RenderingError` with every faulty entry of a file, and its line.
    """
    specification = template_set.document(document).specification
    titles = (title for section in specification.walk() for title in _titles(section.title, section.narrative))
    headings = {each.ko: each.en for each in titles if each.en}
    return {
        korean: english for found in (headings, *_texts(template_set, document)) for korean, english in found.items()
    }


def _texts(template_set: TemplateSet, document: str) -> Iterator[Memory]:
    """What the files say, those that weigh most last: other documents', the shared, the document's, the submission's."""
    weights = {f"{FOLDER}/{SHARED}.yaml": 1, f"{FOLDER}/{document}.yaml": 2}
    order = sorted(filter(_is_english, template_set.inputs), key=lambda name: (weights.get(name, 0), name))
    for name in order:
        yield _read(template_set.folder / name, template_set.prefix + name, template_set.inputs[name])
    own = [each for each in template_set.overrides if _is_english(each.path)]
    for each in sorted(own, key=lambda each: (weights.get(each.path, 0), each.path)):
        yield _read(template_set.file(each.path), each.file, each.sha256)


def _is_english(name: str) -> bool:
    return name.startswith(f"{FOLDER}/") and name.endswith(".yaml")


def _titles(title: Bilingual, parts: Iterable[object]) -> Iterator[Bilingual]:
    yield title
    for part in parts:
        found = getattr(part, "title", None)
        if isinstance(found, Bilingual):
            yield found


@lru_cache(maxsize=64)
def _read(path: Path, shown_as: str, digest: str) -> Memory:
    """What one file says; `digest` is its hash, so that a changed one is read anew."""
    source = read(path.read_bytes(), shown_as, RenderingError)
    texts = source.validate(_File).texts
    faults = [*_faults(texts, source)]
    if faults:
        raise RenderingError(faults)
    return {text.ko: text.en or "" for text in texts}


def _faults(texts: Iterable[Bilingual], source: Source) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, text in enumerate(texts):
        korean, english = Counter(SLOT.findall(text.ko)), Counter(SLOT.findall(text.en or ""))
        if text.ko in seen:
            yield _fault(text, source, index, "두 번 있는 글", "the text stands twice")
        elif not text.en:
            yield _fault(text, source, index, "영문이 없음", "there is no English")
        elif HANGUL.search(text.en):
            yield _fault(text, source, index, "영문에 한글이 있음", "the English holds Hangul")
        elif korean != english or max(korean.values(), default=1) > 1:
            yield _fault(
                text,
                source,
                index,
                "{1}, {2} … 자리가 국문과 다름",
                "each of {1}, {2} … has to stand once in both languages",
            )
        seen.add(text.ko)


def _fault(text: Bilingual, source: Source, index: int, ko: str, en: str) -> Finding:
    place = source.positions.place(f"texts[{index}]")
    message = Bilingual(f"{ko}: {shown(text.ko)}", f"{en}: {shown(text.ko)}")
    return Finding("template/english", Severity.ERROR, message, place)
