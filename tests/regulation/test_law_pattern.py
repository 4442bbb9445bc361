"""Patterns over field paths: one table of pattern, what is missing, and what values are there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from regdocs.regulation import pattern
from regdocs.regulation.plain import Plain, plain
from regdocs.study.study import Study


@pytest.fixture
def study() -> Plain:
    return plain(
        Study.model_validate(
            {
                "id": "s",
                "title": "연구",
                "example": False,
                "filing": {"date": "2026-11-22"},
                "risk": {"class": "high"},
                "disease": {"name": "병"},
                "institutions": [{"id": "a", "name": "가", "address": "서울"}, {"id": "b", "name": "나"}],
                "product": {
                    "name": "세포", "therapy": "cell", "origin": "allogeneic", "tissue": "skin",
                    "cell_type": "t_cell", "manipulation": "minimal", "record_years": 0,
                    "tests": [
                        {"id": "count", "stage": "release", "attribute": "count", "name": "수", "method": "계수"},
                        {"id": "seal", "stage": "bank", "attribute": "sterility", "name": "무균"},
                    ],
                    "lots": [{"id": "l1", "number": "1", "results": [{"test": "count", "statement": "적합"}]}],
                },
                "people": [
                    {"id": "p", "name": "박", "roles": ["statistician", "coordinator"], "organisation": "a"},
                    {"id": "q", "name": "김", "roles": ["investigator"], "organisation": "a", "post": "교수"},
                ],
            }
        )
    )  # fmt: skip


MISSING = [
    ("title", ()),
    ("number", ("number",)),
    ("risk.class", ()),
    ("risk.limbs", ("risk.limbs",)),
    ("number|title", ()),
    ("number|registration", ("number",)),
    ("example", ()),
    ("product.record_years", ()),
    ("product.donor.history", ("product.donor.history",)),
    ("product.donor.tests[*].method", ("product.donor.tests",)),
    ("compensation.insurance.insurer", ("compensation.insurance.insurer",)),
    ("institutions[*].address", ("institutions[b].address",)),
    ("institutions[id=a].address", ()),
    ("institutions[address].head", ("institutions[a].head",)),
    ("product.tests[*].method", ("product.tests[seal].method",)),
    ("product.tests[stage=release].method", ()),
    ("product.tests[stage=release|bank].method", ("product.tests[seal].method",)),
    ("product.tests[stage=release,attribute=count].method", ()),
    ("product.tests[stage=release,attribute=purity]", ("product.tests[stage=release,attribute=purity]",)),
    ("product.tests[stage!=release].method", ("product.tests[seal].method",)),
    ("product.tests[reference_standard]", ("product.tests[reference_standard]",)),
    ("product.lots[*].results[test=count].value|statement", ()),
    ("product.lots[*].results[*].value", ("product.lots[l1].results[0].value",)),
    ("product.lots[*].results[test=purity].value|statement", ("product.lots[l1].results[test=purity]",)),
    ("people[roles=coordinator].post", ("people[p].post",)),
    ("people[roles!=coordinator].post", ()),
    ("product.animal_cells", ()),
    ("processing_facilities[*].name", ("processing_facilities",)),
    ("processing_facilities[files_directly=true]", ("processing_facilities[files_directly=true]",)),
]


@pytest.mark.parametrize(("text", "expected"), MISSING)
def test_missing(study: Plain, text: str, expected: tuple[str, ...]) -> None:
    assert pattern.missing(study, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("institutions[*].id", ("a", "b")),
        ("product.tests[stage=release].id", ("count",)),
        ("people[*].roles", ("statistician", "coordinator", "investigator")),
        ("product.donor.tests[*].id", ()),
        ("cord_blood.bank", ()),
        ("product.origin", ("allogeneic",)),
    ],
)
def test_values(study: Plain, text: str, expected: tuple[str, ...]) -> None:
    assert pattern.values(study, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("product.tests[*].method", None),
        ("product.tets[*].method", "tets"),
        ("product.tests[stag=release].method", "stag"),
        ("product.tests[*].methods", "methods"),
        ("risk.risk_class", "risk_class"),
        ("product.composition[*].amount|amounts", "amounts"),
        ("title.ko", "ko"),
    ],
)
def test_names_that_no_study_has(text: str, expected: str | None) -> None:
    assert pattern.unknown(Study, text) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("people[principal_investigator]", "people[roles=principal_investigator]"),
        ("nonclinical[genotoxicity].results", "nonclinical[item=genotoxicity].results"),
        ("attachments[insurance_certificate]", "attachments[role=insurance_certificate]"),
        (
            "institutions[hospital].licences[institution].number",
            "institutions[hospital].licences[kind=institution].number",
        ),
        ("product.tests[0].method", "product.tests[0].method"),
        ("consent.process", "consent.process"),
    ],
)
def test_what_an_absent_item_is_known_by_is_said_with_its_field(path: str, expected: str) -> None:
    assert pattern.selecting(Study, path) == expected


@pytest.mark.parametrize(
    "text", ["", ".", "a..b", "a.", "a[", "a[]b", "a[=x]", "a[k=]", "A", "a b", "a[*][*]", "a[k==v]", "a[k=v,]"]
)
def test_malformed_patterns(text: str) -> None:
    with pytest.raises(ValueError, match=r"expected|empty"):
        pattern.parse(text)


def test_a_path_found_missing_is_one_that_the_study_can_hold(study_with: Callable[..., Study], study: Plain) -> None:
    assert pattern.missing(plain(study_with()), "product.tests[*].method") == ()
