"""Supplement rounds: reading the file, days and extensions, answers held against what changed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from round_filing import EXAMPLE, ROOT, ROUND, opened_round

from regdocs.calendar import round_days
from regdocs.calendar.round_days import day_findings, days_of, order_findings
from regdocs.check.catalogue import catalogue
from regdocs.finding import Finding, Severity, SubmissionError, UsageError
from regdocs.review.change import ChangeKind, Comparison, Subject
from regdocs.review.compare import compare
from regdocs.review.revision import Side
from regdocs.review.supplement import make
from regdocs.review.supplement.answers import Answers
from regdocs.review.supplement.assignment import assign, counts, is_named, told
from regdocs.submission import round_answers
from regdocs.submission.load import Submission, load
from regdocs.submission.rounds import LoadedRound, load_round, rounds
from regdocs.template_set.load import load as load_set
from regdocs.template_set.load import shipped, template_set_of

Edit = Callable[[str], str]


@dataclass(frozen=True)
class Compared:
    old: Side
    new: Side
    comparison: Comparison


@pytest.fixture(scope="session")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Compared:
    found = opened_round(tmp_path_factory)
    return Compared(found.old, found.new, found.comparison)


@pytest.fixture(scope="session")
def submission() -> Submission:
    return load(EXAMPLE)


def read(submission: Submission, folder: Path, text: str | bytes, name: str = "1") -> LoadedRound:
    """A round with that text, of a submission that has nothing else."""
    path = folder / "supplements" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_round(replace(submission, folder=folder), name)


def edited(before: str, after: str) -> str:
    text = ROUND.read_text("utf-8")
    assert before in text, before
    return text.replace(before, after, 1)


def rules(findings: Iterator[Finding]) -> list[tuple[str, str]]:
    return [(finding.rule.removeprefix("supplement/"), finding.severity.value) for finding in findings]


# --- reading


def test_a_round_is_read_with_the_place_of_everything(submission: Submission, tmp_path: Path) -> None:
    loaded = read(submission, tmp_path, ROUND.read_bytes())
    assert [question.number for question in loaded.round.questions] == [
        "공통 1",
        "품질 1",
        "비임상 1",
        "임상 1",
        "임상 2",
    ]
    lines = ROUND.read_text("utf-8").split("\n")
    for index, first in ((1, "3개 로트의"), (0, "      answer"), (2, "무독성량에")):
        line = loaded.first_line(f"{loaded.question(index)}.answer")
        assert first.strip() in lines[line - 1]
    assert rounds(tmp_path) == ["1"]


@pytest.mark.parametrize(
    ("before", "after", "rule", "place"),
    [
        ("authority: mfds", "authority: fda", "data/", "authority"),
        ("received: 2026-10-12", "received: 12.10.2026", "data/", "received"),
        ("against: rev1", "agianst: rev1", "data/unknown-field", "agianst"),
        ("against: rev1\n", "", "data/missing-field", "against"),
        ("number: 품질 1", "number: 공통 1", "data/duplicate-id", "questions[q2].number"),
        ("id: q2", "id: q1", "data/duplicate-id", "questions[q1]"),
        ("area: quality", "area: 품질관리", "data/", "questions[q2].area"),
        ("[insurance_policy]", "[insurance]", "data/unknown-id", "questions[q1].attachments[0]"),
        ("attachment: report_repeat_dose", "attachment: report", "data/unknown-id", "questions[q3].evidence[0].attachment"),
        ("document: investigators, ", "", "data/value", "questions[q1].evidence[0]"),
        ("contact: coordinator", "contact: nobody", "data/unknown-id", "contact"),
        ("text: 2상 부분", "text: '2상\\x00 \\u0007'\n    x: 2상 부분", "data/unknown-field", "questions[q5].x"),
        ("questions:\n", "questions: []\nx:\n", "data/", None),
        ("      3개 로트의", "      {% for each in study.people %}\n      3개 로트의", "data/narrative", None),
        ("      3개 로트의", "      # 제목\n\n      3개 로트의", "data/narrative", None),
        ("      3개 로트의", "      {{ study.title\n\n      3개 로트의", "data/narrative", None),
        ("      3개 로트의", "      ```\n      3개 로트의", "data/narrative", None),
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_file_is_told_with_its_line(
    before: str, after: str, rule: str, place: str | None, submission: Submission, tmp_path: Path
) -> None:
    with pytest.raises(SubmissionError) as raised:
        read(submission, tmp_path, edited(before, after))
    found = [each for each in raised.value.findings if place in (None, each.place.path)]
    assert any(each.rule.startswith(rule) for each in found), raised.value
    assert all(each.place.file == "supplements/1.yaml" and each.place.line for each in found)


def test_a_file_saved_as_cp949_is_told_how_to_save(submission: Submission, tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match="CP949"):
        read(submission, tmp_path, ROUND.read_text("utf-8").replace("·", "ㆍ").replace("—", "-").encode("cp949"))


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"[]", b"a: &x 1\nb: *x", b"x" * 11_000_000, b"a:\n\t- b"])
def test_hostile_files_are_findings(data: bytes, submission: Submission, tmp_path: Path) -> None:
    with pytest.raises(SubmissionError):
        read(submission, tmp_path, data)


@pytest.mark.parametrize("name", ["../study", "/etc/passwd", "", ".", "2", "con", "a/b", "1\0"])
def test_there_is_no_round_outside_the_folder(name: str, submission: Submission, tmp_path: Path) -> None:
    read(submission, tmp_path, ROUND.read_bytes())
    with pytest.raises(UsageError, match="there are: `1`"):
        load_round(replace(submission, folder=tmp_path), name)


def test_a_link_out_of_the_submission_is_not_read(submission: Submission, tmp_path: Path) -> None:
    folder = tmp_path / "filing"
    (folder / "supplements").mkdir(parents=True)
    shutil.copyfile(ROUND, tmp_path / "elsewhere.yaml")
    (folder / "supplements" / "1.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    with pytest.raises(SubmissionError, match="can't be read"):
        load_round(replace(submission, folder=folder), "1")


# --- days

DEADLINE, ANSWERED = "deadline: 2026-11-11\n", "answered: 2026-11-06"
FIRST = f"{DEADLINE}extensions:\n  - {{asked: 2026-11-02, until: 2026-12-11}}\n"
SECOND = f"{FIRST}  - {{asked: 2026-12-02, until: 2027-01-11}}\n"
THIRD = f"{SECOND}  - {{asked: 2027-01-04, until: 2027-02-10}}\n"
REFUSED = FIRST.replace("}", ", granted: false}")
LATE = FIRST.replace("asked: 2026-11-02", "asked: 2026-11-12")
NO_LONGER = FIRST.replace("until: 2026-12-11", "until: 2026-11-11")
OF_LAST = "deadline: 2026-10-22\nextensions:\n  - {asked: 2026-10-20, until: 2026-11-20}\n"


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ({}, []),
        ({"deadline: 2026-11-11": "deadline: 2026-11-12"}, [("long-deadline", "note")]),
        ({"deadline: 2026-11-11\n": ""}, [("no-deadline", "note")]),
        ({"deadline: 2026-11-11\n": "", "authority: mfds": "authority: committee"}, [("no-deadline", "warning")]),
        ({"authority: mfds": "authority: committee", "deadline: 2026-11-11": "deadline: 2027-03-02"}, []),
        ({"kind: first": "kind: last"}, [("long-deadline", "note")]),
        ({"kind: first": "kind: last", "deadline: 2026-11-11": "deadline: 2026-10-22"}, [("after-deadline", "error")]),
        ({"kind: first": "kind: last", "deadline: 2026-11-11": "deadline: 2026-10-22", "answered: 2026-11-06": "answered: 2026-10-22"}, []),
        ({"kind: first": "kind: last", "deadline: 2026-11-11\n": ""}, [("no-deadline", "note"), ("after-deadline", "note")]),
        ({"kind: first": "kind: conditional"}, [("authority", "error")]),
        ({"kind: first": "kind: reconsideration", "authority: mfds": "authority: committee"}, []),
        ({"kind: first": "kind: last", "authority: mfds": "authority: committee"}, [("authority", "note")]),
        ({"answered: 2026-11-06": "answered: 2026-11-12"}, [("after-deadline", "error")]),
        ({"answered: 2026-11-06": "answered: 2026-11-11"}, []),
        ({"answered: 2026-11-06": "answered: 2026-10-02"}, [("dates", "error")]),
        ({"deadline: 2026-11-11": "deadline: 2026-10-02"}, [("dates", "error"), ("after-deadline", "error")]),
        ({"received: 2026-10-12": "received: 1950-10-12"}, [("unknown-holidays", "error")]),
        ({"received: 2026-10-12": "received: 9999-12-31"}, [("unknown-holidays", "error")]),
        ({DEADLINE: FIRST, ANSWERED: "answered: 2026-12-11"}, []),
        ({DEADLINE: REFUSED, ANSWERED: "answered: 2026-12-11"}, [("after-deadline", "error")]),
        ({DEADLINE: LATE}, [("late-extension", "warning")]),
        ({DEADLINE: NO_LONGER}, [("dates", "error")]),
        ({DEADLINE: SECOND}, []),
        ({DEADLINE: THIRD}, [("too-many-extensions", "error")]),
        ({"kind: first": "kind: last", DEADLINE: OF_LAST}, [("unknown-extension", "warning")]),
    ],
)  # fmt: skip
def test_days_are_held_against_law_and_answer(
    edit: dict[str, str], expected: list[tuple[str, str]], submission: Submission, tmp_path: Path
) -> None:
    text = ROUND.read_text("utf-8")
    for before, after in edit.items():
        assert before in text
        text = text.replace(before, after, 1)
    loaded = read(submission, tmp_path, text)
    law = template_set_of(submission).law
    assert rules(day_findings(loaded, submission, law)) == expected


def test_days_are_counted_as_the_civil_act_does(submission: Submission, tmp_path: Path) -> None:
    law = template_set_of(submission).law
    # 30 days from Thursday 2026-09-03 end on Saturday 10-03, which is a holiday too; Sunday, then its substitute.
    loaded = read(submission, tmp_path, edited("received: 2026-10-12\ndeadline: 2026-11-11", "received: 2026-09-03"))
    days = days_of(loaded, submission, law)
    assert days.legal is not None
    assert (days.legal.isoformat(), days.inferred) == ("2026-10-06", True)
    last = read(submission, tmp_path, edited("kind: first", "kind: last"))
    found = days_of(last, submission, law)
    assert found.legal is not None
    assert found.legal.isoformat() == "2026-10-22"


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([], [("first-last-demand", "note")]),
        ([{"received: 2026-10-12": "received: 2026-09-02"}], []),
        ([{"received: 2026-10-12": "received: 2026-09-02", "authority: mfds": "authority: committee"}],
         [("first-last-demand", "note")]),
        ([{"received: 2026-10-12": "received: 2026-09-02", "kind: first": "kind: last"}],
         [("second-last-demand", "warning")]),
    ],
)  # fmt: skip
def test_a_last_demand_follows_another_once(
    others: list[dict[str, str]], expected: list[tuple[str, str]], submission: Submission, tmp_path: Path
) -> None:
    loaded = read(submission, tmp_path, edited("kind: first", "kind: last"))
    earlier = []
    for index, edits in enumerate(others):
        text = ROUND.read_text("utf-8")
        for before, after in edits.items():
            text = text.replace(before, after, 1)
        earlier.append(read(submission, tmp_path, text, f"earlier-{index}"))
    assert rules(order_findings(loaded, earlier, template_set_of(submission).law)) == expected


# --- answers


def judged(compared: Compared, loaded: LoadedRound) -> list[Finding]:
    return list(Answers(loaded, compared.old, compared.new, assign(loaded, compared.comparison)).findings())


def test_every_change_of_the_example_answers_a_question(
    compared: Compared, submission: Submission, tmp_path: Path
) -> None:
    loaded = read(submission, tmp_path, ROUND.read_bytes())
    found = assign(loaded, compared.comparison)
    assert (found.unasked, found.unknown) == ((), ())
    assert {change.group for change in found.of["q2"]} == {"product.tests[viability].acceptance"}
    assert {change.document for change in found.of["q4"]} >= {"research-plan", "subject-consent", "case-report-form"}
    assert [(change.kind, change.section) for change in found.of["q3"]] == [
        (ChangeKind.INSERTED, "toxicology.discussion.1")
    ]
    assert not found.of["q1"]
    assert not found.of["q5"]


def test_number_and_date_of_a_revision_are_no_changes(compared: Compared) -> None:
    silent = [change for change in compared.comparison.changes if not counts(change)]
    assert any(change.subject is Subject.HEAD for change in silent)
    assert all(not change.causes or change.causes[0].split(".")[0] in ("revision", "filing") for change in silent)


@pytest.mark.parametrize(
    ("edit", "rule", "severity", "place"),
    [
        (("conclusion: 출하시험의", "x: 출하시험의"), None, None, None),
        (('changes: ["product.tests[viability]"]', "changes: []"), "unasked-change", "warning", "product.tests[viability].acceptance"),
        (('"product.tests[viability]"', '"product.tests[cd73]"'), "unknown-change", "error", "questions[q2].changes[0]"),
        (("research-plan/toxicology", "research-plan/pharmacology"), "unknown-change", "error", "questions[q3].changes[0]"),
        (("document: cell-standards", "document: cell-standard"), "unknown-document", "error", "questions[q2].evidence[0].document"),
        (("section: acceptance", "section: acceptanc"), "unknown-section", "error", "questions[q2].evidence[0].section"),
        (("    refusal: EASI", "    answer: EASI"), "nothing-named", "warning", "questions[q5]"),
        (("[insurance_policy]", "[insurance_policy]"), "absent-attachment", "warning", "questions[q1].attachments[0]"),
    ],
)  # fmt: skip
def test_answers_are_held_against_what_changed(
    edit: tuple[str, str],
    rule: str | None,
    severity: str | None,
    place: str | None,
    compared: Compared,
    submission: Submission,
    tmp_path: Path,
) -> None:
    if rule is None:
        with pytest.raises(SubmissionError):
            read(submission, tmp_path, edited(*edit))
        return
    findings = judged(compared, read(submission, tmp_path, edited(*edit)))
    found = [finding for finding in findings if finding.rule == f"supplement/{rule}"]
    assert [(finding.severity.value, finding.place.path) for finding in found][:1] == [(severity, place)]


def test_a_question_without_a_conclusion_is_an_error(
    compared: Compared, submission: Submission, tmp_path: Path
) -> None:
    text = "\n".join(line for line in ROUND.read_text("utf-8").split("\n") if "conclusion: 투여 후" not in line)
    (finding,) = (
        each for each in judged(compared, read(submission, tmp_path, text)) if each.severity is Severity.ERROR
    )
    assert (finding.rule, finding.place.path) == ("supplement/unanswered", "questions[q4]")
    assert finding.place.line == text.split("\n").index("  - id: q4") + 1


def test_a_cause_that_echoes_is_one_finding(compared: Compared, submission: Submission, tmp_path: Path) -> None:
    loaded = read(submission, tmp_path, edited('changes: ["product.tests[viability]"]', "changes: []"))
    found = [each for each in judged(compared, loaded) if each.rule == "supplement/unasked-change"]
    assert len(found) == 1
    assert len(assign(loaded, compared.comparison).unasked) > 10


def test_filed_again_as_it_was(compared: Compared, submission: Submission, tmp_path: Path) -> None:
    loaded = read(submission, tmp_path, ROUND.read_bytes())
    with_nothing = replace(compared, new=compared.old, comparison=compare(compared.old, compared.old))
    found = {each.rule: each for each in judged(with_nothing, loaded)}
    assert found["supplement/refiled-unchanged"].citations == ("복지부고시 제5조제2항제3호",)


def test_two_editions_under_one_number_are_told(compared: Compared, submission: Submission, tmp_path: Path) -> None:
    loaded = read(submission, tmp_path, ROUND.read_bytes())
    assert not list(make._revision(loaded, compared.old, compared.new))
    (found,) = make._revision(loaded, compared.old, compared.old)
    assert (found.rule, found.severity) == ("supplement/same-version", Severity.WARNING)
    assert (found.place.file, found.place.path) == ("study.yaml", "revision")


def test_an_altered_table_of_contents(compared: Compared, submission: Submission, tmp_path: Path) -> None:
    import msgspec

    from regdocs.language import Bilingual

    loaded = read(submission, tmp_path, ROUND.read_bytes())
    documents = []
    for document in compared.new.documents:
        if document.id == "research-plan":
            first = msgspec.structs.replace(document.sections[0], title=Bilingual("개요"))
            document = msgspec.structs.replace(document, sections=(first, *document.sections[1:]))
        documents.append(document)
    altered = replace(compared, new=replace(compared.new, documents=tuple(documents)))
    (finding,) = (each for each in judged(altered, loaded) if each.rule == "supplement/altered-contents")
    assert finding.place.document == "research-plan"
    assert not [each for each in judged(compared, loaded) if each.rule == "supplement/altered-contents"]


@pytest.mark.parametrize("name", ["q2", "품질 1", "1/q2", "1/품질 1"])
def test_a_change_may_name_its_question(name: str, compared: Compared, submission: Submission, tmp_path: Path) -> None:
    import msgspec

    loaded = read(submission, tmp_path, edited('changes: ["product.tests[viability]"]', "changes: []"))
    changes = tuple(
        msgspec.structs.replace(change, question=name) if is_named(change, "product.tests") else change
        for change in compared.comparison.changes
    )
    found = assign(loaded, msgspec.structs.replace(compared.comparison, changes=changes))
    assert not found.unasked
    assert found.of["q2"]


def test_the_conclusion_is_the_reason_of_a_change_without_one(
    compared: Compared, submission: Submission, tmp_path: Path
) -> None:
    loaded = read(submission, tmp_path, ROUND.read_bytes())
    changes = list(told(loaded, assign(loaded, compared.comparison)))
    assert {change.question for change in changes} == {"품질 1", "비임상 1", "임상 1"}
    reason = next(change.reason for change in changes if change.question == "품질 1")
    assert reason is not None
    assert reason.ko.startswith("출하시험의 세포생존율 기준을")


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("product.tests[viability].acceptance", True), ("product.tests[viability]", True), ("product", True),
        ("product.tests[viabilit", False), ("product.tests[cd73]", False), ("research-plan", True),
        ("research-plan/testing", True), ("research-plan/testing.acceptance", True), ("research-plan/test", False),
        ("cell-standards/testing", False),
    ],
)  # fmt: skip
def test_what_names_a_change(name: str, named: bool, compared: Compared) -> None:
    change = next(
        each
        for each in compared.comparison.changes
        if (each.document, each.section) == ("research-plan", "testing.acceptance")
    )
    assert is_named(change, name) is named
    assert is_named(change, change.id)


# --- what the pages say


def test_every_rule_is_listed_with_what_it_rests_on() -> None:
    room = Path(make.__file__).parent
    modules = (*room.glob("*.py"), Path(round_days.__file__), Path(round_answers.__file__))
    sources = "\n".join(path.read_text("utf-8") for path in modules)
    told = set(re.findall(r'"supplement/([a-z-]+)"', sources))
    told |= set(re.findall(r'_finding\(\s*(?:loaded, )?"([a-z-]+)"', sources))
    listed = {name for name in catalogue(load_set(shipped() / "kr-high-risk")).all if name.startswith("supplement/")}
    assert listed == {f"supplement/{name}" for name in told}
    page = (ROOT / "docs" / "revisions.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(supplement/[a-z-]+)` \|", page, re.MULTILINE)) == listed
