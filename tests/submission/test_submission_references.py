"""References from CSL-JSON, BibTeX and RIS: the same list whatever program exported it, and every fault with its line."""

from __future__ import annotations

import json
import re
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regdocs.compose.bibliography import entries
from regdocs.document.inline import Inline, Style, Styled
from regdocs.finding import ExitCode, SubmissionError
from regdocs.formats.html.text import plain
from regdocs.submission import references_bibtex, references_ris
from regdocs.submission.inputs import digest
from regdocs.submission.load import load
from regdocs.submission.references import LARGEST, Item, merge, read_references
from regdocs.submission.references_csl import DATE, NAMES, TEXTS

FOLDER = Path(__file__).parent
EXPORTS = sorted((FOLDER / "exports").iterdir())
VALID = (FOLDER / "valid.yaml").read_bytes()

PRINTED = [
    "Aggarwal S, Pittenger MF, Öztürk-Müller JL, van der Berg J. Human mesenchymal stem cells modulate allogeneic immune"
    " cell responses: CD4+ cells in vitro. Blood. 2005;105(4):1815–1822. doi:10.1182/blood-2004-04-1559.",
    "World Health Organization. Guidance on safety & quality: 50% rules. Geneva: World Health Organization; 2021.",
    "김철수, 이순신. 중간엽줄기세포의 품질관리. In: 박영희, editor. 재생의료의 이해. 서울: 가온출판사; 2019. p. 12–34.",
]


def printed(data: bytes, file: str) -> list[str]:
    items, findings = read_references(data, file)
    assert findings == []
    return [plain(inlines) for inlines in listed(items)]


def listed(items: tuple[Item, ...]) -> list[tuple[Inline, ...]]:
    entry = entries(items)
    return [entry(str(item["id"])) or () for item in items]


def one(file: str, text: str) -> dict[str, object]:
    items, findings = read_references(text.encode(), file)
    assert findings == []
    return dict(items[0])


def said(files: dict[str, str], language: str = "en") -> list[str]:
    _, findings = merge({name: text.encode() for name, text in files.items()})
    return [finding.line("ko" if language == "ko" else "en") for finding in findings]


@pytest.mark.parametrize("path", EXPORTS, ids=[path.name for path in EXPORTS])
def test_every_export_of_the_same_references_gives_the_same_list(path: Path) -> None:
    assert printed(path.read_bytes(), path.name) == PRINTED


@pytest.mark.parametrize("path", EXPORTS, ids=[path.name for path in EXPORTS])
def test_byte_order_mark_windows_line_ends_and_decomposed_letters_change_nothing(path: Path) -> None:
    text = unicodedata.normalize("NFD", path.read_text("utf-8")).replace("\n", "\r\n")
    assert printed(b"\xef\xbb\xbf" + text.encode(), path.name) == PRINTED


def test_italics_and_raised_text_come_through(tmp_path: Path) -> None:
    for path in EXPORTS:
        items, _ = read_references(path.read_bytes(), path.name)
        styles = [inline.style for inline in listed(items)[0] if isinstance(inline, Styled)]
        assert styles == [Style.SUPERSCRIPT, Style.EMPHASIS]


