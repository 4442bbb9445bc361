"""Drafts while one writes: only what changed is made anew; `regdocs watch` as a process, with saves as editors make them."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from building import DOCUMENT, FILES, files, make, replace, write

from regdocs.build.draft import Drafts, WarmExecutor
from regdocs.build.options import Options
from regdocs.cli.main import main
from regdocs.cli.watch import Session, concerns
from regdocs.compose.compose import Composed, compose
from regdocs.compose.job import jobs
from regdocs.finding import ExitCode, SubmissionError
from regdocs.submission.load import load
from regdocs.template_set.load import template_set_of

PATIENCE = 60
"""Seconds that a test waits for a line at most; where all is well it comes in a fraction of one."""

PART = "sections: [{id: one, title: {ko: 절, en: Section}, narrative: [{id: a, title: {ko: 배경, en: Background}}]}]"
PROSE = "# 배경 {#a}\n\n%s\n"
NARRATED = {
    "templates/own/documents/plan/document.yaml": (DOCUMENT % ("plan", "계획서", "Plan", "P")).partition("sections")[0]
    + PART,
    "templates/own/documents/plan/one.md.j2": "{{ study.title }}\n\n{{ part('a') }}\n",
    "narrative/plan/one.md": PROSE % "처음 글",
}
assert FILES.keys() & NARRATED.keys()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make(tmp_path / "s", **NARRATED)


def composed(drafts: Drafts, folder: Path) -> list[Composed]:
    submission = load(folder)
    return drafts.compose(submission, template_set_of(submission))


def fresh(folder: Path) -> list[Composed]:
    submission = load(folder)
    template_set = template_set_of(submission)
    return [compose(submission, template_set, job) for job in jobs(submission, template_set)]


def test_only_documents_that_read_changed_prose_are_composed_anew(folder: Path) -> None:
    drafts = Drafts()
    first = composed(drafts, folder)
    assert list(drafts.changed) == ["01-plan", "02-list"]
    write(folder, "narrative/plan/one.md", PROSE % "다음 글")
    plan, other = composed(drafts, folder)
    assert list(drafts.changed) == ["01-plan"]
    assert other is first[1]
    assert [plan, other] == fresh(folder)
    replace(folder, "study.yaml", "name: 김", "name: 이")
    again = composed(drafts, folder)
    assert again == fresh(folder)
    # The plan prints no people.
    assert again[0] is plan
    assert list(drafts.changed) == ["02-list"]


@pytest.mark.parametrize("change", ["templates/own/documents/list/one.md.j2", "narrative/plan/one.md", "figures/x.svg"])
def test_drafts_are_what_composing_anew_gives(folder: Path, change: str) -> None:
    drafts = Drafts()
    composed(drafts, folder)
    if change.startswith("figures"):
        write(folder, change, '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    elif change.startswith("narrative"):
        (folder / change).unlink()
    else:
        write(folder, change, "다른 글\n")
    assert composed(drafts, folder) == fresh(folder)


def test_after_an_error_the_last_drafts_are_still_known(folder: Path) -> None:
    drafts = Drafts()
    first = composed(drafts, folder)
    write(folder, "narrative/plan/one.md", PROSE % "{{ study.nothing }}")
    with pytest.raises(SubmissionError):
        composed(drafts, folder)
    write(folder, "narrative/plan/one.md", PROSE % "처음 글")
    assert composed(drafts, folder)[1] is first[1]
    assert list(drafts.changed) == []


def test_warm_processes_stay_and_are_replaced_when_one_dies() -> None:
    executor = WarmExecutor()
    try:
        first = executor.submit(os.getpid).result()
        executor.shutdown()
        executor.submit(os.getpid).result()
        with pytest.raises(Exception, match="terminated"):
            executor.submit(os._exit, 1).result()
        second = executor.submit(os.getpid).result()
        assert len({first, second, os.getpid()}) == 3
    finally:
        executor.close()


def test_a_save_that_can_not_be_read_resolves_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def told() -> list[str]:
        session.round()
        return [each for each in capsys.readouterr().out.splitlines() if not each.startswith("drafts")]

    good = (folder / "study.yaml").read_text("utf-8")
    options = Options(formats=("docx",), documents=("list",), out=folder / "build/drafts")
    session = Session(folder, options, "en")
    try:
        first = told()
        write(folder, "study.yaml", good + "x: [")
        assert told()[1:] == ["the last good drafts stay"]
        assert told() == ["the last good drafts stay"]
        write(folder, "study.yaml", good)
        assert told() == [first[-1].partition("(")[0] + "(0 new, 1 resolved)"]
    finally:
        session.close()


PATHS = {
    "study.yaml": True,
    "narrative/plan/one.md": True,
    "attachments/x.pdf": True,
    "templates/own/set.yaml": True,
    "build/drafts/01-plan.pdf": False,
    "build/drafts/.cache/x": False,
    "narrative/plan/.one.md.swp": False,
    "narrative/plan/one.md~": False,
    ".study.yaml.x": False,
    "notes.txt": False,
    "": False,
}


@pytest.mark.parametrize(("name", "expected"), PATHS.items())
def test_only_inputs_concern_a_watch(tmp_path: Path, name: str, expected: bool) -> None:
    roots = [tmp_path / "s", tmp_path / "set"]
    assert concerns(tmp_path / "s" / name, roots) is expected
    assert concerns(tmp_path / "set" / "law/requirements.yaml", roots)
    assert not concerns(tmp_path / "else" / "study.yaml", roots)


class Watching:
    """`regdocs watch` as a process of its own; its lines as they come."""

    def __init__(self, folder: Path, *options: str) -> None:
        if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
            # Tests that run in the background ignore Ctrl-C, and so would what they start.
            signal.signal(signal.SIGINT, signal.default_int_handler)
        environment = {**os.environ, "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            [str(Path(sys.executable).with_name("regdocs")), "watch", str(folder), "--lang", "en", *options],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", env=environment,
            start_new_session=True,
        )  # fmt: skip
        self.lines: queue.Queue[str | None] = queue.Queue()
        self.seen: list[str] = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))
        self.lines.put(None)

    def until(self, start: str) -> str:
        """The next line that begins so."""
        end = time.monotonic() + PATIENCE
        while (line := self.lines.get(timeout=max(end - time.monotonic(), 0.01))) is not None:
            self.seen.append(line)
            if line.startswith(start):
                return line
        raise AssertionError("\n".join(self.seen))

    def quiet(self) -> bool:
        """Whether nothing is said for as long as a round of so small a filing takes."""
        try:
            self.seen.append(str(self.lines.get(timeout=0.7)))
        except queue.Empty:
            return True
        return False

    def interrupt(self) -> int:
        """What Ctrl-C does: a signal to every process of the terminal; the exit code."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(PATIENCE)


