"""The rule on diseases: what texts call the subject of this study is its disease, not that of another filing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from regdocs.check.filing import Filing
from regdocs.check.prose.sentence import sentence_at
from regdocs.check.prose.texts import everything, narrow
from regdocs.check.rule import Problem, rule
from regdocs.check.said import Said
from regdocs.language import Bilingual
from regdocs.study.study import Study

_SUBJECT = re.compile(r"대상(?P<kind>[은인]|이\s되는|\s?질환[은인]|자는|으로\s?(?=하|한|합|실|수|진))")
_STUDY = re.compile(r"(?:이|본|동|이번)\s?(?:임상\s?)?연구")
_WHOSE = re.compile(rf"{_STUDY.pattern}의\s?(?:연구\s?)?$")
_PATIENTS = r"[가-힣]{0,3}\s?(?:앓는|가진|있는|진단된|진단받은)?\s?(?:(?:성인|소아|청소년|및|과|와|·)\s?){0,4}환자"
_TITLES = ("title", "title.en", "short_title", "short_title.en")
_SPEAKING = ("design.", "population.", "consent.", "statistics.", "necessity.")
_ELSEWHERE = re.compile(r"\[@|제외|동반|병력|선행|다른|공표|보고|배제|감별|앞선|시험에서|마우스|달리|study\.disease")
"""A sentence with one of these tells of others, or whom the study doesn't take."""


@rule("prose/other-disease")
def other_disease(filing: Filing) -> Iterator[Problem]:
    """No sentence and no title calls another disease the subject of this study."""
    own = _closed(_own(filing.study))
    groups = [[_closed(name) for name in group.split("|")] for group in filing.words("prose/other-disease")]
    others = [name for group in groups if not any(name in own for name in group) for name in group]
    known = [name for group in groups if any(name in own for name in group) for name in group]
    known.append(_closed(_head(filing.study.disease.name.ko)))
    for said, offset, found in (*_in_titles(filing, others, known), *_in_sentences(filing, others, known)):
        message = Bilingual(
            f"연구의 대상이 「{found}」: study.yaml의 질환은 {filing.study.disease.name.ko}임",
            f"the study's subject is “{found}”, but its disease is {filing.study.disease.name.text('en')}",
        )
        yield Problem(said.place(offset), message)


def _own(study: Study) -> str:
    """All that study.yaml tells of its own disease and of whom it takes in."""
    texts = [study.disease.name, study.disease.severity, study.disease.description, study.disease.unmet_need]
    texts += [each.text for each in (study.population.inclusion if study.population else ())]
    return "\n".join(f"{text.ko}\n{text.en or ''}" for text in texts if text is not None)


def _closed(text: str) -> str:
    """A text without blanks, which some write within names, and in small letters."""
    return text.replace(" ", "").lower()


def _head(name: str) -> str:
    """The last word of a disease's name, which no adjective is."""
    return (re.sub(r"\s*[(（].*", "", name).split() or [name])[-1]


def _in_titles(filing: Filing, names: Sequence[str], known: Sequence[str]) -> Iterator[tuple[Said, int, str]]:
    """Titles that tell of patients with one of the diseases, and don't name the study's own."""
    for said in filing.said:
        if said.path in _TITLES and not _those_in(said.text, known):
            there = _those_in(said.text, names)
            found = _frame(said.language, there).search(said.text) if there else None
            if found:
                yield said, found.start("name"), found["name"]


def _in_sentences(filing: Filing, names: Sequence[str], known: Sequence[str]) -> Iterator[tuple[Said, int, str]]:
    """Sentences that tell which patients this study is about, and don't name its own disease."""
    for said, subject, offset in filing.once(everything).find(_SUBJECT):
        if not (said.document or said.path.startswith(_SPEAKING)) or "exclusion" in said.path:
            continue
        written, start = sentence_at(said.text, offset)
        sentence = narrow(written)
        there = _those_in(sentence, names)
        if there and not _ELSEWHERE.search(sentence) and not _those_in(sentence, known):
            found = _told(sentence, offset - start, subject, there)
            if found:
                yield said, start + found.start("name"), found["name"]


def _those_in(text: str, names: Sequence[str]) -> tuple[str, ...]:
    closed = _closed(text)
    return tuple(name for name in names if name in closed)


def _told(sentence: str, at: int, subject: re.Match[str], names: tuple[str, ...]) -> re.Match[str] | None:
    """How the sentence calls one of the diseases its subject, by what stands behind 대상."""
    kind, before, end = subject["kind"].strip(), sentence[:at], at + len(subject[0])
    if kind == "으로":
        return _frame(kind, names).search(before) if _STUDY.search(sentence) else None
    if kind.startswith("질환"):
        return _frame("질환", names).match(sentence, end)
    if kind == "자는":
        return _frame(kind, names).match(sentence, end) if before.endswith("연구") else None
    return _frame("은", names).match(sentence, end) if _WHOSE.search(before) else None


_GAP = r"[^.\n|]{0,40}?"
_FRAMES = {
    "은": rf"{_GAP}%(?:{_PATIENTS}|[가-힣]{{0,3}}(?:이다|이며|입니다|으로\s?(?:한|하|정)))",
    "질환": rf"\s?{_GAP}%",
    "자는": rf"{_GAP}%{_PATIENTS}(?:이다|이며|로\s|로서|여야|이어야|입니다|만)",
    "으로": rf"%{_PATIENTS}(?:를|을|만을)?\s?$",
    "ko": rf"%{_PATIENTS}",
    "en": rf"\b(?:patients|adults|children|participants|adolescents)\b{_GAP}\bwith\b{_GAP}%",
}
"""What sentences say around a disease that they call their subject, by what stands behind 대상; titles by language."""


@lru_cache(maxsize=32)
def _frame(kind: str, names: tuple[str, ...]) -> re.Pattern[str]:
    spaced = "|".join(r"\s?".join(map(re.escape, name)) for name in names)
    return re.compile(_FRAMES[kind].replace("%", f"(?P<name>{spaced})"), re.IGNORECASE)
