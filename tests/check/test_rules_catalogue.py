"""The catalogue of rules: functions and data joined, the law and the file rules beside them, crashes and suppressions."""

from __future__ import annotations

import ast
import json
import shutil
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from judging import EXAMPLE, filing, loaded, rules

from regdocs.check import catalogue as catalogue_module
from regdocs.check.catalogue import CARRIED_OUT_BY_THE_CHECK, Catalogue, catalogue, functions
from regdocs.check.check import check, judged
from regdocs.check.filing import Filing
from regdocs.check.law_changes import Kind, difference, touched
from regdocs.check.outcome import Report
from regdocs.check.rule import Problem, rule
from regdocs.check.rules_report import (
    difference_json,
    difference_text,
    list_json,
    list_text,
    of_room,
    rule_json,
    rule_text,
)
from regdocs.check.specification import Layer
from regdocs.check.suppression import applies
from regdocs.compose.compose import Composed
from regdocs.finding import ExitCode, Finding, Place, RenderingError, Severity
from regdocs.language import Bilingual
from regdocs.study.study import Suppression
from regdocs.template_set.load import TemplateSet
from regdocs.trace.trace import Tracer

DATA = Path(__file__).parents[2] / "templates" / "kr-high-risk" / "rules"
LAW = DATA.parent / "law"


def test_each_function_has_its_line_of_data_and_each_line_its_function() -> None:
    # Those of supplement rounds are carried out elsewhere; their own tests hold them.
    ours = {name for name, each in rules().rules.items() if each.layer is not Layer.ROUND}
    assert {*functions(), *CARRIED_OUT_BY_THE_CHECK} == ours


