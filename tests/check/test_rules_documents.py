"""Each rule on composed documents: a changed tree that makes it fire, and trees that don't."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import pytest
from judging import EXAMPLE, filing, loaded, rules, told
from msgspec.structs import replace as changed

from regdocs.build.trees import trees
from regdocs.check.filing import Filing
from regdocs.compose.compose import Composed, compose
from regdocs.compose.job import jobs
from regdocs.document.block import Block, Cell, Column, Figure, Paragraph, Row, Table
from regdocs.document.document import Document, Section
from regdocs.document.inline import Field, Gap, Inline, Reference, Style, Styled, Text
from regdocs.finding import Severity
from regdocs.language import Bilingual
from regdocs.submission.narrative import Narrative, Part

PLAN, CONSENT, DONOR, RECORD = "research-plan", "subject-consent", "donor-consent", "case-report-form"
Edit = Callable[[Section], Section | None]
"""What becomes of a section; None takes it out."""


@cache
def composed(name: str = EXAMPLE) -> tuple[Composed, ...]:
    """The papers that the tests change, as the example composes them."""
    submission, _, template_set = loaded(name)
    wanted = [job for job in jobs(submission, template_set) if job.template.entry.id in (PLAN, CONSENT, DONOR, RECORD)]
    return tuple(compose(submission, template_set, job) for job in wanted)


def edited(document: str, section: str, edit: Edit) -> Filing:
    """The example with one section of one paper changed."""
    return with_document(document, lambda tree: changed(tree, sections=tuple(_sections(tree.sections, section, edit))))


def with_document(document: str, edit: Callable[[Document], Document]) -> Filing:
    made = tuple(
        replace(each, document=edit(each.document)) if each.document.id == document else each for each in composed()
    )
    return filing(make=lambda: made)


def _sections(sections: tuple[Section, ...], identifier: str, edit: Edit) -> Iterator[Section]:
    for section in sections:
        found: Section | None = changed(section, sections=tuple(_sections(section.sections, identifier, edit)))
        if section.id == identifier and found is not None:
            found = edit(found)
        if found is not None:
            yield found


def saying(*blocks: Block | str) -> Edit:
    """A section that says this and nothing else."""
    given = tuple(Paragraph((Text(block),)) if isinstance(block, str) else block for block in blocks)
    return lambda section: changed(section, blocks=given, sections=())


def adding(*blocks: Block | str) -> Edit:
    given = tuple(Paragraph((Text(block),)) if isinstance(block, str) else block for block in blocks)
    return lambda section: changed(section, blocks=(*section.blocks, *given))


def titled(title: str) -> Edit:
    return lambda section: changed(section, title=Bilingual(title))


def numbered(number: str) -> Edit:
    return lambda section: changed(section, number=number)


def gone(section: Section) -> None:
    return None


def table(*cells: str, caption: str = "", form: bool = False, label: str = "", head: int = 0) -> Table:
    columns = tuple(Column(1 / len(cells)) for _ in cells)
    row = Row(tuple(Cell((Text(cell),)) for cell in cells))
    return Table(columns, (row,), head, (Text(caption),) if caption else (), label, "표 1" if caption else "", form)


def figure(alt: str, caption: str = "그림") -> Figure:
    return Figure("figures/mechanism.svg", alt, (Text(caption),) if caption else (), "figure-x", "그림 1")


class Case(NamedTuple):
    rule: str
    document: str
    section: str
    edit: Edit
    says: str = ""
    """A part of the Korean message."""


LIMIT = int(rules().rules["documents/sentence-length"].limits["eojeols"])
LONG = "이 문장은 " + "아주 긴 말을 이어 " * 12 + "끝납니다."
FIRES = (
    Case("documents/missing-section", CONSENT, "rights", gone),
    Case("documents/heading-wording", PLAN, "population", titled("연구대상자 선정 기준 및 수")),
    Case("documents/heading-wording", PLAN, "population", titled("연구대상자"), "제목 「연구대상자」"),
    Case("documents/heading-wording", PLAN, "population", numbered("7"), "번호 7: 6"),
    Case("documents/empty-section", CONSENT, "rights", saying(), "제목만 있고"),
    Case("documents/empty-section", PLAN, "population", saying("해당사항 없음"), "사유 없는"),
    Case("documents/empty-section", PLAN, "population", saying("추후 작성 예정"), "임시 표기"),
    Case("documents/empty-section", PLAN, "population", saying(table("머리", "글", head=1))),
    Case("documents/consent-items", CONSENT, "subject-outcome", gone),
    Case("documents/consent-items", CONSENT, "subject-outcome", saying()),
    Case("documents/consent-items", CONSENT, "subject-outcome", saying("해당 없음")),
    Case("documents/consent-items", CONSENT, "subject-outcome", titled("예측되는 이상반응"), "법의 표현은"),
    Case("documents/consent-items", DONOR, "donor-risks", saying("미작성")),
    Case("documents/consent-items", DONOR, "donor-use", gone),
    Case("documents/captions", PLAN, "population", adding(table("가", "나"))),
    Case("documents/captions", PLAN, "population", adding(figure("그림", caption=""))),
    Case("documents/figure-alternative", PLAN, "population", adding(figure(" "))),
    Case("documents/sentence-length", CONSENT, "rights", adding(LONG)),
    Case("documents/sentence-length", DONOR, "donor-risks", adding("짧습니다. " + LONG)),
    Case("documents/plain-words", CONSENT, "rights", adding("면역원성을 봅니다.")),
    Case("documents/plain-words", CONSENT, "rights", adding("면역원성을 봅니다.", table("면역원성"))),
    Case("documents/plain-words", CONSENT, "rights", adding("홍반루푸스가 아닌 순응도를 봅니다.")),
    Case("documents/abbreviations", DONOR, "donor-risks", adding("QQZ를 검사합니다.")),
)
QUIET = (
    Case("documents/missing-section", CONSENT, "rights", saying("해당사항 없음")),
    Case("documents/missing-section", PLAN, "population", gone),
    Case("documents/heading-wording", PLAN, "operation", titled("임상연구 인력·시설ㆍ장비 운용 계획")),
    Case("documents/heading-wording", PLAN, "population", numbered("6.")),
    Case("documents/heading-order", PLAN, "population", gone),
    Case("documents/empty-section", PLAN, "population", saying("해당사항 없음: 자가 세포이므로 공여자가 없다.")),
    Case("documents/empty-section", PLAN, "population", saying(figure("그림"))),
    Case("documents/empty-section", PLAN, "population", saying(table("값", "12"))),
    Case("documents/empty-section", PLAN, "population", saying(Paragraph((Gap("[미기재]", "population"),)))),
    Case("documents/consent-items", CONSENT, "subject-outcome", saying("열이 날 수 있습니다.")),
    Case("documents/captions", PLAN, "population", adding(table("가", "나", caption="값"), table("가", form=True))),
    Case("documents/captions", RECORD, "guide", adding(table("가", "나"))),
    Case("documents/figure-alternative", PLAN, "population", adding(figure("다섯 부위"))),
    Case("documents/sentence-length", CONSENT, "rights", adding("짧은 말입니다. " * 40)),
    Case("documents/sentence-length", CONSENT, "rights", adding("말 " * (LIMIT - 1) + "끝납니다.")),
    Case("documents/sentence-length", PLAN, "population", adding(LONG)),
    Case("documents/plain-words", CONSENT, "rights", adding("면역원성(몸이 낯설게 여기는 성질)을 봅니다.")),
    Case("documents/plain-words", CONSENT, "rights", adding("연구진과 홍반루푸스를 말합니다.")),
    Case("documents/plain-words", CONSENT, "rights", adding("면역원성을 봅니다.", table("면역원성", "낯설게 여김"))),
    Case("documents/plain-words", PLAN, "population", adding("면역원성을 본다.")),
    Case("documents/abbreviations", DONOR, "donor-risks", adding(" QQZ(검사)를 합니다.")),
    Case("documents/abbreviations", DONOR, "donor-risks", adding("DNA와 RNA를 검사합니다.")),
)


@pytest.mark.parametrize("case", FIRES, ids=lambda case: f"{case.rule} {case.section}")
def test_a_changed_tree_is_noticed_where_it_was_changed(case: Case) -> None:
    found = told(case.rule, edited(case.document, case.section, case.edit))
    assert case.document in {problem.place.document for problem in found}
    assert case.section in {problem.place.section or case.section for problem in found}
    assert any(case.says in problem.message.ko for problem in found)


@pytest.mark.parametrize("case", QUIET, ids=lambda case: f"{case.rule} {case.section}")
def test_near_misses_are_left_alone(case: Case) -> None:
    assert told(case.rule, edited(case.document, case.section, case.edit)) == []


def swapped(at: int) -> Callable[[Document], Document]:
    """A document in which a section and the one after it have changed places."""

    def edit(tree: Document) -> Document:
        order = [*tree.sections[:at], tree.sections[at + 1], tree.sections[at], *tree.sections[at + 2 :]]
        return changed(tree, sections=tuple(order))

    return edit


def test_fixed_headings_keep_their_order() -> None:
    (found,) = told("documents/heading-order", with_document(PLAN, swapped(0)))
    assert found.place.section == "overview"


def test_every_section_of_the_plan_that_moves_is_noticed() -> None:
    sections = composed()[0].document.sections
    for index in range(len(sections) - 1):
        assert told("documents/heading-order", with_document(PLAN, swapped(index))), sections[index].id


def test_every_item_of_both_consents_is_asked_for() -> None:
    lists = {each.id: each.entries for each in loaded()[2].law.consent_lists}
    assert (len(lists[CONSENT]), len(lists[DONOR])) == (9, 12)
    for document in (CONSENT, DONOR):
        for entry in lists[document]:
            for edit in (gone, saying()):
                found = told("documents/consent-items", edited(document, entry.id, edit))
                assert [problem.place.section for problem in found] == [entry.id]


def _inlines(edit: Callable[[Inline], Inline]) -> Callable[[Document], Document]:
    """A document whose paragraphs' inlines are changed one by one."""

    def block(each: Block) -> Block:
        return Paragraph(tuple(map(edit, each.children)), each.role) if isinstance(each, Paragraph) else each

    def section(each: Section) -> Section:
        return changed(each, blocks=tuple(map(block, each.blocks)), sections=tuple(map(section, each.sections)))

    return lambda tree: changed(tree, sections=tuple(map(section, tree.sections)))


