"""The proof of agreement: true filings agree, any stale document is named with the value that it says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from regdocs.compose.compose import compose
from regdocs.compose.job import jobs
from regdocs.document.block import Paragraph
from regdocs.document.document import Document, Section, from_json, to_json
from regdocs.document.inline import Field, Raw, Text
from regdocs.finding import Severity
from regdocs.language import LANGUAGES, Bilingual
from regdocs.packet import agreement_faces as faces
from regdocs.packet.agreement import Agreement, agreement, refusals
from regdocs.submission.load import load
from regdocs.template_set.load import template_set_of

SUBMISSIONS = Path(__file__).parents[2] / "submissions"


def paper(name: str, route: str, *printed: Field, order: int = 1) -> Document:
    section = Section("part", Bilingual("절"), blocks=(Paragraph((Text("값 "), *printed)),))
    return Document(name, Bilingual(name), "ko", order=order, route=tuple(route.split()), sections=(section,))


def value(raw: Raw, path: str = "product.dose", format: str = "quantity", text: str | None = None) -> Field:
    return Field(str(raw) if text is None else text, tuple(path.split()), raw, format)


def disagreement(*documents: Document) -> list[str]:
    return [finding.message.ko for finding in refusals(agreement(documents))]


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (value("1 mL"), value("1 mL"), True),
        (value("1 mL"), value("2 mL"), False),
        (value("1 mL", text="1 mL"), value("1 mL", text="1.0 mL"), True),  # the same value, printed otherwise
        (value(3, "a.times", "number"), value("0, 4, 8", "a.times", "list"), True),  # a count and the list itself
        (value("가\n나", "a b", "list", "가, 나"), value("가\n나", "a b", "list", "A, B"), True),  # in two languages
        (value("가\n나", "a b", "list", "가, 나"), value("가\n다", "a b", "list", "가, 다"), False),
        (value(None, "a", "optional", "–"), value(None, "a", "optional", "–"), True),
        (value(1, "a b", "number"), value(2, "a", "number"), True),  # a sum, and one of its parts
    ],
)
def test_the_same_field_has_one_value(one: Field, other: Field, agree: bool) -> None:
    found = agreement([paper("plan", "committee", one), paper("form", "mfds", other, order=2)])
    assert (not found.conflicts) == agree
    assert (not refusals(found)) == agree
    assert found.proven == (agree and bool(found.shared))


def test_a_document_that_prints_only_some_of_what_was_computed_agrees() -> None:
    first, last = value("0 weeks", "a.times"), value("8 weeks", "a.times")
    assert not disagreement(paper("plan", "committee", first, last), paper("form", "mfds", last, order=2))
    assert disagreement(paper("plan", "committee", first, last), paper("form", "mfds", value("9 weeks", "a.times")))


def test_a_contradiction_names_documents_values_field_and_section() -> None:
    found = agreement([paper("plan", "committee mfds", value("1 mL")), paper("form", "mfds", value("2 mL"), order=2)])
    (finding,) = refusals(found)
    assert finding.severity is Severity.ERROR
    for part in ("01-plan", "02-form", "1 mL", "2 mL", "product.dose"):
        assert part in finding.message.ko
        assert part in (finding.message.en or "")
    assert (finding.place.document, finding.place.section, finding.place.path) == ("02-form", "part", "product.dose")
    assert not found.proven


def test_documents_for_one_authority_that_differ_are_found_too() -> None:
    assert disagreement(paper("plan", "committee", value("1 mL")), paper("crf", "committee", value("2 mL"), order=2))


def test_only_what_both_authorities_receive_is_shared() -> None:
    both = agreement([paper("plan", "committee mfds", value(1)), paper("crf", "committee", value(2, "x"), order=2)])
    assert [fact.paths for fact in both.shared] == [("product.dose",)]
    assert both.repeated == ()
    alone = agreement([paper("crf", "committee", value(1))])
    assert not alone.shared
    assert not alone.proven


def test_covers_and_headings_are_compared_too() -> None:
    def heading(raw: str) -> Document:
        section = Section("part", Bilingual("절"), heading=(value(raw),))
        return Document("form", Bilingual("서식"), "ko", order=2, route=("mfds",), sections=(section,))

    def cover(raw: str) -> Document:
        return Document(
            "plan", Bilingual("계획"), "ko", order=1, route=("committee",), cover=(Paragraph((value(raw),)),)
        )

    assert not disagreement(cover("1 mL"), heading("1 mL"))
    assert disagreement(cover("1 mL"), heading("2 mL"))


# ------------------------------------------------------------------ real filings


@pytest.fixture(scope="module", params=["ad-cb-msc-2026", "sle-cart-2026"])
def documents(request: pytest.FixtureRequest) -> list[Document]:
    submission = load(SUBMISSIONS / request.param)
    template_set = template_set_of(submission)
    return [compose(submission, template_set, job).document for job in jobs(submission, template_set)]


def test_the_examples_say_the_same_to_both_authorities(documents: list[Document]) -> None:
    found = agreement(documents)
    assert found.proven, faces.to_text(found, "en")
    assert len(found.repeated) > 500
    assert {each.stem for each in found.parties} == {each.stem for each in documents}


def test_the_plan_and_the_facilitys_own_data_agree_and_a_stale_one_is_refused(documents: list[Document]) -> None:
    common = [
        fact
        for fact in agreement(documents).repeated
        if any("research-plan" in each for each in fact.documents)
        and any("cell-standards" in each for each in fact.documents)
        and len(fact.paths) == 1
        and isinstance(fact.values[0][0], str)
    ]
    assert len(common) > 100
    path, (raw, _) = common[0].paths[0], common[0].values[0]

    def stale(data: bytes) -> bytes:
        assert isinstance(raw, str)
        return data.replace(json.dumps(raw, ensure_ascii=False).encode(), json.dumps(raw + "?").encode())

    edited = [_remade(each, stale) if each.id == "cell-standards" else each for each in documents]
    found = agreement(edited)
    assert not found.proven
    assert any(finding.place.path == path for finding in refusals(found))


def _remade(document: Document, change: Callable[[bytes], bytes]) -> Document:
    return from_json(change(to_json(document)))


# ------------------------------------------------------------------ faces


@pytest.fixture
def mixed() -> Agreement:
    return agreement(
        [
            paper("plan", "committee mfds", value("1 mL"), value("가", "title", "text"), value("3주", "period.total")),
            paper("form", "mfds", value("2 mL"), value("가", "title", "text"), order=2),
        ]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_counts_and_names(mixed: Agreement, language: str) -> None:
    text = faces.to_text(mixed, "ko" if language == "ko" else "en")
    assert "02-form" in text
    for number in ("2", "3", "1"):
        assert number in text.splitlines()[0]


def test_the_json_holds_every_place(mixed: Agreement) -> None:
    data = json.loads(faces.to_json(mixed))
    assert data["proven"] is False
    assert [each["paths"] for each in data["conflicts"]] == [["product.dose"]]
    assert {tuple(each["paths"]) for each in data["shared"]} == {("product.dose",), ("title",), ("period.total",)}
    (title,) = (each for each in data["shared"] if each["paths"] == ["title"])
    assert title["values"] == [{"value": "가", "printed": [["01-plan", "part"], ["02-form", "part"]]}]


def test_the_paper_says_what_it_compared_and_what_differs(mixed: Agreement) -> None:
    document = faces.to_document(mixed, "2026-09-01", notice="예시")
    assert [section.id for section in document.sections] == ["documents", "conflicts", "repeated"]
    assert document.notice == "예시"
    assert from_json(to_json(document)) == document
    agreed = agreement([paper("plan", "committee mfds", value("1 mL"))])
    assert [section.id for section in faces.to_document(agreed, "2026-09-01").sections] == ["documents"]
