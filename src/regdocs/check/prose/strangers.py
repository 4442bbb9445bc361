"""Rules on what came in from elsewhere: remarks among writers, names of other bodies, codes of other products."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regdocs.check.filing import Filing
from regdocs.check.prose.sentence import sentence_at
from regdocs.check.prose.texts import everything, narrative
from regdocs.check.rule import Problem, rule
from regdocs.language import Bilingual
from regdocs.study.product import Material, Vector
from regdocs.study.study import Study

_REMARK = re.compile(
    r"★|☆|\[(?:확인|수정|검토|보완|삭제|추가|메모|작성|미정|문의)(?:\s?(?:필요|요망|예정|중|할 것|바람))?\](?![({])"
    r"|20XX|20\*\*|20○○|_(?<!__)_+\s*(?:년|월|일|명|개|원|%|세)|%(?<=\*\*\* %)|<<|>>"
)
"""What writers put into a draft for each other."""
_BODY = re.compile(r"대학교병원|대학병원|대학교|의료원|㈜\s?[가-힣A-Za-z0-9]{2,20}|주식회사\s[가-힣A-Za-z0-9]{2,20}")
_BEFORE = re.compile(r"[가-힣]{2,10}$")
"""What stands before a university or hospital: its own name."""
_CODE = re.compile(r"[A-Z](?<![A-Za-z0-9/.@_-][A-Z])[A-Z0-9]*(?:-[A-Z0-9]+)+-\d{2,}(?![A-Za-z0-9_-])")
_SPEAKING = ("design.", "population.", "statistics.", "consent.", "compensation.", "contracts", "necessity.", "safety.")
"""Where study.yaml speaks of this study in sentences."""


@rule("prose/remark")
def remark(filing: Filing) -> Iterator[Problem]:
    """No remark among writers is left."""
    for said, found, offset in filing.once(everything).find(_REMARK):
        message = Bilingual(f"작성자의 표시 「{found[0]}」", f"a writer's mark, “{found[0]}”")
        yield Problem(said.place(offset), message)


@rule("prose/unknown-body")
def unknown_body(filing: Filing) -> Iterator[Problem]:
    """A university, hospital or company that a text names is one of the study's; what cites others names others."""
    names = "\n".join(_names(filing.study))
    known = tuple(_called(names, found) for found in _BODY.finditer(names))
    elsewhere = filing.words("prose/unknown-body")
    texts = filing.once(everything)
    for said, found, offset in texts.find(_BODY):
        name = _called(texts.text, found)
        if not (said.document or said.path.startswith(_SPEAKING)) or name in names or name.startswith(known):
            continue
        sentence, _ = sentence_at(said.text, offset)
        if not any(word in sentence for word in elsewhere):
            message = Bilingual(f"「{name}」: study.yaml에 없는 기관", f"“{name}” is no body of study.yaml")
            yield Problem(said.place(offset), message)


def _called(text: str, found: re.Match[str]) -> str:
    """What a body is called; "" where only its kind is told."""
    if found[0].startswith(("㈜", "주식회사")):
        return found[0]
    own = _BEFORE.search(text, max(0, found.start() - _LONGEST), found.start())
    return f"{own[0]}{found[0]}" if own else ""


_LONGEST = 10


def _names(study: Study) -> Iterator[str]:
    """What the bodies of a study are called, those of careers, training and purchases too."""
    for body in (*study.institutions, *study.processing_facilities, *study.organisations):
        yield body.name.ko
    for person in study.people:
        yield from (career.place.ko for career in person.careers)
        yield from (training.provider.ko for training in person.trainings if training.provider)
    bought: list[Material | Vector] = [*study.product.materials, *study.product.vectors]
    yield from (each.supplier.ko for each in bought if each.supplier)
    yield from (each.facility.ko for each in study.nonclinical if each.facility)
    insurance = study.compensation.insurance if study.compensation else None
    if insurance is not None and insurance.insurer is not None:
        yield insurance.insurer.ko


@rule("prose/unknown-code")
def unknown_code(filing: Filing) -> Iterator[Problem]:
    """A code of a product, lot, study or report that narrative names stands in study.yaml."""
    there = ""
    for said, found, offset in filing.once(narrative).find(_CODE):
        # The study as one text is made only where there is something to look for.
        there = there or filing.study.model_dump_json()
        if found[0] not in there:
            message = Bilingual(f"「{found[0]}」: study.yaml에 없는 번호", f"“{found[0]}” stands nowhere in study.yaml")
            yield Problem(said.place(offset), message)