def silent(inline: Inline) -> Inline:
    """What refers to one table by a word that tells nothing."""
    return Text("저기") if isinstance(inline, Reference) and inline.target == "table-dose-weight" else inline


def test_what_narrative_shows_is_mentioned() -> None:
    before = told("documents/mentioned", filing(make=composed))
    after = told("documents/mentioned", with_document(PLAN, _inlines(silent)))
    (found,) = [problem for problem in after if problem not in before]
    assert found.remedy is not None
    assert "table-dose-weight" in found.remedy.ko


def test_a_table_that_stands_first_under_its_heading_needs_no_mention() -> None:
    def first(section: Section) -> Section:
        own = table("가", "나", caption="값", label="table-dose-weight")
        return changed(section, blocks=(own, Paragraph((Text("뒤"),))), sections=())

    def later(section: Section) -> Section:
        return changed(section, blocks=tuple(reversed(first(section).blocks)), sections=())

    def alone(edit: Edit) -> list[str | None]:
        """What is said of a plan that holds nothing but the changed section."""
        only = edited(PLAN, "overview", edit)
        tree = next(each for each in only.documents if each.id == PLAN)
        lone = changed(tree, sections=tree.sections[1:2])
        made = tuple(replace(each, document=lone) for each in composed()[:1])
        return [problem.place.section for problem in told("documents/mentioned", filing(make=lambda: made))]

    assert alone(first) == []
    assert alone(later) == ["overview"]


