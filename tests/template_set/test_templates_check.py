"""The lint of template sets: each rule fires where it should, the shipped set has no error, the command says so."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from regdocs.check.templates import context
from regdocs.check.templates.check import check_set
from regdocs.check.templates.target import lint
from regdocs.cli.main import application
from regdocs.compose.compose import _Composer
from regdocs.compose.job import jobs
from regdocs.finding import ExitCode, RegdocsError, Severity, UsageError
from regdocs.regulation.law import Law
from regdocs.regulation.load import load as load_law
from regdocs.submission.load import load as load_submission
from regdocs.template_set.load import load, shipped, template_set_of

ROOT = Path(__file__).parents[2]
SET = """id: own
version: '1'
title: {ko: 모음, en: Set}
languages: [ko, en]
documents:
  - {id: plan, order: 1}
"""
PLAN = """id: plan
title: {ko: 계획, en: Plan}
suffix: P
sections:
  - id: one
    title: {ko: 절, en: Section}
    narrative:
      - {id: aim, title: {ko: 목적, en: Aim}}
  - id: two
    title: {ko: 둘째 절, en: Second section}
    narrative:
      - {id: taken, title: {ko: 옮긴 글, en: Taken}, from: plan/one#aim}
"""
TEMPLATE = """{% import "shared/lines.md.j2" as lines with context %}
{{ part("aim") }}

{% if conditions.cord_blood %}
제대혈을 쓴다.
{% endif %}

{{ lines.people(study.people) }}

{% set stages = study.design.stages %}
{{ study.population.participants }}명{% if stages %}({{ stages | join(", ", "name") }}){% endif %}을 모집한다.

{% for stage in stages %}{{ stage.name }}{% if not loop.last %}, {% endif %}{% endfor %}의 순서로 한다.
"""
LINES = """{% macro people(several) %}
Table: 연구진 {#table-people widths="50 50"}
| 성명 | 직위 |
|---|---|
{% for person in several if "principal_investigator" in person.roles %}
| {{ person.name }} | {{ person.post | optional }} |
{% endfor %}

{% endmacro %}
"""
ENGLISH = """texts:
  - {ko: 제대혈을 쓴다., en: Cord blood is used.}
  - {ko: 연구진, en: Investigators}
  - {ko: 성명, en: Name}
  - {ko: 직위, en: Post}
  - {ko: "{1}명을 모집한다.", en: "{1} people are enrolled."}
  - {ko: "{1}명({2})을 모집한다.", en: "{1} people ({2}) are enrolled."}
  - {ko: "{1}의 순서로 한다.", en: "The order is {1}."}
"""
ONE = "documents/plan/one.md.j2"
FILES = {
    "set.yaml": SET,
    "documents/plan/document.yaml": PLAN,
    ONE: TEMPLATE,
    "documents/shared/lines.md.j2": LINES,
    "english/plan.yaml": ENGLISH,
}


@pytest.fixture(scope="module")
def law() -> Law:
    """The shipped law with nothing in it that a set of one document doesn't serve."""
    whole = load_law(shipped() / "kr-high-risk" / "law")
    participants = next(each for each in whole.requirements if each.id == "study-period")
    needs = tuple(need.model_copy(update={"field": "population.participants"}) for need in participants.satisfied_by)
    paper = next(each for each in whole.papers if each.document == "research-plan")
    return replace(
        whole,
        requirements=(participants.model_copy(update={"satisfied_by": needs}),),
        papers=(paper.model_copy(update={"document": "plan"}),),
    )


@pytest.fixture
def own(tmp_path: Path, law: Law, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A faultless set of one document."""
    monkeypatch.setattr("regdocs.template_set.load.load_law", lambda folder: law)
    write(tmp_path / "own", FILES)
    return tmp_path / "own"


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def told(folder: Path) -> list[str]:
    return [f"{each.rule} {each.line('en')}" for each in lint(str(folder)).findings]


def test_a_faultless_set_has_no_finding(own: Path) -> None:
    assert told(own) == []


def added(text: str, *, before: str = "") -> dict[str, str]:
    return {ONE: f"{before}{TEMPLATE}\n{text}\n"}


LAST = TEMPLATE.count("\n") + 2
HERE = f"{ONE}:{LAST}"
PLAN_FILE = "documents/plan/document.yaml"
FAULTS: dict[str, tuple[dict[str, str], str]] = {
    "a field": (added("{{ study.titel }}"), f"unknown-field {HERE}:4: `study.titel`: there is no field `titel` → did you mean `title`?"),
    "a field below": (added("{{ study.design.stage }}"), "`study.design.stage`: there is no field `stage` → did you mean `stages`?"),
    "a field of an item": (added('{{ study.people["a"].nme }}'), f'unknown-field {HERE}:4: `study.people["a"].nme`'),
    "a field in a loop": (
        added("{% for arm in study.design.arms %}\n{{ arm.nme }}\n{% endfor %}"), f"unknown-field {ONE}:{LAST + 1}:4: `arm.nme`",
    ),
    "a field through set": (added("{% set letter = study.filing.letter %}\n{{ letter.senders }}"), f"unknown-field {ONE}:{LAST + 1}:4"),
    "a field in one branch of set": (
        added("{% if study.example %}{% set x = study.people %}{% else %}{% set x = study.institutions %}{% endif %}{{ (x | first).roomz }}"),
        "there is no field `roomz`",
    ),
    "a field in a macro": (
        {"documents/shared/lines.md.j2": LINES.replace("person.name", "person.nmae")},
        "unknown-field documents/shared/lines.md.j2:6:6: `person.nmae`: there is no field `nmae` → did you mean `name`?",
    ),
    "a field of what a macro is given": (added("{{ lines.people(study.institutions) }}"), "documents/shared/lines.md.j2:5"),
    "a field in a macro that nobody calls": (added("{% macro idle() %}{{ study.titel }}{% endmacro %}"), "unknown-field"),
    "a field in a filter": (added('{{ study.institutions | join(", ", "nmae") }}'), "there is no field `nmae`"),
    "a field to select by": (added('{{ (study.people | selectattr("rols", "equalto", "x") | list | length) }}'), "there is no field `rols`"),
    "a field of a named item": (added("{{ (study.filing.contact | among(study.people)).fone }}"), "there is no field `fone`"),
    "a field of an organisation": (added("{{ (study.product.facility | organisation(study)).nam }}"), "there is no field `nam`"),
    "a field of a list": (added("{{ study.people.name }}"), f"unknown-field {HERE}:4: `study.people.name`"),
    "a field of a paper": (added("{% for paper in papers %}{{ paper.nmber }}{% endfor %}"), "there is no field `nmber` → did you mean `number`?"),
    "a field of a law's report": (added("{% for report in law_reports() %}{{ report.evnt }}{% endfor %}"), "there is no field `evnt`"),
    "a name": (added("{{ stduy.title }}"), f"unknown-name {HERE}:4: there is no name `stduy` → did you mean `study`?"),
    "a macro": (added("{{ lines.peple() }}"), f"unknown-name {HERE}:10: `documents/shared/lines.md.j2` defines no `peple`"),
    "an argument": (added("{{ lines.people(sveral=study.people) }}"), "the macro `people` takes no `sveral`"),
    "a name without context": (
        {
            ONE: TEMPLATE.replace(" with context", ""),
            "documents/shared/lines.md.j2": f"{LINES}{{% macro x() %}}{{{{ study.title }}}}{{% endmacro %}}",
        },
        "imported without `with context`, it doesn't see `study`",
    ),
    "a filter": (added("{{ study.title | optionl }}"), f"unknown-filter {HERE}:16: there is no filter `optionl` → did you mean `optional`?"),
    "a refused filter": (added("{{ study.title | upper }}"), "unknown-filter"),
    "a test": (added("{% if study.title is evn %}{% endif %}"), "there is no test `evn` → did you mean `even`?"),
    "a condition": (added("{% if conditions.cordblood %}{% endif %}"), f"unknown-condition {HERE}:7: there is no condition `cordblood`"),
    "a computed value": (
        added("{{ computed.budget_totl }}"),
        f"unknown-computed {HERE}:4: there is no computed value `budget_totl` → did you mean `budget_total`?",
    ),
    "a part": (added('{{ part("amm") }}'), f"unknown-part {HERE}:9: the section `plan/one` declares no narrative part `amm` → did you mean `aim`?"),
    "a paper": (added('{% for paper in papers if paper.template.entry.id == "plam" %}{% endfor %}'), f"unknown-paper {HERE}"),
    "a value": (
        added('{% for person in study.people if "investigater" in person.roles %}{% endfor %}'),
        f"unknown-value {HERE}:34: it is never `investigater` → did you mean `investigator`?",
    ),
    "a value to tick": (added('{{ study.risk.limbs | box("gen") }}'), "it is never `gen`"),
    "a list of the law": (added('{{ list_entries("subject-consnt") }}'), f"unknown-list {HERE}"),
    "a limit of the law": (added('{{ law_limit("x").days }}'), f"unknown-limit {HERE}"),
    "a picture": (added('{% if drawable("stabilty") %}{% endif %}'), f"unknown-picture {HERE}"),
    "a template": (
        added('{% include "shared/line.md.j2" %}'),
        f"unknown-template {HERE}:13: there is no template `shared/line.md.j2` → did you mean `shared/lines.md.j2`?",
    ),
    "a circle": (
        {"documents/shared/lines.md.j2": '{% import "shared/lines.md.j2" as again with context %}\n' + LINES},
        "import-cycle documents/shared/lines.md.j2:1",
    ),
    "Jinja": (added("{% fro x in y %}"), f"syntax {HERE}: the template can't be rendered: Encountered unknown tag 'fro'"),
    "an unclosed block": (added("{% if study %}"), "syntax documents/plan/one.md.j2:"),
    "a box": (added("::: nota\n글\n:::"), f"markdown {HERE}: unknown box `nota`"),
    "a box in a branch": (
        added("{% if study.number %}\n{% elif study.example %}\n::: nota\n3\n:::\n{% endif %}"),
        f"markdown {ONE}:{LAST + 2}: unknown box",
    ),
    "a table": (
        added("| a |\n|---|\n{% for x in study.people %}\n| 1 | 2 |\n{% endfor %}\n"),
        f"markdown {ONE}:{LAST + 3}: a row of 2 cells in a table of 1",
    ),
    "a lonely caption": (added("Table: 가\n\n1"), f"markdown {HERE}: no table follows"),
    "attributes": (added("## 1 {#a b}"), f"markdown {HERE}: the attributes can't be read"),
    "a text without English": (added("새로 쓴 글."), f"missing-english {HERE}: fixed text without English: 새로 쓴 글."),
    "a text in a branch without English": (
        added("{% if study.number %}1{% elif study.example %}1{% else %}갈래에만 있는 글{% endif %}"), "fixed text without English: 갈래에만 있는 글",
    ),
    "a title without English": (
        {"documents/plan/document.yaml": PLAN.replace("{ko: 목적, en: Aim}", "목적")},
        "missing-english documents/plan/document.yaml:8:26: sections[one].narrative[aim].title: a title without English: 목적",
    ),
    "English that is faulty": ({"english/plan.yaml": ENGLISH + "  - {ko: 가, en: 나}\n"}, "template/english english/plan.yaml:9"),
    "a part without a place": (
        {ONE: TEMPLATE.replace('{{ part("aim") }}', "")},
        "unplaced-part documents/plan/document.yaml:8:9: sections[one].narrative[aim]",
    ),
    "a source": (
        {"documents/plan/document.yaml": PLAN.replace("plan/one#aim", "plan/one#aims")},
        "dangling-source documents/plan/document.yaml:12:57: sections[two].narrative[taken].from: "
        "`from` names no narrative part: `plan/one#aims` → did you mean `plan/one#aim`?",
    ),
    "an empty section": (
        {"documents/plan/document.yaml": PLAN + "  - {id: three, title: {ko: 셋째, en: Third}}\n"}, "empty-section documents/plan/document.yaml:13:5",
    ),
    "a section's file misspelt": (
        {"documents/plan/twoo.md.j2": "1"},
        "unused-file documents/plan/twoo.md.j2: no document uses this file → did you mean `documents/plan/two.md.j2`?",
    ),
    "a shared file": ({"documents/shared/idle.md.j2": "1"}, "unused-file documents/shared/idle.md.j2: no document uses this file"),
    "a document not listed": (
        {"documents/extra/document.yaml": PLAN},
        "unused-file documents/extra/document.yaml: set.yaml lists no document `extra`",
    ),
    "English for no document": (
        {"english/plam.yaml": ENGLISH},
        "unused-file english/plam.yaml: no document uses this file → did you mean `english/plan.yaml`?",
    ),
    "a field that the law asks for": (
        {ONE: TEMPLATE.replace("{{ study.population.participants }}", "1")},
        "unprinted-field law/requirements/1-plan.yaml: study-period: no template prints",
    ),
    "an unknown key of the set": ({"set.yaml": SET + "documnets: []\n"}, "data/unknown-field set.yaml:7:1"),
    "an unknown key of a document": (
        {"documents/plan/document.yaml": PLAN + "numberings: []\n"},
        "data/unknown-field documents/plan/document.yaml:13:1: numberings: unknown field → did you mean `numbering`?",
    ),
    "an id twice": ({"documents/plan/document.yaml": PLAN.replace("id: two", "id: one")}, "data/duplicate-id documents/plan/document.yaml"),
    "a condition of a declaration": ({"set.yaml": SET.replace("order: 1", "order: 1, when: cordblood")}, "law-data/condition set.yaml"),
    "broken YAML": ({"set.yaml": SET + "documents: [\n"}, "set.yaml:8"),
}  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), FAULTS.values(), ids=list(FAULTS))
def test_a_fault_is_found_where_it_stands(own: Path, files: dict[str, str], expected: str) -> None:
    write(own, files)
    found = told(own)
    assert any(expected in each for each in found), found


LAW = {
    "a document": ({"document": "report", "field": None}, "templates/unserved-requirement", "the set lacks `report`"),
    "a section": ({"section": "plan/onee", "field": None}, "templates/unserved-requirement", "`plan/onee`"),
    "a part": ({"narrative": "plan/one#goal", "field": None}, "templates/unserved-requirement", "`plan/one#goal`"),
}


@pytest.mark.parametrize(("need", "rule", "message"), LAW.values(), ids=list(LAW))
def test_what_the_law_asks_for_and_the_set_lacks(own: Path, need: dict[str, str], rule: str, message: str) -> None:
    template_set = load(own)
    (requirement,) = template_set.law.requirements
    needs = tuple(each.model_copy(update=need) for each in requirement.satisfied_by)
    law = replace(template_set.law, requirements=(requirement.model_copy(update={"satisfied_by": needs}),))
    (finding,) = check_set(replace(template_set, law=law))
    assert (finding.rule, finding.severity, finding.place.path) == (rule, Severity.ERROR, "study-period")
    assert message in finding.message.text("en")


def test_papers_and_documents_that_nothing_names(own: Path) -> None:
    template_set = load(own)
    (paper,) = template_set.law.papers
    law = replace(template_set.law, papers=(paper.model_copy(update={"document": "plane"}),))
    found = {(each.rule, each.severity) for each in check_set(replace(template_set, law=law))}
    assert found == {
        ("templates/unserved-requirement", Severity.ERROR),
        ("templates/document-without-requirement", Severity.NOTE),
    }


def test_a_section_that_no_requirement_names(own: Path) -> None:
    write(own, {PLAN_FILE: f"official_headings: true\n{PLAN}"})
    template_set = load(own)
    (requirement,) = template_set.law.requirements
    needs = tuple(each.model_copy(update={"section": "plan/one"}) for each in requirement.satisfied_by)
    law = replace(template_set.law, requirements=(requirement.model_copy(update={"satisfied_by": needs}),))
    (note,) = check_set(replace(template_set, law=law))
    assert (note.rule, note.severity, note.place.path) == (
        "templates/section-without-requirement",
        Severity.NOTE,
        "two",
    )


def test_what_cannot_be_known_is_not_reported(own: Path) -> None:
    write(
        own,
        added(
            "{% for name in study.people | join %}{{ name.anything }}{% endfor %}"
            "{{ computed.schedule[1].whatever }}{% if nothing is defined %}{% endif %}"
            "{% set unsure = study.people or computed.tissue %}{{ unsure.any }}"
        ),
    )
    assert told(own) == []


def test_branches_that_exclude_each_other_are_never_mixed(own: Path) -> None:
    text = (
        "{% if study.example %}\n::: note\n{% endif %}\n1\n{% if study.example %}\n:::\n{% endif %}\n\n"
        "| a |{% for x in study.people %} b |{% endfor %}\n\n|---|{% for x in study.people %}---|{% endfor %}\n\n"
    )
    write(own, added(text.replace("|\n\n|-", "|\n|-")))
    assert told(own) == []


@pytest.mark.parametrize(
    "text",
    [
        "{{ " + "(" * 300 + "1" + ")" * 300 + " }}",
        "{% macro again(x) %}{{ again(x) }}{% endmacro %}{{ again(study) }}",
        "{% for a in study.people %}" * 12 + "{{ a.name }}" + "{% endfor %}" * 12,
        "{% set study = 1 %}{{ study.title }}",
        "{% call lines.people(study.people) %}1{% endcall %}",
        "{{ part(study.title) }}{{ part() }}{{ list_entries() }}",
        '{% import study.title as x %}{{ x.y }}{% from "shared/lines.md.j2" import people as p %}{{ p() }}',
        "{{ -1 }}{{ 1 + 1 }}{{ [1][0] }}{{ {} }}{{ study[1:2] }}{{ study.title ~ 1 }}",
        "{% include 'one.md.j2' %}",
        "{{ study" + ".people" * 3000 + " }}",
        "{% if study" + " and study" * 3000 + " %}{% endif %}",
    ],
)
def test_odd_templates_never_bring_the_lint_down(own: Path, text: str) -> None:
    write(own, added(text))
    started = time.process_time()
    lint(str(own))
    assert time.process_time() - started < 10


def test_the_lint_knows_what_composition_offers() -> None:
    submission = load_submission(ROOT / "submissions" / "minimal-2026")
    template_set = template_set_of(submission)
    composer = _Composer(submission, template_set, jobs(submission, template_set)[0], "ko")
    offered = {*composer.context, "part", "narrative", *composer.environment.globals}
    from regdocs.check.templates.reporting import Findings
    from regdocs.check.templates.scope import Knowledge
    from regdocs.check.templates.walk import Walk

    knowledge = Knowledge(template_set, Findings(template_set), {}, (), (), {}, {})
    known = {*context.values(template_set.law), *context.functions(knowledge, Walk(knowledge, "", None))}
    assert known == offered


def test_the_shipped_set_has_no_error() -> None:
    linted = lint("kr-high-risk")
    assert [each.line("en") for each in linted.findings if each.severity is Severity.ERROR] == []


def test_a_submission_without_overrides_is_linted_as_its_set() -> None:
    linted = lint(str(ROOT / "submissions" / "minimal-2026"))
    assert linted.failure is None
    assert linted.count(Severity.ERROR) == 0


def run(*arguments: str) -> Result:
    return CliRunner().invoke(application, ["templates", "check", *arguments])


def test_a_submissions_overrides_are_linted(tmp_path: Path) -> None:
    folder = tmp_path / "study"
    folder.mkdir()
    # As unfinished as a study.yaml can be.
    (folder / "study.yaml").write_text("id: x\ntitle:\n", "utf-8")
    write(folder / "templates", {"documents/compensation/insurance.md.j2": "{{ study.insurances }}\n"})
    result = run(str(folder), "--lang", "en")
    assert result.exit_code == ExitCode.FINDINGS
    assert "templates/documents/compensation/insurance.md.j2:1:4: `study.insurances`" in result.stdout
    assert "1 | {{ study.insurances }}" in result.stdout
    write(folder / "templates", {"documents/compensation/insurence.md.j2": "1"})
    assert run(str(folder)).exit_code == ExitCode.RENDERING


def test_the_command_reports_as_asked(own: Path, tmp_path: Path) -> None:
    assert run(str(own), "--lang", "ko").stdout == "own: 오류 0 · 경고 0 · 참고 0\n"
    write(own, added("새로 쓴 글."))
    assert run(str(own)).exit_code == ExitCode.WELL
    assert run(str(own), "--fail-on", "warning").exit_code == ExitCode.FINDINGS
    assert run(str(own), "--fail-on", "sometimes").exit_code == ExitCode.USAGE
    assert run(str(own), "--format", "text,json").exit_code == ExitCode.USAGE
    assert run(str(own), "--format", "text,json", "--output", str(tmp_path / "out")).exit_code == ExitCode.WELL
    data = json.loads((tmp_path / "out" / "findings.json").read_text("utf-8"))
    assert data["summary"] == {"errors": 0, "warnings": 1, "notes": 0}
    assert data["findings"][0]["rule"] == "templates/missing-english"
    assert (data["findings"][0]["file"], data["findings"][0]["line"]) == (ONE, LAST)


def test_a_set_that_cannot_be_loaded_ends_with_its_own_code_and_its_templates_are_read(own: Path) -> None:
    write(own, {"set.yaml": "id: [\n", **added("{% fro %}")})
    result = run(str(own), "--lang", "en")
    assert result.exit_code == ExitCode.RENDERING
    assert "Encountered unknown tag 'fro'" in result.stdout


@pytest.mark.parametrize("target", ["kr-high-rsk", "nowhere/at/all", ".", "\0"])
def test_what_is_no_set_is_a_mistake_of_usage(target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as error:
        lint(target)
    assert error.value.exit_code is ExitCode.USAGE


def test_packets_are_looked_at_where_there_are_any(own: Path) -> None:
    shutil.copy(shipped() / "kr-high-risk" / "packets.yaml", own / "packets.yaml")
    text = (own / "packets.yaml").read_text("utf-8")
    (own / "packets.yaml").write_text(text.replace("portal:", "portale:", 1), "utf-8")
    result = run(str(own), "--lang", "en")
    assert result.exit_code == ExitCode.FINDINGS
    assert "did you mean `portal`?" in result.stdout


def test_every_message_is_korean_and_english_and_every_rule_is_documented(own: Path) -> None:
    page = (ROOT / "docs" / "adding-a-document.md").read_text("utf-8")
    for files, _ in FAULTS.values():
        write(own, {**FILES, **files})
        try:
            found = lint(str(own)).findings
        except RegdocsError as error:
            found = error.findings
        for each in found:
            assert each.message.ko
            assert each.message.en
            family, _, rule = each.rule.partition("/")
            assert family != "templates" or f"`{rule}`" in page
