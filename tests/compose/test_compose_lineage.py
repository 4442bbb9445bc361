"""Lineage: every printed value knows its field, and what would lose it is refused by file, line and path."""

from __future__ import annotations

from pathlib import Path

import pytest
from composing import composed, text_of, told

from regdocs.document.lineage import fields
from regdocs.finding import ExitCode, RegdocsError, RenderingError, SubmissionError

PRINTED = [
    # What a template says, and what stands on the page: <path=text>.
    ("{{ study.title }}", "<title=아토피피부염 연구>"),
    ("**{{ study.title }}**은", "b{<title=아토피피부염 연구>}은"),
    ("{{ study.filing.date }}", "<filing.date=2026. 11. 22.>"),
    ('{{ study.filing.date | date("long") }}', "<filing.date=2026년 11월 22일>"),
    ("{{ study.risk.risk_class }}", "<risk.class=고위험>"),
    ('{{ study.institutions["hospital"].name }}', "<institutions[hospital].name=병원>"),
    ('{{ study.institutions["clinic"].participants }}', "<institutions[clinic].participants=1,200>"),
    ('{{ study.institutions["clinic"].participants | plain }}', "<institutions[clinic].participants=1200>"),
    ("{{ study.people[0].effort }}", "<people[kim].effort=20%>"),
    ("{{ study.people[0].roles }}", "<people[kim].roles=연구책임자, 실시책임자>"),
    ('{{ study.people | join(", ", "name") }}', "<people[kim].name,people[lee].name=김연구, 이간호>"),
    ("{{ study.people[0].organisation | among(study.institutions) }}", "<institutions[hospital]=병원>"),
    ("{{ study.people | first }}", "<people[kim]=김연구>"),
    ("{{ (study.people | last).name }}", "<people[lee].name=이간호>"),
    ('{{ study.product.tests["viability"].acceptance }}', "<product.tests[viability].acceptance=80% 이상>"),
    ("{{ study.product.active_content | magnitude }}", "<product.active_content=1.0×10⁸>"),
    ("{{ study.title | english }}", "<title=Atopic dermatitis study>"),
    ("{{ study.number }}", "<number=가|나 *강조* _밑줄_ `코드` {{ 값 }}>"),
    (
        '{{ computed.dose_per_visit["msc"] }}',
        "<design.administrations[msc].dose,design.administrations[msc].sites=1.0×10⁸ cells>",
    ),
    ("{{ document_number }}", "<id=AD-1-P>"),
    ("{{ study.registration | optional }}", "<registration=–>"),
]


@pytest.mark.parametrize(("template", "expected"), PRINTED)
def test_printed_values_know_their_fields(tmp_path: Path, template: str, expected: str) -> None:
    assert text_of(composed(tmp_path, f"글 {template} 끝\n")) == f"p 글 {expected} 끝"


def test_lineage_reaches_headings_captions_cells_and_footnotes(tmp_path: Path) -> None:
    template = (
        "## {{ study.title }}의 검사 {#tests}\n\n말[^1]\n\n[^1]: {{ study.disease.name }}\n\n"
        'Table: {{ study.filing.date }} 기준 {#t widths="1 1"}\n\n| 이름 | 값 |\n|---|---|\n'
        "| {{ study.people[0].name }} | {{ study.number }} |\n"
    )
    composition = composed(tmp_path, template)
    assert fields(composition.document) == [
        ("title", "one.tests"),
        ("disease.name", "one.tests"),
        ("filing.date", "one.tests"),
        ("people[kim].name", "one.tests"),
        ("number", "one.tests"),
    ]
    assert text_of(composition, "one.tests").splitlines()[1:] == [
        "table#t 표 1 head=1: <filing.date=2026. 11. 22.> 기준",
        "|!이름|!값|",
        "|<people[kim].name=김연구>|<number=가|나 *강조* _밑줄_ `코드` {{ 값 }}>|",
    ]


def test_a_value_that_looks_like_a_join_joins_nothing(tmp_path: Path) -> None:
    found = text_of(composed(tmp_path, "| 이름 | 값 |\n|---|---|\n| a | {{ study.product.name }} |\n"))
    assert found.splitlines()[2] == "|a|<product.name=<>|"