@pytest.fixture
def watching(folder: Path) -> Iterator[Watching]:
    process = Watching(folder)
    try:
        process.until("drafts: 01-plan, 02-list")
        yield process
    finally:
        if process.process.poll() is None:
            os.killpg(process.process.pid, signal.SIGKILL)
        process.process.wait()
        assert process.process.stdout is not None
        process.process.stdout.close()


def save_atomically(folder: Path, name: str, text: str) -> None:
    """As careful editors do: written beside, then renamed over it."""
    write(folder, f"{name}.tmp", text)
    (folder / f"{name}.tmp").replace(folder / name)


@pytest.mark.skipif(os.name == "nt", reason="signals as terminals on POSIX send them")
def test_watching(folder: Path, watching: Watching) -> None:
    drafts = folder / "build" / "drafts"
    first = files(drafts)
    assert {name for name in first if name.endswith(".pdf")} == {"01-plan.pdf", "02-list.pdf"}
    with pikepdf.open(drafts / "01-plan.pdf") as pdf:
        assert "/StructTreeRoot" not in pdf.Root
    assert not (folder / "build" / "build.json").exists()

    save_atomically(folder, "narrative/plan/one.md", PROSE % "둘째 글")
    assert watching.until("drafts: ").startswith("drafts: 01-plan (")
    second = files(drafts)
    assert second["02-list.pdf"] == first["02-list.pdf"]
    assert second["01-plan.pdf"] != first["01-plan.pdf"]

    for number in range(30):
        write(folder, "narrative/plan/one.md", PROSE % f"글 {number}")
    # A burst is one round, or two where it began while one was running.
    watching.until("drafts: 01-plan")
    while not watching.quiet():
        pass
    assert sum(line.startswith("drafts: 01-plan (") for line in watching.seen) <= 3
    third = files(drafts)
    assert "글 29" in third["trees/01-plan.json"].decode()

    write(folder, "study.yaml", "id: [half\n")
    watching.until(f"error: {Path(os.path.relpath(folder / 'study.yaml')).as_posix()}:")
    watching.until("the last good drafts stay")
    assert files(drafts) == third
    write(folder, "study.yaml", FILES["study.yaml"].replace("name: 김", "name: 이"))
    assert watching.until("drafts: ").startswith("drafts: 02-list (")

    write(folder, "build/notes.md", "x")
    write(folder, "narrative/plan/one.md~", "x")
    (folder / "study.yaml").touch()
    assert watching.quiet()

    assert watching.interrupt() == ExitCode.WELL
    assert "Traceback" not in "\n".join(watching.seen)


@pytest.mark.skipif(os.name == "nt", reason="signals as terminals on POSIX send them")
def test_an_interrupt_in_the_middle_of_a_build_ends_it_at_once(folder: Path, watching: Watching) -> None:
    long = "\n\n".join("긴 문단이다. " * 40 for _ in range(400))
    write(folder, "narrative/plan/one.md", PROSE % long)
    first = files(folder / "build" / "drafts")
    watching.until(watching_summary(watching))
    assert watching.interrupt() == ExitCode.WELL
    assert files(folder / "build" / "drafts") == first
    rest = iter(lambda: watching.lines.get(timeout=PATIENCE), None)
    assert "Traceback" not in "\n".join(rest)


def watching_summary(watching: Watching) -> str:
    """How the line begins that says how much was found, which comes before the build."""
    return next(line for line in watching.seen if " errors · " in line).partition("(")[0]


def test_what_can_not_be_watched_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["watch", str(tmp_path / "absent"), "--lang", "en"])
    assert end.value.code == ExitCode.INVALID_SUBMISSION
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    with pytest.raises(SystemExit) as end:
        main(["watch", str(tmp_path), "--lang", "en"])
    assert end.value.code == ExitCode.USAGE
    assert "pip install 'regdocs[watch]'" in capsys.readouterr().err
