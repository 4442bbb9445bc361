"""The whole page: head, filters, contents, changed fields, and each document with its changes beside its text."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from html import escape
from importlib.resources import files

from regdocs.formats.html.text import plain
from regdocs.language import Bilingual, Language
from regdocs.review.change import (
    BlockPair,
    Change,
    Comparison,
    DocumentComparison,
    FieldChange,
    Impact,
    SectionPair,
    Status,
)
from regdocs.review.page import words
from regdocs.review.page.blocks import Anchors, blocks, pair, sections
from regdocs.review.page.card import IMPACT_CLASSES, Cards
from regdocs.review.page.text import lines, spans


def page(comparison: Comparison, language: Language = "ko") -> str:
    """The comparison as one HTML file: no address in it leads out, and a browser would follow none.

    The same bytes for the same comparison. Works without script as one long text; with it, filters and keys.
    """
    return "\n".join(_Page(comparison, language).parts()) + "\n"


@dataclass(frozen=True)
class _Page:
    comparison: Comparison
    language: Language

    @cached_property
    def names(self) -> dict[str, str]:
        """The fragment of each change: short, in reading order."""
        return {change.id: f"c{index}" for index, change in enumerate(self.comparison.changes, 1)}

    @cached_property
    def changes(self) -> dict[str, Change]:
        return {change.id: change for change in self.comparison.changes}

    @cached_property
    def cards(self) -> Cards:
        return Cards(self.names, self.comparison.fields, self.language)

    @cached_property
    def counts(self) -> Counter[tuple[str, str | None, str]]:
        """How many substantial changes each section of each document has."""
        return Counter(
            (change.document, change.instance, change.section)
            for change in self.comparison.changes
            if change.kind.substantial
        )

    def say(self, text: Bilingual) -> str:
        return escape(text.text(self.language))

    def parts(self) -> Iterator[str]:
        style, script = _resource("style.css"), _resource("script.js")
        title = f"{words.TITLE.text(self.language)} · {self.comparison.new.title.text(self.language)}"
        yield f'<!DOCTYPE html>\n<html lang="{self.language}"><head><meta charset="utf-8">'
        policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'"
        yield f'<meta http-equiv="Content-Security-Policy" content="{policy}; form-action \'none\'">'
        yield f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
        yield f"<style>{style}</style></head>"
        yield f'<body class="only-changes no-minor"><a class="skip" href="#text">{self.say(words.SKIP)}</a>'
        yield from self.head()
        yield from self.controls()
        yield '<div class="columns">'
        yield from self.contents()
        yield '<main id="text" tabindex="-1">'
        yield from self.fields()
        if not self.comparison.changes:
            yield f"<p>{self.say(words.NOTHING)}</p>"
        for index, document in enumerate(self.comparison.documents):
            yield from self.document(document, index)
        yield f'<p id="none" hidden>{self.say(words.NO_MATCH)}</p></main></div>'
        yield f"<script>{script}</script></body></html>"

    def head(self) -> Iterator[str]:
        old, new = self.comparison.old, self.comparison.new
        yield f"<header><h1>{self.say(words.TITLE)}</h1>"
        yield f'<p class="study">{escape(new.title.text(self.language))}</p><dl>'
        for word, edition in ((words.OLD, old), (words.NEW, new)):
            facts = " · ".join(part for part in (edition.label, edition.revision, edition.date) if part)
            yield f"<div><dt>{self.say(word)}</dt><dd>{escape(facts)}</dd></div>"
        yield f"</dl><p>{self.say(words.STAGES[self.comparison.stage])} — {self.say(words.NOT_LEGAL)}</p>"
        if self.comparison.limits:
            yield f"<details><summary>{self.say(words.LIMITS)}</summary><ul>"
            yield from (f"<li>{self.say(limit)}</li>" for limit in self.comparison.limits)
            yield "</ul></details>"
        yield "</header>"

    def controls(self) -> Iterator[str]:
        yield f'<form class="controls" role="search" aria-label="{self.say(words.SEARCH)}">'
        yield self.choice("document", words.DOCUMENT, self.document_options())
        yield self.choice("impact", words.IMPACT, ((IMPACT_CLASSES[each], words.IMPACTS[each]) for each in Impact))
        yield self.choice("field", words.FIELD, self.field_options())
        yield f'<label>{self.say(words.SEARCH)} <input type="search" id="search" autocomplete="off"></label>'
        views = (("inline", words.INLINE), ("side", words.SIDE))
        yield self.choice("view", words.VIEW, views, every=False)
        yield f'<label><input type="checkbox" id="context"> {self.say(words.CONTEXT)}</label>'
        yield f'<label><input type="checkbox" id="minor"> {self.say(words.MINOR)}</label>'
        themes = (("", words.SYSTEM), ("light", words.LIGHT), ("dark", words.DARK))
        yield self.choice("theme", words.THEME, themes, every=False)
        yield f'<span class="move"><button type="button" id="previous">{self.say(words.PREVIOUS)}</button>'
        yield f'<button type="button" id="next">{self.say(words.NEXT)}</button></span>'
        yield f'<output id="position" role="status" aria-live="polite"></output><small>{self.say(words.KEYS)}</small></form>'

    def choice(self, name: str, label: Bilingual, options: Iterable[tuple[str, Bilingual]], every: bool = True) -> str:
        first = [("", words.ALL)] if every else []
        entries = "".join(
            f'<option value="{escape(key)}">{self.say(text)}</option>' for key, text in [*first, *options]
        )
        return f'<label>{self.say(label)} <select id="{name}">{entries}</select></label>'

    def document_options(self) -> Iterator[tuple[str, Bilingual]]:
        for index, document in enumerate(self.comparison.documents):
            if document.status is not Status.EQUAL:
                yield f"d{index}", self.document_title(document)

    def field_options(self) -> Iterator[tuple[str, Bilingual]]:
        for index, field in enumerate(self.comparison.fields):
            yield f"f{index}", field.title or Bilingual(field.path)

    def document_title(self, document: DocumentComparison) -> Bilingual:
        title, suffix = document.document.title, f" ({document.whose})" if document.whose else ""
        return Bilingual(title.ko + suffix, title.en + suffix if title.en else None)

    def contents(self) -> Iterator[str]:
        yield f'<nav aria-label="{self.say(words.CONTENTS)}"><h2>{self.say(words.CONTENTS)}</h2><ol>'
        if self.comparison.fields:
            yield f'<li><a href="#fields">{self.say(words.FIELDS)} <b>{len(self.comparison.fields)}</b></a></li>'
        for index, document in enumerate(self.comparison.documents):
            if document.status is Status.EQUAL:
                continue
            own = {key[2]: count for key, count in self.counts.items() if key[:2] == (document.id, document.instance)}
            total = sum(own.values())
            yield f'<li data-in="d{index}"><a href="#d{index}">{self.say(self.document_title(document))} <b>{total}</b></a><ol>'
            yield from self.entries(document.sections, f"d{index}", own, 1)
            yield "</ol></li>"
        yield "</ol></nav>"

    def entries(self, content: Iterable[SectionPair], document: str, own: dict[str, int], level: int) -> Iterator[str]:
        """A line for each section with changes in it or below it."""
        for section in content:
            inner = list(self.entries(section.sections, document, own, level + 1))
            count = own.get(section.id)
            if inner or count:
                number = f" <b>{count}</b>" if count else ""
                address = f"#{document}-{escape(section.id)}"
                yield f'<li class="l{min(level, 4)}"><a href="{address}">{self.section_name(section)}{number}</a></li>'
            yield from inner

    def section_name(self, section: SectionPair) -> str:
        found = section.new or section.old
        if found is None:
            return escape(section.id)
        title = plain(found.heading) if found.heading else found.title.text(self.language)
        number = found.number if found.number != "-" else ""
        return escape(f"{number} {title}".strip() or self.say(words.BODY))

    def fields(self) -> Iterator[str]:
        if not self.comparison.fields:
            return
        yield f'<section id="fields"><h2>{self.say(words.FIELDS)}</h2><div class="wide"><table><thead><tr>'
        for word in (words.FIELD, words.OLD, words.NEW, words.VALUE, words.PLACES):
            yield f'<th scope="col">{self.say(word)}</th>'
        yield "</tr></thead><tbody>"
        for index, field in enumerate(self.comparison.fields):
            yield self.field_row(field, index)
        yield "</tbody></table></div></section>"

    def field_row(self, field: FieldChange, index: int) -> str:
        name = self.say(field.title) + "<br>" if field.title else ""
        old, new = (
            f"<{tag}>{lines(text.text(self.language))}</{tag}>" if text else "–"
            for tag, text in (("del", field.old_text), ("ins", field.new_text))
        )
        facts = [self.say(words.FIELD_KINDS[field.kind])]
        if field.factor is not None:
            facts.append(f"× {field.factor:.3g}")
        if field.days is not None:
            facts.append(f"{field.days:+d}{'일' if self.language == 'ko' else ' days'}")
        count = len(field.changes)
        show = f'<button type="button" data-show="f{index}" title="{self.say(words.ONLY)}">{count}</button>'
        return (
            f'<tr><th scope="row">{name}<code>{escape(field.path)}</code></th><td>{old}</td>'
            f"<td>{new}</td><td>{'<br>'.join(facts)}</td><td>{show if count else 0}</td></tr>"
        )

    def document(self, document: DocumentComparison, index: int) -> Iterator[str]:
        if document.status is Status.EQUAL:
            return
        title = self.say(self.document_title(document))
        number = escape(document.document.number)
        yield f'<section class="document" id="d{index}"><h2>{title} <small>{number}</small></h2>'
        anchors = Anchors(self.names)
        whole = document.old is None or document.new is None
        if whole:
            yield from self.whole(document, anchors)
        else:
            yield from self.part(f"d{index}-", self.say(words.COVER), 3, self.front(document, anchors))
            for section in document.sections:
                yield from self.section(section, index, 3, anchors)
        yield from self.unplaced(document, anchors)
        yield "</section>"

    def whole(self, document: DocumentComparison, anchors: Anchors) -> Iterator[str]:
        """A document that only one side has."""
        side = "ins" if document.new is not None else "del"
        found = document.document
        mark = anchors.mark(document.change)
        inner = blocks(found.cover) + sections(found.sections, 3, self.language)
        yield self.chunk(
            f'<details class="{side}"{mark}><summary>{self.say(found.title)}</summary>{inner}</details>', anchors, 0
        )

    def front(self, document: DocumentComparison, anchors: Anchors) -> Iterator[str]:
        for head in document.head:
            start = len(anchors.found)
            mark = anchors.mark(head.change)
            name = self.say(words.HEAD_PARTS[head.part])
            text = f"<p{mark}>{name}: <del>{escape(head.old)}</del> <ins>{escape(head.new)}</ins></p>"
            yield self.chunk(text, anchors, start)
        yield from self.pairs((*document.cover, *document.contents), anchors)

    def part(self, name: str, heading: str, level: int, content: Iterable[str], mark: str = "") -> Iterator[str]:
        inner = "".join(content)
        if inner:
            shown = f"<h{min(level, 6)}{mark}>{heading}</h{min(level, 6)}>" if heading else ""
            yield f'<section class="part" id="{escape(name)}">{shown}{inner}</section>'

    def section(self, section: SectionPair, index: int, level: int, anchors: Anchors) -> Iterator[str]:
        name = f"d{index}-{section.id}"
        if section.status is Status.EQUAL:
            return
        if section.old is None or section.new is None:
            yield from self.part(
                name, self.section_name(section), level, self.one_sided(section, index, level, anchors)
            )
            return
        yield from self.part(name, self.heading(section), level, self.inside(section, index, level, anchors))

    def heading(self, section: SectionPair) -> str:
        if not (section.heading and section.old and section.new):
            return self.section_name(section)
        old, new = escape(section.old.number), escape(section.new.number)
        number = new if old == new else f"<del>{old}</del><ins>{new}</ins>"
        return f"{'' if number == '-' else number} {spans(section.heading)}"

    def inside(self, section: SectionPair, index: int, level: int, anchors: Anchors) -> Iterator[str]:
        yield from self.pairs(section.blocks, anchors)
        for inner in section.sections:
            yield from self.section(inner, index, level + 1, anchors)

    def one_sided(self, section: SectionPair, index: int, level: int, anchors: Anchors) -> Iterator[str]:
        """A section that was inserted or deleted, or moved and stands at one of its two places."""
        start = len(anchors.found)
        mark = anchors.mark(section.change)
        found = section.new or section.old
        side = "del" if section.new is None else "ins"
        if section.within is not None:
            inner = "".join(self.inside(section.within, index, level, anchors))
        else:
            inner = blocks(found.blocks) + sections(found.sections, level + 1, self.language) if found else ""
        moved = " moved" if section.status is Status.MOVED else ""
        yield self.chunk(f'<div class="{side}{moved}"{mark}>{inner}</div>', anchors, start)

    def pairs(self, content: Sequence[BlockPair], anchors: Anchors) -> Iterator[str]:
        """Changed blocks with their cards; what stays the same in between is folded."""
        same: list[BlockPair] = []
        for each in content:
            if each.status is Status.EQUAL:
                same.append(each)
                continue
            yield self.same(same, anchors)
            same = []
            start = len(anchors.found)
            yield self.chunk(pair(each, anchors), anchors, start)
        yield self.same(same, anchors)

    def same(self, content: Sequence[BlockPair], anchors: Anchors) -> str:
        inner = "".join(pair(each, anchors) for each in content)
        return f'<div class="same">{inner}</div>' if inner else ""

    def chunk(self, markup: str, anchors: Anchors, start: int) -> str:
        cards = "".join(self.cards.card(self.changes[each]) for each in anchors.found[start:])
        # A block in which only the page layout changed has nothing to show and no card.
        return f'<div class="chunk"><div class="shown">{markup}</div><aside>{cards}</aside></div>' if cards else ""

    def unplaced(self, document: DocumentComparison, anchors: Anchors) -> Iterator[str]:
        """Changes that the merged text has no single place for (a page break, a heading's number)."""
        for change in self.comparison.changes:
            if (change.document, change.instance) == (
                document.id,
                document.instance,
            ) and change.id not in anchors.found:
                start = len(anchors.found)
                mark = anchors.mark(change.id)
                before = spans(change.before) or f"<del>{lines(change.before_text)}</del>"
                after = spans(change.after) or f"<ins>{lines(change.after_text)}</ins>"
                where = f"{escape(change.number)} {self.say(change.section_title)} {self.say(change.label)}"
                text = f"<p{mark}>{where}</p>" + (f'<p class="del">{before}</p>' if change.before_text else "")
                yield self.chunk(text + (f'<p class="ins">{after}</p>' if change.after_text else ""), anchors, start)


def _resource(name: str) -> str:
    return (files("regdocs.review.page") / name).read_text("utf-8")


def _hash(text: str) -> str:
    """What the page's own policy admits a style or script by (Content Security Policy Level 3, hash-source)."""
    return f"sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}"
