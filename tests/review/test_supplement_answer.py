"""The answer document, the change table and the packet of a round, made by the command and read back."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
from pathlib import Path

import pytest
from round_filing import ROOT, copy, opened_round

from regdocs.cli.main import main
from regdocs.document.block import Box, Paragraph, Table
from regdocs.document.document import Document
from regdocs.document.inline import Inline, Style, Styled
from regdocs.document.lineage import inlines_of
from regdocs.finding import ExitCode
from regdocs.formats.docx.read import read as read_docx
from regdocs.packet.verify import verify
from regdocs.review.freeze import freeze
from regdocs.review.line import plain
from regdocs.review.supplement.answer import answer
from regdocs.review.supplement.make import Round, opened, read
from regdocs.review.supplement.view import View
from regdocs.template_set.load import shipped

MINIMAL = ROOT / "submissions" / "minimal-2026"


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(each) for each in arguments])
    return int(ended.value.code or 0)


@pytest.fixture(scope="session")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Round:
    return opened_round(tmp_path_factory)


def view_of(round_: Round) -> View:
    papers = [("보완자료 답변서", "")]
    return View(round_.loaded, round_.old, round_.new, round_.assignment, round_.days, papers)


@pytest.fixture(scope="session")
def document(answered: Round) -> Document:
    composed = answer(answered.loaded, answered.new.submission, answered.new.template_set, view_of(answered))
    assert composed.findings == ()
    return composed.document


def texts(document: Document, section: str) -> str:
    (found,) = (each for each in document.walk() if each.id == section)
    return plain(inlines_of(block for each in found.walk() for block in each.blocks))


def row(document: Document, section: str, column: int) -> list[tuple[Inline, ...]]:
    """A column of the table of what changed, without its head."""
    (found,) = (each for each in document.walk() if each.id == section)
    (table,) = (
        block
        for block in found.blocks
        if isinstance(block, Table) and "변경 후" in plain(block.rows[0].cells[2].children)
    )
    return [each.cells[column].children for each in table.rows[1:]]


def test_the_cover_names_the_demand(document: Document) -> None:
    cover = plain(inlines_of(document.cover))
    for text in (
        "식품의약품안전처장",
        "세포유전자치료제과-2026-0931",
        "제2026-고위험-0017호",
        "2026. 10. 12. / 2026. 11. 11.",
        "1차 보완",
    ):
        assert text in cover
    assert (document.date, document.number, document.instance) == ("2026-11-06", "YUH-ARM-2026-01-SA-1", "1")
    assert document.number in cover


def test_areas_stand_in_their_order_and_questions_verbatim(document: Document, answered: Round) -> None:
    answers = next(each for each in document.sections if each.id == "answers")
    assert [section.title.ko for section in answers.sections] == ["공통", "품질", "비임상", "임상"]
    headings = [section.title.ko for area in answers.sections for section in area.sections]
    assert headings == [f"질의 {each.number}" for each in answered.loaded.round.questions]
    for question in answered.loaded.round.questions:
        section = next(each for each in document.walk() if each.id == f"answers.{question.area.value}.{question.id}")
        box = section.blocks[0]
        assert isinstance(box, Box)
        assert box.role == "question"
        assert "".join(plain(inlines_of(box.blocks)).split()) == "".join(question.text.ko.split())
        assert question.conclusion is not None
        said = section.blocks[1]
        assert isinstance(said, Paragraph)
        assert plain(said.children) == f"답변: {question.conclusion.ko}"


def test_an_answer_may_hold_tables_lists_and_values(document: Document) -> None:
    section = next(each for each in document.walk() if each.id == "answers.quality.q2")
    captions = [plain(block.caption) for block in section.blocks if isinstance(block, Table) and block.caption]
    assert captions == ["로트별 세포생존율"]
    assert "현재 기준은 85% 이상입니다." in texts(document, "answers.quality.q2")


def test_old_and_new_words_are_underlined(document: Document) -> None:
    before, after = (row(document, "answers.clinical.q4", column)[0] for column in (1, 2))
    assert [plain(each.children) for each in before if isinstance(each, Styled)] == ["4시간"]
    assert [plain(each.children) for each in after if isinstance(each, Styled) and each.style is Style.UNDERLINE] == [
        "6시간"
    ]
    assert plain(row(document, "answers.nonclinical.q3", 1)[0]) == "‹신설›"


def test_every_place_of_a_change_is_named(document: Document, answered: Round) -> None:
    places = "\n".join(plain(each) for each in row(document, "answers.clinical.q4", 0))
    for title in {change.document_title.ko for change in answered.assignment.of["q4"]}:
        assert title in places
    assert "· 5 다. 4) " in places


def test_a_refusal_gives_its_reason(document: Document) -> None:
    assert "수용하지 않는 사유:" in texts(document, "answers.clinical.q5")
    assert "사유 제시" in texts(document, "summary")


def test_what_an_answer_lacks_is_told_once_and_where_it_is_written(
    answered: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A question without a conclusion is told by its own rule; whatever else is missing belongs into the round's file."""
    loaded = answered.loaded
    question = loaded.round.questions[0].model_copy(update={"conclusion": None})
    questions = (question, *loaded.round.questions[1:])
    lacking = dataclasses.replace(loaded, round=loaded.round.model_copy(update={"questions": questions}))
    view = View(lacking, answered.old, answered.new, answered.assignment, answered.days, [("보완자료 답변서", "")])
    given = lacking, answered.new.submission, answered.new.template_set, view
    assert answer(*given).findings == ()
    monkeypatch.setattr("regdocs.review.supplement.answer._UNANSWERED", re.compile("nothing"))
    (found,) = dict.fromkeys((each.message.text("en"), each.remedy) for each in answer(*given).findings)
    path = f"questions[{question.id}].conclusion"
    assert found[0] == f"the value `{path}` is absent"
    assert found[1] is not None
    assert found[1].text("en") == f"write `{path}` in {loaded.file}"