def test_a_value_of_several_lines_stays_in_its_cell(tmp_path: Path) -> None:
    found = text_of(composed(tmp_path, '| 주소 |\n|---|\n| {{ study.institutions["hospital"].address }} |\n'))
    assert found.endswith("|<institutions[hospital].address=서울특별시\n종로구>|")


LOST = [
    # Template, the field that is named, and what is said of it.
    ("{{ study.title ~ '!' }}", "title", "would become bare text"),
    ("{{ study.institutions[1].participants + 1 }}", "institutions[clinic].participants", "nothing is computed"),
    ("{{ 2 * study.institutions[1].participants }}", "institutions[clinic].participants", "nothing is computed"),
    ("{{ -study.institutions[1].participants }}", "institutions[clinic].participants", "nothing is computed"),
    ("{{ '%s' % study.title }}", "title", "nothing is computed"),
    ("{{ study.people[:1] }}", "people", "a slice"),
    ("{{ study.title | upper }}", "title", "the filter `upper`"),
    ("{{ study.title | replace('가', '나') }}", "title", "the filter `replace`"),
    ("{{ study.title | string }}", "title", "the filter `string`"),
    ("{{ study.people | map(attribute='name') }}", "people", "the filter `map`"),
    ("{{ 'x{}'.format(study.title) }}", None, "`format` can't be called"),
    ("{{ study.filing }}", "filing", "print one of its fields"),
    ("{{ study.titel }}", "titel", "`study` has no field `titel`; did you mean `title`?"),
    ("{{ study.people[0].nam }}", "people[kim].nam", "did you mean `name`?"),
    ("{{ study.title.text }}", "title.text", "no field `text`"),
    ("{{ nothing }}", None, "'nothing' is undefined"),
    ("{{ study.title | uper }}", None, "No filter named 'uper'"),
    ("{{ conditions.cordblood }}", None, "there is no condition `cordblood`"),
    ("{{ conditions.cord_blood }}", None, "a bool can't be printed"),
    ("{{ 1.5 }}", None, "a float can't be printed"),
    ("{{ study.people | join(', ', '_raw') }}", None, "_raw"),
    ("{{ part('x') }}", None, "declares no narrative part `x`"),
    ('{{ list_entries("x") }}', None, "no list `x`"),
    ("{% if %}", None, "(`글 {% if %}`)"),
    ("{% include 'none.md.j2' %}", None, "there is no file `none.md.j2`"),
]


@pytest.mark.parametrize(("template", "path", "message"), LOST)
def test_what_would_lose_lineage_is_refused_in_templates(
    tmp_path: Path, template: str, path: str | None, message: str
) -> None:
    with pytest.raises(RenderingError) as error:
        composed(tmp_path, f"첫 줄\n\n글 {template}\n")
    (finding,) = error.value.findings
    assert (finding.place.file, finding.place.line, finding.place.path) == ("documents/plan/one.md.j2", 3, path)
    assert message in finding.message.text("en")
    assert error.value.exit_code is ExitCode.RENDERING


@pytest.mark.parametrize(
    ("template", "path", "message"), [case for case in LOST if "{%" not in case[0] and case[0].count("part(") == 0]
)
def test_what_would_lose_lineage_is_refused_in_narrative(
    tmp_path: Path, template: str, path: str | None, message: str
) -> None:
    narrative = {"narrative/plan/one.md": f"# 배경 {{#background}}\n\n글\n\n끝 {template}\n"}
    with pytest.raises(SubmissionError) as error:
        composed(tmp_path, "{{ part('background') }}", narrative)
    (finding,) = error.value.findings
    assert (finding.place.file, finding.place.line, finding.place.path) == ("narrative/plan/one.md", 5, path)
    assert message in finding.message.text("en")
    assert error.value.exit_code is ExitCode.INVALID_SUBMISSION


