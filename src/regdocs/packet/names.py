"""File names that every system takes: NFC, nothing that Windows refuses, no two alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from regdocs.finding import Finding, Severity, UsageError
from regdocs.language import Bilingual
from regdocs.packet.specification import Portal

_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])")
_SIZE = re.compile(r"(?i)\s*([0-9]+(?:\.[0-9]+)?)\s*(b|k|kb|kib|m|mb|mib|g|gb|gib)?\s*")
_UNITS = {"": 1, "b": 1, "k": 10**3, "kb": 10**3, "kib": 2**10, "m": 10**6, "mb": 10**6, "mib": 2**20}
_UNITS |= {"g": 10**9, "gb": 10**9, "gib": 2**30}


def safe(text: str, portal: Portal, suffix: str = "") -> str:
    """`text` as a file name with `suffix` (`.pdf`), cut to the portal's length."""
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(" " if _refused(character, portal) else character for character in composed)
    stem = "_".join(kept.split())[: max(1, portal.longest_name - len(suffix))].strip("._ ")
    if not stem or _RESERVED.fullmatch(stem.split(".")[0]):
        stem = f"_{stem}"
    return stem + suffix


def _refused(character: str, portal: Portal) -> bool:
    return character in portal.forbidden or unicodedata.category(character) in (
        "Cc",
        "Cf",
        "Cs",
        "Co",
        "Cn",
        "Zl",
        "Zp",
    )


def distinct(names: Iterable[str]) -> list[str]:
    """The names, those that a system blind to case would take for another one numbered."""
    seen: set[str] = set()
    found = []
    for name in names:
        stem, dot, suffix = name.rpartition(".")
        candidate, number = name, 1
        while candidate.casefold() in seen:
            number += 1
            candidate = f"{stem}_{number}{dot}{suffix}"
        seen.add(candidate.casefold())
        found.append(candidate)
    return found


def size(text: str) -> int:
    """`20MB`, `1.5 GiB` or `30000000` in bytes; raises `UsageError` for anything else."""
    match = _SIZE.fullmatch(text)
    amount = int(float(match[1]) * _UNITS[(match[2] or "").lower()]) if match else 0
    if amount < 100_000:
        message = Bilingual(f"크기가 아니거나 너무 작음: `{text}`", f"no size, or too small a one: `{text}`")
        remedy = Bilingual("예: 50MB (0.1MB 이상)", "for example 50MB (at least 0.1MB)")
        raise UsageError([Finding("usage/size", Severity.ERROR, message, remedy=remedy)])
    return amount
