"""`regdocs check FILE`: which document, which law, what can't be read; a file saved again by LibreOffice still passes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from editing import EXAMPLES, ROOT, W, delete, made, weighty

from regdocs.check.rendered import demand
from regdocs.check.rendered.check import check_file
from regdocs.check.rendered.rules import RULES
from regdocs.check.rendered.subject import Subjects
from regdocs.cli.main import main
from regdocs.finding import ExitCode, Severity, UsageError
from regdocs.formats.unreadable import MOST_BYTES
from regdocs.language import Bilingual

SMALL = "minimal-2026"
FOLDER = ROOT / "submissions" / SMALL
needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) isn't installed")


@pytest.fixture
def synopsis(tmp_path: Path) -> Path:
    path = tmp_path / "synopsis.docx"
    path.write_bytes(made("synopsis", SMALL).data)
    return path


def ran(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    return int(end.value.code or 0)


def test_the_command_passes_our_own_file(synopsis: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran("check", str(synopsis), "--document", "synopsis", "--lang", "en") == ExitCode.WELL
    assert "rules that need --submission were skipped" in capsys.readouterr().out
    arguments = ("check", str(synopsis), "--document", "synopsis", "--submission", str(FOLDER), "--fail-on", "warning")
    assert ran(*arguments) == ExitCode.WELL


def test_the_command_fails_on_a_file_that_lacks_its_sections(synopsis: Path, tmp_path: Path) -> None:
    path = tmp_path / "cut.docx"
    path.write_bytes(made("research-plan", SMALL).edited(lambda root: root.find(f"{W}body").clear()))  # type: ignore[union-attr]
    assert ran("check", str(path), "--document", "research-plan") == ExitCode.FINDINGS


def test_the_file_says_which_document_it_is(synopsis: Path) -> None:
    assert not weighty(check_file(synopsis, None))
    report = check_file(synopsis, "research-plan")
    assert [each.rule for each in weighty(report)] == ["rendered/other-document"]


USAGE = [
    ("synopsis.docx", "no-such-paper", False), ("absent.docx", "synopsis", False), ("synopsis.docx", "cord-blood-papers", True),
]  # fmt: skip


@pytest.mark.parametrize(("name", "document", "submission"), USAGE)
def test_what_the_command_cannot_work_on(synopsis: Path, name: str, document: str, submission: bool) -> None:
    with pytest.raises(UsageError):
        check_file(synopsis.parent / name, document, FOLDER if submission else None)


def test_a_folder_takes_no_options_of_files(capsys: pytest.CaptureFixture[str]) -> None:
    assert ran("check", str(FOLDER), "--document", "synopsis") == ExitCode.USAGE


@pytest.mark.parametrize(
    "data", [b"", b"words", b"MIME-Version: 1.0", b"PK\x03\x04", b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_an_unreadable_file_is_a_finding_and_no_traceback(
    data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(data)
    assert ran("check", str(path), "--document", "research-plan", "--lang", "ko") == ExitCode.FINDINGS
    assert "오류: research-plan" in capsys.readouterr().out
    report = check_file(path, "research-plan")
    assert report.rules_run == ("rendered/readable",)
    assert len(report.skipped) == len(RULES) - 1


def test_word_s_lock_beside_an_open_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "~$plan.docx"
    path.write_bytes(b"\x06Editor" + bytes(155))
    (finding,) = check_file(path, "research-plan").findings
    assert "잠금 파일" in finding.message.ko
    assert finding.remedy is not None


def test_a_file_beyond_all_measure_is_a_finding_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    with path.open("wb") as stream:
        stream.truncate(MOST_BYTES + 1)
    assert [each.rule for each in check_file(path, "research-plan").findings] == ["rendered/too-large"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
def test_what_may_never_end_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "plan.docx")
    with pytest.raises(UsageError, match="not a file"):
        check_file(tmp_path / "plan.docx", "research-plan")


def test_a_wrong_ending_is_told(synopsis: Path) -> None:
    path = synopsis.rename(synopsis.with_suffix(".pdf"))
    assert [each.rule for each in weighty(check_file(path, "synopsis"))] == ["rendered/mislabelled"]


def test_what_a_submission_makes_of_a_paper_is_kept_until_it_changes(
    synopsis: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGDOCS_CACHE", str(tmp_path / "kept"))
    folder = tmp_path / "study"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("build"))
    made_anew: list[Path] = []
    whole = demand.of_files

    def counted(path: Path, *given: Any) -> Subjects:
        made_anew.append(path)
        return whole(path, *given)

    monkeypatch.setattr(demand, "of_files", counted)
    first = check_file(synopsis, "synopsis", folder)
    assert check_file(synopsis, "synopsis", folder) == first
    assert len(made_anew) == 1
    study = folder / "study.yaml"
    study.write_text(study.read_text("utf-8").replace("\n  participants: 9", "\n  participants: 12", 1), "utf-8")
    differing = {each.place.path for each in check_file(synopsis, "synopsis", folder).findings}
    assert "population.participants" in differing
    assert len(made_anew) == 2


def test_what_a_specification_asks_is_kept_until_another_set_lies_beside_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGDOCS_CACHE", str(tmp_path / "kept"))
    (tmp_path / "files").mkdir()
    plan = tmp_path / "files" / "plan.docx"
    plan.write_bytes(made("research-plan", SMALL).data)
    assert not weighty(check_file(plan, "research-plan"))
    with monkeypatch.context() as without:
        without.setattr(demand, "of_default", None)
        assert not weighty(check_file(plan, "research-plan"))
    own = tmp_path / "files" / "kr-high-risk"
    shutil.copytree(ROOT / "templates" / "kr-high-risk", own)
    specification = own / "documents" / "research-plan" / "document.yaml"
    specification.write_text(specification.read_text("utf-8").replace("참고문헌", "인용문헌"), "utf-8")
    assert any("인용문헌" in each.message.ko for each in weighty(check_file(plan, "research-plan")))


def test_what_checks_and_tells_a_file_imports_nothing_that_composes_papers() -> None:
    """Where what is asked of a paper was kept, starting up would take longer than the check."""
    modules = ("check.rendered.check", "check.report.text", "formats.docx.read", "formats.pdf.read")
    heavy = ("jinja2", "yaml", "pydantic", "markdown_it")
    program = (
        f"import sys, {', '.join(f'regdocs.{each}' for each in modules)}\n"
        f"print(*[each for each in {heavy} if each in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.split() == []


def test_before_the_law_was_read_a_missing_section_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(made("research-plan", SMALL).edited(lambda root: delete(root, 0)))
    now = check_file(path, "research-plan", as_of=date(2026, 11, 1))
    then = check_file(path, "research-plan", as_of=date(2020, 1, 1))
    assert {each.severity for each in now.findings if each.rule == "rendered/missing-section"} == {Severity.ERROR}
    assert {each.severity for each in then.findings if each.rule == "rendered/missing-section"} == {Severity.WARNING}


def test_each_institution_has_its_own_file(tmp_path: Path) -> None:
    """The number in the footers tells which institution's consent form it is, whatever the file is called."""
    name = "sle-cart-2026"
    for institution in ("gyeonbon_hospital", "moui_children_hospital"):
        path = tmp_path / "consent.docx"
        path.write_bytes(made("subject-consent", name, institution).data)
        assert weighty(check_file(path, "subject-consent", ROOT / "submissions" / name)) == []