def test_what_to_do_is_asked_for_in_one_tone() -> None:
    """A remedy asks (하십시오); none of the check's words tells it (합니다)."""
    source = Path(catalogue_module.__file__).parent
    told = [
        (path.name, node.value)
        for path in sorted(source.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith("니다")
    ]
    assert told == []
    assert all("십시오" in each.remedy.ko for each in rules().all.values() if each.remedy is not None)


def test_what_no_source_confirms_is_never_an_error() -> None:
    for each in rules().all.values():
        if each.confidence is not None and not each.confidence.confirmed:
            assert each.severity is not Severity.ERROR, each.id


def test_every_rule_is_told_in_both_languages() -> None:
    for each in rules().all.values():
        assert each.title.written_in("en"), each.id
        assert each.explanation.written_in("en"), each.id


def test_what_to_do_is_told_in_both_languages() -> None:
    for each in rules().rules.values():
        assert each.remedy is None or each.remedy.written_in("en"), each.id
    taken = _judged({"population.participants": "65", "people[statistician].effort": "0 %"})
    found = {each.rule: each for each in taken.findings}
    assert found["people/effort"].remedy == rules().rules["people/effort"].remedy
    assert found["totals/arms"].remedy != rules().rules["totals/arms"].remedy


def _with_data(tmp_path: Path, **files: str) -> TemplateSet:
    """The shipped set with other data of its rules."""
    folder = tmp_path / "rules"
    folder.mkdir()
    for name in ("metadata", "prose", "documents", "supplement"):
        text = files.get(name, (DATA / f"{name}.yaml").read_text("utf-8"))
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    inputs = {f"rules/{path.name}": str(path.stat().st_mtime_ns) for path in sorted(folder.iterdir())}
    return replace(loaded()[2], folder=tmp_path, inputs=inputs)


LINE = "  - id: {}\n    title: {{ko: 가, en: a}}\n    layer: metadata\n    severity: {}\n    explanation: {{ko: 가, en: a}}\n"
WRONG = {
    "no function": (LINE.format("totals/nothing", "note"), "there is no function for `totals/nothing`"),
    "twice": (LINE.format("totals/arms", "note"), "`totals/arms` is given twice"),
    "unknown source": (
        LINE.format("totals/arms", "note") + "    citations: [nowhere 제1조]\n    confidence: V\n",
        "there is no source `nowhere`",
    ),
    "an error that is inferred": (
        LINE.format("totals/arms", "error") + "    citations: [act 제1조]\n    confidence: I\n",
        "what no source confirms is never an error",
    ),
    "citations without confidence": (
        LINE.format("totals/arms", "note") + "    citations: [act 제1조]\n",
        "`citations` and `confidence` stand together",
    ),
}


@pytest.mark.parametrize(("more", "message"), WRONG.values(), ids=list(WRONG))
def test_faulty_data_are_found_on_loading(tmp_path: Path, more: str, message: str) -> None:
    own = (DATA / "metadata.yaml").read_text("utf-8")
    with pytest.raises(RenderingError) as raised:
        catalogue(_with_data(tmp_path, metadata=own + more))
    (found,) = [each for each in raised.value.findings if message in each.message.text("en")]
    assert found.place.file == "rules/metadata.yaml"
    assert found.place.line is not None
    assert found.place.line > own.count("\n")


def test_a_function_without_data_is_found_on_loading(tmp_path: Path) -> None:
    with pytest.raises(RenderingError, match="there is no data line for `totals/arms`"):
        catalogue(_with_data(tmp_path, metadata="rules: []\n"))


def test_one_name_has_one_function() -> None:
    with pytest.raises(ValueError, match="two functions"):
        rule("totals/arms")(lambda _: ())


def _judged(edits: dict[str, object] | None = None, known: Catalogue | None = None) -> Report:
    return judged(filing(edits), known or rules())


def test_the_layers_run_and_the_law_after_them() -> None:
    report = _judged()
    assert report.rules_run[0] == "data"
    assert report.rules_run.index("totals/arms") < report.rules_run.index("compose")
    assert report.rules_run[-1].startswith("law/")
    assert report.skipped == ()
    assert report.catalogue is rules()


def _crash(_: Filing) -> Iterable[Problem]:
    raise KeyError("broken")


def test_a_rule_that_crashes_is_named_and_the_others_run() -> None:
    known = replace(rules(), functions={**rules().functions, "totals/arms": _crash})
    report = _judged({"population.participants": "65"}, known)
    (finding,) = [each for each in report.findings if each.rule == "check/crashed"]
    assert "`totals/arms`" in finding.message.ko
    assert "KeyError" in finding.message.ko
    assert report.failure is ExitCode.OUR_BUG
    assert any(each.rule == "totals/institutions" for each in report.findings)


def test_documents_that_can_not_be_composed_leave_the_rules_of_the_data() -> None:
    def broken() -> list[Composed]:
        raise RenderingError([Finding("compose/broken", Severity.ERROR, Bilingual("깨짐", "broken"))])

    filed = replace(filing({"population.participants": "65"}), make=broken)
    report = judged(filed, rules())
    found = {each.rule for each in report.findings}
    assert {"compose/broken", "totals/arms"} <= found
    assert report.failure is ExitCode.RENDERING
    skipped = {each.rule: each.reason.text("en") for each in report.skipped}
    assert skipped["law/objective"] == "the documents can't be composed"
    assert "totals/arms" not in skipped


def test_without_rules_and_requirements_nothing_ran() -> None:
    template_set = loaded()[2]
    law = replace(template_set.law, requirements=())
    filed = replace(filing(), template_set=replace(template_set, law=law), rules={})
    report = judged(filed, Catalogue({}, {}, law))
    (finding,) = [each for each in report.findings if each.severity is Severity.ERROR]
    assert finding.rule == "check/nothing-run"
    assert {each.rule for each in report.skipped} == set(functions())


def test_a_submission_that_can_not_be_read_skips_every_rule(tmp_path: Path) -> None:
    (tmp_path / "study.yaml").write_text("id: [", "utf-8")
    report = check(tmp_path)
    assert {each.rule for each in report.skipped} == set(functions())
    assert report.failure is ExitCode.INVALID_SUBMISSION


WHOLE = {"population.participants": "65"}
REASON = {"ko": "확인함", "en": "settled"}


def _suppressed(*entries: dict[str, object], **more: object) -> Report:
    return _judged({**WHOLE, "suppressions": list(entries), **more})


def test_a_suppressed_finding_is_listed_with_its_reason() -> None:
    report = _suppressed({"rule": "totals/arms", "reason": REASON})
    assert not any(each.rule == "totals/arms" for each in report.findings)
    (taken,) = report.suppressed
    assert (taken.finding.rule, taken.reason.text("en")) == ("totals/arms", "settled")
    (line,) = [each for each in report.findings if each.rule.startswith("suppression/")]
    assert (line.rule, line.severity) == ("suppression/used", Severity.NOTE)
    assert "settled" in line.message.text("en")


def test_what_the_law_demands_stays_a_warning() -> None:
    report = _suppressed({"rule": "law/evidence", "reason": REASON})
    (line,) = [each for each in report.findings if each.rule.startswith("suppression/")]
    assert (line.rule, line.severity) == ("suppression/law", Severity.WARNING)


def test_suppressions_that_do_nothing_are_told() -> None:
    report = _suppressed(
        {"rule": "totals/cohorts", "reason": REASON},
        {"rule": "totals/arm", "reason": REASON},
        {"rule": "totals/arms", "path": "people", "reason": REASON},
        {"rule": "data/value", "reason": REASON},
    )
    found = [each for each in report.findings if each.rule.startswith("suppression/")]
    assert sorted(each.rule for each in found) == ["suppression/unknown-rule", *["suppression/unused"] * 3]
    assert [each.message.text("en") for each in found if "data/value" in each.message.ko] == [
        "`data/value` can't be suppressed"
    ]
    assert any(each.rule == "totals/arms" for each in report.findings)


PLACES = (
    (Suppression(rule="a/b", reason=Bilingual("x")), Place(), True),
    (Suppression(rule="a/c", reason=Bilingual("x")), Place(), False),
    (Suppression(rule="a/b", path="design", reason=Bilingual("x")), Place(path="design.arms[x].name"), True),
    (Suppression(rule="a/b", path="design.arm", reason=Bilingual("x")), Place(path="design.arms[x].name"), False),
    (Suppression(rule="a/b", path="design", reason=Bilingual("x")), Place(), False),
    (Suppression(rule="a/b", path="plan", reason=Bilingual("x")), Place(document="plan", section="one"), True),
    (Suppression(rule="a/b", path="plan/one", reason=Bilingual("x")), Place(document="plan", section="one"), True),
    (Suppression(rule="a/b", path="plan/two", reason=Bilingual("x")), Place(document="plan", section="one"), False),
    (Suppression(rule="a/b", path="narrative/a/b.md", reason=Bilingual("x")), Place(file="narrative/a/b.md"), True),
    (Suppression(rule="a/b", path="narrative/a/c.md", reason=Bilingual("x")), Place(file="narrative/a/b.md"), False),
)


@pytest.mark.parametrize(("suppression", "place", "expected"), PLACES)
def test_a_suppression_holds_at_its_place(suppression: Suppression, place: Place, expected: bool) -> None:
    assert applies(suppression, Finding("a/b", Severity.NOTE, Bilingual("x"), place)) is expected


@pytest.mark.parametrize("name", ["data/value", "check/crashed", "suppression/unused", "submission/example"])
def test_what_tells_of_the_check_is_never_suppressed(name: str) -> None:
    suppression = Suppression(rule=name, reason=Bilingual("x"))
    assert not applies(suppression, Finding(name, Severity.NOTE, Bilingual("x")))


def test_a_suppression_needs_a_reason(tmp_path: Path) -> None:
    copy = shutil.copytree(loaded()[0].folder, tmp_path / "copy", ignore=shutil.ignore_patterns("build", "narrative"))
    text = (copy / "study.yaml").read_text("utf-8")
    (copy / "study.yaml").write_text(f"{text}\nsuppressions:\n  - {{rule: totals/arms}}\n", "utf-8")
    assert [each.place.path for each in check(copy).findings] == ["suppressions[0].reason"]


def test_the_list_names_every_rule_once() -> None:
    text = list_text(rules(), of_room(rules(), None), "en")
    for name in rules().all:
        assert text.count(f"  {name} ") == 1, name
    assert {each["id"] for each in json.loads(list_json(rules(), of_room(rules(), None), "ko"))["rules"]} == set(
        rules().all
    )


EXPLAINED = {
    "totals/arms": ("rests on: good practice", "add up to population.participants"),
    "tests/share": ("words: 생존율, 양성률, 합류도, 순도",),
    "ages/order": ("limits: oldest 120",),
    "law/consent-minors": ("confidence: V text read", "in force: 2025-02-21 on", "applies to: minors take part"),
    "law/safety-manual": ("in force: 2023-12-12 ~ 2025-02-20",),
    "law/processing-not-outsourced": (
        "study.yaml `contracts`: processing is not outsourced",
        "Act art. 17(2) (법률 제21118호)\n  제17조(세포처리업무의 위탁)\n    ② ",
        "위탁해서는 아니 된다.\n",
    ),
    "law/evidence": ("study.yaml `nonclinical` or study.yaml `clinical_experience`",),
    "law/facility-licence-copy": ("the filing may be returned for it",),
    "rendered/sections": ("rests on: Guideline heading",),
}


@pytest.mark.parametrize(("name", "expected"), EXPLAINED.items(), ids=list(EXPLAINED))
def test_a_rule_is_explained_with_its_law(name: str, expected: tuple[str, ...]) -> None:
    text = rule_text(rules(), rules().all[name], LAW, "en")
    for words in expected:
        assert words in text
    data = json.loads(rule_json(rules(), rules().all[name], LAW, "en"))
    assert data["id"] == name
    assert all(line in text for each in data["text"] for line in each["lines"])


def test_a_demand_that_has_ended_is_not_told_in_words_that_came_later() -> None:
    assert "제10조(" in rule_text(rules(), rules().all["law/safety-measures"], LAW, "ko")
    assert "(대통령령 " not in rule_text(rules(), rules().all["law/safety-manual"], LAW, "ko")


def test_the_law_changed_between_two_days() -> None:
    law = loaded()[2].law
    found = difference(law, date(2024, 1, 1), date(2026, 4, 1))
    kinds = {change.requirement.id: change for change in found.changes}
    manual = kinds["safety-measures"]
    assert (manual.kind, manual.day, manual.before) == (
        Kind.CHANGED,
        date(2025, 2, 21),
        law.requirement("safety-manual"),
    )
    assert "safety-manual" not in kinds
    assert kinds["heading-0"].kind is Kind.FIRST_KNOWN
    assert {amendment.date for amendment in found.amendments} >= {date(2025, 2, 21), date(2026, 3, 30)}
    assert ("decree", date(2025, 10, 1)) in {(text.source.id, text.version.since) for text in found.texts}
    assert difference(law, date(2026, 4, 1), date(2024, 1, 1)) == found


def test_a_requirement_that_nothing_replaced_has_ended() -> None:
    law = loaded()[2].law
    left = tuple(each for each in law.requirements if each.id != "safety-measures")
    (change,) = [
        each
        for each in difference(replace(law, requirements=left), date(2025, 2, 20), date(2025, 2, 21)).changes
        if each.requirement.id == "safety-manual"
    ]
    assert (change.kind, change.day) == (Kind.ENDED, date(2025, 2, 21))


def test_nothing_changed_within_a_day() -> None:
    found = difference(loaded()[2].law, date(2026, 4, 1), date(2026, 4, 1))
    assert difference_text(rules(), found, {}, "en").splitlines()[1] == "no change is known"


def test_a_change_names_the_sections_that_it_touches() -> None:
    submission, _, template_set = loaded(EXAMPLE)
    places = Tracer(submission, template_set, None).places
    law = template_set.law
    found = difference(law, date(2024, 1, 1), date(2026, 4, 1))
    chosen = law.requirement("safety-measures")
    spots = touched(chosen, submission, places)
    assert ("research-plan", "safety-management.actions") in {(spot.document, spot.section) for spot in spots}
    text = difference_text(rules(), found, {chosen.id: spots}, "ko")
    assert "8. 이상반응" in text or "이상반응" in text
    (entry,) = [
        each
        for each in json.loads(difference_json(rules(), found, {chosen.id: spots}, "en"))["changes"]
        if each["rule"] == "law/safety-measures"
    ]
    assert entry["before"] == "law/safety-manual"
    assert {"document": "research-plan", "instance": None, "section": "safety-management.actions"} in entry["sections"]


def test_every_module_of_the_rooms_is_found() -> None:
    here = Path(catalogue_module.__file__).parent
    modules = {
        path.stem
        for room in ("metadata", "prose", "documents", "supplement")
        for path in (here / room).glob("[a-z]*.py")
    }
    loaded_from = {function.__module__.rpartition(".")[2] for function in functions().values()}
    assert loaded_from <= modules
