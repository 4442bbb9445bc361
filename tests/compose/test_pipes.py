"""Pipe tables: the same rows and cells as markdown-it finds, from one token."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from regdocs.compose.dialect import parser
from regdocs.compose.pipes import Pipes

Found = tuple[tuple[int, int], tuple[str, ...], list[tuple[int, tuple[str, ...]]]]
"""Of a table: its lines, how its columns are aligned, and each row's line with its cells."""

PLAIN = (
    MarkdownIt("commonmark", {"html": False}).enable("table").disable(["html_block", "html_inline", "autolink", "code"])
)


def expected(markdown: str) -> list[Found]:
    """The tables as markdown-it itself has them."""
    found: list[Found] = []
    for token in PLAIN.parse(markdown):
        match token.type:
            case "table_open":
                assert token.map is not None
                found.append(((token.map[0], token.map[1]), (), []))
            case "tr_open":
                assert token.map is not None
                found[-1][2].append((token.map[0] + 1, ()))
            case "th_open" | "td_open" if len(found[-1][2]) == 1:
                place, aligns, rows = found[-1]
                found[-1] = place, (*aligns, str(token.attrs.get("style", "")).removeprefix("text-align:")), rows
            case "inline" if found and token.level >= 4 and token.map == [found[-1][2][-1][0] - 1, found[-1][2][-1][0]]:
                number, cells = found[-1][2].pop()
                found[-1][2].append((number, (*cells, token.content)))
    return found


def tables(tokens: list[Token]) -> Iterator[Found]:
    for token in tokens:
        if token.type == "table":
            assert token.map is not None
            pipes: Pipes = token.meta["pipes"]
            yield (token.map[0], token.map[1]), pipes.aligns, [(row.number, row.cells) for row in pipes.rows]


CELL = st.text(alphabet="가a1 |\\`*<^\ue000", max_size=6)
ROW = st.lists(CELL, min_size=1, max_size=4).map(lambda cells: f"| {' | '.join(cells)} |") | st.sampled_from(
    [
        "a | b",
        "plain",
        "",
        "> quoted",
        "- item",
        "# heading",
        "***",
        "```",
        "::: note",
        "\\| a | b",
        "|",
        "   ",
        "    | deep |",
    ]
)
MARKS = st.lists(st.sampled_from(["---", ":-", "-:", ":---:", "", "x"]), min_size=1, max_size=4).map(
    lambda marks: f"|{'|'.join(marks)}|"
)


@given(st.lists(ROW, max_size=3), MARKS, st.lists(ROW, max_size=6))
@example(["| 가 | 나 |"], "|:--|---|", ["| 1 | 2 | 3 |", "| 1 |", "plain", "> quoted"])
@example(["a | b"], "--|--:", ["1 | 2", "", "3 | 4"])
def test_rows_and_cells_are_those_of_markdown_it(above: list[str], marks: str, below: list[str]) -> None:
    markdown = "\n".join([*above, marks, *below])
    if ":::" in markdown or "```" in markdown:
        # What a box or code holds is told by the containers' tests; here it would need nesting of its own.
        markdown = markdown.replace(":::", "---").replace("```", "===")
    assert list(tables(parser().parse(markdown))) == expected(markdown)


@pytest.mark.parametrize(
    ("cell", "types"),
    [
        ("**굵게**", ["strong_open", "text", "strong_close"]),
        ("첫 줄<br>둘째", ["text", "hardbreak", "text"]),
        ("\\< 앞 [^없음]", ["text"]),
    ],
)
def test_cells_that_hold_more_than_text_are_parsed_once(cell: str, types: list[str]) -> None:
    (token,) = parser().parse(f"| {cell} | 글 |\n|---|---|\n| {cell} | {cell} |")
    lines = token.meta["pipes"].inlines
    assert list(lines) == [cell]
    assert [each.type for each in lines[cell].children] == types


def test_a_short_text_cannot_ask_for_endless_cells() -> None:
    columns = 400
    markdown = f"|{'a|' * columns}\n|{'-|' * columns}\n" + "|b|\n" * 400
    (token, *rest) = parser().parse(markdown)
    assert 0 < len(token.meta["pipes"].rows) < 200
    assert rest
