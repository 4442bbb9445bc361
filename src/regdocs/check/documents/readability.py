"""Rules on the papers that participants and donors read: short sentences, plain words, no unexplained abbreviation."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from regdocs.check.documents.paper import at, flat
from regdocs.check.filing import Filing
from regdocs.check.rule import Problem, rule
from regdocs.compose.abbreviations import listed, unlisted
from regdocs.compose.inlines import plain
from regdocs.compose.particle import particle
from regdocs.document.block import Paragraph, Table
from regdocs.document.document import Document, Kind
from regdocs.language import Bilingual

_SENTENCE = re.compile(r"(?<=[다요까오][.?])\s+")


def _papers(filing: Filing, rule_id: str) -> Iterator[Document]:
    names = set(filing.words(rule_id))
    return (each for each in filing.documents if each.id in names and each.language == "ko")


def _running(document: Document) -> Iterator[tuple[str, str]]:
    """The running text, paragraph by paragraph, with its section; tables are read at a glance and don't count."""
    for section in document.walk():
        for block in flat(section.blocks):
            if isinstance(block, Paragraph):
                yield section.id, plain(block.children)


@rule("documents/sentence-length")
def sentence_length(filing: Filing) -> Iterator[Problem]:
    """No sentence for laymen has more than `eojeols` 어절."""
    most = int(filing.limit("documents/sentence-length", "eojeols"))
    for document in _papers(filing, "documents/sentence-length"):
        for section, text in _running(document):
            for sentence in _SENTENCE.split(text):
                length = len(sentence.split())
                if length > most:
                    message = Bilingual(
                        f"{length}어절의 문장(한도 {most}): 「{sentence[:30]}…」",
                        f"a sentence of {length} words (at most {most}): “{sentence[:30]}…”",
                    )
                    yield Problem(at(document, section), message, _SPLIT)


_SPLIT = Bilingual("두 문장으로 나누십시오", "make two sentences of it")


@rule("documents/plain-words")
def plain_words(filing: Filing) -> Iterator[Problem]:
    """A term of the trade is explained where it first stands (in brackets), or said in plain words."""
    preferences = filing.preferences("documents/plain-words")
    for document in _papers(filing, "documents/plain-words"):
        texts = list(_running(document))
        whole = "\n".join((*(text for _, text in texts), *(f"{term}(" for term in _terms(document))))
        for each in preferences:
            for section, text in texts if each.avoid in whole and not _explained(each.avoid, whole) else ():
                if each.avoid in _without(text, each.unless):
                    message = Bilingual(f"풀이 없는 전문용어 「{each.avoid}」", f"“{each.avoid}” isn't explained")
                    remedy = Bilingual(
                        f"「{each.use}」{particle(each.use, '으로', '로')} 쓰거나 괄호에 풀이하십시오",
                        f"write “{each.use}”, or explain it",
                    )
                    yield Problem(at(document, section), message, remedy)
                    break


def _terms(document: Document) -> Iterator[str]:
    """What stands in the first column of a table, where the second says what it is."""
    for section in document.walk():
        for block in flat(section.blocks):
            if isinstance(block, Table):
                for row in block.rows:
                    yield from re.split(r"[, ]+", plain(row.cells[0].children)) if len(row.cells) > 1 else ()


def _without(text: str, words: tuple[str, ...]) -> str:
    for word in words:
        text = text.replace(word, "")
    return text


def _explained(word: str, text: str) -> bool:
    """Whether it stands before, or in, brackets somewhere, or the text says what it is."""
    return (
        re.search(rf"{re.escape(word)}\s?\(|\({re.escape(word)}[,)]|{re.escape(word)}(?:은|는|이란|란) ", text)
        is not None
    )


@rule("documents/abbreviations")
def abbreviations(filing: Filing) -> Iterator[Problem]:
    """An abbreviation in a form that laymen read is explained; for papers this is looked at while composing."""
    known, understood = listed(filing.study.abbreviations), filing.template_set.specification.understood
    for document in _papers(filing, "documents/abbreviations"):
        if document.kind is Kind.FORM:
            for word in unlisted(msgspec.structs.replace(document, kind=Kind.SHEET), known, understood):
                message = Bilingual(f"풀이 없는 약어 「{word}」", f"“{word}” isn't spelled out")
                yield Problem(at(document), message)
