"""The index by legal article and tracing: each requirement's place is where its fields are printed, in every face."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import openpyxl
import pytest

from regdocs.build.record import BuildRecord, DocumentRecord, TemplateSetRecord, of
from regdocs.cli.main import main
from regdocs.compose.compose import compose
from regdocs.compose.job import jobs
from regdocs.document.document import Document, from_json
from regdocs.document.document import to_json as tree_to_json
from regdocs.document.inline import Link
from regdocs.document.lineage import fields, inlines_of
from regdocs.finding import UsageError
from regdocs.formats.format import Layout
from regdocs.language import LANGUAGES, Language
from regdocs.regulation import pattern
from regdocs.regulation.assess import State
from regdocs.regulation.plain import plain
from regdocs.submission.load import Submission, load
from regdocs.template_set.load import TemplateSet, template_set_of
from regdocs.trace import index_words as words
from regdocs.trace import report
from regdocs.trace.index import Attached, LegalIndex, in_packet, legal_index
from regdocs.trace.index_page import to_html, to_json
from regdocs.trace.index_sheet import to_xlsx
from regdocs.trace.index_tree import to_document
from regdocs.trace.places import Places, Spot
from regdocs.trace.trace import Tracer

EXAMPLE = Path(__file__).parents[2] / "submissions" / "ad-cb-msc-2026"


@pytest.fixture(scope="module")
def example() -> Submission:
    return load(EXAMPLE)


@pytest.fixture(scope="module")
def template_set(example: Submission) -> TemplateSet:
    return template_set_of(example)


@pytest.fixture(scope="module")
def documents(example: Submission, template_set: TemplateSet) -> list[Document]:
    return [compose(example, template_set, job).document for job in jobs(example, template_set)]


def laid_out(document: Document) -> DocumentRecord:
    """A record with a page for each section, counted through the document, as if every section filled one."""
    pages = {section.id: number for number, section in enumerate(document.walk(), start=2)}
    printed = tuple((path, section, pages.get(section, 1)) for path, section in fields(document))
    return of(document, {}, document.stem, Layout(len(pages) + 1, pages, fields=printed))


@pytest.fixture(scope="module")
def record(documents: Sequence[Document]) -> BuildRecord:
    template_set = TemplateSetRecord("kr-high-risk", "1", "")
    return BuildRecord("example", "1.0", template_set, "2026-09-01", "ko", tuple(map(laid_out, documents)))


@pytest.fixture(scope="module")
def index(
    example: Submission, template_set: TemplateSet, record: BuildRecord, documents: Sequence[Document]
) -> LegalIndex:
    return legal_index(example, template_set, record, documents)


# ------------------------------------------------------------------ the index


def test_every_requirement_of_the_law_data_stands_in_it_once(index: LegalIndex, template_set: TemplateSet) -> None:
    assert sorted(row.id for row in index.rows) == sorted(each.id for each in template_set.law.requirements)


def test_each_row_says_where_or_why_not(index: LegalIndex) -> None:
    for row in index.rows:
        for language in LANGUAGES:
            assert words.places(row, language), row.id
            assert "None" not in " ".join(words.places(row, language)), row.id
        if row.state is not State.MET:
            assert row.explanation is not None, row.id


def test_places_are_sections_that_are_there_with_their_pages(index: LegalIndex, record: BuildRecord) -> None:
    pages = {(each.id, section.id): section.page for each in record.documents for section in each.sections}
    spots = [spot for row in index.rows for spot in row.spots]
    assert len(spots) > 150
    for spot in spots:
        assert spot.page is not None
        if spot.section:
            first = pages[spot.document, spot.section]
            assert first is not None
            assert spot.page >= first


@pytest.mark.parametrize(
    ("requirement", "document", "section"),
    [
        ("objective", "research-plan", "overview.purpose"),
        ("eligibility", "research-plan", "population"),
        ("approval-application", "approval-application", ""),
        ("heading-4-1", "research-plan", "toxicology"),
        ("subject-consent-form", "subject-consent", ""),
    ],
)
def test_a_requirement_is_found_where_a_reviewer_looks(
    index: LegalIndex, requirement: str, document: str, section: str
) -> None:
    (row,) = (each for each in index.rows if each.id == requirement)
    assert row.state is State.MET
    assert (document, section) in {(spot.document, spot.section) for spot in row.spots}


def test_the_fields_that_meet_a_requirement_are_printed_where_it_says(
    index: LegalIndex, example: Submission, documents: Sequence[Document]
) -> None:
    below = {
        (document.id, section.id): {inner.id for inner in section.walk()}
        for document in documents
        for section in document.walk()
    }
    printed = {(document.id, path): set[str]() for document in documents for path, _ in fields(document)}
    for document in documents:
        for path, section in fields(document):
            printed[document.id, path].add(section)
    tested = 0
    for row in index.rows:
        needs = row.requirement.satisfied_by
        if row.state is not State.MET or len(needs) != 1 or needs[0].field is None or row.unprinted:
            continue
        asked = pattern.found(plain(example.study), needs[0].field)
        for spot in row.spots:
            inside = below.get((spot.document, spot.section), {""})
            assert any(
                sections & inside
                for (identifier, path), sections in printed.items()
                if identifier == spot.document
                and any(
                    path == each or path.startswith((f"{each}.", f"{each}[")) or each.startswith(path) for each in asked
                )
            ), (row.id, spot)
            tested += 1
    assert tested > 20


def test_articles_are_in_order(index: LegalIndex) -> None:
    (decree,) = (chapter for chapter in index.chapters if chapter.source == "decree")
    articles = [row.requirement.citations[0].article for row in decree.rows]
    assert (
        articles.index("제4조제1항제1호가목") < articles.index("제11조제1항제2호") < articles.index("제11조제1항제10호")
    )


def test_a_reason_given_for_leaving_out_is_quoted(index: LegalIndex, example: Submission) -> None:
    omitted = [row for row in index.rows if row.state is State.OMITTED_WITH_REASON]
    reasons = {each.reason.ko for each in example.study.omissions}
    assert omitted
    for row in omitted:
        assert row.explanation is not None
        assert row.explanation.ko in reasons
        assert any(spot.document == "omission-reasons" for spot in row.spots)


def test_what_is_missing_says_what(
    example: Submission, template_set: TemplateSet, record: BuildRecord, documents: Sequence[Document]
) -> None:
    study = example.study.model_copy(update={"population": None})
    found = legal_index(replace(example, study=study), template_set, record, documents)
    (row,) = (each for each in found.rows if each.id == "participants")
    assert row.state is State.MISSING
    assert row.explanation is not None
    assert "population" in row.explanation.ko


def test_the_law_of_another_day_is_not_known(
    example: Submission, template_set: TemplateSet, documents: Sequence[Document]
) -> None:
    filing = example.study.filing.model_copy(update={"law_as_of": example.study.filing.date.replace(year=2019)})
    study = example.study.model_copy(update={"filing": filing})
    found = legal_index(replace(example, study=study), template_set, None, documents)
    assert found.count(State.NOT_KNOWN) == len(found.rows)
    assert not found.paged


def test_without_a_build_there_are_places_and_no_pages(
    example: Submission, template_set: TemplateSet, documents: Sequence[Document], index: LegalIndex
) -> None:
    found = legal_index(example, template_set, None, documents)
    assert not found.paged
    assert all(spot.page is None for row in found.rows for spot in row.spots)
    assert [row.state for row in found.rows] == [row.state for row in index.rows]


def test_what_no_document_prints_any_more_is_called_so(
    example: Submission, template_set: TemplateSet, record: BuildRecord, documents: Sequence[Document]
) -> None:
    def without(each: DocumentRecord) -> DocumentRecord:
        kept = tuple(field for field in each.fields if not field.path.startswith("design.period"))
        return msgspec.structs.replace(each, fields=kept)

    shorter = msgspec.structs.replace(record, documents=tuple(map(without, record.documents)))
    found = legal_index(example, template_set, shorter, documents)
    (row,) = (each for each in found.rows if each.id == "study-period")
    assert row.hidden == ("design.period.total",)
    assert words.label(row) == words.UNPRINTED
    assert "`design.period.total`" in " ".join(words.places(row, "ko"))


def test_a_requirement_that_concerns_nothing_says_so(
    example: Submission, template_set: TemplateSet, record: BuildRecord, documents: Sequence[Document]
) -> None:
    study = example.study.model_copy(update={"processing_facilities": ()})
    found = legal_index(replace(example, study=study), template_set, record, documents)
    (row,) = (each for each in found.rows if each.id == "facility-licence-lasts")
    assert row.state is State.MET
    assert not row.unprinted
    assert row.explanation is not None


# ------------------------------------------------------------------ its faces


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_worksheet_holds_every_row_as_text(index: LegalIndex, language: Language) -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(index, language)))
    sheet = book[words.TITLE.text(language)]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[-1] for row in rows] == [row.id for row in index.rows]
    assert [row[4] for row in rows] == ["\n".join(words.places(row, language)) for row in index.rows]
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} == {"s"}


def test_the_worksheet_is_the_same_at_any_time(index: LegalIndex) -> None:
    first = to_xlsx(index)
    time.sleep(2.1)  # file times in a zip have a resolution of two seconds
    assert to_xlsx(index) == first


def test_a_formula_in_a_title_stays_text(index: LegalIndex) -> None:
    row = index.rows[0]
    assert row.spots
    spot = replace(row.spots[0], title=replace(row.spots[0].title, ko='=HYPERLINK("https://example.org")'))
    chapter = replace(index.chapters[0], rows=(replace(row, spots=(spot,), elsewhere=0),))
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(replace(index, chapters=(chapter,)))))
    cell = book[words.TITLE.ko].cell(2, 5)
    assert cell.data_type == "s"
    assert str(cell.value).startswith("=HYPERLINK")


class _Page(HTMLParser):
    """Rows, links and everything that a page would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [given["href"] or ""] if "href" in given else []
        self.fetched += [name for name in ("src", "srcset", "data") if name in given]
        self.fetched += [tag] if tag in ("script", "link", "iframe") else []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_needs_nothing_else_and_its_links_lead_somewhere(index: LegalIndex, language: Language) -> None:
    html = to_html(index, language)
    page = _Page()
    page.feed(html)
    assert {row.id for row in index.rows} <= set(page.ids)
    assert len(set(page.ids)) == len(page.ids)
    assert page.links
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert not page.fetched
    assert "url(" not in html


