"""The commands `packet` and `verify`: exit codes, both languages, and never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from packet_filing import SIGNED, attach, declare, packet, paper

from regdocs.cli.main import main
from regdocs.finding import ExitCode


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command."""
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    told = capsys.readouterr()
    code = ended.value.code
    return code if isinstance(code, int) else 0, told.out, told.err


def test_a_packet_is_made_and_verified(filing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told, _ = run(capsys, "packet", filing, "--route", "combined", "--draft", "--lang", "en")
    assert code == ExitCode.WELL
    made = filing / "build" / "packet" / "ad-1-combined"
    assert "ad-1-combined" in told
    for each in (made, made.with_name("ad-1-combined.zip")):
        code, told, _ = run(capsys, "verify", each, "--lang", "ko")
        assert code == ExitCode.WELL
        assert "그대로임" in told
    assert run(capsys, "verify", made, "--quiet")[1] == ""


def test_what_the_law_asks_for_stops_a_packet(filing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told, complaints = run(capsys, "packet", filing, "--lang", "ko")
    assert code == ExitCode.FINDINGS
    assert told == ""
    assert "오류" in complaints
    assert not (filing / "build" / "packet" / "ad-1-combined").exists()


def test_everything_that_speaks_against_a_packet_is_told_at_once(
    filing: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    attach(filing, "empty.pdf", b"")
    declare(filing, [SIGNED[0], paper("empty.pdf")])
    (filing / "build" / "08-research-plan.docx").write_bytes(b"x")
    _, _, complaints = run(capsys, "packet", filing, "--lang", "en")
    for name in ("08-research-plan.docx", "empty.pdf", "combined-review-request"):
        assert name in complaints


def test_out_takes_the_packets(filing: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "packet", filing, "--draft", "--out", tmp_path / "out")[0] == ExitCode.WELL
    assert (tmp_path / "out" / "ad-1-combined.zip").is_file()
    assert not (filing / "build" / "packet").exists()


@pytest.mark.parametrize(
    "options",
    [("--route", "embassy"), ("--route", "facility"), ("--split", "tiny"), ("--split", "1")],
)
def test_wrong_usage_is_said(filing: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...]) -> None:
    assert run(capsys, "packet", filing, *options)[0] == ExitCode.USAGE


def test_a_route_is_refused_with_those_that_the_filing_takes(filing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for route in ("embassy", "facility"):
        _, _, complaints = run(capsys, "packet", filing, "--route", route, "--lang", "en")
        assert f"`{route}`" in complaints
        remedy = complaints.partition("it can take:")[2]
        assert "`combined`" in remedy
        assert "`facility`" not in remedy


def test_a_changed_packet_is_a_mismatch(filing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = packet(filing)
    (made.folder / "packet.pdf").write_bytes(b"x")
    code, _, complaints = run(capsys, "verify", made.folder, "--lang", "en")
    assert code == ExitCode.MISMATCH
    assert "packet.pdf: was changed" in complaints


def test_what_is_no_packet_is_wrong_usage(filing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "verify", filing / "study.yaml")[0] == ExitCode.USAGE
    assert run(capsys, "verify", filing / "nowhere")[0] == ExitCode.USAGE
    assert run(capsys, "verify", packet(filing).folder, "--rebuild")[0] == ExitCode.USAGE


def test_a_packet_is_built_again_and_compared(filing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = packet(filing)
    code, told, _ = run(capsys, "verify", made.archive, "--rebuild", "--submission", filing, "--lang", "en")
    assert code == ExitCode.WELL
    assert "the same when built again" in told
    study = filing / "study.yaml"
    study.write_text(study.read_text("utf-8").replace("가나병원", "다라병원"), "utf-8")
    code, _, complaints = run(capsys, "verify", made.archive, "--rebuild", "--submission", filing, "--lang", "en")
    assert code == ExitCode.MISMATCH
    assert "study.yaml: other content: " in complaints
