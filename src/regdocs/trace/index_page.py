"""The index by legal article as one web page that needs nothing else, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from itertools import zip_longest
from typing import Any

from regdocs.language import Bilingual, Language
from regdocs.trace import index_words as words
from regdocs.trace.index import Chapter, LegalIndex, Row
from regdocs.trace.places import Spot

_STYLE = """
body { font-family: "Noto Sans KR", "Malgun Gothic", "NanumGothic", sans-serif; margin: 2rem auto; max-width: 80rem; padding: 0 1rem;
  color: #1a1a1a; background: #fff; line-height: 1.5; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
nav ul { columns: 2; padding-left: 1.2rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; table-layout: fixed; }
th, td { border: 1px solid #bbb; padding: .3rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
thead th { background: #d9e2f3; position: sticky; top: 0; } tbody th { font-weight: normal; }
col.provision { width: 19% } col.requirement { width: 24% } col.state { width: 9% } col.known { width: 10% }
.missing td.state { background: #f8d7da; } .omitted_with_reason td.state { background: #fff3cd; }
.not_known td.state, .not_applicable td { color: #555; } .notice { border: 2px solid #a33; padding: .4rem .8rem; }
td p { margin: 0; } @media print { thead th { position: static } nav { display: none } }
"""


def to_html(index: LegalIndex, language: Language = "ko", packet: str | None = None) -> str:
    """A whole page with a table for each instrument; no script, no address but `packet`, a PDF that lies beside it."""
    return "\n".join(_page(index, language, packet)) + "\n"


def _page(index: LegalIndex, language: Language, packet: str | None) -> Iterator[str]:
    title = f"{words.TITLE.text(language)} – {index.submission}"
    yield "<!DOCTYPE html>"
    yield f'<html lang="{language}">'
    yield f'<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
    yield f"<style>{_STYLE}</style></head>"
    yield f"<body><h1>{escape(words.TITLE.text(language))}</h1><p>{escape(index.title.text(language))}</p>"
    if index.notice is not None:
        yield f'<p class="notice">{escape(index.notice.text(language))}</p>'
    yield from (f"<p>{escape(line)}</p>" for line in words.introduction(index, language))
    yield "<nav><ul>"
    for chapter in index.chapters:
        yield f'<li><a href="#{escape(chapter.source)}">{escape(words.chapter_title(chapter, language))}</a></li>'
    yield "</ul></nav>"
    for chapter in index.chapters:
        yield from _chapter(chapter, language, packet)
    yield "</body></html>"


def _chapter(chapter: Chapter, language: Language, packet: str | None) -> Iterator[str]:
    yield f'<section><h2 id="{escape(chapter.source)}">{escape(words.chapter_title(chapter, language))}</h2><table>'
    columns = ("provision", "requirement", "state", "place", "known")
    yield f"<colgroup>{''.join(f'<col class={each}>' for each in columns)}</colgroup>"
    heads = "".join(f'<th scope="col">{escape(each.text(language))}</th>' for each in words.COLUMNS)
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for row in chapter.rows:
        places = "".join(f"<p>{each}</p>" for each in _places(row, language, packet))
        yield (
            f'<tr id="{escape(row.id)}" class="{row.state.value}"><th scope="row">{escape(row.citations.text(language))}</th>'
            f"<td>{escape(row.requirement.title.text(language))}</td>"
            f'<td class="state">{escape(words.label(row).text(language))}</td><td>{places}</td>'
            f"<td>{escape(words.known_by(row, language))}</td></tr>"
        )
    yield "</tbody></table></section>"


def _places(row: Row, language: Language, packet: str | None) -> Iterator[str]:
    """What a row says of its places, as HTML; browsers open a PDF at the page that its address names (RFC 8118)."""
    for line, page in zip_longest(words.places(row, language), words.packet_pages(row)):
        text = escape(line)
        yield f'<a href="{escape(packet)}#page={page}">{text}</a>' if packet and page is not None else text


def to_json(index: LegalIndex) -> str:
    """The index as JSON, both languages beside each other; pages are null where nobody laid them out."""
    data = {
        "submission": index.submission,
        "as_of": index.as_of.isoformat(),
        "counts": {state.value: index.count(state) for state in words.STATES},
        "unprinted": sum(row.unprinted for row in index.rows),
        "requirements": [row_data(row) for row in index.rows],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def row_data(row: Row) -> dict[str, Any]:
    """A requirement as plain data."""
    return {
        "id": row.id,
        "title": _both(row.requirement.title),
        "citations": _both(row.citations),
        "confidence": row.confidence.value,
        "level": row.level.value,
        "state": row.state.value,
        "unprinted": row.unprinted,
        "places": [spot_data(spot) for spot in row.spots],
        "elsewhere": row.elsewhere,
        "attachments": [
            {"id": each.id, "title": _both(each.title), "packet_page": each.packet_page} for each in row.attached
        ],
        "explanation": _both(row.explanation),
    }


def spot_data(spot: Spot) -> dict[str, Any]:
    """A place as plain data."""
    return {
        "document": spot.document,
        "instance": spot.instance,
        "number": spot.number,
        "title": _both(spot.title),
        "section": spot.section or None,
        "section_number": spot.section_number,
        "section_title": _both(spot.section_title),
        "page": spot.page,
        "packet_page": spot.packet_page,
    }


def _both(text: Bilingual | None) -> dict[str, str | None] | None:
    return {"ko": text.ko, "en": text.en} if text is not None else None
