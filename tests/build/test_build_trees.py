"""All trees of a filing: the same one by one, in processes and from the cache, and only from the same inputs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from building import law, make, replace

from regdocs.build import kept, trees
from regdocs.compose.compose import compose, jobs
from regdocs.finding import RenderingError
from regdocs.submission.load import load
from regdocs.template_set.load import template_set_of

EXAMPLE = Path(__file__).parents[2] / "submissions" / "minimal-2026"

# Run in a fresh process, for one with threads is never forked.
PROGRAM = """
import sys
from pathlib import Path
from regdocs.build import trees
from regdocs.compose.compose import compose, jobs
from regdocs.submission.load import load
from regdocs.template_set.load import template_set_of
submission = load(Path(sys.argv[1]))
template_set = template_set_of(submission)
wanted = jobs(submission, template_set)
told = []
together = trees.compose_each(submission, template_set, wanted, "ko", told.append)
assert told == list(range(len(wanted))), told
assert together == [compose(submission, template_set, job) for job in wanted]
print(trees._may_fork())
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("regdocs.template_set.load.load_law", lambda folder: law())
    monkeypatch.setenv("REGDOCS_CACHE", str(tmp_path / "cache"))
    return make(tmp_path / "submission")


def test_processes_compose_what_one_composes() -> None:
    said = subprocess.run([sys.executable, "-c", PROGRAM, EXAMPLE], capture_output=True, text=True, check=False)
    expected = str(sys.platform == "linux" and (os.cpu_count() or 1) > 1)
    assert (said.stdout.split(), said.stderr) == ([expected], "")


def test_trees_come_back_from_the_cache(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    submission = load(folder)
    template_set = template_set_of(submission)
    first = trees.trees(submission, template_set)
    assert first == [compose(submission, template_set, job) for job in jobs(submission, template_set)]
    monkeypatch.setattr(trees, "compose_each", None)
    assert trees.trees(submission, template_set) == first
    with pytest.raises(TypeError):
        trees.trees(submission, template_set, "en")
    replace(folder, "study.yaml", "아토피피부염 연구", "다른 연구")
    changed = load(folder)
    with pytest.raises(TypeError):
        trees.trees(changed, template_set)


def test_a_damaged_entry_is_no_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGDOCS_CACHE", str(tmp_path))
    assert kept.kept("key", list[int], lambda: [1, 2]) == [1, 2]
    assert kept.kept("key", list[int], lambda: [3]) == [1, 2]
    for damage in (b"", b"\xc1", b"\x93\x01\x02", b"\x91\xa1x"):
        (tmp_path / "key").write_bytes(damage)
        assert kept.kept("key", list[int], lambda: [3]) == [3]


def test_the_least_recently_used_entries_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGDOCS_CACHE", str(tmp_path))
    monkeypatch.setattr(kept, "_MOST", 2)
    for day, name in enumerate("abc"):
        kept.kept(name, int, lambda: 1)
        os.utime(tmp_path / name, (day, day)) if (tmp_path / name).exists() else None
    kept.kept("d", int, lambda: 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c", "d"]


def test_where_nothing_can_be_kept_everything_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    for value in ("", str(tmp_path / "file" / "below")):
        monkeypatch.setenv("REGDOCS_CACHE", value)
        assert [kept.kept("key", int, lambda made=made: made) for made in (1, 2)] == [1, 2]  # type: ignore[misc]
    monkeypatch.delenv("REGDOCS_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    assert kept.kept("key", int, lambda: 1) == 1
    if sys.platform == "linux":
        assert (tmp_path / "home" / "regdocs" / "key").is_file()
        shutil.rmtree(tmp_path / "home")


def test_the_first_fault_is_raised(folder: Path) -> None:
    submission = load(folder)
    template_set = template_set_of(submission)
    for template in template_set.documents:
        for path in template.folder.glob("*.j2"):
            path.write_text("{{ study.nothing.at.all }}", "utf-8")
    with pytest.raises(RenderingError):
        trees.trees(load(folder), template_set_of(load(folder)))
