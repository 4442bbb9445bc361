"""The scalars of study.yaml: each type decides itself what the written text means; YAML's surprises don't happen."""

from __future__ import annotations

import datetime
import unicodedata
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from regdocs.language import Bilingual
from regdocs.study.model import Count, Day, Flag, Identifier, Integer, Number, Text, Word

READ = [
    (Word, " 가나 ", "가나"),
    (Word, "no", "no"),
    (Word, "010", "010"),
    (Word, unicodedata.normalize("NFD", "연구"), "연구"),
    (Word, "a\nb", "a\nb"),
    (Text, "연구", Bilingual("연구")),
    (Text, {"ko": "연구", "en": "Study"}, Bilingual("연구", "Study")),
    (Text, {"ko": "연구", "en": None}, Bilingual("연구")),
    (Text, Bilingual("연구"), Bilingual("연구")),
    (Identifier, "lot-1_a", "lot-1_a"),
    (Identifier, "3", "3"),
    (Count, "0", 0),
    (Count, "60", 60),
    (Count, 60, 60),
    (Integer, "-5", -5),
    (Number, "0.80", Decimal("0.80")),
    (Number, "1e-3", Decimal("0.001")),
    (Number, 0.8, Decimal("0.8")),
    (Number, Decimal("1.0"), Decimal("1.0")),
    (Flag, "true", True),
    (Flag, "false", False),
    (Flag, True, True),
    (Day, "2026-11-22", datetime.date(2026, 11, 22)),
    (Day, datetime.date(2026, 11, 22), datetime.date(2026, 11, 22)),
]


@pytest.mark.parametrize(("kind", "written", "expected"), READ)
def test_what_is_read(kind: Any, written: object, expected: object) -> None:
    adapter: TypeAdapter[object] = TypeAdapter(kind)
    assert adapter.validate_python(written) == expected


def test_a_number_keeps_its_last_zero() -> None:
    assert str(TypeAdapter(Number).validate_python("0.80")) == "0.80"


REFUSED = [
    (Word, "", "text_empty"),
    (Word, "  ", "text_empty"),
    (Word, None, "text_expected"),
    (Word, 5, "text_expected"),
    (Word, ["a"], "text_expected"),
    (Word, "a\0b", "control_character"),
    (Word, "\ue000", "control_character"),
    (Word, "\ud800", "control_character"),
    (Text, ["a"], "bilingual"),
    (Text, None, "bilingual"),
    (Text, {"en": "Study"}, "bilingual_korean"),
    (Text, {"ko": ""}, "bilingual_korean"),
    (Text, {"ko": "연구", "de": "Studie"}, "bilingual_key"),
    (Text, {"ko": "연구", "en": ""}, "text_empty"),
    (Text, {"ko": ["연구"]}, "text_expected"),
    (Identifier, "Lot", "string_pattern_mismatch"),
    (Identifier, "-a", "string_pattern_mismatch"),
    (Identifier, "로트", "string_pattern_mismatch"),
    (Identifier, "a.b", "string_pattern_mismatch"),
    (Identifier, "a" * 61, "string_too_long"),
    (Count, "010", "whole_number"),
    (Count, "1e2", "whole_number"),
    (Count, "1_000", "whole_number"),
    (Count, "1,000", "whole_number"),
    (Count, "0x1F", "whole_number"),
    (Count, "６０", "whole_number"),
    (Count, "60.0", "whole_number"),
    (Count, True, "whole_number"),
    (Count, "9" * 5000, "whole_number"),
    (Count, "-1", "greater_than_equal"),
    (Number, "80 %", "number"),
    (Number, ".5", "number"),
    (Number, "010", "number"),
    (Number, "nan", "number"),
    (Number, float("inf"), "number"),
    (Number, Decimal("NaN"), "number"),
    (Number, "1e999999999", "number"),
    (Number, True, "number"),
    (Flag, "yes", "flag"),
    (Flag, "True", "flag"),
    (Flag, "1", "flag"),
    (Flag, 1, "flag"),
    (Day, "2026-02-30", "date_impossible"),
    (Day, "0000-01-01", "date_impossible"),
    (Day, "2026.11.22", "date"),
    (Day, "2026-1-2", "date"),
    (Day, "20261122", "date"),
    (Day, "2026-11-22T00:00", "date"),
]


@pytest.mark.parametrize(("kind", "written", "error"), REFUSED)
def test_what_is_refused(kind: Any, written: object, error: str) -> None:
    adapter: TypeAdapter[object] = TypeAdapter(kind)
    with pytest.raises(ValidationError) as caught:
        adapter.validate_python(written)
    assert caught.value.errors()[0]["type"] == error
