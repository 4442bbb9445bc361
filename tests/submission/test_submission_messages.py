"""What a person is told about a faulty submission: one table per kind of fault, with the exact lines in both languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from regdocs.finding import ExitCode, Finding, RenderingError, SubmissionError
from regdocs.study import model, quantity
from regdocs.study.study import Study
from regdocs.submission import message
from regdocs.submission.links import DOCUMENT_LINK, LINKS, REFERENCES, check_links, select, unknown_documents
from regdocs.submission.narrative import read_narrative
from regdocs.submission.path import child
from regdocs.submission.source import LARGEST, Source, parse, read

HERE = Path(__file__).parent
VALID = (HERE / "valid.yaml").read_text(encoding="utf-8")
KEYS = ("kim2019",)


def table(name: str) -> pytest.MarkDecorator:
    rows = yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    return pytest.mark.parametrize("row", rows, ids=[row["name"] for row in rows])


def assert_said(findings: Iterable[Finding], row: dict[str, Any]) -> None:
    findings = list(findings)
    assert [finding.line("ko") for finding in findings] == row["ko"]
    assert [finding.line("en") for finding in findings] == row["en"]
    rules = row["rule"] if isinstance(row["rule"], list) else [row["rule"]]
    assert sorted({finding.rule for finding in findings}) == rules
    assert all(finding.remedy is not None for finding in findings)


def changed(row: dict[str, Any]) -> bytes:
    assert row["old"] in VALID
    return VALID.replace(row["old"], row["new"], 1).encode()


def source(text: str) -> Source:
    return read(text.encode(), "study.yaml")


@table("syntax")
def test_yaml_that_cannot_be_read_as_it_stands(row: dict[str, Any]) -> None:
    with pytest.raises(SubmissionError) as caught:
        read(row["text"].encode(), "study.yaml")
    assert caught.value.exit_code == ExitCode.INVALID_SUBMISSION
    assert_said(caught.value.findings, row)


@table("fields")
def test_fields_that_the_model_refuses(row: dict[str, Any]) -> None:
    faulty, findings = parse(changed(row), "study.yaml")
    assert faulty is not None
    with pytest.raises(SubmissionError) as caught:
        faulty.validate(Study)
    assert_said(caught.value.findings, row)
    assert set(findings) <= set(caught.value.findings)


@table("links")
def test_ids_that_name_nothing_and_lists_that_disagree(row: dict[str, Any]) -> None:
    faulty = read(changed(row), "study.yaml")
    assert_said(check_links(faulty.data, faulty.positions, KEYS), row)


@table("narrative")
def test_narrative_that_is_malformed(row: dict[str, Any]) -> None:
    assert_said(read_narrative(row["text"].encode(), "narrative/research-plan/overview.md")[1], row)


def test_the_valid_study_is_valid() -> None:
    valid = source(VALID)
    assert valid.validate(Study).id == "ad-1"
    assert check_links(valid.data, valid.positions, KEYS) == []


ENCODINGS = [
    (
        "제목: 연구\n이름: 가나다\n".encode("cp949"),
        "study.yaml:1:1: UTF-8이 아니라 CP949(EUC-KR) 인코딩으로 저장된 파일",
        "study.yaml:1:1: the file is saved as CP949 (EUC-KR), not as UTF-8",
    ),
    (
        "id: a\ntitle: 연구\n".encode("euc-kr"),
        "study.yaml:2:8: UTF-8이 아니라 CP949(EUC-KR) 인코딩으로 저장된 파일",
        "study.yaml:2:8: the file is saved as CP949 (EUC-KR), not as UTF-8",
    ),
    (
        "id: 한글\n".encode("utf-16"),
        "study.yaml:1:1: UTF-8이 아니라 UTF-16 인코딩으로 저장된 파일",
        "study.yaml:1:1: the file is saved as UTF-16, not as UTF-8",
    ),
    (
        "id: 한글\n".encode("utf-16-le"),
        "study.yaml:1:1: UTF-8이 아니라 UTF-16 인코딩으로 저장된 파일",
        "study.yaml:1:1: the file is saved as UTF-16, not as UTF-8",
    ),
    (
        "id: ad-1\n".encode("utf-32"),
        "study.yaml:1:1: UTF-8이 아니라 UTF-32 인코딩으로 저장된 파일",
        "study.yaml:1:1: the file is saved as UTF-32, not as UTF-8",
    ),
    (
        b"a: 1\r\nb: \xff\r\n",
        "study.yaml:2:4: UTF-8이 아닌 바이트 0xFF (파일 처음부터 9바이트 뒤)",
        "study.yaml:2:4: the byte 0xFF at offset 9 is not UTF-8",
    ),
    (
        "a: 가나다라마바사\nb: ".encode() + b"\xb0\xa1\n",
        "study.yaml:2:4: UTF-8이 아닌 바이트 0xB0 (파일 처음부터 28바이트 뒤)",
        "study.yaml:2:4: the byte 0xB0 at offset 28 is not UTF-8",
    ),
]


@pytest.mark.parametrize(("data", "ko", "en"), ENCODINGS)
def test_wrong_encodings_are_named_with_how_to_save_the_file(data: bytes, ko: str, en: str) -> None:
    source_, (finding,) = parse(data, "study.yaml")
    assert source_ is None
    assert finding.rule == "data/encoding"
    assert finding.line("ko") == f"{ko} → 편집기에서 ‘다른 이름으로 저장’ → 인코딩 ‘UTF-8’로 저장하십시오"
    assert finding.line("en") == f"{en} → save the file again as UTF-8 (in Notepad: Save as → Encoding: UTF-8)"


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    windows = parse(b"\xef\xbb\xbf" + VALID.replace("\n", "\r\n").encode(), "study.yaml")
    assert windows[1] == []
    assert windows[0] is not None
    assert windows[0].data == source(VALID).data
    assert windows[0].positions.place("design.visits[v2].at") == source(VALID).positions.place("design.visits[v2].at")


def test_decomposed_korean_is_composed_in_keys_and_values() -> None:
    decomposed = unicodedata.normalize("NFD", "제목: 연구\n")
    assert len(decomposed) > len("제목: 연구\n")
    assert source(decomposed).data == {"제목": "연구"}


def test_scalars_stay_the_text_as_written() -> None:
    text = "a: no\nb: 010\nc: 1e6\nd: 2026-01-01\ne: 1:30\nf: '~'\ng: \"\"\nh: ~\ni: null\nj:\nk: .5\nl: 0x1F\n"
    assert source(text).data == {
        "a": "no",
        "b": "010",
        "c": "1e6",
        "d": "2026-01-01",
        "e": "1:30",
        "f": "~",
        "g": "",
        "h": None,
        "i": None,
        "j": None,
        "k": ".5",
        "l": "0x1F",
    }


def test_all_faults_of_a_file_come_in_one_run() -> None:
    text = (
        VALID.replace("class: high", "class: hihg")
        .replace("id: ad-1", "id: ad-1\nid: ad-2")
        .replace("name: 병원", "title_of_it: 병원")
    )
    faulty, _ = parse(text.encode(), "study.yaml")
    assert faulty is not None
    with pytest.raises(SubmissionError) as caught:
        faulty.validate(Study)
    rules = {finding.rule for finding in caught.value.findings}
    assert rules == {"data/duplicate-key", "data/value", "data/missing-field", "data/unknown-field"}


def test_a_blank_optional_field_counts_as_left_out() -> None:
    blank = VALID.replace("volume: 1 mL", "volume:").replace("limbs: [allogeneic_beyond_minimal]", "limbs:")
    study = source(blank).validate(Study)
    assert study.product.volume is None
    assert study.risk.limbs == ()


def test_another_layer_gets_its_own_error() -> None:
    class Set(BaseModel):
        id: int

    with pytest.raises(RenderingError) as syntax:
        read(b"a: [", "set.yaml", RenderingError)
    with pytest.raises(RenderingError) as field:
        read(b"id: x", "set.yaml", RenderingError).validate(Set)
    assert syntax.value.findings[0].place.file == "set.yaml"
    assert (
        field.value.findings[0].line("en")
        == "set.yaml:1:5: id: not a whole number: `x` → write digits only, such as 60"
    )


def test_a_huge_file_is_refused_by_its_size() -> None:
    _, (finding,) = parse(b"a" * (LARGEST + 1), "study.yaml")
    assert (
        finding.line("en")
        == "study.yaml: the file is too large (10,000,001 bytes; at most 10,000,000) → make the file smaller, or split it"
    )
    assert (
        finding.line("ko")
        == "study.yaml: 파일이 너무 큼(10,000,001바이트, 한도 10,000,000바이트) → 파일을 줄이거나 나누십시오"
    )


def test_thousands_of_errors_are_cut_short() -> None:
    text = VALID + "".join(f"field{number}: x\n" for number in range(1000))
    _, findings = source(text).check(Study)
    assert len(findings) == 201
    assert findings[-1].line("en") == "study.yaml: more than 200 errors → mend those above, then run this again"
    assert findings[-1].line("ko") == "study.yaml: 오류가 200건이 넘음 → 위의 오류를 고친 뒤 다시 실행하십시오"


def test_more_values_than_any_study_has_are_refused() -> None:
    _, (finding,) = parse(b"a:\n" + b"- x\n" * 200_000, "study.yaml")
    assert finding.line("en") == "study.yaml:199999:3: more than 200,000 values → make the file smaller, or split it"


def test_every_error_that_the_study_raises_has_its_words() -> None:
    written = "".join(Path(str(module.__file__)).read_text(encoding="utf-8") for module in (model, quantity))
    raised = set(re.findall(r'PydanticCustomError\(\s*"(\w+)"', written))
    assert raised
    assert raised <= set(message._TABLE)
    assert [remedy for _, remedy in message._TABLE.values() if "십시오" not in remedy[0]] == []


@pytest.mark.parametrize("link", LINKS, ids=[link.source for link in LINKS])
def test_every_link_is_followed(link: Any) -> None:
    valid = source(VALID)
    path, value = next(select(valid.data, link.source))
    place = valid.positions.place(path)
    lines = VALID.split("\n")
    row = lines[place.line - 1]  # type: ignore[operator]
    start = place.column - 1  # type: ignore[operator]
    assert row[start:].startswith(str(value))
    lines[place.line - 1] = row[:start] + "nowhere" + row[start + len(str(value)) :]  # type: ignore[operator]
    broken = source("\n".join(lines))
    findings = check_links(broken.data, broken.positions, KEYS)
    assert [(finding.rule, finding.place.path, finding.place.line) for finding in findings] == [
        ("data/unknown-id", path, place.line)
    ]
    where = ", ".join(REFERENCES if target == REFERENCES else target.removesuffix("[]") for target in link.targets)
    assert findings[0].message.en == f"there is no `nowhere` in {where}"


# Ids whose targets this layer doesn't know: papers' roles and documents are the template set's, an omitted item may be
# any requirement's id.
LINKED_ELSEWHERE = {"attachments[].role", DOCUMENT_LINK.source, "omissions[].item"}


def test_every_id_in_the_model_but_an_own_one_is_a_link() -> None:
    schema = Study.model_json_schema()

    def identifiers(part: dict[str, Any], path: str) -> Iterator[str]:
        part = schema["$defs"][part["$ref"].rsplit("/")[-1]] if "$ref" in part else part
        if part.get("pattern") == "^[a-z0-9][a-z0-9_-]*$":
            yield path
        for each in part.get("anyOf", ()):
            yield from identifiers(each, path)
        if "items" in part:
            yield from identifiers(part["items"], f"{path}[]")
        for name, each in part.get("properties", {}).items():
            if name != "id":
                yield from identifiers(each, child(path, name))

    assert {link.source for link in LINKS} == set(identifiers(schema, "")) - LINKED_ELSEWHERE


def test_the_documents_that_attachments_name_are_checked_where_they_are_known() -> None:
    valid = source(VALID)
    assert unknown_documents(valid.data, valid.positions, ["research-plan", "synopsis"]) == []
    (finding,) = unknown_documents(valid.data, valid.positions, ["research-plam", "synopsis"])
    assert finding.place.path == "attachments[licence].signed"
    assert finding.remedy is not None
    assert finding.remedy.en == "did you mean `research-plam`?"
