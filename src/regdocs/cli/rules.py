"""`regdocs rules`: the rules of a check, the law behind them, and what of that law changed between two days."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regdocs.cli.console import day, language_option, message_language, several, write

if TYPE_CHECKING:
    from regdocs.check.catalogue import Catalogue
    from regdocs.check.rules_report import Touched
    from regdocs.check.specification import Rule
    from regdocs.regulation.requirement import Requirement
    from regdocs.submission.load import Submission
    from regdocs.template_set.load import TemplateSet


def rules(
    rule: Annotated[
        str | None,
        typer.Argument(help="One rule to explain (totals/arms), or a room to list (totals).", show_default=False),
    ] = None,
    diff: Annotated[
        tuple[str, str] | None,
        typer.Option(help="What of the law changed between two days.", metavar="FROM TO", show_default=False),
    ] = None,
    submission: Annotated[
        Path | None,
        typer.Option(help="Use this submission's template set; name the sections that a change touches."),
    ] = None,
    format: Annotated[str, typer.Option(help="text, json.")] = "text",
    output: Annotated[
        Path | None, typer.Option(help="A file to write to (default: standard output).", show_default=False)
    ] = None,
    lang: Annotated[str | None, typer.Option(help="Language: ko or en.", callback=language_option)] = None,
) -> None:
    """List the rules with what each rests on, explain one with its law, or tell how the law changed."""
    from regdocs.check.catalogue import catalogue
    from regdocs.check.rules_report import list_json, list_text, of_room, rule_json, rule_text

    (form,) = several([format], ("text", "json")) or ("text",)
    if rule is not None and diff is not None:
        raise typer.BadParameter("either a rule or two days", param_hint="RULE, --diff")
    days = _days(diff) if diff is not None else None
    language = message_language(lang)
    loaded, template_set = _template_set(submission)
    known = catalogue(template_set)
    if days is not None:
        from regdocs.check.law_changes import difference
        from regdocs.check.rules_report import difference_json, difference_text

        found = difference(template_set.law, *days)
        touched = _touched(loaded, template_set, [change.requirement for change in found.changes])
        write((difference_json if form == "json" else difference_text)(known, found, touched, language), output)
    elif rule is not None and (rule in known.all or not of_room(known, rule)):
        chosen = _rule(known, rule)
        write(
            (rule_json if form == "json" else rule_text)(known, chosen, template_set.folder / "law", language), output
        )
    else:
        write((list_json if form == "json" else list_text)(known, of_room(known, rule), language), output)


def _days(given: tuple[str, str]) -> tuple[date, date]:
    try:
        return day(given[0]), day(given[1])
    except typer.BadParameter as error:
        error.param_hint = "--diff"
        raise


def _template_set(submission: Path | None) -> tuple[Submission | None, TemplateSet]:
    """The submission, where there is one, and its set; else the set that new submissions get."""
    from regdocs.study.study import Study
    from regdocs.template_set.load import load, locate, template_set_of

    if submission is None:
        return None, load(locate(Study.model_fields["template_set"].default, Path()))
    from regdocs.submission.load import load as load_submission

    loaded = load_submission(submission)
    return loaded, template_set_of(loaded)


def _touched(submission: Submission | None, template_set: TemplateSet, requirements: list[Requirement]) -> Touched:
    """The sections that each requirement touches; nothing without a submission."""
    if submission is None or not requirements:
        return {}
    from regdocs.check.law_changes import touched
    from regdocs.trace.trace import Tracer

    places = Tracer(submission, template_set, None).places
    return {each.id: touched(each, submission, places) for each in requirements}


def _rule(catalogue: Catalogue, name: str) -> Rule:
    """The rule of that name, also by the name of one of its findings; raises UsageError for an unknown one."""
    from regdocs.check.rendered.rules import RULES
    from regdocs.finding import Finding, Severity, UsageError
    from regdocs.language import Bilingual
    from regdocs.submission.problem import nearest, shown

    parts = {f"rendered/{part}": f"rendered/{each.id}" for each in RULES for part in each.ids}
    for candidate in (name, parts.get(name, ""), name.partition("/")[0]):
        if candidate in catalogue.all:
            return catalogue.all[candidate]
    message = Bilingual(f"없는 규칙: `{shown(name)}`", f"there is no rule `{shown(name)}`")
    near = nearest(name, catalogue.all)
    if near:
        remedy = Bilingual(f"`{near}`?", f"did you mean `{near}`?")
    else:
        remedy = Bilingual("규칙의 이름은 `regdocs rules`로 확인하십시오", "`regdocs rules` lists the names")
    raise UsageError([Finding("usage/unknown-rule", Severity.ERROR, message, remedy=remedy)])
