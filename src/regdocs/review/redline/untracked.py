"""What Word has no tracked change for, said to the person who gets the redline."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from regdocs.language import Bilingual


class Why(Enum):
    """The kinds of changes that a redline shows in the new form only, or as a whole."""

    COLUMNS = Bilingual(
        "표의 열이 바뀌어 이전 표 전체를 삭제로, 새 표 전체를 삽입으로 표시하였습니다.",
        "a table's columns changed: the whole old table is shown as deleted, the whole new one as inserted",
    )
    WIDTHS = Bilingual(
        "표의 열 너비는 새 판의 것입니다.", "the widths of a table's columns are those of the new revision"
    )
    ORIENTATION = Bilingual(
        "쪽 방향(가로·세로)은 새 판의 것입니다.", "the orientation of pages is that of the new revision"
    )
    MOVE = Bilingual(
        "표가 든 부분의 이동은 삭제와 삽입으로 표시하였습니다.",
        "a move of a part with a table is shown as a deletion and an insertion",
    )
    PAGE_BREAK = Bilingual("쪽 나눔의 변경은 표시되지 않습니다.", "changes of page breaks are not shown")


@dataclass(frozen=True, slots=True)
class Untracked:
    """One such change; `section` is the id of the section that it stands in, "" for the cover and the whole paper."""

    why: Why
    section: str = ""

    @property
    def message(self) -> Bilingual:
        return self.why.value
