"""`git:REV`: what git has of a submission at a commit, and everything about a repository that could mislead."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from round_filing import ROOT, copy

from regdocs.finding import UsageError
from regdocs.review.freeze import freeze
from regdocs.review.revision import side
from regdocs.submission.git import exported
from regdocs.submission.inputs import digest
from regdocs.submission.revision import verified

MINIMAL = ROOT / "submissions" / "minimal-2026"
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 12345\n"

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git isn't installed")


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", *arguments]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, env=environment)
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the filing in `filings/nk`, tagged v1, and edited since."""
    folder = tmp_path / "repository"
    copy(folder / "filings" / "nk", MINIMAL)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "첫 제출")
    git(folder, "tag", "v1")
    path = folder / "filings" / "nk" / "study.yaml"
    path.write_text(path.read_text("utf-8").replace("id: minimal-2026", 'id: minimal-2026\nrevision: "1.1"'), "utf-8")
    git(folder, "commit", "-q", "-am", "second")
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_commit_of_the_other_sides_submission(repository: Path) -> None:
    filing = repository / "filings" / "nk"
    with side("git:v1", filing) as old, side(str(filing)) as new:
        assert (old.label, old.submission.study.revision, new.submission.study.revision) == ("git:v1", "1.0", "1.1")
        assert [document.id for document in old.documents] == [document.id for document in new.documents]
        assert old.findings == ()
        scratch = old.submission.folder
        assert scratch.name == "nk"
    assert not scratch.exists()


def test_a_path_from_the_repositorys_top(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository / "filings")
    with exported("git:HEAD~1:filings/nk", None) as (folder, name, findings):
        assert digest(folder) == digest(MINIMAL)
        assert set(files(folder)) == set(digest(MINIMAL))
        assert (name, findings) == ("git:HEAD~1", ())


def test_a_submission_at_the_top(tmp_path: Path) -> None:
    folder = copy(tmp_path / "nk", MINIMAL)
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "x")
    with exported("git:HEAD", folder) as (there, _, _):
        assert (there / "study.yaml").is_file()
        assert there.name == "nk"


@pytest.mark.parametrize(
    "rev",
    ["--help", "-h", "--output=x", "nowhere", "v1..HEAD", "^v1", "v1 HEAD", "HEAD^{tree}", "", "v1\n", "\0", "--all",
     "@{99}", "$(touch owned)", "`touch owned`", "x" * 5000],
)  # fmt: skip
def test_what_is_no_commit_is_refused_and_runs_nothing(rev: str, repository: Path) -> None:
    before = files(repository)
    with pytest.raises(UsageError), exported(f"git:{rev}", repository / "filings" / "nk"):
        pass
    assert files(repository) == before


@pytest.mark.parametrize(
    "path", ["nowhere", "../nk", "/etc", "filings", ":(top)", "filings/*", "filings/nk/study.yaml"]
)
def test_a_path_without_a_submission(path: str, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)
    with pytest.raises(UsageError), exported(f"git:v1:{path}", None):
        pass


def test_a_folder_in_no_repository(tmp_path: Path) -> None:
    folder = copy(tmp_path / "nk", MINIMAL)
    with pytest.raises(UsageError, match="git failed"), exported("git:HEAD", folder):
        pass


def test_the_environment_cannot_point_elsewhere(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", str(repository / "nowhere"))
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    with exported("git:v1", repository / "filings" / "nk") as (folder, _, _):
        assert (folder / "study.yaml").is_file()


def test_links_and_submodules_are_left_out(repository: Path) -> None:
    filing = repository / "filings" / "nk"
    (filing / "figures").mkdir(exist_ok=True)
    (filing / "figures" / "a.png").symlink_to("/etc/passwd")
    git(repository, "add", ".")
    head = git(repository, "rev-parse", "HEAD")
    git(repository, "update-index", "--add", "--cacheinfo", f"160000,{head},filings/nk/templates/set")
    git(repository, "commit", "-q", "-m", "x")
    with exported("git:HEAD", filing) as (folder, _, findings):
        assert {(each.rule, each.place.file) for each in findings} == {
            ("git/left-out", "figures/a.png"), ("git/left-out", "templates/set"),
        }  # fmt: skip
        assert not (folder / "figures" / "a.png").exists()


def test_what_git_lfs_keeps_is_named(repository: Path) -> None:
    filing = repository / "filings" / "nk"
    (filing / "attachments").mkdir(exist_ok=True)
    (filing / "attachments" / "scan.pdf").write_bytes(POINTER)
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "x")
    with exported("git:HEAD", filing) as (_, _, findings):
        assert [(each.rule, each.place.file) for each in findings] == [("git/lfs-pointer", "attachments/scan.pdf")]
    (filing / "figures").mkdir(exist_ok=True)
    (filing / "figures" / "scheme.png").write_bytes(POINTER)
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "x")
    with pytest.raises(UsageError, match=r"scheme\.png"), exported("git:HEAD", filing):
        pass


def test_hooks_and_attributes_change_nothing(repository: Path) -> None:
    (repository / ".gitattributes").write_text("* export-ignore\n*.yaml filter=evil\n")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "x")
    git(repository, "config", "filter.evil.smudge", "touch owned; cat")
    with exported("git:HEAD", repository / "filings" / "nk") as (folder, _, _):
        assert (folder / "study.yaml").is_file()
    assert not (repository / "owned").exists()


def test_a_checkout_that_turns_line_ends_leaves_revisions_alone(tmp_path: Path) -> None:
    folder = copy(tmp_path / "nk", MINIMAL)
    freeze(folder, "r1")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "x")
    git(tmp_path, "-c", "core.autocrlf=true", "clone", "-q", str(folder), "elsewhere")
    assert b"\r\n" in (tmp_path / "elsewhere" / "study.yaml").read_bytes()
    found, findings = verified(tmp_path / "elsewhere")
    assert ([each.label for each in found], findings) == (["r1"], [])