ESCAPES = [
    "{{ study.__class__ }}",
    "{{ study._raw }}",
    "{{ study._paths }}",
    "{{ study['_raw'] }}",
    "{{ study.model_fields_set }}",
    "{{ study.model_dump_json() }}",
    "{{ study.people.__iter__ }}",
    "{{ ''.__class__.__mro__ }}",
    "{{ 'a'.upper() }}",
    "{{ 'a'.join(['b']) }}",
    "{{ document.model_dump_json() }}",
    "{{ document.parse_file('study.yaml') }}",
    "{{ papers[0].template.folder }}",
    "{{ papers[0].template.folder.parent.read_text() }}",
    "{{ list_entries.__self__ }}",
    "{{ list_entries.__globals__ }}",
    "{{ range.__call__ }}",
    "{{ self.__dict__ }}",
    "{{ conditions._study }}",
    "{{ document.title.__init__.__globals__ }}",
    "{{ loop }}",
    "{{ range(10**9) | list }}",
    "{{ 'a' * 1000000000 }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ [1] | batch(1000000000, 0) | list }}",
    "{{ lipsum() }}",
    "{{ " + "(" * 300 + "1" + ")" * 300 + " }}",
    "{{ " + "not " * 5000 + "1 }}",
]


@pytest.mark.parametrize("expression", ESCAPES, ids=[case[:60] for case in ESCAPES])
def test_untrusted_text_reaches_values_only(tmp_path: Path, expression: str) -> None:
    for kind, template, files in (
        (RenderingError, expression, {}),
        (SubmissionError, "{{ part('a') }}", {"narrative/plan/one.md": f"# 가 {{#a}}\n{expression}\n"}),
    ):
        with pytest.raises(kind) as error:
            composed(tmp_path, template, files)
        assert error.value.findings[0].place.file


@pytest.mark.parametrize(
    "template",
    [
        "{% macro endless() %}{{ endless() }}{% endmacro %}{{ endless() }}",
        "{% for number in range(1000000000) %}x{% endfor %}",
        "{% import 'one.md.j2' as own %}{{ own }}",
        "{% set x = study.title %}{{ x.replace('a', 'b') }}",
        "{% include '../../../secret' %}",
        "{% extends '/etc/passwd' %}",
    ],
)
def test_templates_come_to_an_end_and_stay_in_their_folder(tmp_path: Path, template: str) -> None:
    with pytest.raises(RenderingError) as error:
        composed(tmp_path, template)
    assert "/tmp" not in told(error.value)[0]


def test_private_characters_typed_by_people_never_become_tokens(tmp_path: Path) -> None:
    files = {"narrative/plan/one.md": "# 가 {#a}\n\n{{ study.title }}\n\ue0000\ue001\n"}
    with pytest.raises(SubmissionError) as error:
        composed(tmp_path, "{{ part('a') }}", files)
    assert (error.value.findings[0].place.file, error.value.findings[0].place.line) == ("narrative/plan/one.md", 4)


def test_markdown_faults_name_the_file_that_they_stand_in(tmp_path: Path) -> None:
    files = {"narrative/plan/one.md": "# 가 {#a}\n\n글\n\n| a |\n|---|\n| < |\n"}
    with pytest.raises(SubmissionError) as narrative:
        composed(tmp_path, "앞\n\n{{ part('a') }}\n", files)
    assert told(narrative.value) == [
        "narrative/plan/one.md:7 plan/one: a `<` in the first column has nothing on its left"
    ]
    with pytest.raises(RenderingError) as template:
        composed(tmp_path / "other", "Table: 표\n\n글\n")
    assert told(template.value) == ["documents/plan/one.md.j2:1 plan/one: no table follows the caption `Table:`"]


def test_every_error_has_a_korean_message(tmp_path: Path) -> None:
    for template in (
        "{{ study.titel }}",
        "{{ study.title ~ '' }}",
        "{{ study.people[:1] }}",
        "{{ study.title | upper }}",
    ):
        with pytest.raises(RegdocsError) as error:
            composed(tmp_path, template)
        message = error.value.findings[0].message
        assert message.ko.startswith("서식 처리 불가: ")
        assert any("가" <= character <= "힣" for character in message.ko[9:])
