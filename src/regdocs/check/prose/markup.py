"""The rule on markup of web pages in prose, which is printed as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regdocs.check.filing import Filing
from regdocs.check.prose.texts import everything
from regdocs.check.rule import Problem, rule
from regdocs.language import Bilingual

_RULE = "prose/web-markup"
_INSTEAD = {
    "b": ("`**굵게**`로", "`**bold**`"), "strong": ("`**굵게**`로", "`**bold**`"),
    "i": ("`*기울임*`으로", "`*italic*`"), "em": ("`*기울임*`으로", "`*italic*`"),
    "sup": ("`10^8^`처럼", "`10^8^`"), "sub": ("`CO~2~`처럼", "`CO~2~`"),
    "br": ("빈 줄로 문단을 나누어", "a blank line between paragraphs"),
}  # fmt: skip
"""What Markdown has for an element, in Korean with its particle and in English."""


@rule(_RULE)
def web_markup(filing: Filing) -> Iterator[Problem]:
    """No text holds elements of HTML; a new line in a cell of a table and what stands as code are written so."""
    names = "|".join(map(re.escape, filing.words(_RULE)))
    tag = re.compile(rf"<!--|</?(?P<name>{names})(?:\s[^<>\n]{{0,200}})?/?>", re.IGNORECASE)
    texts = filing.once(everything)
    for said, found, offset in texts.find(tag) if "<" in texts.text else ():
        name = (found["name"] or "").lower()
        if found[0].startswith("</") and re.search(rf"<{name}\b", said.text[:offset], re.IGNORECASE):
            continue
        line = said.text[said.text.rfind("\n", 0, offset) + 1 : offset]
        if line.count("`") % 2 or (name == "br" and said.document and line.lstrip().startswith("|")):
            continue
        message = Bilingual(
            f"`{found[0]}`: HTML 표시가 글자 그대로 인쇄됨", f"`{found[0]}` is HTML, and is printed as it stands"
        )
        ko, en = _INSTEAD.get(name, ("Markdown으로", "Markdown"))
        yield Problem(said.place(offset), message, Bilingual(f"지우거나 {ko} 쓰십시오", f"remove it, or write {en}"))