def test_the_page_escapes_what_people_write(index: LegalIndex) -> None:
    title = replace(index.title, ko="<script>alert(1)</script> & co")
    assert "<script>" not in to_html(replace(index, title=title))


def test_the_paper_links_places_and_names_packet_pages(index: LegalIndex) -> None:
    def page_of(place: Spot | Attached) -> int:
        return (place.page or 0) + 100 if isinstance(place, Spot) else 7

    moved = in_packet(index, page_of)
    document = to_document(moved, address=lambda page: f"https://packet.invalid/{page}", number="N-1")
    assert from_json(tree_to_json(document)) == document
    inlines = [each for section in document.walk() for each in inlines_of(section.blocks)]
    links = [each for each in inlines if isinstance(each, Link)]
    assert len(links) == sum(len(row.spots) + len(row.attached) for row in index.rows)
    attached = next(row for row in moved.rows if row.attached)
    assert any(line.endswith(" (전체 7쪽)") for line in words.places(attached, "ko"))
    assert f'href="packet.pdf#page={moved.rows[0].spots[0].packet_page}"' in to_html(moved, packet="packet.pdf")
    spot = next(spot for row in moved.rows for spot in row.spots)
    assert f"(전체 {spot.packet_page}쪽)" in spot.words("ko")
    assert document.number == "N-1"


