"""Trees as JSON: any tree comes back equal, and the example's trees do."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from regdocs.document.block import (
    Align,
    Box,
    Cell,
    Column,
    Contents,
    Figure,
    Item,
    ItemList,
    Landscape,
    ListKind,
    Marker,
    PageBreak,
    Paragraph,
    Row,
    Table,
)  # fmt: skip
from regdocs.document.document import Document, Kind, Section, from_json, to_json
from regdocs.document.inline import Break, Citation, Field, Footnote, Gap, Link, Reference, Style, Styled, Text
from regdocs.language import Bilingual

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
several_words = st.lists(words, max_size=3).map(tuple)
raws = (
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | words
)
leaves = (
    st.builds(Text, words)
    | st.builds(Field, words, several_words, raws, words)
    | st.builds(Gap, words, words)
    | st.builds(Reference, words, words)
    | st.builds(Citation, several_words, words)
    | st.just(Break())
)


def _of(inner: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(inner, max_size=3).map(tuple)


inlines = st.recursive(
    leaves,
    lambda inner: (
        st.builds(Styled, st.sampled_from(Style), _of(inner))
        | st.builds(Link, words, _of(inner))
        | st.builds(Footnote, _of(inner))
    ),
    max_leaves=5,
)
lines = _of(inlines)
cells = st.builds(Cell, lines, st.integers(1, 3), st.integers(1, 3), st.booleans(), st.none() | st.sampled_from(Align))
columns = st.builds(Column, st.floats(0.01, 1), st.sampled_from(Align))
flat_blocks = (
    st.builds(Paragraph, lines, words)
    | st.builds(
        Table, _of(columns), _of(st.builds(Row, _of(cells))), st.integers(0, 2), lines, words, words, st.booleans()
    )
    | st.builds(Figure, words, words, lines, words, words, st.floats(0.05, 1))
    | st.builds(Contents, st.sampled_from(ListKind), st.integers(1, 6))
    | st.just(PageBreak())
)
blocks = st.recursive(
    flat_blocks,
    lambda inner: (
        st.builds(ItemList, _of(st.builds(Item, _of(inner))), st.sampled_from(Marker), st.integers(1, 9))
        | st.builds(Box, words, _of(inner))
        | st.builds(Landscape, _of(inner))
    ),
    max_leaves=4,
)
titles = st.builds(Bilingual, words, st.none() | words)
sections = st.recursive(
    st.builds(Section, words, titles, words, _of(blocks)),
    lambda inner: st.builds(Section, words, titles, sections=_of(inner), heading=lines, official=st.booleans()),
    max_leaves=3,
)
documents = st.builds(
    Document, words, titles, st.sampled_from(["ko", "en"]), st.sampled_from(Kind), st.integers(0, 99), st.none() | words,
    cover=_of(blocks), sections=_of(sections), route=several_words,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(documents)
def test_a_tree_comes_back_equal(document: Document) -> None:
    written = to_json(document)
    assert from_json(written) == document
    assert to_json(from_json(written)) == written
