"""What the review page says of itself, in Korean and English."""

from __future__ import annotations

from regdocs.language import Bilingual
from regdocs.review.change import ChangeKind, FieldKind, HeadPart, Impact, Stage

TITLE = Bilingual("변경 검토", "Review of changes")
OLD = Bilingual("변경 전", "Before")
NEW = Bilingual("변경 후", "After")
CONTENTS = Bilingual("목차", "Contents")
FIELDS = Bilingual("바뀐 항목", "Changed fields")
NOTHING = Bilingual("바뀐 내용이 없습니다.", "Nothing has changed.")
BODY = Bilingual("본문", "Body")
COVER = Bilingual("표지·머리글", "Cover and running heads")
REASON = Bilingual("변경사유", "Reason")
NO_REASON = Bilingual("변경사유 미기재", "no reason written yet")
QUESTION = Bilingual("보완요구", "Demand")
CAUSE = Bilingual("원인 항목", "Caused by")
PAGE = Bilingual("쪽", "p.")
LIMITS = Bilingual("이 비교의 한계", "What this comparison can't see")
NOT_LEGAL = Bilingual(
    "중요도는 지침의 목록에 견준 참고이며 법적 판단이 아닙니다. "
    "승인 후에는 모든 변경을 보고하며, 중요한 사항의 변경인지는 보건복지부장관이 판단합니다.",
    "The impact compares with the guideline's list and is no legal ruling: after approval every change is reported, "
    "and the Minister of Health and Welfare decides which are important.",
)
DOCUMENT = Bilingual("문서", "Document")
IMPACT = Bilingual("중요도", "Impact")
FIELD = Bilingual("항목", "Field")
ALL = Bilingual("모두", "all")
SEARCH = Bilingual("찾기", "Search")
VIEW = Bilingual("보기", "View")
INLINE = Bilingual("한 글로", "inline")
SIDE = Bilingual("나란히", "side by side")
CONTEXT = Bilingual("바뀌지 않은 내용도", "unchanged text too")
MINOR = Bilingual("번호·서식만 바뀐 곳도", "numbering and formatting too")
PREVIOUS = Bilingual("이전 변경 (p)", "Previous change (p)")
NEXT = Bilingual("다음 변경 (n)", "Next change (n)")
THEME = Bilingual("밝기", "Theme")
LIGHT = Bilingual("밝게", "light")
DARK = Bilingual("어둡게", "dark")
SYSTEM = Bilingual("시스템", "system")
SKIP = Bilingual("첫 변경으로 건너뛰기", "Skip to the first change")
ONLY = Bilingual("이 항목의 변경만 보기", "show only its changes")
PLACES = Bilingual("인쇄된 곳", "Places")
VALUE = Bilingual("값", "Value")
NO_MATCH = Bilingual("조건에 맞는 변경이 없습니다.", "No change matches.")
KEYS = Bilingual(
    "단축키: n 다음 · p 이전 · v 보기 전환 · / 찾기", "Keys: n next · p previous · v switch view · / search"
)

KINDS = {
    ChangeKind.CHANGED: Bilingual("변경", "changed"),
    ChangeKind.INSERTED: Bilingual("신설", "inserted"),
    ChangeKind.DELETED: Bilingual("삭제", "deleted"),
    ChangeKind.MOVED: Bilingual("이동", "moved"),
    ChangeKind.FORMATTED: Bilingual("서식만", "formatting"),
    ChangeKind.RENUMBERED: Bilingual("번호만", "numbering"),
}
IMPACTS = {
    Impact.IMPORTANT: Bilingual("중요 사항일 가능성 높음", "likely important"),
    Impact.REPORT: Bilingual("보고 대상", "to be reported"),
    Impact.WORDING: Bilingual("자구 수정(보고 대상)", "wording only (still to be reported)"),
}
FIELD_KINDS = {
    FieldKind.CHANGED: Bilingual("변경", "changed"),
    FieldKind.ADDED: Bilingual("추가", "added"),
    FieldKind.REMOVED: Bilingual("삭제", "removed"),
    FieldKind.REORDERED: Bilingual("순서", "reordered"),
    FieldKind.NOTATION: Bilingual("표기", "notation"),
}
STAGES = {
    Stage.REVIEW: Bilingual("심사 중 보완", "supplement during review"),
    Stage.APPROVED: Bilingual("승인 후 변경", "change after approval"),
}
HEAD_PARTS = {
    HeadPart.TITLE: Bilingual("제목", "title"),
    HeadPart.NUMBER: Bilingual("문서번호", "number"),
    HeadPart.REVISION: Bilingual("개정", "revision"),
    HeadPart.DATE: Bilingual("일자", "date"),
    HeadPart.STUDY: Bilingual("과제명", "study"),
    HeadPart.AUTHOR: Bilingual("작성기관", "author"),
    HeadPart.NOTICE: Bilingual("안내문", "notice"),
}
