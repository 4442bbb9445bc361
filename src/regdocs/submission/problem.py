"""Short ways to write down what is wrong with a submission: findings, and values fit to be shown in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

from regdocs.finding import Finding, Place, Severity
from regdocs.language import Bilingual

Words = tuple[str, str]
"""Korean and English."""

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_SHOWN = 60
_MOST = 200


def problem(rule: str, place: Place, message: Words, remedy: Words | None = None) -> Finding:
    """An error of the submission's data; `rule` stands without its prefix `data/`."""
    return Finding(f"data/{rule}", Severity.ERROR, Bilingual(*message), place, Bilingual(*remedy) if remedy else None)


def foremost(findings: Iterable[Finding], file: str) -> list[Finding]:
    """The first 200 findings, and a last one that says so where there are more; later ones aren't even computed."""
    some = list(islice(findings, _MOST + 1))
    if len(some) <= _MOST:
        return some
    message = f"오류가 {_MOST}건이 넘음", f"more than {_MOST} errors"
    remedy = "위의 오류를 고친 뒤 다시 실행하십시오", "mend those above, then run this again"
    return [*some[:_MOST], problem("more", Place(file), message, remedy)]


def shown(text: str) -> str:
    """A user's text fit for one line of a message: cut to 60 characters, unprintable characters spelled out."""
    text = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return _UNPRINTABLE.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)


def quoted(names: Iterable[str]) -> str:
    """Names as a message lists them: `a`, `b`."""
    return ", ".join(f"`{shown(name)}`" for name in names)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that was most probably meant; None where nothing is near."""
    return next(iter(get_close_matches(name[:_SHOWN], list(known), n=1, cutoff=0.6)), None)


def meant(name: str, known: Iterable[str]) -> Words | None:
    """The remedy for an unknown name: the nearest known one, else all of them, else nothing."""
    names = list(dict.fromkeys(known))
    near = nearest(name, names)
    if near is not None:
        return f"`{near}`?", f"did you mean `{near}`?"
    if not names:
        return None
    listed = quoted(names[:30]) + (" …" if len(names) > 30 else "")
    return f"가능한 값: {listed}", f"known: {listed}"
