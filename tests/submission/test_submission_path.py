"""Field paths: made, read and found again, in raw data, in the study and in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from regdocs.finding import Place
from regdocs.study.study import Study
from regdocs.submission.path import attribute, child, covers, item, parent, resolve
from regdocs.submission.source import Source, read

VALID = read((Path(__file__).parent / "valid.yaml").read_bytes(), "study.yaml")
STUDY = VALID.validate(Study)


def test_paths_are_made_from_names_ids_and_indices() -> None:
    assert child("", "title") == "title"
    assert child("product", "name") == "product.name"
    assert item("product.tests", {"id": "viability"}, 0) == "product.tests[viability]"
    assert item("product.tests", STUDY.product.tests[0], 0) == "product.tests[viability]"
    assert item("design.visits[v1].notes", "text", 3) == "design.visits[v1].notes[3]"
    assert item("visits", {"id": "Not an id"}, 2) == "visits[2]"
    assert attribute("risk", STUDY.risk, "risk_class") == "risk.class"
    assert attribute("product", STUDY.product, "name") == "product.name"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("", STUDY),
        ("id", "ad-1"),
        ("title.en", "Atopic dermatitis study"),
        ("risk.class", STUDY.risk.risk_class),
        ("product.tests[viability].acceptance", STUDY.product.tests[0].acceptance),
        ("product.stability[frozen].results[0].values[1]", STUDY.product.stability[0].results[0].values[1]),
        ("design.endpoints[easi-75].at[0]", "v2"),
    ],
)
def test_a_path_leads_to_its_value(path: str, value: object) -> None:
    assert resolve(STUDY, path) == value


@pytest.mark.parametrize(
    "path",
    ["titel", "risk.risk_class", "product.tests[x]", "product.tests[1]", "design.endpoints[easi-75].at[9]", "a..b", ".id",
     "id.", "product.tests[", "product.tests[]", "id]", "product.model_fields", "title.text", "id[0]",
     "product.tests[viability]name", "product.tests[٣]"],
)  # fmt: skip
def test_a_path_that_leads_nowhere_is_a_key_error(path: str) -> None:
    with pytest.raises(KeyError):
        resolve(STUDY, path)


def test_every_path_of_the_file_resolves_in_raw_data_and_in_the_study() -> None:
    for path in VALID.positions:
        resolve(VALID.data, path)
        resolve(STUDY, path)


def test_a_prefix_covers_what_lies_below_it() -> None:
    assert covers("product", "product")
    assert covers("product", "product.tests[viability].name")
    assert covers("product.tests", "product.tests[viability]")
    assert covers("", "anything")
    assert not covers("product", "products")
    assert not covers("product.tests[a]", "product.tests[ab]")
    assert parent("product.tests[a].name") == "product.tests[a]"
    assert parent("product.tests[a]") == "product.tests"
    assert parent("product") == ""


SMALL = "a:\n  b: 가나 다\n  list:\n    - id: one\n      text: x\n    - plain\n    - id: three\n"


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ("a", (2, 3), (1, 1)),
        ("a.b", (2, 6), (2, 3)),
        ("a.list[one].text", (5, 13), (5, 7)),
        ("a.list[one]", (4, 7), (4, 7)),
        ("a.list[1]", (6, 7), (6, 7)),
        ("a.list[three].absent.deeper", (7, 7), (7, 7)),
        ("absent", (1, 1), (1, 1)),
        ("", (1, 1), (1, 1)),
    ],
)
def test_a_path_has_a_place_in_the_file(path: str, value: tuple[int, int], key: tuple[int, int]) -> None:
    positions = _small().positions
    assert positions.place(path) == Place("study.yaml", *value, path=path or None)
    assert positions.place(path, key=True) == Place("study.yaml", *key, path=path or None)


def _small() -> Source:
    return read(SMALL.encode(), "study.yaml")
