"""The rules of rendered files as data: what each looks for, and on what it rests."""

from __future__ import annotations

from dataclasses import dataclass

from regdocs.language import Bilingual


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule; `ids` are those of its findings, without `rendered/`; `basis` is a provision or good practice.

    With `needs_submission` it compares with the metadata, and is skipped without.
    """

    id: str
    title: Bilingual
    ids: tuple[str, ...]
    basis: Bilingual
    needs_submission: bool = False


_PRACTICE = Bilingual("좋은 관행", "good practice")
PLAN = Bilingual(
    "절마다 그 절을 요구하는 조항(연구계획서 목차, 법 제11조·제16조 등)", "the provisions that ask for each section"
)
"""The basis of what rests on the law's fixed headings; each finding cites those of its own section."""
RULES = (
    Rule("readable", Bilingual("읽을 수 있는 파일", "The file can be read"),
         ("empty-file", "damaged", "encrypted", "too-large", "unknown-format", "mislabelled", "no-text"), _PRACTICE),
    Rule("document", Bilingual("맞는 문서", "It is the document that it should be"), ("other-document",), _PRACTICE),
    Rule("sections", Bilingual("정해진 제목이 모두 그 순서로 있음", "Every section is there, once and in order"),
         ("missing-section", "section-order", "duplicate-section", "unknown-section"), PLAN),
    Rule("headings", Bilingual("제목의 문구·번호·스타일", "Wording, number and style of headings"),
         ("heading-wording", "heading-number", "heading-level", "heading-style", "heading-as-text",
          "empty-heading"), PLAN),
    Rule("content", Bilingual("절마다 내용이 있음", "Every section says something"),
         ("empty-section", "placeholder-only", "no-reason"), PLAN),
    Rule("placeholders", Bilingual("임시 표기와 빈칸 표시가 남지 않음", "No placeholder or mark of an absent value is left"),
         ("placeholder", "gap"), _PRACTICE),
    Rule("contents", Bilingual("목차가 본문과 같음", "The table of contents agrees with the text"), ("contents",), _PRACTICE),
    Rule("leftovers", Bilingual("변경 추적·메모·숨긴 글·매크로 등이 없음", "Nothing is left in it: changes, comments, hidden text, macros"),
         ("tracked-change", "tracking-on", "comment", "hidden-text", "text-box", "stale-field", "broken-field", "macro",
          "script", "embedded-object", "external-content", "foreign-part", "annotation", "form-field", "watermark", "highlight",
          "lost-picture", "protected", "struck-text", "covering-shape", "cropped-picture"), _PRACTICE),
    Rule("values", Bilingual("값이 study.yaml과 같음", "Its values are those of study.yaml"),
         ("value-differs", "value-missing", "value-stale"), _PRACTICE, True),
    Rule("prose", Bilingual("글과 그림이 자료와 같음", "Its texts and pictures are those of the submission"),
         ("text-missing", "text-altered", "row-altered", "text-reworded", "text-added", "figure-missing"), _PRACTICE, True),
    Rule("identity", Bilingual("문서번호·판·작성일이 지금 자료와 같음", "Number, revision and date are the submission's"),
         ("stale-identity",), _PRACTICE, True),
)  # fmt: skip
"""Every rule, in the order in which they run."""
