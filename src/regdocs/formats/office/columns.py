"""The columns of a table in the whole units of a file."""

from __future__ import annotations

import math
from itertools import pairwise

from regdocs.document.block import Table
from regdocs.finding import Place, RenderingError
from regdocs.formats.office.refusal import refusal
from regdocs.formats.widths import fitted
from regdocs.language import Bilingual

_MOST = 4096


def widths_of(table: Table, width: int, place: Place, em: float) -> list[int]:
    """The columns' widths in whole units that add up to `width`; `em` is the size of the table's type in that unit."""
    shares = [column.width for column in table.columns]
    if not shares or len(shares) > _MOST or not all(math.isfinite(share) and share >= 0 for share in shares):
        message = Bilingual("표의 열 너비가 올바르지 않습니다.", "the widths of the table's columns are not usable")
        raise refusal("column-width", message, place)
    edges, sum_so_far = [0], 0.0
    for share in fitted(table, width / em):
        sum_so_far += share
        edges.append(round(width * sum_so_far))
    return [max(1, right - left) for left, right in pairwise(edges)]


def overrun(index: int, place: Place) -> RenderingError:
    message = Bilingual(
        f"표의 {index + 1}번째 행에 열보다 많은 칸이 있거나 병합된 칸이 겹칩니다.",
        f"row {index + 1} of the table has more cells than columns, or merged cells overlap",
    )
    return refusal("table-grid", message, place)
