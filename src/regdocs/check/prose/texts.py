"""The texts that the rules on prose search, joined once for all rules."""

from __future__ import annotations

import re
from collections.abc import Iterable

from regdocs.check.filing import Filing
from regdocs.check.said import Joined, Said

_WIDE = re.compile("[\uff01-\uff5e\u3000]")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def narrow(text: str) -> str:
    """The text with ASCII letters, digits and signs of full width (ＴＢＤ, １) as everybody else writes them."""
    return text.translate(_NARROW) if _WIDE.search(text) else text


def everything(filing: Filing) -> Joined:
    """All that people wrote."""
    return _joined(filing.said)


def korean(filing: Filing) -> Joined:
    """All that they wrote in Korean."""
    return _joined(said for said in filing.said if said.language == "ko")


def narrative(filing: Filing) -> Joined:
    """The narrative alone."""
    return _joined(said for said in filing.said if said.document)


def _joined(texts: Iterable[Said]) -> Joined:
    return Joined.of_pieces((said, 0, narrow(said.text)) for said in texts)
