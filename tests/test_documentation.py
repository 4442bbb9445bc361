"""What README.md and docs/ show is true: every command runs, every file of the tutorial works, every list is complete."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

import pytest
import typer.main
import yaml

from regdocs.cli.main import application, main
from regdocs.compose.environment import Environment
from regdocs.compose.lineage import Register
from regdocs.compose.tree import BOX_ROLES, PARAGRAPH_ROLES, pieces
from regdocs.document.block import ListKind, Marker
from regdocs.finding import ExitCode

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
TUTORIAL = ROOT / "docs" / "adding-a-document.md"
CONTAINERS = {*PARAGRAPH_ROLES, *BOX_ROLES, "landscape", "page-break", "contents", "tables", "figures"}
FENCE = re.compile(r"^```(\w+)(?: ([^\s`]+))?(?: (\w+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (?P<line>.*?)(?:\s+#\s*(?P<comment>.*))?$", re.MULTILINE)
INLINE = re.compile(r"`(regdocs [a-z][^`]*)`")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, the file that it stands for, how it gets there, its content."""

    language: str
    file: str
    manner: str
    content: str


def blocks(page: Path) -> list[Block]:
    return [Block(*(part or "" for part in match)) for match in FENCE.findall(page.read_text("utf-8"))]


def commands(page: Path) -> Iterator[tuple[str, int]]:
    """Each command that a page shows in a console block, with the exit code that it says."""
    for block in blocks(page):
        if block.language == "console":
            for match in COMMAND.finditer(block.content):
                said = re.match(r"exits (\d+)", match["comment"] or "")
                yield match["line"], int(said[1]) if said else 0


def table_cells(page: str, heading: str) -> set[str]:
    """The code words in the first columns of the table below a heading."""
    section = (ROOT / page).read_text("utf-8").split(heading, 1)[1].split("\n## ", 1)[0].split("\n### ", 1)[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("|")]
    return {word.split("(")[0] for row in rows for word in re.findall(r"`([^`]+)`", row)}


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commands of all pages keep what they made, as one user's do."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture
def folder(tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place like the repository's root, to run the shown commands in."""
    monkeypatch.setenv("REGDOCS_CACHE", str(kept))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in ("templates", "docs/examples"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "submissions", tmp_path / "submissions", ignore=shutil.ignore_patterns("build"))
    return tmp_path


APART = ("build", "packet", "check", "doctor")
"""Commands that run as programs of their own; starting one for each of the others would take longer than all they do."""


def run(line: str, folder: Path) -> int:
    """The exit code of a shown command; `regdocs` is this checkout's."""
    words = shlex.split(line)
    if words[0] == "regdocs" and words[1] not in APART:
        with chdir(folder), pytest.raises(SystemExit) as end:
            main(words[1:])
        return int(end.value.code or 0)
    if words[0] == "regdocs":
        words = [sys.executable, "-c", "from regdocs.cli.main import main; main()", *words[1:]]
    elif words[0] == "make":
        words = ["make", "--dry-run", "--directory", str(ROOT), *words[1:]]
    return subprocess.run(words, cwd=folder, capture_output=True).returncode


def follow(page: Path, folder: Path) -> None:
    """Do what a page shows, from its top to its end: write its files, run its commands."""
    for block in blocks(page):
        if block.file:
            put(block, folder / block.file)
        elif block.language == "console":
            for match in COMMAND.finditer(block.content):
                if match["line"].startswith("pip "):
                    continue
                said = re.match(r"exits (\d+)", match["comment"] or "")
                assert run(match["line"], folder) == (int(said[1]) if said else 0), match["line"]


def put(block: Block, path: Path) -> None:
    """Write a block into its file: as the whole file, behind it, or over the line that it replaces or uncomments."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = path.read_text("utf-8") if path.is_file() else ""
    if block.manner == "adding":
        text += block.content
    elif block.manner:
        key = re.escape(block.content.split(":")[0].strip())
        mark = "# " if block.manner == "uncommenting" else ""
        text, count = re.subn(rf"^\s*{mark}{key}:.*\n", lambda _: block.content, text, count=1, flags=re.MULTILINE)
        assert count == 1
    else:
        text = block.content
    path.write_text(text, "utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if page != TUTORIAL], ids=lambda page: page.name)
def test_what_a_page_shows_can_be_followed(page: Path, folder: Path) -> None:
    follow(page, folder)


def test_doctor_finds_what_the_proofs_need(folder: Path) -> None:
    assert run("regdocs doctor", folder) in (ExitCode.WELL, ExitCode.FINDINGS)


@pytest.mark.slow
def test_the_tutorial_can_be_followed_and_its_document_holds_values_and_prose(folder: Path) -> None:
    follow(TUTORIAL, folder)
    tree = (folder / "my-study/build/trees/40-site-overview.json").read_text("utf-8")
    assert '"institutions[hospital].address"' in tree
    assert "연구책임자가 기관 사이의 연락을 맡는다" in tree
    assert "제대혈의 수급" in tree
    assert (folder / "my-study/build/en/40-site-overview.docx").is_file()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_named_in_passing_exist(page: Path) -> None:
    group = typer.main.get_command(application)
    for line in INLINE.findall(page.read_text("utf-8")):
        _, name, *rest = line.split()
        command = group.commands[name]  # type: ignore[attr-defined]
        known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
        assert {word for word in rest if word.startswith("--")} <= known, line


def test_every_command_is_shown() -> None:
    group = typer.main.get_command(application)
    shown = {shlex.split(line)[1] for page in PAGES for line, _ in commands(page) if line.startswith("regdocs ")}
    shown |= {line.split()[1] for page in PAGES for line in INLINE.findall(page.read_text("utf-8"))}
    assert shown == set(group.commands)  # type: ignore[attr-defined]


def test_installation_names_what_the_project_names() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert set(re.findall(r"pip install '?regdocs\[(\w+)\]", readme)) <= set(extras)
    (packages,) = re.findall(r"^  pdf\) packages=\((.*?)\)", (ROOT / ".ci/system").read_text("utf-8"), re.MULTILINE)
    assert f"apt-get install --no-install-recommends {packages}" in readme


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    missing = [target for target in LINK.findall(page.read_text("utf-8")) if not (page.parent / target).exists()]
    assert not [target for target in missing if not target.startswith(("figures/", "drawn:", "…"))]


def test_the_readme_lists_the_documents_of_the_set() -> None:
    specification = yaml.safe_load((ROOT / "templates/kr-high-risk/set.yaml").read_text("utf-8"))
    assert table_cells("README.md", "## What it writes") == {entry["id"] for entry in specification["documents"]}


def test_the_dialect_lists_every_box_and_every_filter() -> None:
    filters = Environment(None, "ko", lambda value: None).filters
    kept = {name for name, function in filters.items() if "refuse" not in function.__name__}
    assert table_cells("docs/dialect.md", "## Boxes") == CONTAINERS
    assert table_cells("docs/dialect.md", "### Filters") == kept
    assert {kind.value for kind in ListKind} >= {"tables", "figures"}


def test_the_dialects_examples_can_be_read() -> None:
    examples = [block.content for block in blocks(ROOT / "docs/dialect.md") if block.language == "markdown"]
    assert examples
    for example in examples:
        assert pieces(example, Register(), [Marker("(1)"), Marker("(가)")])


def test_pictures_are_small() -> None:
    pictures = list((ROOT / "docs" / "pictures").glob("*.png"))
    assert pictures
    assert all(picture.stat().st_size < 150_000 for picture in pictures)
