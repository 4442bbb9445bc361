"""Particles: their form by the last syllable as it is read, outside the field, for values of any kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from composing import composed, text_of

from regdocs.compose.particle import fitted, particle

# What is read, and the topic and directional particles after it.
READ = [
    ("세포", "는", "로"),
    ("동종", "은", "으로"),
    ("서울", "은", "로"),
    ("예시대학교병원", "은", "으로"),
    ("중간엽줄기세포(MSC)", "는", "로"),
    ("렌티바이러스벡터 (제3세대) ", "는", "로"),
    ("「첨단재생의료 안전 및 지원에 관한 규칙」", "은", "으로"),
    ("‘관행’", "은", "으로"),
    ("투여한다.", "는", "로"),
    ("12명", "은", "으로"),
    ("16주", "는", "로"),
    ("2026년 11월 22일", "은", "로"),
    ("2026. 11. 22.", "는", "로"),
    ("CD3", "은", "으로"),
    ("CD19", "는", "로"),
    ("1,200", "은", "으로"),
    ("제1호", "는", "로"),
    ("5%", "는", "로"),
    ("2~8℃", "는", "로"),
    ("1.0×10⁸", "은", "으로"),
    ("1.0×10⁸ cells", "는", "로"),
    ("1.0×10⁶ cells/kg", "은", "으로"),
    ("10 mm³", "는", "로"),
    ("5 mg", "은", "으로"),
    ("1 mL", "는", "로"),
    ("0.5 EU/mL", "는", "로"),
    ("25 μg", "은", "으로"),
    ("10 IU", "는", "로"),
    ("HPL", "은", "로"),
    ("GMP", "는", "로"),
    ("CAR-T", "는", "로"),
    ("TNF-α", "는", "로"),
    ("Medium", "은", "으로"),
    ("Ficoll", "은", "로"),
    ("Ⅲ", "은", "으로"),
    ("試驗", "은(는)", "으로(로)"),
    ("", "은(는)", "으로(로)"),
]


@pytest.mark.parametrize(("text", "topic", "direction"), READ, ids=[text or "nothing" for text, *_ in READ])
def test_a_particle_takes_the_form_that_the_last_syllable_asks_for(text: str, topic: str, direction: str) -> None:
    assert (particle(text, "은", "는"), particle(text, "으로", "로")) == (topic, direction)


PRINTED = [
    ('{{ study.title | particle("은", "는") }}', "<title=아토피피부염 연구>는"),
    ('{{ study.institutions["hospital"].name | particle("이", "가") }}', "<institutions[hospital].name=병원>이"),
    ('{{ study.risk.risk_class | particle("으로", "로") }}', "<risk.class=고위험>으로"),
    ('{{ study.people[0].effort | particle("을", "를") }}', "<people[kim].effort=20%>를"),
    ('{{ study.filing.date | date("long") | particle("과", "와") }}', "<filing.date=2026년 11월 22일>과"),
    ('{{ study.people | join(", ", "name") | particle("이", "가") }}', "<people[kim].name,people[lee].name=김연구, 이간호>가"),
    ('**{{ study.title }}** {{ study.title | english | particle("은", "는") }}', "b{<title=아토피피부염 연구>} <title=Atopic dermatitis study>는"),
]  # fmt: skip


@pytest.mark.parametrize(("template", "expected"), PRINTED)
def test_the_particle_stands_outside_the_field(tmp_path: Path, template: str, expected: str) -> None:
    assert text_of(composed(tmp_path, f"글 {template} 끝\n")) == f"p 글 {expected} 끝"


def test_narrative_may_ask_for_particles_too(tmp_path: Path) -> None:
    files = {"narrative/plan/one.md": '# 말 {#word}\n\n{{ study.title | particle("이", "가") }} 시작된다.\n'}
    narrative = [{"id": "word", "title": "말"}]
    sections = [{"id": "one", "title": "제목", "narrative": narrative}]
    shown = text_of(composed(tmp_path, '{{ narrative("word") }}', files, sections=sections))
    assert shown == "p <title=아토피피부염 연구>가 시작된다."


def test_after_a_gap_both_forms_stand(tmp_path: Path) -> None:
    shown = text_of(composed(tmp_path, '{{ study.registration | particle("을", "를") }} 적는다.\n'))
    assert shown.endswith("을(를) 적는다.")
    assert "registration" in shown


def test_english_copies_have_one_form_whatever_the_value(tmp_path: Path) -> None:
    """What an English copy looks up in its memory may not depend on a Korean syllable."""
    template = '{{ study.title | particle("은", "는") }} {{ study.people[1].name | particle("은", "는") }}\n'
    assert text_of(composed(tmp_path, template, language="en")).count("은") == 2


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("표 1", "와 같다", "과 같다"),
        ("표 2", "과 같다", "와 같다"),
        ("표 22", "과, 또", "와, 또"),
        ("그림 3", "로 보인다", "으로 보인다"),
        ("그림 8", "으로", "로"),
        ("3-2", "을 따른다", "를 따른다"),
        ("가.", "은 그대로", "는 그대로"),
        # What only begins like a particle, and what nobody can tell.
        ("표 2", "이며", "이며"),
        ("표 2", "가격", "가격"),
        ("표 2", " 과 같다", " 과 같다"),
        ("表", "과 같다", "과 같다"),
    ],
)
def test_a_particle_behind_a_number_is_fitted(before: str, text: str, expected: str) -> None:
    assert fitted(before, text) == expected