def test_the_answer_has_its_english(answered: Round) -> None:
    submission, template_set = answered.new.submission, answered.new.template_set
    composed = answer(answered.loaded, submission, template_set, view_of(answered), "en")
    assert not [each for each in composed.findings if each.rule == "translate/untranslated-text"]


def test_the_filing_itself_is_without_it(answered: Round) -> None:
    assert "supplement-answer" not in {document.id for document in answered.new.documents}
    assert "supplement-answer" in {each.entry.id for each in answered.new.template_set.documents}


def test_what_changed_is_more_than_number_and_date(answered: Round) -> None:
    assert [each.id for each in answered.changed] == [
        "research-plan", "cell-standards", "subject-consent", "case-report-form", "adverse-event-manual",
    ]  # fmt: skip
    assert {each.rule for each in answered.findings} == {"supplement/absent-attachment"}


# --- the command, on the smallest filing

SMALL = """
authority: committee
kind: conditional
demand: {number: 재생의료정책과-77}
received: 2026-11-12
deadline: 2026-12-11
answered: 2026-11-20
against: r1
questions:
  - id: q1
    number: "1"
    area: common
    text: 투여하는 속도를 설명할 것.
    conclusion: 천천히 투여함을 적었습니다.
    answer: |
      다음과 같이 적었습니다.

      ## 작은 제목

      {{ study.title }}
    changes: [subject-consent/subject-purpose]
"""


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy(tmp_path_factory.mktemp("small") / "filing", MINIMAL)
    freeze(folder, "r1")
    path = folder / "narrative" / "subject-consent" / "subject-purpose.md"
    text = path.read_text("utf-8")
    assert "팔의 정맥으로 한 번" in text
    path.write_text(text.replace("팔의 정맥으로 한 번", "팔의 정맥으로 천천히 한 번"), "utf-8")
    path = folder / "study.yaml"
    text = path.read_text("utf-8").replace("id: minimal-2026", 'id: minimal-2026\nrevision: "1.1"')
    path.write_text(text, "utf-8")
    (folder / "supplements").mkdir()
    (folder / "supplements" / "1차.yaml").write_text(SMALL, "utf-8")
    return folder


@pytest.fixture
def folder(small: Path, tmp_path: Path) -> Path:
    return shutil.copytree(small, tmp_path / "filing")


def test_the_command_writes_answer_and_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("supplement", folder, "1차", "--format", "docx", "--lang", "en") == ExitCode.WELL
    assert "1 of 1 questions answered" in capsys.readouterr().out
    target = folder / "build" / "supplements" / "1차"
    record = read(target)
    assert record is not None
    assert (record.round, record.old, record.new) == ("1차", "r1", "1.1")
    assert set(record.files) == {"41-supplement-answer-1차.docx", "42-change-table.docx"}
    first = {name: (target / name).read_bytes() for name in record.files}
    with opened(folder, "1차") as round_:
        answers = answer(round_.loaded, round_.new.submission, round_.new.template_set, view_of(round_)).document
    (question,) = (each for each in answers.walk() if each.title.ko == "질의 1")
    assert [each.title.ko for each in question.sections] == ["작은 제목"]
    assert run("supplement", folder, "1차", "--format", "docx") == ExitCode.WELL
    assert first == {name: (target / name).read_bytes() for name in record.files}


