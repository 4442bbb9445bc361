"""Overrides: a submission's own files under `templates/`, which take the place of single files of its template set."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from regdocs.finding import Finding, Place, Severity
from regdocs.language import Bilingual
from regdocs.submission.problem import meant, shown
from regdocs.template_set.inputs import REFUSED
from regdocs.template_set.specification import DocumentSpecification

FOLDER = "templates"
"""Where a submission keeps them, laid out as the set is; folders with a set.yaml are sets of its own and no overrides."""
_SET = "set.yaml"
_SHEET = "style/print.css"

_OWN_SET = Bilingual(
    "자체 서식 모음을 만들어 study.yaml의 `template_set`에 적으십시오",
    "make a template set of your own and name it as `template_set` in study.yaml",
)
_ORDER = Bilingual(
    "문서, 절의 순서, 공식 제목은 작성 지침과 법령이 정하므로 한 신청에서만 바꿀 수 없음",
    "documents, the order of sections and official headings follow law and guideline; a single filing can't change them",
)
_REASONS = {
    "law/": Bilingual(
        "법령 자료는 모든 신청에 똑같이 적용되므로 한 신청에서만 바꿀 수 없음",
        "the law is the same for every filing; a single filing can't change its data",
    ),
    "rules/": Bilingual(
        "검사 규칙은 모든 신청에 똑같이 적용됨(지적을 받아들이려면 study.yaml의 `suppressions`)",
        "the rules of checking are the same for every filing (a finding is accepted under `suppressions` in study.yaml)",
    ),
    _SET: _ORDER,
    "packets.yaml": _ORDER,
    "new/": Bilingual("`regdocs new`가 쓰는 파일임", "this file is for `regdocs new`"),
    "style/fonts/": Bilingual("글꼴은 서식 모음에 속함", "fonts belong to a whole template set"),
}
"""Why files can't be overridden, by what their path begins with."""


@dataclass(frozen=True, slots=True)
class Override:
    """A file of the submission (`sha256`) in the place of the set's file of that path (`replaced`).

    `replaced` is None where the set has none: a section whose text was narrative alone, a document's first English.
    """

    path: str
    sha256: str
    replaced: str | None

    @property
    def file(self) -> str:
        """Its path in the submission."""
        return f"{FOLDER}/{self.path}"

    def finding(self) -> Finding:
        """A note that the submission's file is used, so that nobody takes the document for the set's own."""
        if self.path.startswith("english/"):
            message = Bilingual(
                "이 제출자료의 영문이 서식 모음의 영문보다 앞섬", "this submission's English goes before the set's"
            )
        else:
            message = Bilingual(
                f"서식 모음의 `{self.path}` 대신 이 파일을 씀", f"used instead of the template set's `{self.path}`"
            )
        return Finding("templates/override", Severity.NOTE, message, Place(file=self.file))


def overrides(
    submission: Mapping[str, str], template_set: Mapping[str, str], documents: Collection[DocumentSpecification]
) -> tuple[tuple[Override, ...], list[Finding]]:
    """What a submission overrides, sorted by path, and what it can't; both are given as hashes of files by their path."""
    candidates = [*_candidates(submission)]
    known = _known(template_set, documents) if candidates else {}
    found, findings = [], []
    for name, digest in candidates:
        if digest == REFUSED:
            findings.append(_outside(name))
        elif name in known:
            found.append(Override(name, digest, template_set.get(name)))
        else:
            findings.append(_refused(name, known))
    return tuple(sorted(found, key=lambda each: each.path)), findings


def _candidates(submission: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The files below `templates/`, by their path there, that belong to no set of the submission's own."""
    files = {
        name.removeprefix(f"{FOLDER}/"): each for name, each in submission.items() if name.startswith(f"{FOLDER}/")
    }
    own = tuple(name.removesuffix(_SET) for name in files if name.endswith(f"/{_SET}"))
    return ((name, digest) for name, digest in files.items() if not (own and name.startswith(own)))


def _known(template_set: Mapping[str, str], documents: Collection[DocumentSpecification]) -> dict[str, None]:
    """What may be overridden, in the order in which it is offered to somebody who misspelt a name."""
    sections = (f"documents/{each.id}/{section.id}.md.j2" for each in documents for section in each.walk())
    templates = (name for name in template_set if name.startswith("documents/") and name.endswith(".j2"))
    english = (f"english/{name}.yaml" for name in ("shared", *(each.id for each in documents)))
    return dict.fromkeys((*sections, *templates, *english, _SHEET))


def _refused(name: str, known: Collection[str]) -> Finding:
    place = Place(file=f"{FOLDER}/{name}")
    reason = next((reason for start, reason in _REASONS.items() if name.startswith(start)), None)
    if name.startswith("documents/") and name.endswith("/document.yaml"):
        reason = _ORDER
    if reason is not None:
        return Finding("templates/override-refused", Severity.ERROR, reason, place, _OWN_SET)
    message = Bilingual(
        f"서식 모음에 `{shown(name)}` 파일이 없어 아무것도 대신하지 않음",
        f"it overrides nothing: the template set has no file `{shown(name)}`",
    )
    remedy = meant(name, known)
    return Finding("templates/override-unknown", Severity.ERROR, message, place, Bilingual(*remedy) if remedy else None)


def _outside(name: str) -> Finding:
    message = Bilingual(
        "제출 폴더 밖을 가리키거나 읽을 수 없는 파일", "it leads out of the submission, or can't be read"
    )
    return Finding("templates/override-outside", Severity.ERROR, message, Place(file=f"{FOLDER}/{name}"))