def test_the_json_names_every_place(index: LegalIndex) -> None:
    data = json.loads(to_json(index))
    assert [each["id"] for each in data["requirements"]] == [row.id for row in index.rows]
    assert sum(data["counts"].values()) == len(index.rows)
    assert [len(each["places"]) for each in data["requirements"]] == [len(row.spots) for row in index.rows]


# ------------------------------------------------------------------ tracing


@pytest.fixture(scope="module")
def tracer(
    example: Submission, template_set: TemplateSet, record: BuildRecord, documents: Sequence[Document]
) -> Tracer:
    return Tracer(example, template_set, record, documents)


def test_a_field_is_traced_to_every_section_that_prints_it(tracer: Tracer, documents: Sequence[Document]) -> None:
    (found,) = (each for each in tracer.field("filing.date") if each.path == "filing.date")
    expected = {
        (document.id, section) for document in documents for path, section in fields(document) if path == "filing.date"
    }
    assert {(spot.document, spot.section) for spot in found.spots} == expected
    assert found.place.line == next(
        number
        for number, line in enumerate((EXAMPLE / "study.yaml").read_text("utf-8").splitlines(), 1)
        if line.startswith("  date: 2026")
    )
    assert all(spot.words("ko").endswith("쪽") for spot in found.spots)


def test_a_mapping_is_traced_with_all_below_it(tracer: Tracer) -> None:
    found = tracer.field("population.inclusion")
    assert len(found) > 5
    assert all(each.path.startswith("population.inclusion") for each in found)


def test_a_korean_text_and_its_path_are_one(tracer: Tracer) -> None:
    assert tracer.field("title.ko") == tracer.field("title")


def test_an_unprinted_field_says_so(tracer: Tracer) -> None:
    (found,) = tracer.field("filing.law_as_of")
    assert found.spots == ()
    assert "어느 문서에도 인쇄되지 않음" in report.fields_text([found], "ko")


