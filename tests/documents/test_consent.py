"""The consent forms: every item of the law in its order, each form exactly when its condition holds, in plain words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from consenting import (
    ADOLESCENTS,
    ADULTS,
    AUTOLOGOUS,
    CHILDREN,
    DONOR,
    SUBJECT,
    Change,
    cohorts,
    example,
    flat,
    made,
    said,
    sections,
    setting,
    template_set,
    whole,
    with_field,
)

from regdocs.compose.job import jobs
from regdocs.document.block import Table
from regdocs.document.inline import Field, Gap, Text
from regdocs.document.lineage import fields, inlines_of
from regdocs.regulation.provision import ItemList as LawList
from regdocs.study.design import Arm
from regdocs.study.quantity import Quantity
from regdocs.study.study import Study
from regdocs.study.terms import ArmKind, Origin, Route, Tissue

# ---------------------------------------------------------------- the items of the law


def law_list(name: str) -> LawList:
    return next(each for each in template_set().law.consent_lists if each.id == name)


@pytest.mark.parametrize(("document", "count"), [(SUBJECT, 9), (DONOR, 12)])
def test_every_item_of_the_law_stands_in_its_order_with_content(document: str, count: int) -> None:
    composed = made(document)
    items = law_list(document).entries
    there = [section for section in composed.document.walk() if section.id in {item.id for item in items}]
    assert len(items) == count
    assert [section.id for section in there] == [item.id for item in items]
    assert [section.title for section in there] == [item.title for item in items]
    assert [section.number for section in there] == [f"{index}." for index in range(1, count + 1)]
    for section, item in zip(there, items, strict=True):
        text = said(section)
        basis = f"근거: {template_set().law.citation(item.citation, 'ko')}"
        assert basis in text
        assert len(text.replace(basis, "").strip()) > 40, section.id


@pytest.mark.parametrize("document", [SUBJECT, DONOR])
def test_the_example_lacks_nothing(document: str) -> None:
    composed = made(document)
    assert composed.findings == ()
    gaps = [
        each for section in composed.document.walk() for each in inlines_of(section.blocks) if isinstance(each, Gap)
    ]
    assert gaps == []
    assert "None" not in whole(composed)


@pytest.mark.parametrize(
    ("section", "citation"),
    [
        ("introduction", "법 제12조제3항"),
        ("subject-compensation", "법 제10조제6항"),  # nothing is charged
        ("subject-compensation", "법 제11조제4항"),  # insurance, explained beforehand
        ("subject-privacy", "법 제10조제8항"),  # the right to one's data
        ("subject-follow-up", "법 제20조제3항"),  # the duty to report
        ("subject-follow-up", "법 제21조제2항"),
        ("subject-follow-up", "영 제10조제4호"),  # new information without delay
        ("subject-agency-privacy", "법 제22조제3항"),
        ("rights", "법 제11조제3항"),
    ],
)
def test_what_the_law_adds_is_said_with_its_article(section: str, citation: str) -> None:
    assert citation in said(sections(made(SUBJECT))[section])


def test_the_participant_confirms_each_item_and_signs_with_date() -> None:
    text = said(sections(made(SUBJECT))["consent-form"])
    for item in law_list(SUBJECT).entries:
        assert item.title.ko in text
    for word in ("연구대상자", "설명한 의사", "(서명)", "서명하는 사람(관계)", "보험과 보상의 절차를 미리"):
        assert word in text


# ---------------------------------------------------------------- forms under conditions

CONDITIONAL = {"minor-consent", "assent", "representative-consent", "human-material", "genetic-test"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ((), {"human-material", "genetic-test"}),
        ((setting("consent.human_material", False),), {"genetic-test"}),
        ((setting("consent.genetic_testing", False),), {"human-material"}),
        ((setting("consent.human_material", False), setting("consent.genetic_testing", False)), set()),
        ((cohorts(ADOLESCENTS, ADULTS),), {"minor-consent", "assent", "human-material", "genetic-test"}),
        ((setting("population.minimum_age", 12),), {"minor-consent", "assent", "human-material", "genetic-test"}),
        ((cohorts(ADULTS),), {"human-material", "genetic-test"}),
        (
            (setting("population.lacks_capacity", True), setting("consent.human_material", False)),
            {"representative-consent", "genetic-test"},
        ),
    ],
)
def test_a_form_is_there_exactly_when_its_condition_holds(changes: tuple[Change, ...], expected: set[str]) -> None:
    assert CONDITIONAL & set(sections(made(SUBJECT, *changes))) == expected


def test_a_minor_signs_beside_both_parents() -> None:
    text = said(sections(made(SUBJECT, cohorts(ADOLESCENTS)))["minor-consent"])
    for signer in ("미성년 연구대상자 본인", "부", "모", "법정대리인(부모가 없는 경우)", "설명한 의사"):
        assert f"\n{signer}\n" in text
    assert "법 제11조제2항" in text


def test_each_cohort_of_minors_has_its_sheet_in_words_for_its_age() -> None:
    sheets = sections(made(SUBJECT, cohorts(CHILDREN, ADOLESCENTS, ADULTS)))
    children, adolescents = "assent.assent-children", "assent.assent-adolescents"
    assert [name for name in sheets if name.startswith("assent.assent-")] == [children, adolescents]
    assert "싫다고 말하면 돼요" in said(sheets[children])
    assert "참여하지 않겠습니다" not in said(sheets[children])
    assert "참여하지 않겠습니다" in said(sheets[adolescents])
    assert "돼요" not in said(sheets[adolescents])


@pytest.mark.parametrize(("youngest", "both"), [(None, True), (7, True), (11, True), (12, False), (13, False)])
def test_a_cohort_with_children_and_adolescents_has_words_for_both(youngest: int | None, both: bool) -> None:
    mixed = CHILDREN.model_copy(update={"minimum_age": youngest, "maximum_age": 17})
    text = said(sections(made(SUBJECT, cohorts(mixed)))["assent.assent-children"])
    assert ("싫다고 말하면 돼요" in text) is both
    assert "참여하지 않겠습니다" in text


def test_minors_without_a_cohort_still_have_a_sheet() -> None:
    assert "assent.assent-minors" in sections(made(SUBJECT, setting("population.minimum_age", 12)))


@pytest.mark.parametrize(
    ("changes", "signers"),
    [
        ((), ["연구대상자"]),
        ((cohorts(CHILDREN),), ["연구대상자", "부", "모", "법정대리인(부모가 없는 경우)"]),
        ((setting("population.lacks_capacity", True),), ["연구대상자", "대리인"]),
        (
            (cohorts(CHILDREN), setting("population.lacks_capacity", True)),
            ["연구대상자", "부", "모", "법정대리인(부모가 없는 경우)", "대리인"],
        ),
    ],
)
def test_sensitive_information_is_consented_to_apart(changes: tuple[Change, ...], signers: list[str]) -> None:
    section = sections(made(SUBJECT, *changes))["sensitive-information"]
    assert "민감정보의 수집과 이용" in said(section)
    last = [block for inner in section.walk() for block in inner.blocks if isinstance(block, Table)][-1]
    assert [flat(row.cells[0].children) for row in last.rows[1:]] == signers


def test_representatives_stand_in_the_order_of_the_law() -> None:
    text = said(sections(made(SUBJECT, setting("population.lacks_capacity", True)))["representative-consent"])
    order = [text.index(word) for word in ("법정대리인", "배우자", "직계존속", "직계비속")]
    assert order == sorted(order)
    assert "의사에 어긋나서는 안 됩니다" in text


@pytest.mark.parametrize(("section", "form"), [("human-material", "제34호서식"), ("genetic-test", "제52호서식")])
def test_statutory_forms_are_named_and_ours_is_for_checking(section: str, form: str) -> None:
    found = sections(made(SUBJECT))[section]
    assert form in said(found)
    assert "확인용" in found.title.ko


def test_follow_up_is_promised_only_where_it_is_proposed() -> None:
    proposed = said(sections(made(SUBJECT))["subject-follow-up"])
    assert "5년 동안의 장기추적조사" in proposed
    none = made(SUBJECT, setting("design.follow_up", None))
    assert "제안하지 않았습니다" in said(sections(none)["subject-follow-up"])
    assert "장기추적조사를 하게 되면" not in said(sections(none)["consent-form"])


# ---------------------------------------------------------------- other studies


def one_arm(study: Study) -> Study:
    """Another disease's kind of study: the patient's own cells by vein, by body weight, in one open arm."""
    assert study.design
    cells = study.design.administrations[0].model_copy(
        update={"sites": (), "route": Route.INTRAVENOUS, "dose": Quantity.parse("2.0e6 cells/kg"), "volume": None}
        | {"times": (Quantity.parse("0 days"),)}
    )
    arm = Arm(id="cells", name="투여군", kind=ArmKind.EXPERIMENTAL, participants=12, administration="cells")
    study = with_field(study, ["design", "administrations"], (cells,))
    return with_field(with_field(study, ["design", "arms"], (arm,)), ["design", "stages"], ())


def test_a_study_of_one_open_arm_with_own_cells_reads_right() -> None:
    composed = made(SUBJECT, one_arm, *AUTOLOGOUS, setting("product.materials", ()), prose=False)
    text = whole(composed)
    for word in ("귀하의 몸에서 채취한 것", "정맥주사는", "2.0×10⁶ cells/kg"):
        assert word in text
    for word in (
        "부형제만",
        "무작위배정이란",
        "눈가림이란",
        "위약",
        "공여자)",
        "피하주사는",
        "넣는 곳",
        "동물에서 얻은",
        "None",
    ):
        assert word not in text
    table = next(block for block in sections(composed)["subject-purpose.groups"].blocks if isinstance(block, Table))
    assert [flat(cell.children) for cell in table.rows[0].cells] == ["군", "인원", "받으시는 것"]
    given = flat(table.rows[1].cells[2].children)
    assert "줄기세포 (2.0×10⁶ cells/kg)" in given, given


@pytest.mark.parametrize(
    ("kind", "word"),
    [(ArmKind.PLACEBO, "‘위약’은"), (ArmKind.VEHICLE, "‘부형제’는"), (ArmKind.STANDARD_CARE, "지금 쓰이는 치료")],
)
def test_the_control_is_explained_where_there_is_one(kind: ArmKind, word: str) -> None:
    def control(study: Study) -> Study:
        assert study.design
        *arms, last = study.design.arms
        return with_field(study, ["design", "arms"], (*arms, last.model_copy(update={"kind": kind})))

    assert word in whole(made(SUBJECT, control, prose=False))


def test_no_other_therapy_is_said_and_unknown_is_a_gap() -> None:
    none = setting("consent.alternatives", ())
    known = made(SUBJECT, none, setting("necessity.comparators", ()))
    assert "다른 치료법이 없습니다" in said(sections(known)["subject-alternatives"])
    unknown = made(SUBJECT, none)
    assert "consent.alternatives" in {finding.place.path for finding in unknown.findings}
    assert "다른 치료법이 없습니다" not in whole(unknown)


def test_sums_and_doses_come_from_the_study() -> None:
    composed = made(SUBJECT, setting("compensation.insurance.per_person", Quantity.parse("450,000,000 KRW")))
    text = said(sections(composed)["subject-compensation"])
    assert "450,000,000원" in text
    assert "300,000,000원" not in text
    printed = {path for path, _ in fields(composed.document)}
    for path in ("design.visits[week_8].at", "design.administrations[cells].dose", "compensation.insurance.total"):
        assert path in printed


def test_every_institution_has_its_own_form() -> None:
    def two(study: Study) -> Study:
        (first,) = study.institutions
        second = first.model_copy(update={"id": "second_hospital", "name": type(first.name)("둘째병원")})
        return study.model_copy(update={"institutions": (first, second)})

    text = said(sections(made(SUBJECT, two, instance="second_hospital"))["introduction"])
    assert "둘째병원" in text
    assert "예시대학교병원 (" not in text


# ---------------------------------------------------------------- the donor's form


@pytest.mark.parametrize(
    ("changes", "donor"),
    [
        ((), "산모"),
        ((setting("product.tissue", Tissue.BONE_MARROW),), "공여자"),
        (AUTOLOGOUS, "연구대상자 본인(환자)"),
    ],
)
def test_the_form_addresses_whoever_gives_the_cells(changes: tuple[Change, ...], donor: str) -> None:
    composed = made(DONOR, *changes)
    assert donor in said(sections(composed)["form"]).split("\n")
    assert ("대가를 받으실 수 없습니다" in whole(composed)) == (donor != "연구대상자 본인(환자)")


@pytest.mark.parametrize(
    ("changes", "signers"),
    [
        ((), {"채취대상자 본인", "설명한 의료인"}),
        (
            (*AUTOLOGOUS, cohorts(CHILDREN)),
            {"채취대상자 본인", "부", "모", "법정대리인(부모가 없는 경우)", "설명한 의료인"},
        ),
        ((cohorts(CHILDREN),), {"채취대상자 본인", "설명한 의료인"}),
        ((*AUTOLOGOUS, setting("population.lacks_capacity", True)), {"채취대상자 본인", "대리인", "설명한 의료인"}),
        ((setting("population.lacks_capacity", True),), {"채취대상자 본인", "설명한 의료인"}),
    ],
)
def test_whoever_has_to_sign_the_collection_signs(changes: tuple[Change, ...], signers: set[str]) -> None:
    tables = [block for block in sections(made(DONOR, *changes))["signature"].blocks if isinstance(block, Table)]
    grids = [table for table in tables if flat(table.rows[0].cells[0].children) == "서명하는 사람(관계)"]
    assert {flat(row.cells[0].children) for table in grids for row in table.rows[1:]} == signers


def test_forms_of_the_cord_blood_law_are_named_for_cord_blood_only() -> None:
    assert "별지 제2호서식" in said(sections(made(DONOR))["cord-blood-forms"])
    assert "cord-blood-forms" not in sections(made(DONOR, *AUTOLOGOUS))


def test_animals_sign_no_form() -> None:
    study = setting("product.origin", Origin.XENOGENEIC)(example().study)
    ids = {job.template.entry.id for job in jobs(replace(example(), study=study), template_set())}
    assert DONOR not in ids
    assert SUBJECT in ids


def test_the_donor_form_is_for_checking() -> None:
    assert "확인용" in made(DONOR).document.notice
    assert "별지 제7호서식" in whole(made(DONOR))


# ---------------------------------------------------------------- how it reads

PLAIN_STYLE = re.compile(r"[^\s.]*(?<!니)다(?=[.?!)])")
SENTENCE = re.compile(r"[^.?!\n]+(?:니다|니까|시오|세요)(?=[.?!(])")

# Words (어절) in a sentence: the house's own bound, for text that a patient reads without a lawyer.
MEAN_WORDS, MOST_WORDS = 10, 20


@pytest.mark.parametrize("document", [SUBJECT, DONOR])
def test_the_reader_is_spoken_to_politely_throughout(document: str) -> None:
    pieces = [each for section in made(document).document.walk() for each in inlines_of(section.blocks)]
    own = [each.text for each in pieces if isinstance(each, Text)]
    assert [found for text in own for found in PLAIN_STYLE.findall(text)] == []
    # The plan's sentences, which say 한다, are not printed: of study.yaml only phrases, numbers and sums are.
    assert [each.text for each in pieces if isinstance(each, Field) and each.text.rstrip().endswith("다.")] == []


@pytest.mark.parametrize("prose", [True, False])
@pytest.mark.parametrize("document", [SUBJECT, DONOR])
def test_sentences_are_short(document: str, prose: bool) -> None:
    lengths = [len(sentence.split()) for sentence in SENTENCE.findall(whole(made(document, prose=prose)))]
    assert len(lengths) > 20
    assert sum(lengths) / len(lengths) <= MEAN_WORDS
    assert max(lengths) <= MOST_WORDS


@pytest.mark.parametrize("document", [SUBJECT, DONOR])
def test_the_words_are_those_of_this_law(document: str) -> None:
    text = whole(made(document, cohorts(CHILDREN), setting("population.lacks_capacity", True)))
    for word in ("시험대상자", "피험자", "임상시험용의약품", "시험책임자", "의뢰자"):
        assert word not in text
