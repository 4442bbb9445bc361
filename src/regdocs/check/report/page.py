"""Requirement coverage as one web page that needs no network and no script: it is read, filtered and printed as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files

from regdocs.check.report.coverage import STATES, Covered, coverage
from regdocs.check.report.run import Checked, Run
from regdocs.language import Bilingual, Language
from regdocs.regulation.assess import State

_TITLE = Bilingual("요건 충족표", "Requirement coverage")
_FILTER = Bilingual("보일 상태", "Show requirements that are")
_COLUMNS = (
    Bilingual("요건", "Requirement"),
    Bilingual("상태", "State"),
    Bilingual("근거", "Provision"),
    Bilingual("확인 정도", "Known by"),
    Bilingual("없는 것 또는 사유", "What is missing, or why"),
    Bilingual("살핀 곳", "Looked for in"),
)
_NOTHING = Bilingual("요건을 살피지 못함: 자료를 읽을 수 없음", "no requirement was looked at: the data can't be read")
_CLASSES = ("state", "basis", "known", "reason", "places")
_END = re.compile(r"(?<=[\].|/#])(?=\w)|(?<=\w)(?=\[)|(?<=[조항호])(?=제\d)")
"""Where a path or a citation may break."""
_CODE = re.compile("`([^`]+)`")
_HANGUL = re.compile("[가-힣]")
_KNOWN_BY = Bilingual(
    "확인 정도: V 원문 확인, E 일부 확인, P 전언·실무, I 추론, M 미확인. P·I·M은 법령으로 확인된 요건이 아니다.",
    "Known by: V text read, E excerpt seen, P practice or secondary source, I inference, M memory. P, I and M aren't confirmed as law.",
)


def write(run: Run) -> str:
    """A whole page with a table for each submission; boxes for the states hide and show rows by style alone."""
    return "\n".join(_page(run)) + "\n"


def _page(run: Run) -> Iterator[str]:
    language = run.language
    tables = [(each, coverage(each.report, language)) for each in run.checked]
    title = escape(f"{_TITLE.text(language)} – {', '.join(each.where for each in run.checked[:3])}")
    style = (files(__package__) / "page.css").read_text("utf-8")
    yield f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>"
    yield f"<h1>{escape(_TITLE.text(language))}</h1>\n<p>{escape(_KNOWN_BY.text(language))}</p>"
    yield from _filter([each for _, covered in tables for each in covered], language)
    for checked, covered in tables:
        yield from _table(checked, covered, language)
    yield "</main>\n</body>\n</html>"


def _filter(covered: list[Covered], language: Language) -> Iterator[str]:
    yield f"<fieldset>\n<legend>{escape(_FILTER.text(language))}</legend>"
    for state, words in STATES.items():
        count = sum(each.state is state for each in covered)
        box = f'<input type="checkbox" id="{state.value}" checked autocomplete="off">'
        yield f'<label for="{state.value}">{box} {escape(words.text(language))} ({count})</label>'
    yield "</fieldset>"


def _table(checked: Checked, covered: list[Covered], language: Language) -> Iterator[str]:
    yield f"<h2>{escape(checked.where)}</h2>"
    if not covered:
        yield f"<p>{escape(_NOTHING.text(language))}</p>"
        return
    counts = " · ".join(
        f"{words.text(language)} {sum(each.state is state for each in covered)}" for state, words in STATES.items()
    )
    day = f"{'기준일' if language == 'ko' else 'as of'} {checked.report.as_of}"
    heads = "".join(f'<th scope="col">{escape(each.text(language))}</th>' for each in _COLUMNS)
    yield f"<table>\n<caption>{escape(counts)} ({escape(day)})</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>"
    order = list(STATES)
    for each in sorted(covered, key=lambda each: order.index(each.state)):
        yield _row(each, language)
    yield "</tbody>\n</table>"


def _row(covered: Covered, language: Language) -> str:
    state = STATES[covered.state].text(language)
    if covered.state is State.MISSING and covered.findings:
        state = f"{state} ({covered.weight.text(language)})"
    texts = ((state,), (covered.citations,), (covered.confidence,), (covered.reason,), covered.places)
    # In a narrow window each row stands by itself, and its cells tell what they are.
    cells = "".join(
        f'<td class="{name}" data-label="{escape(column.text(language))}">{_spans(each, language)}</td>'
        for name, column, each in zip(_CLASSES, _COLUMNS[1:], texts, strict=True)
    )
    return (
        f'<tr class="{covered.state.value}"><th scope="row">{_spans((covered.title,), language)}'
        f'<span class="id">{escape(covered.rule)}</span></th>{cells}</tr>'
    )


def _spans(texts: Iterable[str], language: Language) -> str:
    """Texts that break where their parts end, each in its language; nothing where there is none."""
    foreign = ' lang="ko"' if language == "en" else ""
    return "".join(
        f"<span{foreign if _HANGUL.search(text) else ''}>{_marked_up(text)}</span>" for text in texts if text
    )


def _marked_up(text: str) -> str:
    """What stands between backticks is code."""
    return _CODE.sub(r"<code>\1</code>", "<wbr>".join(map(escape, _END.split(text))))
