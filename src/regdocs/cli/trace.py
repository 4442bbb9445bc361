"""`regdocs trace`: where a field or a requirement is printed, and what no document prints."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regdocs.cli.console import errors_from_here, language_option, message_language, several, submission_folder, write
from regdocs.language import Bilingual
from regdocs.submission.frozen import is_frozen, record_folder

if TYPE_CHECKING:
    from regdocs.build.record import BuildRecord


_STALE = Bilingual(
    "참고: 작성된 문서가 지금의 자료와 다를 수 있음, 쪽과 위치는 작성된 문서의 것임 → `regdocs build`를 다시 실행하십시오",
    "note: what was built may differ from the data as they are now; pages and places are those of the build → run `regdocs build`",
)


def trace(
    submission: Annotated[
        Path,
        typer.Argument(
            help="The submission's folder, or SUBMISSION@LABEL.", show_default=False, callback=submission_folder
        ),
    ],
    path: Annotated[
        str | None,
        typer.Argument(
            help="A field of study.yaml, law/<requirement> or an article (법 제11조); default: a summary.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[str, typer.Option(help="text, json; the whole index by legal article: html, xlsx.")] = "text",
    output: Annotated[
        Path | None, typer.Option(help="A file to write to (default: standard output).", show_default=False)
    ] = None,
    build: Annotated[
        Path | None, typer.Option(help="The folder of the build (default: SUBMISSION/build).", show_default=False)
    ] = None,
    lang: Annotated[str | None, typer.Option(help="Language: ko or en.", callback=language_option)] = None,
) -> None:
    """Print document, section and page of a field or a requirement; without a path, what no document prints."""
    from regdocs.build.record import read
    from regdocs.submission.load import load
    from regdocs.template_set.load import template_set_of
    from regdocs.trace import report
    from regdocs.trace.index_page import to_html
    from regdocs.trace.trace import ARTICLE, LAW, Tracer

    (form,) = several([format], ("text", "json", "html", "xlsx")) or ("text",)
    if form in ("html", "xlsx") and path is not None:
        raise typer.BadParameter("the index by legal article takes no path", param_hint="PATH")
    if form == "xlsx" and output is None:
        raise typer.BadParameter("a worksheet needs a file", param_hint="--output")
    language = message_language(lang)
    with errors_from_here(submission):
        loaded = load(submission)
    record = read(build or record_folder(submission))
    if record is not None and not is_frozen(submission) and not _current(submission, build, record):
        typer.echo(_STALE.text(language), err=True)
    tracer = Tracer(loaded, template_set_of(loaded), record)
    if form == "xlsx":
        from regdocs.trace.index_sheet import to_xlsx

        write(to_xlsx(tracer.index(), language), output)
    elif form == "html":
        write(to_html(tracer.index(), language), output)
    elif path is None:
        summary = tracer.summary()
        write(report.summary_json(summary) if form == "json" else report.summary_text(summary, language), output)
    elif path.startswith(LAW):
        row = tracer.requirement(path)
        write(report.requirement_json(row) if form == "json" else report.requirements_text([row], language), output)
    elif ARTICLE.search(path):
        rows = tracer.article(path)
        write(report.requirements_json(rows) if form == "json" else report.requirements_text(rows, language), output)
    else:
        fields = tracer.field(path)
        write(report.fields_json(fields) if form == "json" else report.fields_text(fields, language), output)


def _current(submission: Path, build: Path | None, record: BuildRecord) -> bool:
    """Whether a build with nothing to do would leave these documents."""
    from regdocs.build.memory import recall
    from regdocs.build.options import FORMATS, Options

    written = {name for document in record.documents for name in document.files}
    formats = tuple(name for name in FORMATS if name in written)
    return recall(submission, Options(formats=formats, out=build)) is not None
