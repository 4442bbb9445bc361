"""The project itself: what the wheel carries, that versions agree, that sources name no machine and no unfinished work."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from zipfile import ZipFile

import pytest

import regdocs

ROOT = Path(__file__).parent.parent
SOURCES = ("src", "templates", "submissions", "tests", "bench", "docs", ".ci")
TEXTS = {".py", ".md", ".j2", ".yaml", ".json", ".css", ".svg", ".xml", ".csl", ".toml", ".lock", ""}
MACHINE = re.compile(r"/(?:work|tmp|root|home|Users)/|[A-Z]:\\Users")
UNFINISHED = re.compile(r"\b(?:TO" + "DO|FIX" + "ME|X" + r"XX)\b|raise NotImplemented" + "Error")
HOST = re.compile(r"https?:|index-url|find-links| @ ")


def project() -> dict[str, object]:
    """The `[project]` table of pyproject.toml."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert isinstance(table, dict)
    return table


def sources() -> Iterator[Path]:
    """Every text file that belongs to the project."""
    yield from (path for path in ROOT.iterdir() if path.is_file() and path.suffix in TEXTS and path.name != ".git")
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in TEXTS and not made(path):
                yield path


def made(path: Path) -> bool:
    """Whether a build, a measurement or Python made it; the rooms called `build` are written by hand."""
    parts = path.relative_to(ROOT).parts
    built = parts[0] == "submissions" and parts[2:3] == ("build",)
    return built or parts[:2] == ("bench", "out") or "__pycache__" in parts or ".cache" in parts


def pinned() -> dict[str, str]:
    """The versions in the lock file, by normalised name."""
    lines = (ROOT / "requirements-dev.lock").read_text("utf-8").splitlines()
    pairs = (line.split("==") for line in lines if line and not line.startswith("#"))
    return {normalised(name): version for name, version in pairs}


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_no_folder_of_tests_is_passed_over(pytestconfig: pytest.Config) -> None:
    patterns = pytestconfig.getini("norecursedirs")
    folders = [path for path in (ROOT / "tests").rglob("*") if path.is_dir() and path.name != "__pycache__"]
    assert len(folders) > 10
    assert [path for path in folders if any(fnmatch(path.name, pattern) for pattern in patterns)] == []


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_versions_agree(wheel: Path) -> None:
    assert project()["version"] == regdocs.__version__
    assert wheel.name.startswith(f"regdocs-{regdocs.__version__}-")


def test_the_wheel_carries_the_templates_and_every_file_of_the_package(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        carried = set(archive.namelist())
    package = ROOT / "src" / "regdocs"
    ours = {f"regdocs/{path.relative_to(package).as_posix()}" for path in files(package)}
    templates = {
        f"regdocs/templates/{path.relative_to(ROOT / 'templates').as_posix()}" for path in files(ROOT / "templates")
    }
    assert templates
    assert ours | templates <= carried
    assert not [name for name in carried - ours - templates if ".dist-info/" not in name]


def files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def test_an_installed_regdocs_works_without_the_repository(wheel: Path, tmp_path: Path) -> None:
    with ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    program = "import regdocs, sys; print(regdocs.__file__); from regdocs.cli.main import main; main(sys.argv[1:])"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed"), "LC_ALL": "C.UTF-8"}
    run = subprocess.run(
        [sys.executable, "-c", program, "new", "study"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.startswith(str(tmp_path / "installed"))
    assert (tmp_path / "study" / "study.yaml").is_file()


def test_sources_name_no_machine_and_leave_nothing_unfinished() -> None:
    found = list(sources())
    assert len(found) > 100
    assert not [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in found
        for text in [path.read_text("utf-8")]
        for pattern in (MACHINE, UNFINISHED)
        for match in pattern.finditer(text)
        if path != Path(__file__)
    ]


def test_the_lock_file_pins_everything_and_names_no_host() -> None:
    text = (ROOT / "requirements-dev.lock").read_text("utf-8")
    assert not HOST.search(text)
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [*table["project"]["dependencies"], *table["project"]["optional-dependencies"]["pdf"]]
    wanted += [requirement for group in table["dependency-groups"].values() for requirement in group]
    names = {normalised(re.split(r"[\[<>=]", requirement)[0]) for requirement in wanted}
    assert names <= set(pinned())


def test_every_target_of_the_makefile_that_is_no_file_is_declared_so() -> None:
    text = (ROOT / "Makefile").read_text("utf-8")
    declared = set(re.findall(r"^\.PHONY: (.*)$", text, re.MULTILINE)[0].split())
    assert declared == set(re.findall(r"^([a-z]+):", text, re.MULTILINE))
