"""Months in free text: a career or a test's period is written as dates are."""

from __future__ import annotations

import pytest

from regdocs.compose.printing import months_text
from regdocs.language import Language


@pytest.mark.parametrize(
    ("text", "language", "printed"),
    [
        ("2025-02 ~ 2025-11", "ko", "2025. 2. ~ 2025. 11."),
        ("2016.03", "ko", "2016. 3."),
        ("2025-02", "en", "February 2025"),
        ("2025-02 ~ 2025-11", "en", "February 2025 to November 2025"),
        ("2 ~ 8", "en", "2 ~ 8"),
        ("EXC-2025-02", "ko", "EXC-2025-02"),
        ("2026-09-01", "ko", "2026-09-01"),
        ("2025-13", "ko", "2025-13"),
        ("현재", "ko", "현재"),
    ],
)
def test_months_are_written_as_dates_are(text: str, language: Language, printed: str) -> None:
    assert months_text(text, language) == printed
