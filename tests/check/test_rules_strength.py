"""How strong the rules are: how many altered numbers they notice, and how many mutants of theirs the table notices."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import pytest
import test_rules_documents
import test_rules_prose
from altering import altered, asked, extreme, found, refused, seen, with_texts
from judging import EXAMPLE, filing, loaded, rules, told
from mutating import mutants
from test_rules_documents import edited
from test_rules_metadata import CALM, FIRES, MINIMAL, SILENT, SLE
from test_rules_prose import written

from regdocs.check.filing import Filing
from regdocs.check.rule import Function, Problem
from regdocs.submission.load import Submission

NOTICED = {EXAMPLE: 0.79, SLE: 0.72, MINIMAL: 0.77}
"""The least part of all numbers of a submission that is noticed where ten is added to one of them."""
LEAST = {"metadata": 1000, "prose": 150, "documents": 80}
"""So many mutants there are of each room at least."""
KILLED = {"metadata": 0.94, "prose": 0.9, "documents": 0.94}
"""The least part of all mutants that the tables of rules notice; of the rest most do the same as what they came from."""


@pytest.mark.slow
@pytest.mark.parametrize("name", [EXAMPLE, SLE, MINIMAL])
def test_numbers_that_are_altered_by_ten_are_noticed(name: str) -> None:
    submission = loaded(name)[0]
    before = found(submission.study, name)
    every: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for each in altered(name):
        if each.path not in submission.positions:
            continue
        kind = re.sub(r"\[[^\]]*\]", "[]", each.path)
        every[kind] += 1
        missed[kind] += not refused(each.value) and not found(each.study, name, each.path) - before
    noticed = 1 - missed.total() / every.total()
    print(f"{name}: {noticed:.1%} of {every.total()} numbers; missed:")
    print("\n".join(f"  {number} of {every[kind]} {kind}" for kind, number in missed.most_common() if number))
    assert noticed >= NOTICED[name]


@pytest.mark.slow
def test_no_rule_fails_on_extreme_values() -> None:
    submission = loaded()[0]
    with seen().used():
        failed = {
            failure for each in extreme() for failure in failures(replace(submission, study=each.study), each.path)
        }
    assert failed == set()


def failures(submission: Submission, path: str) -> Iterator[tuple[str, str, str]]:
    """The rules that fail on a submission of which the value at a path was changed."""
    filed = with_texts(replace(filing(), submission=submission))
    for name, function in asked(EXAMPLE, path):
        if ".check.metadata." not in function.__module__:
            continue
        try:
            list(function(filed))
        except Exception as error:
            yield name, path, repr(error)


@dataclass
class Table:
    """What the tables of one room's rules hold: by rule, filings in which it says something at a place, and silent ones."""

    place: Callable[[Problem], str | None]
    firing: dict[str, list[tuple[str | None, str, Filing]]] = field(default_factory=lambda: defaultdict(list))
    quiet: dict[str, list[Filing]] = field(default_factory=lambda: defaultdict(list))

    def notices(self, functions: Mapping[str, Function]) -> bool:
        """Whether a function misses what its rule finds, tells what its rule doesn't, or fails."""
        return any(self._differs(name, function) for name, function in functions.items())

    def _differs(self, name: str, function: Function) -> bool:
        try:
            return not all(
                any(self.place(problem) == place and says in problem.message.ko for problem in function(filed))
                for place, says, filed in self.firing[name]
            ) or any(list(function(filed)) for filed in self.quiet[name])
        except Exception:
            return True


def _metadata() -> Table:
    table = Table(lambda problem: problem.place.path)
    calm = [filing(name=name) for name in (EXAMPLE, SLE, MINIMAL)]
    for case in FIRES:
        table.firing[case.rule].append((case.path, "", filing(case.edits, case.name)))
        table.quiet[case.rule] = [] if case.rule in CALM else list(calm)
    for silent in SILENT:
        table.quiet[silent.rule].append(filing(silent.edits, silent.name))
    return table


