"""The proof of agreement as text, as data, and as a paper of the packet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from regdocs.document.block import Align, Cell, Column, Paragraph, Row, Table
from regdocs.document.document import Document, Kind, Section
from regdocs.document.inline import Text
from regdocs.language import Bilingual, Language
from regdocs.packet.agreement import Agreement, Fact, Party, refusals, short

_TITLE = Bilingual("기재사항 일치 확인서", "Proof of agreement")
_ROUTES = {"committee": Bilingual("심의위원회", "review committee"), "mfds": Bilingual("식품의약품안전처", "MFDS")}
_SAYS = Bilingual(
    "{0} 제출자료의 문서 {1}건이 인쇄한 값 {2}종을 자료 항목별로 대조하였다. 두 제출처의 자료에 함께 실린 {3}종 가운데 둘 이상의 문서가 인쇄한 것은 "
    "{4}종이며, 서로 다른 값은 {5}종이다.",
    "The {2} values that the {1} documents for {0} print were compared field by field. Of the {3} that both receive, {4} "
    "stand in more than one document; {5} differ.",
)
_HOW = Bilingual(
    "값은 하나의 자료에서 나와 문서마다 그 출처를 지니며, 같은 항목의 값을 출처로 찾아 맞추어 보았다. 서술한 글과 서명본의 "
    "내용은 이 대조에 들지 않는다.",
    "Every value carries the field that it came from; values of the same field were compared by it. Prose and what stands "
    "on signed originals are no part of this comparison.",
)
_PARTIES = (
    Bilingual("문서", "Document"),
    Bilingual("제출처", "For"),
    Bilingual("인쇄한 값", "Values"),
    Bilingual("함께 실린 값", "Shared"),
)
_FACTS = (Bilingual("항목", "Field"), Bilingual("값", "Value"), Bilingual("인쇄한 문서", "Documents"))
_GROUPS = (
    Bilingual("자료 항목", "Fields"),
    Bilingual("종수", "Values"),
    Bilingual("값의 예", "Such as"),
    Bilingual("인쇄한 문서", "Documents"),
)
_EXAMPLES = 3
_ELSEWHERE = Bilingual("다른 제출자료", "in another packet")
_COMPARED = Bilingual("대조한 문서", "Documents compared")
_REPEATED = Bilingual("둘 이상의 문서가 인쇄한 값", "Values in more than one document")
_CONFLICTS = Bilingual("서로 다른 값", "Values that differ")


def to_text(agreement: Agreement, language: Language) -> str:
    """The proof for a terminal: what was compared, and each contradiction."""
    lines = [_summary(agreement, language)]
    lines += [finding.line(language) for finding in refusals(agreement)]
    return "\n".join(lines) + "\n"


def to_json(agreement: Agreement) -> str:
    """The whole comparison: every shared fact and every contradiction with all its places."""
    data = {
        "routes": list(agreement.routes),
        "proven": agreement.proven,
        "documents": [
            {
                "stem": each.stem,
                "number": each.number,
                "route": list(each.route),
                "values": each.facts,
                "elsewhere": each.elsewhere,
            }
            for each in agreement.parties
        ],
        "values": agreement.facts,
        "conflicts": [_plain(fact) for fact in agreement.conflicts],
        "shared": [_plain(fact) for fact in agreement.shared],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _plain(fact: Fact) -> dict[str, Any]:
    values = [
        {"value": value, "printed": [[each.document, each.section] for each in statements]}
        for value, statements in fact.values
    ]
    return {"paths": list(fact.paths), "format": fact.format, "values": values}


def to_document(
    agreement: Agreement,
    date: str,
    language: Language = "ko",
    *,
    order: int = 91,
    number: str = "",
    study: str = "",
    notice: str = "",
) -> Document:
    """The proof as a paper: the documents, each contradiction, what several of them print; `date` is ISO 8601.

    What they share stands there by the part of the study that it is about; the JSON names every value.
    """
    tables = [("documents", _COMPARED, _parties(agreement, language))]
    if agreement.conflicts:
        tables.append(("conflicts", _CONFLICTS, _facts(agreement.conflicts, language)))
    if agreement.repeated:
        tables.append(("repeated", _REPEATED, _groups(agreement.repeated, language)))
    sections = [
        Section(identifier, title, number=f"{number}.", blocks=(table,))
        for number, (identifier, title, table) in enumerate(tables, start=1)
    ]
    return Document(
        id="agreement",
        title=_TITLE,
        language=language,
        kind=Kind.SHEET,
        order=order,
        number=number,
        date=date,
        study=study,
        notice=notice,
        cover=(
            Paragraph((Text(_TITLE.text(language)),), "title"),
            Paragraph((Text(_summary(agreement, language)),)),
            Paragraph((Text(_HOW.text(language)),)),
        ),
        sections=tuple(sections),
    )


def _summary(agreement: Agreement, language: Language) -> str:
    names = {"ko": "·", "en": " and "}[language].join(_name(route, language) for route in agreement.routes)
    facts = agreement.facts, len(agreement.shared), len(agreement.repeated), len(agreement.conflicts)
    return _SAYS.text(language).format(names, len(agreement.parties), *(f"{count:,}" for count in facts))


def _name(route: str, language: Language) -> str:
    return _ROUTES[route].text(language) if route in _ROUTES else route


def _parties(agreement: Agreement, language: Language) -> Table:
    shared = dict.fromkeys((each.stem for each in agreement.parties), 0)
    for fact in agreement.shared:
        for stem in fact.documents:
            shared[stem] += 1
    rows = (
        (
            _party(each, language),
            ", ".join(_name(route, language) for route in each.route),
            f"{each.facts:,}",
            f"{shared[each.stem]:,}",
        )
        for each in agreement.parties
    )
    return _table(_PARTIES, (0.46, 0.28, 0.13, 0.13), rows, language, counts=(2, 3))


def _party(party: Party, language: Language) -> str:
    return f"{party.stem} {party.title.text(language)}" + (f" ({_ELSEWHERE.text(language)})" if party.elsewhere else "")


def _facts(facts: Iterable[Fact], language: Language) -> Table:
    rows = (
        (
            _breakable(", ".join(fact.paths)),
            " / ".join(short(statements[0].text) for _, statements in fact.values),
            _numbers([fact]),
        )
        for fact in facts
    )
    return _table(_FACTS, (0.36, 0.42, 0.22), rows, language)


def _groups(facts: Iterable[Fact], language: Language) -> Table:
    """Facts by the part of the study that they are about: their path up to its first list item."""
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.paths[0].split("[")[0], []).append(fact)
    rows = (
        (
            _breakable(name),
            f"{len(group):,}",
            " / ".join(dict.fromkeys(short(fact.values[0][1][0].text) for fact in group[:_EXAMPLES])),
            _numbers(group),
        )
        for name, group in groups.items()
    )
    return _table(_GROUPS, (0.30, 0.07, 0.40, 0.23), rows, language, counts=(1,))


def _breakable(path: str) -> str:
    """A field path whose line may end after a point, rather than inside a word."""
    return path.replace(".", ".\N{ZERO WIDTH SPACE}")


def _numbers(facts: Iterable[Fact]) -> str:
    """Documents by the number that begins their file name: the first table says which is which."""
    return ", ".join(sorted({stem.split("-")[0] for fact in facts for stem in fact.documents}))


def _table(
    heads: Sequence[Bilingual],
    widths: Sequence[float],
    rows: Iterable[Sequence[str]],
    language: Language,
    counts: Sequence[int] = (),
) -> Table:
    """A table with these heads; the columns of `counts` (from 0) hold numbers."""
    head = Row(tuple(Cell((Text(each.text(language)),), header=True) for each in heads))
    body = (Row(tuple(Cell((Text(text),)) for text in row)) for row in rows)
    aligns = (Align.RIGHT if index in counts else Align.LEFT for index in range(len(widths)))
    return Table(tuple(map(Column, widths, aligns)), (head, *body), head=1)
