"""Where Jinja finds the templates of one document: its own folder, then what all documents share."""

from __future__ import annotations

from collections.abc import Callable

import jinja2

from regdocs.finding import RenderingError
from regdocs.submission.encoding import decode
from regdocs.template_set.load import TemplateSet

FOLDER = "documents"


class Loader(jinja2.BaseLoader):
    """Loads a document's templates, the submission's own ones first; a template is called by the path that its writer has."""

    def __init__(self, template_set: TemplateSet, document: str) -> None:
        self.template_set, self.document = template_set, document

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Raises `TemplateNotFound`, also for a name that would lead out of the set; `RenderingError` for odd characters."""
        for name in names(self.document, template):
            path = self.template_set.file(name)
            if path.is_file():
                shown = self.template_set.shown(name)
                text, findings = decode(path.read_bytes(), shown)
                if findings:
                    raise RenderingError(findings)
                return text, shown, lambda: True
        raise jinja2.TemplateNotFound(template)


def names(document: str, template: str) -> tuple[str, ...]:
    """The paths in the set that a template's name may stand for, the first that is there counts."""
    if "\\" in template or "\0" in template or {"", ".", ".."} & set(template.split("/")):
        return ()
    return f"{FOLDER}/{document}/{template}", f"{FOLDER}/{template}"
