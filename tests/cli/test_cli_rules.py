"""`regdocs rules` on the command line: the list, one rule, the law between two days, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from regdocs.cli.main import application
from regdocs.finding import UsageError

EXAMPLE = str(Path(__file__).parents[2] / "submissions" / "minimal-2026")


def _run(*arguments: str) -> str:
    result = CliRunner().invoke(application, ["rules", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_list() -> None:
    lines = _run("--lang", "en").splitlines()
    assert "totals" in lines
    assert any(line.split()[:2] == ["totals/arms", "error"] for line in lines)
    assert lines[-1].endswith(" rules")


def test_the_rules_of_one_room() -> None:
    rooms = {each["id"].partition("/")[0] for each in json.loads(_run("money", "--format", "json"))["rules"]}
    assert rooms == {"money"}


def test_one_rule_by_its_name_or_that_of_a_finding() -> None:
    assert _run("law/evidence", "--lang", "en").startswith("law/evidence: Evidence of safety and efficacy\n")
    assert _run("rendered/gap", "--lang", "en").startswith("rendered/placeholders:")
    assert json.loads(_run("compose/missing-value", "--format", "json"))["id"] == "compose"


def test_the_law_between_two_days_in_a_submission(tmp_path: Path) -> None:
    output = tmp_path / "diff.json"
    _run("--diff", "2025-02-20", "2025-02-21", "--submission", EXAMPLE, "--format", "json", "--output", str(output))
    changes = {each["rule"]: each for each in json.loads(output.read_text("utf-8"))["changes"]}
    assert changes["law/safety-measures"]["kind"] == "changed"
    assert "research-plan" in {section["document"] for section in changes["law/safety-measures"]["sections"]}


REFUSED = (("--diff", "2026-13-01", "2026-04-01"), ("totals/arms", "--diff", "2025-01-01", "2026-01-01"))


@pytest.mark.parametrize("arguments", REFUSED)
def test_what_makes_no_sense_is_refused(arguments: tuple[str, ...]) -> None:
    assert CliRunner().invoke(application, ["rules", *arguments]).exit_code == 2


def test_an_unknown_rule_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean `totals/arms`"):
        _run("totals/arm")