@pytest.mark.parametrize("path", ["population.minimum_agee", "nowhere", "product.tests[none]", "[", "\x00", ""])
def test_an_unknown_path_is_refused(tracer: Tracer, path: str) -> None:
    with pytest.raises(UsageError):
        tracer.field(path)


def test_an_unknown_requirement_is_refused_with_the_nearest(tracer: Tracer) -> None:
    with pytest.raises(UsageError) as caught:
        tracer.requirement("law/eligibilty")
    remedy = caught.value.findings[0].remedy
    assert remedy is not None
    assert "eligibility" in remedy.ko


@pytest.mark.parametrize(
    ("asked", "parts"), [("법 제11조제1항제1호", False), ("법 제11조", True), ("Act art. 11", True)]
)
def test_an_article_is_traced_with_its_parts(tracer: Tracer, asked: str, parts: bool) -> None:
    rows = tracer.article(asked)
    language: Language = "en" if asked.isascii() else "ko"
    cited = [row.citations.text(language).split(", ") for row in rows]
    assert all(any(each.startswith(asked) for each in one) for one in cited)
    assert (len(rows) > 3) is parts
    text = report.requirements_text(rows, language)
    assert all(f"law/{row.id}: " in text for row in rows)


@pytest.mark.parametrize("asked", ["법 제1조", "법 제999조", "Act art. 1"])
def test_an_article_is_no_other_that_begins_alike(tracer: Tracer, asked: str) -> None:
    with pytest.raises(UsageError):
        tracer.article(asked)


def test_what_is_nowhere_near_is_told_by_what_stands_at_the_top(tracer: Tracer) -> None:
    with pytest.raises(UsageError) as caught:
        tracer.field("무엇이든")
    remedy = caught.value.findings[0].remedy
    assert remedy is not None
    assert "`study`" not in remedy.ko
    assert "``" not in remedy.ko
    assert "[" not in remedy.ko


def test_the_summary_accounts_for_every_value(tracer: Tracer, documents: Sequence[Document]) -> None:
    summary = tracer.summary()
    assert summary.fields == summary.printed + sum(len(each.places) for each in summary.unprinted)
    printed = {path for document in documents for path, _ in fields(document)}
    for group in summary.unprinted:
        for place in group.places:
            assert (place.path or "").removesuffix(".ko") not in printed
            assert place.line is not None
    text = report.summary_text(summary, "ko")
    assert all(each.pattern in text for each in summary.unprinted)
    data = json.loads(report.summary_json(summary))
    assert len(data["unprinted"]) == len(summary.unprinted)


def test_a_value_that_no_document_prints_any_more_is_told(
    example: Submission, template_set: TemplateSet, record: BuildRecord, documents: Sequence[Document]
) -> None:
    def without(each: DocumentRecord) -> DocumentRecord:
        kept = tuple(field for field in each.fields if not field.path.startswith("budget.sources"))
        return msgspec.structs.replace(each, fields=kept)

    changed = msgspec.structs.replace(record, documents=tuple(map(without, record.documents)))
    before = {each.pattern for each in Tracer(example, template_set, record, documents).summary().unprinted}
    after = {each.pattern for each in Tracer(example, template_set, changed, documents).summary().unprinted}
    assert "budget.sources[*].name" in after - before


def test_sections_of_several_copies_name_the_institution(record: BuildRecord) -> None:
    names = {"a": words.TITLE}
    (copy,) = (each for each in record.documents if each.id == "approval-application")
    places = Places([msgspec.structs.replace(copy, instance="a")], names)
    (spot,) = places.document("approval-application")
    assert words.TITLE.ko in spot.words("ko")


def test_the_command_prints_and_writes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGDOCS_CACHE", str(tmp_path / "kept"))

    def run(*arguments: str) -> int:
        with pytest.raises(SystemExit) as ended:
            main(["trace", str(EXAMPLE), *arguments, "--build", str(tmp_path / "none"), "--lang", "en"])
        return int(ended.value.code or 0)

    assert run("filing.date") == 0
    assert "filing.date (study.yaml:" in capsys.readouterr().out
    assert run("Act art. 11(1)1") == 0
    assert "law/" in capsys.readouterr().out
    assert run("law/eligibility", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["id"] == "eligibility"
    assert run("--format", "xlsx", "--output", str(tmp_path / "index.xlsx")) == 0
    assert openpyxl.load_workbook(tmp_path / "index.xlsx").sheetnames
    assert run("--format", "xlsx") == 2
    assert run("nowhere") == 2
