"""How conditions see a study, with each of its models looked at once: of a changed study only the change is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from pydantic import BaseModel

from regdocs.regulation.plain import Plain, plain
from regdocs.study.study import Study

_LOOKED = "regdocs.regulation.plain.plain"


class Seen:
    """The models of one study as conditions see them; a study that shares some of them shares their looks."""

    def __init__(self, study: Study) -> None:
        # A model that is kept can't lend its id to another.
        self._study = study
        self._looks: dict[int, Plain] = {}
        with patch(_LOOKED, self._noted):
            plain(study)

    @contextmanager
    def used(self) -> Iterator[None]:
        with patch(_LOOKED, self._look):
            yield

    def _noted(self, model: BaseModel) -> Plain:
        self._looks[id(model)] = look = plain(model)
        return look

    def _look(self, model: BaseModel) -> Plain:
        return self._looks.get(id(model)) or plain(model)