def test_keys_are_those_of_the_export() -> None:
    keys = {path.name: [item["id"] for item in read_references(path.read_bytes(), path.name)[0]] for path in EXPORTS}
    assert all(found == ["aggarwal2005", "who2021", "kim2019"] for found in keys.values())


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        ("LB  - mine\nID  - 42\nAN  - WOS:1\nAU  - Kim, A.\nPY  - 2020", "mine"),
        ("ID  - 42\nAN  - WOS:1\nAU  - Kim, A.\nPY  - 2020", "42"),
        ("AN  - WOS:0001\nAU  - Kim, A.\nPY  - 2020", "WOS:0001"),
        ("AU  - Kim, A.\nPY  - 2020", "kim2020"),
        ("AU  - Öztürk-van der Łowe, A.\nDA  - 2020/03/01/", "ozturkvanderłowe2020"),
        ("AU  - 김, 철수\nPY  - 2020///", "김2020"),
        ("A1  - World Health Organization\nY1  - 2020", "worldhealthorganization2020"),
        ("ED  - Lee, B.", "lee"),
    ],
)
def test_the_key_of_a_ris_record(lines: str, key: str) -> None:
    assert one("references.ris", f"TY  - BOOK\nTI  - T\n{lines}\nER  - ")["id"] == key


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("SP  - 12\nEP  - 34", {"page": "12-34"}),
        ("SP  - 12-34", {"page": "12-34"}),
        ("SP  - 12–34\nEP  - ", {"page": "12-34"}),
        ("SP  - e12", {"page": "e12"}),
        ("PY  - 2021/03/15/", {"issued": {"date-parts": [[2021, 3, 15]]}}),
        ("PY  - 2021///", {"issued": {"date-parts": [[2021]]}}),
        ("Y1  - 2021", {"issued": {"date-parts": [[2021]]}}),
        ("PY  - in press", {}),
        ("JO  - J Short\nJF  - Journal Long", {"container-title": "Journal Long"}),
        ("JA  - J Short", {"container-title": "J Short"}),
        ("DO  - https://doi.org/10.1/a", {"DOI": "10.1/a"}),
        ("UR  - <Go to ISI>://WOS:1\nUR  - https://a.b/c", {"URL": "https://a.b/c"}),
        ("AU  - Smith, John, Jr.", {"author": [{"family": "Smith", "given": "John", "suffix": "Jr."}]}),
        ("AU  - WHO,\nAU  - ", {"author": [{"literal": "WHO"}]}),
    ],
)
def test_fields_of_a_ris_record(lines: str, expected: dict[str, object]) -> None:
    found = one("references.ris", f"TY  - JOUR\nTI  - T\nLB  - k\n{lines}\nER  - ")
    assert found == {"id": "k", "type": "article-journal", "title": "T", **expected}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("pages = {12--34}", {"page": "12-34"}),
        ("journaltitle = {J}, date = {2021-03/2021-05}", {"container-title": "J", "issued": {"date-parts": [[2021, 3]]}}),
        ("year = 2021, month = mar", {"issued": {"date-parts": [[2021, 3]]}}),
        ("year = {2021}, month = {12}", {"issued": {"date-parts": [[2021, 12]]}}),
        ("date = {in press}", {}),
        (r"author = {G{\"o}del, K. and {R\&D Team} and others}",
         {"author": [{"family": "Gödel", "given": "K."}, {"literal": "R&D Team"}, {"literal": "et al"}]}),
        ("author = {Jan Piet van der Berg and 김, 철수}",
         {"author": [{"family": "van der Berg", "given": "Jan Piet"}, {"family": "김", "given": "철수"}]}),
        ("author = {Smith, Jr, John}", {"author": [{"family": "Smith", "given": "John", "suffix": "Jr"}]}),
        (r"url = {https://a.b/c\_d%20e}", {"URL": "https://a.b/c_d%20e"}),
        (r"howpublished = {\url{https://a.b/c}}", {"URL": "https://a.b/c"}),
        ("DOI = {doi: 10.1/a}", {"DOI": "10.1/a"}),
        ("journal = bl", {"container-title": "Blood"}),
        ("keywords = {a}, keywords = {b}", {}),
    ],
)  # fmt: skip
def test_fields_of_a_bibtex_entry(fields: str, expected: dict[str, object]) -> None:
    found = one("references.bib", f'@string{{bl = "Blood"}}\n@Article{{k, Title = {{T}}, {fields}}}')
    assert found == {"id": "k", "type": "article-journal", "title": "T", **expected}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (r"{IL}-4 in {{DNA}} na{\"\i}ve \'etude {\o}re Stra{\ss}e", "IL-4 in DNA naïve étude øre Straße"),
        (r"TGF-$\beta$ $\geq$5\,\% --- ``so''", "TGF-β ≥5 % — “so”"),
        (r"H$_2$O and Ca$^{2+}$", "H<sub>2</sub>O and Ca<sup>2+</sup>"),
        (r"50% of A&B, #1 \textless{} 5 \& more", "50% of A&B, #1 < 5 & more"),
        (r"a \unknown{b} \input{/etc/passwd} \textit", "a b"),
        ("two\n   lines~one", "two lines one"),
        ("동종 {MSC}의 효과", "동종 MSC의 효과"),
    ],
)
def test_latex_becomes_text(code: str, text: str) -> None:
    assert one("references.bib", f"@misc{{k, title = {{{code}}}}}")["title"] == text


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("references.bib", "@article{a, title = {T}}\n\n@book{b,\n title = {not closed,\n year = 2020\n}\n@misc{c, title={T}}",
         ":3:1: the entry can't be read as BibTeX: a brace or quote isn't closed, or a `,` or `=` is missing"
         " → mend the entry that begins in this line"),
        ("references.bib", "\n@misc{a, title = {T}, year = 1, year = 2}",
         ":2:1: fields that stand twice in one entry: `year` → remove one of each"),
        ("references.bib", "@misc{a, year = 2020}", ":1:1: `a`: the reference has no title → write `title = {…}`"),
        ("references.bib", "@misc{, title = {T}}",
         ":1:1: the reference has no usable citation key → for example `@article{kim2019,`"),
        ("references.bib", "Kim 2019, Blood",
         ":1:1: no entry such as `@article{…}` → export the list again as BibTeX from your reference manager"),
        ("references.bib", "@misc{a, title = {" + "{" * 3000 + "x" + "}" * 3000 + "}}",
         f":1:1: `a`: LaTeX that can't be read: `{'{' * 59}…` → write the characters themselves instead of commands"),
        ("references.ris", "TY  - JOUR\nTI  - T\nLB  - a\nER  - \nTY  - JOUR\nTI  - T\nLB  - b\n",
         ":5:1: this reference doesn't end with `ER` → end it with a line `ER  - `"),
        ("references.ris", "TY  - JOUR\nTI  - T\nTY  - JOUR\nTI  - T\nLB  - b\nER  - ",
         ":1:1: this reference doesn't end with `ER` → end it with a line `ER  - `"),
        ("references.ris", "Provider: X\nTI  - T\n",
         ":2:1: a line `TI` outside of any reference: its `TY` line is missing → for example `TY  - JOUR`"),
        ("references.ris", "\nTY  - JOUR\nLB  - a\nER  - ", ":2:1: `a`: the reference has no title → write `TI  - …`"),
        ("references.ris", "TY  - JOUR\nLB  - a b\nTI  - T\nER  - ",
         ":1:1: the reference has nothing that can be its key → for example `LB  - kim2019`"),
        ("references.ris", "[]", ":1:1: no reference that begins with `TY  - `"
         " → export the list again as RIS from your reference manager"),
        ("references.json", '[{"id": "a"}]', ':1:2: `a`: the reference has no title → write `"title": "…"`'),
        ("references.json", '[{"id": "a", "title": "T", "author": "Kim"}]',
         ':1:2: `a`: the value of `author` has a wrong form → a list, as in `[{"family": "Kim", "given": "C"}]`'),
        ("references.json", '[{"id": "a", "title": "T", "issued": {"date-parts": [["spring"]]}}]',
         ':1:2: `a`: the value of `issued` has a wrong form → as in `{"date-parts": [[2021, 3]]}`'),
        ("references.json", '[{"id": "a", "title": "T", "volume": [1]}]',
         ':1:2: `a`: the value of `volume` has a wrong form → a text, as in `"volume": "12"`'),
        ("references.json", '[{"id": "a", "title": "T\\u0000"}]',
         ":1:2: `a`: holds characters that can't be printed → delete them"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line_and_remedy(file: str, text: str, expected: str) -> None:
    (line,) = said({file: text})
    assert line == f"{file}{expected}"
    assert said({file: text}, "ko") != [line]


def test_a_key_in_two_files_names_both_places() -> None:
    files = {
        "references.json": '[\n {"id": "kim2019", "title": "T"}]',
        "references.bib": "\n\n@misc{kim2019, title = {T}}\n@misc{lee2020, title = {T}}\n@misc{lee2020, title = {T}}",
        "references.ris": "TY  - JOUR\nTI  - T\nLB  - lee2020\nER  - ",
    }
    assert said(files) == [
        "references.bib:3:1: the key `kim2019` stands twice, first in references.json:2 → change or remove one of them",
        "references.bib:5:1: the key `lee2020` stands twice, first in references.bib:4 → change or remove one of them",
        "references.ris:1:1: the key `lee2020` stands twice, first in references.bib:4 → change or remove one of them",
    ]


@pytest.mark.parametrize("file", ["references.bib", "references.ris"])
def test_other_encodings_and_large_files_are_refused(file: str) -> None:
    _, (finding,) = read_references("TI  - 가나다라마바사".encode("cp949"), file)
    assert finding.line("en").startswith(f"{file}:1:7: the file is saved as CP949 (EUC-KR), not as UTF-8")
    _, (finding,) = read_references(b" " * (LARGEST + 1), file)
    assert (
        finding.line("en")
        == f"{file}: the file is too large (at most 10,000,000 bytes) → make the file smaller, or split it"
    )


def test_a_submission_reads_all_of_its_files(tmp_path: Path) -> None:
    (tmp_path / "study.yaml").write_bytes(VALID)
    (tmp_path / "references.bib").write_text("@misc{kim2019, title = {T}}")
    (tmp_path / "references.ris").write_text("TY  - JOUR\nTI  - T\nLB  - lee2020\nER  - ")
    submission = load(tmp_path)
    assert [item["id"] for item in submission.references] == ["kim2019", "lee2020"]
    assert {"references.bib", "references.ris"} < submission.inputs.keys()
    assert submission.inputs == digest(tmp_path)
    (tmp_path / "references.bib").write_text("@misc{kim2018, title = {T}}")
    with pytest.raises(SubmissionError) as caught:
        load(tmp_path)
    assert caught.value.exit_code == ExitCode.INVALID_SUBMISSION
    lines = [finding.line("en") for finding in caught.value.findings]
    assert lines[0].split(" → ")[0].endswith("there is no `kim2019` in references.bib, references.ris")
    (tmp_path / "references.bib").write_text("@misc{kim2018, title = {T}}\n@misc{x, title={")
    with pytest.raises(SubmissionError) as caught:
        load(tmp_path)
    assert caught.value.findings[-1].line("en").startswith("references.bib:2:1: ")


def test_a_broken_list_is_told_once_and_nothing_is_missed_in_it(tmp_path: Path) -> None:
    (tmp_path / "study.yaml").write_bytes(VALID)
    (tmp_path / "references.json").write_text("[{", "utf-8")
    with pytest.raises(SubmissionError) as caught:
        load(tmp_path)
    assert [finding.place.file for finding in caught.value.findings] == ["references.json"]


def test_thousands_of_references_take_seconds_at_most() -> None:
    """Far above what a filing has; the bound only catches what grows with the square."""
    bib = "".join(
        f"@article{{k{i},\n title = {{{{A}} title}},\n author = {{Kim, A. and Lee, B.}}\n}}\n" for i in range(3_000)
    )
    ris = "".join(f"TY  - JOUR\nTI  - A\nAU  - Kim, A.\nLB  - k{i}\nER  - \n" for i in range(3_000))
    for file, text in (("references.bib", bib), ("references.ris", ris)):
        begin = time.process_time()
        assert len(read_references(text.encode(), file)[0]) == 3_000
        assert time.process_time() - begin < 10


def test_the_documentation_names_every_type_and_field() -> None:
    page = (FOLDER.parent.parent / "docs" / "references.md").read_text("utf-8")
    rows = [[set(re.findall(r"`([^`]+)`", cell)) for cell in row.split("|")[1:-1]] for row in page.splitlines()]
    documented = [(next(iter(row[0])), row[1], row[2]) for row in rows if len(row) == 3 and len(row[0]) == 1]
    kinds = {*references_bibtex.TYPES.values(), *references_ris.TYPES.values()}
    told = {kind: (entries, types) for kind, entries, types in documented if kind in kinds}
    assert told == {
        kind: tuple(
            {name for name, each in table.items() if each == kind}
            for table in (references_bibtex.TYPES, references_ris.TYPES)
        )
        for kind in kinds
    }
    fields = {name for name, _, _ in documented}
    assert {*TEXTS, *NAMES, DATE} - {"type"} <= fields
    assert set().union(*(entries for _, entries, _ in documented)) >= references_bibtex.PRINTED


PIECES = [
    "@article{", "@string{", "@", "{", "}", '"', "=", ",", "#", "\\", "$", "%", "\n", "title", "author", "date", " and ", "k1", "김",
    "TY  - JOUR\n", "ER  - \n", "TI  - x\n", "AU  - , ,\n", "PY  - 2021///\n", "\\textit", '\\"', "\ud7a3", "\\begin{x}", "\\verb|", "family=",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_gives_references_or_findings(text: str) -> None:
    for file in ("references.bib", "references.ris"):
        items, findings = read_references(text.encode(), file)
        assert all(finding.place.file == file and finding.remedy for finding in findings)
        assert all(plain(inlines) for inlines in listed(items))
    wrapped = f"@misc{{k, title = {{x {text}}}}}"
    for each in listed(read_references(wrapped.encode(), "references.bib")[0]):
        assert plain(each)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["family", "given", "date-parts", "raw"]), inner)
    ),
    max_leaves=6,
)


@given(
    st.dictionaries(
        st.sampled_from(["author", "editor", "issued", "type", "volume", "page", "DOI", "accessed"]), VALUES
    )
)
@settings(max_examples=100, deadline=None)
def test_whatever_csl_json_holds_is_printed_or_refused(values: dict[str, object]) -> None:
    data = json.dumps([{"id": "k", "title": "T", **values}]).encode()
    items, findings = read_references(data, "references.json")
    assert len(items) + len(findings) == 1
    assert all("None" not in plain(inlines) for inlines in listed(items))
