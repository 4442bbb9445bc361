"""Labels of revisions and rounds: names that are the same file name everywhere, and no path."""

from __future__ import annotations

import re
import unicodedata

from regdocs.finding import Finding, Severity, UsageError
from regdocs.language import Bilingual
from regdocs.submission.problem import shown

LONGEST = 60
_LABEL = re.compile(r"[0-9A-Za-z가-힣](?:[0-9A-Za-z가-힣._-]*[0-9A-Za-z가-힣_-])?")
# What Windows takes for a device, also with anything behind a dot.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{name}{digit}" for name in ("com", "lpt") for digit in range(10))}


def composed(label: str) -> str:
    """A label as it is compared: some systems take Hangul apart (NFD) in names."""
    return unicodedata.normalize("NFC", label)


def is_label(label: str) -> bool:
    """Whether a composed label can be a folder's name on every system."""
    device = label.split(".")[0].lower() in _DEVICES
    return len(label) <= LONGEST and _LABEL.fullmatch(label) is not None and not device


def demand_label(label: str) -> str:
    """The label, composed; raises `UsageError` for one that can't be a folder's name on every system."""
    label = composed(label)
    if is_label(label):
        return label
    message = Bilingual(f"쓸 수 없는 이름: `{shown(label)}`", f"`{shown(label)}` can't be a label")
    remedy = Bilingual(
        f"영문자, 숫자, 한글, `.`, `-`, `_`로 {LONGEST}자까지 적으십시오. 예: rev1, 1차보완",
        f"use letters, digits, Hangul, `.`, `-`, `_`, at most {LONGEST} of them, such as rev1",
    )
    raise UsageError([Finding("usage/label", Severity.ERROR, message, remedy=remedy)])
