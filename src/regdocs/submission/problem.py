"""Short ways to write down what is wrong with a submission: findings, and values fit to be shown in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches
from itertools import islice
from pathlib import Path

from regdocs.finding import Finding, Place, Severity
from regdocs.language import Bilingual

Words = tuple[str, str]
"""Korean and English."""

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_SHOWN = 60
_MOST = 200


SMALLER: Words = "파일을 줄이거나 나누십시오", "make the file smaller, or split it"
"""What to do about a file that is larger than any file of its kind need be."""
READABLE: Words = "파일의 권한을 확인하고, 열려 있으면 닫으십시오", "check its permissions; close it where it is open"
"""What to do about a file that the system doesn't hand out."""
COPY: Words = "파일을 폴더 안에 복사해 두십시오", "put a copy of the file into the folder"
"""What to do about a link that leads out of the submission."""


def problem(rule: str, place: Place, message: Words, remedy: Words) -> Finding:
    """An error of the submission's data and what to do about it; `rule` stands without its prefix `data/`."""
    # A field's name may hold anything that an escape in double quotes can write.
    place = replace(place, path=_printable(place.path)) if place.path else place
    return Finding(f"data/{rule}", Severity.ERROR, Bilingual(*message), place, Bilingual(*remedy))


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
    return _printable(text)


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)


def given(path: Path) -> str:
    """A path as somebody gave it, fit to be given again on the command line."""
    text = _printable(str(path))
    return f'"{text}"' if " " in text else text


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