def test_a_mention_in_bold_counts() -> None:
    def bold(inline: Inline) -> Inline:
        return Styled(Style.STRONG, (inline,)) if isinstance(inline, Reference) else inline

    assert told("documents/mentioned", with_document(PLAN, _inlines(bold))) == []


def disagreeing() -> Filing:
    """Two papers that print one field differently."""
    value = Field("67", ("population.participants",), 67, "number")
    other = Field("66", ("population.participants",), 66, "number")

    def both(tree: Document) -> Document:
        given = {PLAN: other, CONSENT: value}.get(tree.id)
        blocks: tuple[Block, ...] = (Paragraph((given,)),) if given else ()
        return changed(tree, sections=(Section("x", Bilingual("값"), blocks=blocks),))

    made = tuple(replace(each, document=both(each.document)) for each in composed())
    return filing(make=lambda: made)


def test_one_field_reads_the_same_in_all_papers() -> None:
    (found,) = told("documents/same-value", disagreeing())
    assert (found.place.document, found.place.section) == (CONSENT, "x")


def older(tree: Document) -> Document:
    return changed(tree, date="2020-01-01")


def test_papers_of_one_filing_carry_one_date() -> None:
    (found,) = told("documents/dates", with_document(PLAN, older))
    assert found.place.document == PLAN