def _prose() -> Table:
    table = Table(lambda problem: f"{problem.place.document}:{problem.place.line}:{problem.place.column}")
    for case in test_rules_prose.FIRES:
        filed = written(case.text, case.document, case.language)
        table.firing[case.rule].append((table.place(told(case.rule, filed)[0]), case.says, filed))
    for case in test_rules_prose.QUIET:
        table.quiet[case.rule].append(written(case.text, case.document, case.language))
    for edits, name in test_rules_prose.TEXTS:
        filed = filing(edits)
        table.firing[name].append((table.place(told(name, filed)[0]), "", filed))
    for edits, name in test_rules_prose.QUIET_TEXTS:
        table.quiet[name].append(filing(edits))
    numbers = "prose/contradicting-number"
    for stated in test_rules_prose.STATES:
        filed = written(stated.text, name=stated.name)
        if stated.contradicts:
            table.firing[numbers].append((table.place(told(numbers, filed)[0]), "", filed))
        else:
            table.quiet[numbers].append(filed)
    for text, times in test_rules_prose.TOLD:
        filed = written(text)
        if times:
            table.firing["prose/told-otherwise"].append(
                (table.place(told("prose/told-otherwise", filed)[0]), "", filed)
            )
        else:
            table.quiet["prose/told-otherwise"].append(filed)
    for korean, english, contradicts in test_rules_prose.LANGUAGES:
        filed = test_rules_prose.in_both(korean, english)
        if contradicts:
            place = table.place(told("prose/two-languages", filed)[0])
            table.firing["prose/two-languages"].append((place, contradicts, filed))
        else:
            table.quiet["prose/two-languages"].append(filed)
    for korean, english, lines in test_rules_prose.NARRATED:
        filed = test_rules_prose.narrated(korean, english)
        if lines:
            place = table.place(told("prose/two-languages", filed)[0])
            table.firing["prose/two-languages"].append((place, "", filed))
        else:
            table.quiet["prose/two-languages"].append(filed)
    alike = {"title.ko": test_rules_prose.LONG, "disease.description": test_rules_prose.LONG}
    table.quiet["prose/repeated-paragraph"].append(filing(alike))
    for text, repeats in test_rules_prose.PARAGRAPHS:
        filed = test_rules_prose.in_two_parts(text)
        if repeats:
            table.firing["prose/repeated-paragraph"].append((f"{test_rules_prose.PLAN}:{repeats[0]}:1", "1행", filed))
        else:
            table.quiet["prose/repeated-paragraph"].append(filed)
    return table


def _documents() -> Table:
    table = Table(lambda problem: f"{problem.place.document}/{problem.place.section}")
    calm = filing(make=test_rules_documents.composed)
    for case in test_rules_documents.FIRES:
        section = None if case.rule == "documents/abbreviations" else case.section
        filed = edited(case.document, case.section, case.edit)
        table.firing[case.rule].append((f"{case.document}/{section}", case.says, filed))
        table.quiet[case.rule] = [calm]
    for name, (make, place) in test_rules_documents.APART.items():
        table.firing[name].append((place, "", make()))
        table.quiet[name] = [calm]
    for case in test_rules_documents.QUIET:
        table.quiet[case.rule].append(edited(case.document, case.section, case.edit))
    return table


@pytest.mark.slow
@pytest.mark.parametrize(("room", "table"), {"metadata": _metadata, "prose": _prose, "documents": _documents}.items())
def test_mutants_of_the_rules_are_noticed(room: str, table: Callable[[], Table]) -> None:
    tables = table()
    modules = {each.__module__ for each in rules().functions.values() if f".check.{room}." in each.__module__}
    outcomes = {words: tables.notices(made) for module in sorted(modules) for words, made in mutants(module)}
    survivors = [words for words, killed in outcomes.items() if not killed]
    ratio = 1 - len(survivors) / len(outcomes)
    print(f"{room}: {ratio:.1%} of {len(outcomes)} mutants; survivors:", *survivors, sep="\n  ")
    assert len(outcomes) > LEAST[room]
    assert ratio >= KILLED[room]
