"""The rule on rooms and devices that narrative counts: as many as study.yaml has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from regdocs.check.filing import Filing
from regdocs.check.prose.reading import COUNTS
from regdocs.check.prose.texts import narrative, narrow
from regdocs.check.rule import Problem, rule
from regdocs.language import Bilingual
from regdocs.study.organisation import Equipment, Institution, ProcessingFacility

_WORDS = tuple(word for word in COUNTS if word != "한")
"""한 대가 고장 나면 counts nothing."""
# What is rare comes first, which lets the search skip to it.
_COUNTED = re.compile(r"(?P<unit>[대곳개])(?:를|로|이며|이다|씩|\s두|\s둔|\s갖)")
_NAMED = re.compile(
    r"(?P<name>[가-힣]{2,12}?)[은는을를이가]?\s(?:기관마다\s|각각\s|모두\s)?"
    rf"(?P<number>{'|'.join(_WORDS)}|\d{{1,3}})\s?$"
)
_REACH, _FAR = 28, 20


@rule("prose/told-count")
def told_count(filing: Filing) -> Iterator[Problem]:
    """A sentence that counts a room or a device of the study counts as many as study.yaml."""
    texts = filing.once(narrative)
    for said, found, offset in texts.find(_COUNTED):
        start = max(0, offset - _REACH)
        named = _NAMED.search(narrow(said.text[start:offset]))
        if named is None:
            continue
        # A body that is named before has its own.
        own = [body for body in filing.study.institutions if body.name.ko in said.text[max(0, start - _FAR) : offset]]
        listed = _things(
            own or filing.study.institutions, found["unit"], () if own else filing.study.processing_facilities
        )
        things = [one for one in listed if _base(one).endswith(named["name"])]
        counts = [one.count for one in things if one.count is not None and _base(one) == _base(things[0])]
        told = COUNTS.get(named["number"]) or int(named["number"])
        # A word that ends several names may count them all.
        if len(counts) == len(things) > 0 and told not in (*counts, sum(counts)):
            shown, what = ", ".join(map(str, dict.fromkeys(counts))), f"{named['name']} {named['number']}"
            message = Bilingual(
                f"「{what}{found['unit']}」: study.yaml에는 {shown}",
                f"“{what}{found['unit']}”, but study.yaml has {shown}",
            )
            yield Problem(said.place(start + named.start("number")), message)


def _things(
    institutions: Sequence[Institution], unit: str, facilities: Sequence[ProcessingFacility]
) -> Iterator[Equipment]:
    """Devices, which are counted by 대, or rooms."""
    for institution in institutions:
        yield from institution.equipment if unit == "대" else institution.facilities
    for facility in facilities if unit != "대" else ():
        yield from facility.rooms


def _base(thing: Equipment) -> str:
    return re.sub(r"\s*[(（].*", "", thing.name.ko)
