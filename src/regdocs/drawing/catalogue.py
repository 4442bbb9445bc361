"""The pictures by name: what `drawn:study-schema` or `drawn:stability/<study>/<test>` in a template stands for."""

from __future__ import annotations

from collections.abc import Callable

from regdocs.drawing.escalation import escalation_scheme
from regdocs.drawing.process import process_flow
from regdocs.drawing.sample_size import sample_size_curve
from regdocs.drawing.schema import study_schema
from regdocs.drawing.stability import stability_plot
from regdocs.drawing.svg import Drawing, Look
from regdocs.language import Language
from regdocs.study.study import Study

PREFIX = "drawn:"
"""What a figure's resource begins with where it names a picture drawn from data."""

PICTURES: dict[str, Callable[..., Drawing]] = {
    "study-schema": study_schema,
    "dose-escalation": escalation_scheme,
    "process-flow": process_flow,
    "sample-size": sample_size_curve,
    "stability": stability_plot,
}


class UnknownPicture(LookupError):
    """There is no picture of this name, or it takes other names behind it."""


def draw(name: str, study: Study, language: Language, look: Look) -> Drawing:
    """The picture `name`, which may hold ids behind slashes.

    Raises `UnknownPicture`, and `Absent` where the study lacks what the picture shows.
    """
    kind, *ids = name.split("/")
    if kind not in PICTURES or len(ids) > _MOST_IDS.get(kind, 0):
        raise UnknownPicture(name)
    return PICTURES[kind](study, language, look, *ids)


_MOST_IDS = {"stability": 2}