def test_every_rule_is_explained_in_both_languages_and_owns_its_findings() -> None:
    ids = [each for rule in RULES for each in rule.ids]
    assert len(ids) == len(set(ids))
    for rule in RULES:
        for words in (rule.title, rule.basis):
            assert isinstance(words, Bilingual)
            assert words.en


SAVED = [
    *product(EXAMPLES, ("research-plan", "subject-consent")),
    *product(EXAMPLES[:1], ("donor-consent", "case-report-form", "synopsis")),
]
"""Each is saved by the same writer, so that one of a kind will do."""


@pytest.fixture(scope="module")
def saved_again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the files as LibreOffice saves them; starting it takes longer than saving most of them."""
    folder = tmp_path_factory.mktemp("saved")
    paths = []
    for name, document in SAVED:
        paths.append(folder / f"{name}-{document}.docx")
        paths[-1].write_bytes(made(document, name).data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir"]
    subprocess.run([*command, folder / "again", *paths], check=True, capture_output=True, timeout=300)
    return folder / "again"


@pytest.mark.slow
@needs_libreoffice
@pytest.mark.parametrize(("name", "document"), SAVED)
def test_a_file_saved_again_by_libreoffice_still_passes(name: str, document: str, saved_again: Path) -> None:
    again = saved_again / f"{name}-{document}.docx"
    assert b"regdocs" not in again.read_bytes()[:4096]
    assert weighty(check_file(again, document)) == []
    assert weighty(check_file(again, document, ROOT / "submissions" / name)) == []
