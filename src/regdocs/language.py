"""The two languages of a filing, and text that exists in Korean and optionally in English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["ko", "en"]
LANGUAGES: tuple[Language, ...] = ("ko", "en")


@dataclass(frozen=True, slots=True)
class Bilingual:
    """Text in Korean and, where somebody has written it, in English."""

    ko: str
    en: str | None = None

    def text(self, language: Language) -> str:
        """The text in `language`; the Korean where no English was written, since Korean is the filing."""
        return self.en if language == "en" and self.en else self.ko

    def written_in(self, language: Language) -> bool:
        """Whether somebody wrote this text in `language`."""
        return bool(self.en) if language == "en" else bool(self.ko)

    def __str__(self) -> str:
        return self.ko
