"""Quantities and limits: how people write them, how they are printed, and what is refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from regdocs.language import Bilingual
from regdocs.study.quantity import (
    TIME_UNITS,
    Acceptance,
    CellCount,
    CellDose,
    Duration,
    Limit,
    Measure,
    Money,
    Quantity,
    Volume,
    number_text,
)

QUANTITIES = [
    ("1.0e8 cells", "1.0×10⁸ cells", "1.0×10⁸ cells"),
    ("1.0×10⁸ cells", "1.0×10⁸ cells", "1.0×10⁸ cells"),
    ("2 x 10^7 cells/kg", "2.0×10⁷ cells/kg", "2.0×10⁷ cells/kg"),
    ("1.0e8 개", "1.0×10⁸ cells", "1.0×10⁸ cells"),
    ("16 weeks", "16주", "16 weeks"),
    ("1 week", "1주", "1 week"),
    ("16주", "16주", "16 weeks"),
    ("-4 weeks", "-4주", "-4 weeks"),
    ("-1 days", "-1일", "-1 day"),
    ("24시간", "24시간", "24 hours"),
    ("5,000,000 KRW", "5,000,000원", "KRW 5,000,000"),
    ("5000000원", "5,000,000원", "KRW 5,000,000"),
    ("5e6 KRW", "5,000,000원", "KRW 5,000,000"),
    ("1 ㎖", "1 mL", "1 mL"),
    ("200 uL", "200 µL", "200 µL"),
    ("80%", "80%", "80%"),
    ("12.50 pg/mL", "12.50 pg/mL", "12.50 pg/mL"),
    ("−150 °C", "-150℃", "-150 °C"),
    ("60 명", "60명", "60 persons"),
    ("300 ×g", "300 ×g", "300 ×g"),
    ("1.0e-3 mg", "0.0010 mg", "0.0010 mg"),
]


@pytest.mark.parametrize(("written", "ko", "en"), QUANTITIES)
def test_a_quantity_is_printed_as_precisely_as_it_was_written(written: str, ko: str, en: str) -> None:
    quantity = Quantity.parse(written)
    assert (quantity.text("ko"), quantity.text("en"), str(quantity)) == (ko, en, ko)


@pytest.mark.parametrize(
    "written",
    ["", "8", "cells", "1e8", "1.0e8", "5,00 KRW", "1 000 KRW", "1.2.3 mg", "2.0x10E7 cells", "1e999 g", "1e99999999999 g", "1,2 mg",
     "３ mL", "+ 3 mL", "3 mL ≤", "2~8 °C", "9" * 101 + " mL", "nan mL", "∞ mL", ".5 mL", "5. mL"],
)  # fmt: skip
def test_what_only_looks_like_a_quantity_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="not a number with a unit"):
        Quantity.parse(written)


LIMITS = [
    ("≥ 80 %", "80% 이상", "≥ 80%"),
    (">=80%", "80% 이상", "≥ 80%"),
    ("80 % 이상", "80% 이상", "≥ 80%"),
    ("-150 °C 이하", "-150℃ 이하", "≤ -150 °C"),
    ("<= 2 EU/mL", "2 EU/mL 이하", "≤ 2 EU/mL"),
    ("5 EU/mL 미만", "5 EU/mL 미만", "< 5 EU/mL"),
    ("< 5 %", "5% 미만", "< 5%"),
    ("5 % 초과", "5% 초과", "> 5%"),
    ("≥ 80", "80 이상", "≥ 80"),
    ("1 이상", "1 이상", "≥ 1"),
    ("80~120 %", "80~120%", "80–120%"),
    ("2–8 ℃", "2~8℃", "2–8 °C"),
    ("2-8 °C", "2~8℃", "2–8 °C"),
    ("-20~-10 °C", "-20~-10℃", "-20–-10 °C"),
    ("1.0e6~5.0e6 cells", "1.0×10⁶~5.0×10⁶ cells", "1.0×10⁶–5.0×10⁶ cells"),
]


@pytest.mark.parametrize(("written", "ko", "en"), LIMITS)
def test_a_limit_is_read_in_the_ways_people_write_it(written: str, ko: str, en: str) -> None:
    limit = Limit.parse(written)
    assert (limit.text("ko"), limit.text("en")) == (ko, en)


@pytest.mark.parametrize(
    "written", ["", "음성", "80", "80 %", "8~2 °C", "≥ 2 and ≤ 8 %", "≥", "≥ eighty", "1~2~3", "-80 °C", "2026-01-01"]
)
def test_what_is_no_bound_and_no_range_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"not a limit|backwards"):
        Limit.parse(written)


@pytest.mark.parametrize(
    ("limit", "admitted", "refused"),
    [
        ("≥ 80 %", ["80", "80.0", "99"], ["79.99"]),
        ("< 5 EU/mL", ["4.99", "-1"], ["5", "5.0"]),
        ("> 5 EU/mL", ["5.01"], ["5"]),
        ("≤ 5", ["5"], ["5.01"]),
        ("80~120 %", ["80", "120"], ["79.9", "120.1"]),
    ],
)
def test_a_limit_admits_what_lies_within(limit: str, admitted: list[str], refused: list[str]) -> None:
    assert all(Limit.parse(limit).admits(Decimal(value)) for value in admitted)
    assert not any(Limit.parse(limit).admits(Decimal(value)) for value in refused)


def test_a_state_admits_no_number() -> None:
    assert not Limit(state=Bilingual("음성", "negative")).admits(Decimal(0))


@pytest.mark.parametrize(("factor", "expected"), [(5, "1.0×10⁸ cells"), (3, "6.0×10⁷ cells"), (15, "3.0×10⁸ cells")])
def test_a_multiple_keeps_its_digits(factor: int, expected: str) -> None:
    assert Quantity.parse("2.0e7 cells").times(factor).text() == expected


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=3),
    st.sampled_from(TIME_UNITS),
)
def test_what_is_printed_in_english_reads_back(number: Decimal, unit: str) -> None:
    quantity = Quantity(number, unit)
    assert Quantity.parse(quantity.text("en")) == quantity


@given(st.text(max_size=120))
def test_any_text_is_read_or_refused(text: str) -> None:
    kinds: tuple[Any, ...] = (Measure, Acceptance, Money)
    for kind in kinds:
        try:
            value: Any = TypeAdapter(kind).validate_python(text)
        except ValidationError:
            continue
        assert value.text("ko")
        assert value.text("en")


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (CellDose, "2.0e7 cells/kg", "2.0e7 cells/mL"),
        (CellCount, "1.0e8 cells", "1.0e8 cells/kg"),
        (Volume, "1 mL", "1 g"),
        (Duration, "16주", "16 mL"),
        (Money, "5,000,000원", "5,000,000 USD"),
    ],
)
def test_a_kind_of_quantity_knows_its_units(kind: Any, good: str, bad: str) -> None:
    adapter: TypeAdapter[Quantity] = TypeAdapter(kind)
    assert adapter.validate_python(good) == Quantity.parse(good)
    assert adapter.validate_python(Quantity.parse(good)) == Quantity.parse(good)
    for wrong in (bad, Quantity.parse(bad)):
        with pytest.raises(ValidationError) as caught:
            adapter.validate_python(wrong)
        assert caught.value.errors()[0]["type"] == "unit"


@pytest.mark.parametrize(
    ("written", "ko", "en"),
    [
        ("음성", "음성", "음성"),
        ({"ko": "음성", "en": "negative"}, "음성", "negative"),
        ({"ko": " 음성 "}, "음성", "음성"),
        ("-80 °C", "-80 °C", "-80 °C"),
        ("≥ 80 %", "80% 이상", "≥ 80%"),
    ],
)
def test_an_acceptance_is_a_limit_or_a_state(written: object, ko: str, en: str) -> None:
    limit = TypeAdapter(Acceptance).validate_python(written)
    assert (limit.text("ko"), limit.text("en")) == (ko, en)


@pytest.mark.parametrize(
    ("written", "kind"),
    [("", "limit"), ([], "limit"), ({"en": "x"}, "limit"), ({"ko": "x", "de": "y"}, "limit"), ({"ko": ["x"]}, "text_expected"),
     ({"ko": "a\0"}, "control_character"), ("a\0", "control_character"), ("≥ x", "limit"), ("8~2 %", "limit")],
)  # fmt: skip
def test_a_slip_in_a_limit_is_no_state(written: object, kind: str) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Acceptance).validate_python(written)
    assert caught.value.errors()[0]["type"] == kind


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("1234567.5", "1,234,567.5"),
        ("1.0E+8", "1.0×10⁸"),
        ("12.5E+9", "1.25×10¹⁰"),
        ("-1E+7", "-1.0×10⁷"),
        ("0.050", "0.050"),
        ("10", "10"),
    ],
)
def test_a_number_is_printed_with_the_digits_it_was_written_with(number: str, text: str) -> None:
    assert number_text(Decimal(number)) == text
