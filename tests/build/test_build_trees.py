"""All trees of a filing: the same one by one, in processes and from the cache, and only from the same inputs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from building import law, make, replace

from regdocs.build import asked, compiled, kept, trees
from regdocs.compose.compose import Composed, compose
from regdocs.compose.environment import COMPILED, Environment
from regdocs.compose.job import jobs
from regdocs.finding import RenderingError
from regdocs.submission.load import load
from regdocs.template_set.load import template_set_of

EXAMPLE = Path(__file__).parents[2] / "submissions" / "minimal-2026"

# Run in a fresh process, for one with threads is never forked.
PROGRAM = """
import sys
from pathlib import Path
from regdocs.build import trees
from regdocs.compose.compose import compose
from regdocs.compose.job import jobs
from regdocs.submission.load import load
from regdocs.template_set.load import template_set_of
submission = load(Path(sys.argv[1]))
template_set = template_set_of(submission)
wanted = jobs(submission, template_set)
told = []
together = trees.trees(submission, template_set, report=lambda *done: told.append(done))
assert told == [(index, len(wanted)) for index in range(len(wanted))], told
assert together == [compose(submission, template_set, job) for job in wanted]
print(trees._have_processes())
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("regdocs.template_set.load.load_law", lambda folder: law())
    monkeypatch.setenv("REGDOCS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(trees, "_RECENT", {})
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
    monkeypatch.setattr(asked, "compose", None)
    assert trees.trees(submission, template_set) == first
    with pytest.raises(TypeError):
        trees.trees(submission, template_set, "en")
    replace(folder, "study.yaml", "아토피피부염 연구", "다른 연구")
    changed = load(folder)
    with pytest.raises(TypeError):
        trees.trees(changed, template_set)


def test_only_what_asked_for_a_changed_narrative_is_composed_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGDOCS_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "minimal"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("build"))
    template_set = template_set_of(load(folder))
    trees.trees(load(folder), template_set)
    composed: list[str] = []

    def recorded(*given: Any) -> Composed:
        composed.append(given[2].template.entry.id)
        return compose(*given)

    monkeypatch.setattr(asked, "compose", recorded)
    path = next(iter(sorted((folder / "narrative" / "subject-consent").glob("*.md"))))
    path.write_text(path.read_text("utf-8") + "\n한 문장을 더한다.\n", "utf-8")
    changed = load(folder)
    found = trees.trees(changed, template_set)
    assert composed == ["subject-consent"]
    assert found == [compose(changed, template_set, job) for job in jobs(changed, template_set)]


def test_a_damaged_entry_is_no_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGDOCS_CACHE", str(tmp_path))
    kept.keep({"key": [1, 2]})
    assert kept.recall("key", list[int]) == [1, 2]
    for damage in (b"", b"\xc1", b"\x93\x01\x02", b"\x91\xa1x"):
        (tmp_path / "key.kept").write_bytes(damage)
        assert kept.recall("key", list[int]) is None
    assert [path.name for path in tmp_path.iterdir()] == ["key.kept"]


def test_the_least_recently_used_entries_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGDOCS_CACHE", str(tmp_path))
    (tmp_path / "somebody's").touch()
    os.utime(tmp_path / "somebody's", (0, 0))
    kept.keep(dict.fromkeys("abc", 1))
    for day, name in enumerate("bca"):
        os.utime(tmp_path / f"{name}.kept", (day, day))
    kept.recall("b", int)
    monkeypatch.setattr(kept, "_MOST", 3)
    kept.keep({"d": 1})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.kept", "b.kept", "d.kept", "somebody's"]


def test_where_nothing_can_be_kept_everything_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    for value in ("", str(tmp_path / "file" / "below")):
        monkeypatch.setenv("REGDOCS_CACHE", value)
        kept.keep({"key": 1})
        assert kept.recall("key", int) is None
    monkeypatch.delenv("REGDOCS_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    kept.keep({"key": 1})
    if sys.platform == "linux":
        assert (tmp_path / "home" / "regdocs" / "key.kept").is_file()


def test_the_first_fault_is_raised(folder: Path) -> None:
    submission = load(folder)
    template_set = template_set_of(submission)
    for template in template_set.documents:
        for path in template.folder.glob("*.j2"):
            path.write_text("{{ study.nothing.at.all }}", "utf-8")
    with pytest.raises(RenderingError):
        trees.trees(load(folder), template_set_of(load(folder)))


def test_templates_are_compiled_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    submission = load(folder)
    template_set = template_set_of(submission)

    def composed() -> list[Composed]:
        """In what might be another process: nothing is in memory."""
        monkeypatch.setattr(compiled, "_SEEN", set())
        monkeypatch.setattr(COMPILED, "kept", {})
        facts = asked.Facts(submission, template_set)
        return [facts.make(job, "ko").composed for job in jobs(submission, template_set)]

    sources: list[str | None] = []
    real = Environment.compile

    def compile(self: Environment, source: Any, name: str | None = None, *given: Any, **named: Any) -> Any:
        sources.append(name)
        return real(self, source, name, *given, **named)

    monkeypatch.setattr(Environment, "compile", compile)
    first = composed()
    assert [name for name in sources if name and name.endswith(".j2")]
    sources.clear()
    assert composed() == first
    assert not [name for name in sources if name and name.endswith(".j2")]