def test_an_english_copy_stands_beside_the_answer(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is named by the id of a change in the filing is found in the copy too."""
    with opened(folder, "1차") as round_:
        (change,) = round_.assignment.of["q1"]
    path = folder / "supplements" / "1차.yaml"
    text = path.read_text("utf-8").replace("subject-consent/subject-purpose", f'"{change.id}"')
    path.write_text(text, "utf-8")
    english = ("--format", "docx", "--language", "en", "--lang", "en")
    assert run("supplement", folder, "1차", *english) == ExitCode.WELL
    said = capsys.readouterr().err
    assert f"supplements/1차.yaml:{text[: text.index('투여하는 속도')].count(chr(10)) + 1}:" in said
    target = folder / "build" / "supplements" / "1차"
    assert not list(target.glob("*.docx"))
    told = read_docx((target / "en" / "41-supplement-answer-1차.docx").read_bytes())
    tables = [[cell.text for row in block.rows for cell in row] for block in told.blocks if hasattr(block, "rows")]
    assert ["Where it is reflected (page: before → after)", "Before (version 1.0)", "After (version 1.1)"] in [
        each[:3] for each in tables
    ]
    assert any("팔의 정맥으로 천천히 한 번" in cell for each in tables for cell in each)


def test_an_edited_answer_stays(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("supplement", folder, "1차", "--format", "docx") == ExitCode.WELL
    path = folder / "build" / "supplements" / "1차" / "41-supplement-answer-1차.docx"
    path.write_bytes(path.read_bytes() + b"edited")
    assert run("supplement", folder, "1차", "--format", "docx", "--lang", "en") == ExitCode.FINDINGS
    assert "no packet is made while a file was edited" in capsys.readouterr().err
    assert path.read_bytes().endswith(b"edited")
    assert run("supplement", folder, "1차", "--format", "docx", "--overwrite") == ExitCode.WELL
    assert not path.read_bytes().endswith(b"edited")


def test_a_fault_in_an_answer_is_told_with_its_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "supplements" / "1차.yaml"
    path.write_text(SMALL.replace("{{ study.title }}", "{{ study.titel }}"), "utf-8")
    assert run("supplement", folder, "1차", "--format", "docx") == ExitCode.INVALID_SUBMISSION
    line = path.read_text("utf-8").split("\n").index("      {{ study.titel }}") + 1
    assert f"supplements/1차.yaml:{line}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["nope"], ExitCode.USAGE), (["../x"], ExitCode.USAGE), (["1차", "--format", "odt"], ExitCode.USAGE)],
)
def test_wrong_calls(arguments: list[str], code: ExitCode, folder: Path) -> None:
    assert run("supplement", folder, *arguments) == code


def test_a_round_against_nothing_frozen(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "supplements" / "1차.yaml"
    path.write_text(SMALL.replace("against: r1", "against: r7"), "utf-8")
    assert run("supplement", folder, "1차", "--lang", "en") == ExitCode.USAGE
    assert "there are: `r1`" in capsys.readouterr().err


def test_a_round_against_a_revision_that_was_changed(folder: Path) -> None:
    path = folder / "revisions" / "r1" / "study.yaml"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b"\n")
    assert run("supplement", folder, "1차") == ExitCode.MISMATCH


def test_a_set_without_an_answer(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = folder / "templates" / "own"
    shutil.copytree(shipped() / "kr-high-risk", own)
    path = own / "set.yaml"
    lines = [line for line in path.read_text("utf-8").split("\n") if "supplement-answer" not in line]
    path.write_text("\n".join(lines), "utf-8")
    study = folder / "study.yaml"
    study.write_text(study.read_text("utf-8") + "\ntemplate_set: templates/own\n", "utf-8")
    assert run("supplement", folder, "1차", "--format", "docx", "--lang", "en") == ExitCode.RENDERING
    assert "no answer to a supplement demand" in capsys.readouterr().err


@pytest.mark.slow
def test_the_packet_holds_what_changed_and_nothing_else(folder: Path) -> None:
    assert run("supplement", folder, "1차") == ExitCode.WELL
    target = folder / "build" / "supplements" / "1차"
    packet = target / "packet" / "minimal-2026-supplement"
    manifest, findings = verify(packet)
    assert manifest is not None
    assert findings == []
    record = read(target)
    assert record is not None
    documents = {entry.source for entry in manifest.files if entry.path.startswith("documents/")}
    assert documents == {
        "document:supplement-answer-1차", "document:change-table", *(f"document:{name}" for name in record.documents),
    }  # fmt: skip
    assert [part.id for part in manifest.parts][:2] == ["supplement-answer", "change-table"]
    built = json.loads((folder / "build" / "build.json").read_text("utf-8"))
    assert {each["id"] for each in built["documents"]} == set(record.documents)
    answer_file = target / "41-supplement-answer-1차.pdf"
    assert (packet / "documents" / answer_file.name).read_bytes() == answer_file.read_bytes()
    # The answer is made again from the submission alone, and leaves it as it is.
    before = sorted(path for path in folder.rglob("*"))
    assert run("verify", packet, "--rebuild", "--submission", folder) == ExitCode.WELL
    assert sorted(path for path in folder.rglob("*")) == before