def referring(text: str, document: str = PLAN) -> Filing:
    """The papers of the example, with this text as the whole narrative."""
    narrative = Narrative(f"narrative/{document}/overview.md", document, "overview", "ko", (Part("", "", text, 1),))
    return filing(make=composed, narratives={(document, "overview", "ko"): narrative})


SECTIONS: tuple[tuple[str, str, list[str]], ...] = (
    ("판단은 8절에 적은 대로 한다. 3-2-1절과 0절을 본다.", PLAN, []),
    ("판단은 18절에 적은 대로 한다.", PLAN, ["18"]),
    ("3-9절, 5 절에 따른다. 8-1절(20절)은 21절", PLAN, ["3-9", "8-1", "20", "21"]),
    ("연구계획서 9절의 보상", CONSENT, []),
    ("연구계획서 99절의 보상", CONSENT, ["99"]),
    ("법 제2절, 3절단, 12절지동물, 4.9절, 2절제", PLAN, []),
)
"""A narrative, its document, and the numbers of sections in it that there are none of."""


@pytest.mark.parametrize(("text", "document", "unknown"), SECTIONS)
def test_sections_that_are_referred_to_by_number_are_there(text: str, document: str, unknown: list[str]) -> None:
    found = told("documents/section-number", referring(text, document))
    assert [problem.message.ko for problem in found] == [f"「{each}절」: 이 번호의 절이 없음" for each in unknown]


APART: dict[str, tuple[Callable[[], Filing], str]] = {
    "documents/heading-order": (lambda: with_document(PLAN, swapped(0)), f"{PLAN}/overview"),
    "documents/mentioned": (lambda: with_document(PLAN, _inlines(silent)), f"{PLAN}/dose-basis"),
    "documents/same-value": (disagreeing, f"{CONSENT}/x"),
    "documents/dates": (lambda: with_document(PLAN, older), f"{PLAN}/None"),
    "documents/section-number": (lambda: referring("18절에 적은 대로"), f"{PLAN}/overview"),
}
"""What a change of more than one section makes fire, with the place that is named then."""


@pytest.mark.parametrize("name", [EXAMPLE, "sle-cart-2026", "minimal-2026"])
def test_the_shipped_papers_have_nothing_weightier_than_a_note(name: str) -> None:
    submission, _, template_set = loaded(name)
    made = trees(submission, template_set)
    filed = filing(name=name, make=lambda: made)
    loud = {rule for rule in rules().rules if rule.startswith("documents/") and told(rule, filed)}
    assert all(rules().rules[rule].severity is Severity.NOTE for rule in loud), loud
    assert loud <= {"documents/plain-words"}


def test_every_rule_on_documents_has_a_tree_that_makes_it_fire() -> None:
    here = {name for name, function in rules().functions.items() if ".check.documents." in function.__module__}
    assert here == {case.rule for case in FIRES} | APART.keys()


def test_messages_are_written_in_both_languages() -> None:
    for case in FIRES:
        for problem in told(case.rule, edited(case.document, case.section, case.edit)):
            texts = [problem.message, *([problem.remedy] if problem.remedy else [])]
            assert all(text.written_in("ko") and text.written_in("en") for text in texts), case.rule
            assert problem.remedy or rules().rules[case.rule].remedy, case.rule
