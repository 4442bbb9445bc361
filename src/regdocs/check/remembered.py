"""What a check said when it last saw the same files: with nothing new to see it says it again at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from msgspec import Struct

from regdocs.build.kept import keep, recall
from regdocs.build.memory import made_from, template_folder, template_name
from regdocs.submission.inputs import digest
from regdocs.template_set.inputs import inputs


class Said(Struct):
    """The text of each report by its format, and the exit code."""

    reports: dict[str, str]
    code: int


class _Kept(Struct):
    """What was said, and of which template set; it lies in the submission, beside regdocs, or elsewhere."""

    said: Said
    templates: list[str]
    template_inputs: dict[str, str]


def remembered(folder: Path, asked: object, say: Callable[[], tuple[Said, Path | None]]) -> Said:
    """What `say` says of the submission in `folder`, or said before of the same files with the same template set.

    `asked` is all that its words depend on beside the files: options, language, what the folder is called. `say` gives
    the folder of the template set too, or None where what it says is not to be kept.
    """
    seen = digest(folder)
    # A check without a day judges by the filing's, and what has no filing day by today's.
    key = made_from(seen, {}, "said", repr(asked), date.today().isoformat())
    kept = recall(key, _Kept)
    if kept is not None and kept.template_inputs == inputs(template_folder(kept.templates, folder)):
        return kept.said
    said, templates = say()
    # Somebody may have saved a file while it was being checked.
    if templates is not None and digest(folder) == seen:
        keep({key: _Kept(said, template_name(templates, folder), inputs(templates))})
    return said
