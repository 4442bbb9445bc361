"""What editors get: a schema that accepts every study of ours and describes fields in both languages, wired by `new`."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from regdocs.cli.main import main
from regdocs.regulation.pattern import parse
from regdocs.study.terms import RiskClass
from regdocs.submission.inputs import digest
from regdocs.template_set.described import meanings
from regdocs.template_set.load import load, shipped
from regdocs.template_set.schema import reasons_schema, round_schema, study_schema

ROOT = Path(__file__).parents[2]
STUDIES = sorted((ROOT / "submissions").glob("*/study.yaml"))
HANGUL = re.compile("[가-힣]")


class _AsEditorsRead(yaml.SafeLoader):
    """Dates stay text, as in YAML 1.2."""


_AsEditorsRead.yaml_implicit_resolvers = {
    first: [each for each in resolvers if not each[0].endswith("timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@cache
def schema() -> Any:
    return json.loads(study_schema(load(shipped() / "kr-high-risk").law))


@pytest.mark.parametrize("path", STUDIES, ids=[path.parent.name for path in STUDIES])
def test_the_schema_accepts_every_example(path: Path) -> None:
    study = yaml.load(path.read_text("utf-8"), Loader=_AsEditorsRead)
    validator = jsonschema.Draft202012Validator(schema())
    assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(study)] == []


@cache
def models() -> dict[str, Any]:
    """Every model of the files that people write, by its name."""
    wholes = {
        "Study": schema(),
        "ChangeReasons": json.loads(reasons_schema()),
        "Round": json.loads(round_schema()),
    }
    return {**{name: each for whole in wholes.values() for name, each in whole["$defs"].items()}, **wholes}


def _described() -> dict[str, str]:
    return {
        f"{model}.{name}": field["description"]
        for model, each in models().items()
        for name, field in each.get("properties", {}).items()
        if "description" in field
    }


def _fields() -> set[str]:
    return {f"{model}.{name}" for model, each in models().items() for name in each.get("properties", {})}


def test_every_field_is_described_and_no_description_is_stale() -> None:
    assert _described().keys() == _fields()
    said = {f"{model}.{name}" for model, fields in meanings().items() for name in fields}
    shared = {name for name in said if name.partition(".")[0] in ("Model", "Organisation")}
    assert said - shared <= _fields()
    assert {name.partition(".")[2] for name in shared} <= {name.partition(".")[2] for name in _fields()}
    described = _described()
    assert described["Arm.participants"].startswith("이 군의 연구대상자 수 (명)")
    assert described["Arm.id"] == described["Visit.id"]
    assert described["Institution.telephone"] == described["Organisation.telephone"]


def test_fields_say_what_the_law_asks_of_them_in_both_languages() -> None:
    described = _described()
    assert len(described) > 600
    for text in described.values():
        lines = text.splitlines()
        assert len(lines) % 2 == 0
        assert all(HANGUL.search(korean) for korean in lines[::2])
        assert not any(HANGUL.search(english) for english in lines[1::2])
    assert (
        "임상연구의 목표 (영 제11조제1항제1호)\nObjective of the study (Decree art. 11(1)1)"
        in (described["Design.objectives"])
    )
    assert described["ProcessingFacility.address"]


def test_every_field_that_confirmed_law_asks_for_is_described() -> None:
    described = {name.partition(".")[2] for name in _described()}
    for requirement in load(shipped() / "kr-high-risk").law.requirements:
        if requirement.standing.confirmed:
            for need in requirement.needs():
                for text in need.patterns:
                    segments = parse(re.sub(r"\{[^}]*\}", "x", text))
                    assert described & set(segments[-1].names), text


def test_closed_lists_name_their_words() -> None:
    lists = {name: each for name, each in schema()["$defs"].items() if "enum" in each}
    assert len(lists) > 20
    assert all(len(each["enumDescriptions"]) == len(each["enum"]) for each in lists.values())
    assert lists["RiskClass"]["enumDescriptions"] == [f"{each.label.ko} / {each.label.en}" for each in RiskClass]


def test_new_wires_the_schema_for_editors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as end:
        main(["new", "s"])
    assert end.value.code in (0, None)
    first = Path("s/study.yaml").read_text("utf-8").splitlines()[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert named is not None
    assert json.loads(Path("s", named[1]).read_text("utf-8")) == schema()
    settings = json.loads(Path("s/.vscode/settings.json").read_text("utf-8"))
    for file, pattern, expected in (
        (named[1], "study.yaml", schema()),
        (".vscode/changes.schema.json", "changes.yaml", json.loads(reasons_schema())),
        (".vscode/supplement.schema.json", "supplements/*.yaml", json.loads(round_schema())),
    ):
        assert settings["yaml.schemas"].pop(file) == pattern
        assert json.loads(Path("s", file).read_text("utf-8")) == expected
    assert not settings["yaml.schemas"]
    recommended = json.loads(Path("s/.vscode/extensions.json").read_text("utf-8"))["recommendations"]
    assert recommended == ["redhat.vscode-yaml"]
    assert not [name for name in digest(Path("s")) if "vscode" in name or "schema" in name]


ROUND = """
authority: mfds
kind: first
demand: {number: 2026-0931}
received: 2026-10-12
deadline:
against: 1.0
questions:
  - {id: q1, number: 1, area: quality, text: 시험법을 적을 것., conclusion: 적었습니다., changes: [product, synopsis]}
"""
REASONS = """
changes:
  - {change: 0123456789, since: 1.0, reason: 한 문장으로 적은 사유}
  - {change: design, reason: {ko: 사유, en: }, question:}
"""


@pytest.mark.parametrize(("make", "good", "bad"), [
    (round_schema, ROUND, ("authority: mfds", "authority: ministry")),
    (round_schema, ROUND, ("conclusion:", "concluson:")),
    (round_schema, ROUND, ("received: 2026-10-12", "received: soon")),
    (reasons_schema, REASONS, ("change: design", "chang: design")),
    (reasons_schema, "changes:\n", ("changes:", "change:")),
])  # fmt: skip
def test_rounds_and_reasons_are_checked_while_one_types(make: Any, good: str, bad: tuple[str, str]) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(make()), format_checker=jsonschema.FormatChecker())
    validator.check_schema(validator.schema)
    assert [error.message for error in validator.iter_errors(yaml.load(good, Loader=_AsEditorsRead))] == []
    assert bad[0] in good
    assert list(validator.iter_errors(yaml.load(good.replace(*bad), Loader=_AsEditorsRead)))


@pytest.mark.parametrize(("file", "made"), [("changes.yaml", reasons_schema), ("supplement.yaml", round_schema)])
def test_the_schemas_are_printed(file: str, made: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["schema", "--file", file])
    assert end.value.code in (0, None)
    assert capsys.readouterr().out == made()
