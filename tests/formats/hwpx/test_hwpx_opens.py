"""Another program opens the file: python-hwpx, which holds it against a schema of OWPML, has nothing to say."""

from __future__ import annotations

import io
import warnings

import pytest
from hwpx.document import HwpxDocument
from msgspec.structs import replace
from paper import File, document

from regdocs.document.document import Kind


@pytest.mark.parametrize("kind", list(Kind))
def test_the_schema_is_kept(kind: Kind) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        opened = HwpxDocument.open(io.BytesIO(File(replace(document(), kind=kind)).data))
        report = opened.validate()
    assert [str(issue) for issue in report.issues] == []
    assert report.ok
