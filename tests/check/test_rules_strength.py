"""How strong the rules are: how many altered numbers they notice, and how many mutants of theirs the table notices."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace

import pytest
from altering import altered, extreme, found, refused
from judging import EXAMPLE, filing, loaded, rules
from mutating import mutants
from test_rules_metadata import CALM, FIRES, MINIMAL, SILENT, SLE

from regdocs.check.filing import Filing
from regdocs.check.rule import Function
from regdocs.check.specification import Layer

NOTICED = {EXAMPLE: 0.75, SLE: 0.67, MINIMAL: 0.74}
"""The least part of all numbers of a submission that is noticed where ten is added to one of them."""
KILLED = 0.94
"""The least part of all mutants that the table of rules notices; of the rest most do the same as what they came from."""


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
        missed[kind] += not refused(each.value) and not found(each.study, name) - before
    noticed = 1 - missed.total() / every.total()
    print(f"{name}: {noticed:.1%} of {every.total()} numbers; missed:")
    print("\n".join(f"  {number} of {every[kind]} {kind}" for kind, number in missed.most_common() if number))
    assert noticed >= NOTICED[name]


@pytest.mark.slow
def test_no_rule_fails_on_extreme_values() -> None:
    submission, _, template_set = loaded()
    functions = {
        each.id: function for each, function in rules().run_on(Layer.METADATA) if "metadata" in function.__module__
    }
    failed = set()
    for each in extreme():
        filed = replace(filing(), submission=replace(submission, study=each.study), template_set=template_set)
        for name, function in functions.items():
            try:
                list(function(filed))
            except Exception as error:
                failed.add((name, each.path, repr(error)))
    assert failed == set()


@pytest.mark.slow
def test_mutants_of_the_rules_are_noticed() -> None:
    firing, silent = defaultdict(list), defaultdict(list)
    for case in FIRES:
        firing[case.rule].append((case.path, filing(case.edits, case.name)))
    for quiet in SILENT:
        silent[quiet.rule].append(filing(quiet.edits, quiet.name))
    calm = [filing(name=name) for name in (EXAMPLE, SLE, MINIMAL)]

    def noticed(functions: Mapping[str, Function]) -> bool:
        return any(
            _differs(function, firing[name], [*silent[name], *([] if name in CALM else calm)])
            for name, function in functions.items()
        )

    modules = sorted({each.__module__ for each in rules().functions.values() if ".check.metadata." in each.__module__})
    outcomes = {words: noticed(functions) for module in modules for words, functions in mutants(module)}
    survivors = [words for words, killed in outcomes.items() if not killed]
    ratio = 1 - len(survivors) / len(outcomes)
    print(f"{ratio:.1%} of {len(outcomes)} mutants; survivors:", *survivors, sep="\n  ")
    assert len(outcomes) > 500
    assert ratio >= KILLED


def _differs(function: Function, firing: list[tuple[str, Filing]], quiet: list[Filing]) -> bool:
    """Whether a function misses what its rule finds, tells what its rule doesn't, or fails."""
    try:
        missed = any(path not in [problem.place.path for problem in function(filed)] for path, filed in firing)
        return missed or any(list(function(filed)) for filed in quiet)
    except Exception:
        return True
