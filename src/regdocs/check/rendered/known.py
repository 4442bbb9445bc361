"""What a rendered file is held against, as it was kept or made anew; imports nothing heavy where it was kept."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from regdocs.build.kept import keep, recall
from regdocs.build.memory import made_from, template_folder
from regdocs.check.rendered.subject import Subject, Subjects
from regdocs.formats.rendered import ReadParagraph, Rendered
from regdocs.language import Language
from regdocs.submission.inputs import digest
from regdocs.template_set.inputs import inputs

_LATIN, _HANGUL = re.compile("[A-Za-z]"), re.compile("[가-힣]")


def of_template(rendered: Rendered, folder: Path, identifier: str, as_of: date | None) -> Subject:
    """What the template set that a submission in `folder` would have asks of the document."""
    language = language_of(rendered)
    key = made_from({}, {}, "specification", identifier, language, str(folder), str(as_of), date.today().isoformat())
    kept = _recalled(key, folder)
    # A set beside the file comes before the shipped one.
    if kept is None or (kept.templates[0] != "submission" and (folder / Path(kept.templates[1]).name).is_dir()):
        # Only what isn't known needs all that composes.
        from regdocs.check.rendered.demand import of_default

        kept = of_default(identifier, folder, as_of, language)
        keep({key: kept})
    return kept.subjects[0]


def of_submission(rendered: Rendered, path: Path, identifier: str, folder: Path, as_of: date | None) -> Subject:
    """What the submission in `folder` makes of the document, as it was kept or made anew.

    Of several, one for each institution, that whose number the file at `path` bears.
    """
    language = language_of(rendered)
    seen = digest(folder)
    # What has no filing day is judged by today's law.
    key = made_from(seen, {}, "subject", identifier, language, path.stem, str(as_of), date.today().isoformat())
    kept = _recalled(key, folder)
    if kept is None:
        from regdocs.check.rendered.demand import of_files

        kept = of_files(path, identifier, folder, as_of, language)
        # Somebody may have saved a file meanwhile.
        if digest(folder) == seen:
            keep({key: kept})
    return next((each for each in kept.subjects if _bears(rendered, each)), kept.subjects[0])


def _recalled(key: str, folder: Path) -> Subjects | None:
    """What was kept under a key, where its template set is as it was."""
    kept = recall(key, Subjects)
    if kept is None:
        return None
    return kept if kept.template_inputs == inputs(template_folder(kept.templates, folder)) else None


def language_of(rendered: Rendered) -> Language:
    """The language that a file says it is in, else that of its headings: values stay Korean in an English copy."""
    if rendered.language:
        return "en" if rendered.language == "en" else "ko"
    titles = " ".join(each.text for each in rendered.blocks if isinstance(each, ReadParagraph) and each.level)
    return "en" if len(_LATIN.findall(titles)) > len(_HANGUL.findall(titles)) else "ko"


def _bears(rendered: Rendered, one: Subject) -> bool:
    number = one.document.number if one.document is not None else ""
    return bool(number) and any(
        number in text for text in (*rendered.around, rendered.properties.get("identifier", ""))
    )
