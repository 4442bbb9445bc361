"""Whatever bytes a submission holds, loading it ends well or with findings, never with a traceback."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from regdocs.finding import SubmissionError
from regdocs.study.study import Study
from regdocs.submission.figures import check_figure
from regdocs.submission.links import check_links
from regdocs.submission.narrative import read_narrative
from regdocs.submission.references import read_references
from regdocs.submission.source import parse, read

VALID = (Path(__file__).parent / "valid.yaml").read_bytes()
PIECES = [
    b"id: ", b"- ", b"\n", b"\n  ", b"\t", b": ", b"&a ", b"*a", b"<<: ", b"!!python/object:os.system ", b"!", b"? ", b"|\n ", b"> ",
    b"[", b"]", b"{", b"}", b"'", b'"', b"\\", b"#", b"%", b"@", b"`", b"---\n", b"...\n", b"\x00", b"\xff", b"\xef\xbb\xbf",
    b"\xc2\x85", b"\xe2\x80\xa8", "가".encode(), "가".encode("cp949"), b"~", b"null", b"1e999999999", b"9" * 5000, b"{{ x }}",
    "≥ ".encode(), b"true", b"\r", b"\r\n", b"\xed\xa0\x80", "😀".encode(), b'"\\ud800"', b'"\\x00"',
]  # fmt: skip


def load_bytes(data: bytes) -> None:
    source, findings = parse(data, "study.yaml")
    if source is not None:
        findings += source.check(Study)[1]
        findings += check_links(source.data, source.positions, ["kim2019"])
        with contextlib.suppress(SubmissionError):
            source.validate(Study)
    for finding in findings:
        for language in ("ko", "en"):
            line = finding.line(language)
            assert "\n" not in line
            assert "\x00" not in line
            line.encode()
    with contextlib.suppress(SubmissionError):
        read(data, "study.yaml")


@st.composite
def mutations(draw: st.DrawFn) -> bytes:
    """The valid study with pieces cut out, doubled and put in."""
    data = VALID
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 60)))
        put = draw(st.one_of(st.sampled_from(PIECES), st.binary(max_size=6), st.just(data[start:end] * 2)))
        data = data[:start] + put + data[end:]
    return data


@given(st.one_of(st.binary(max_size=200), st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join)))
@example(b"a: " + b"[" * 200_000)
@example(b"a: " + b"{a: " * 200_000)
@example(b'"\\0": {"\\n": 1, "\\n": 2}')
@example(b"- " * 200_000)
@example(b"? " * 5_000)
@example(b"a: &a [" + b"*a," * 1000 + b"]")
@settings(max_examples=400, deadline=None)
def test_any_bytes(data: bytes) -> None:
    load_bytes(data)


@given(mutations())
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_mutation_of_a_valid_study(data: bytes) -> None:
    load_bytes(data)


@given(
    st.one_of(
        st.binary(max_size=200),
        st.lists(st.sampled_from([*PIECES, b"# ", b"```", b"{%", b"{#", b"}}"]), max_size=30).map(b"".join),
    )
)
@settings(max_examples=300, deadline=None)
def test_any_narrative_reference_list_and_figure(data: bytes) -> None:
    read_narrative(data, "narrative/research-plan/overview.md")
    read_references(data, "references.json")
    for suffix in ("png", "jpg", "svg"):
        check_figure(data, f"figures/x.{suffix}")


@pytest.mark.parametrize("path", ["\0", "a" * 5000])
def test_impossible_folder_names(path: str) -> None:
    from regdocs.submission.load import load

    with pytest.raises(SubmissionError):
        load(Path(path))
