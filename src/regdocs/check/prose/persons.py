"""Rules on persons: no paper of a filing names a patient or donor, and none holds a resident registration number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regdocs.check.filing import Filing
from regdocs.check.prose.texts import everything, narrative
from regdocs.check.rule import Problem, rule
from regdocs.language import Bilingual

# A digit comes first and what may not stand before it after that, which lets the search skip to digits.
_NUMBER = re.compile(
    r"\d(?<!\d\d)\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"(?P<between>\s?[-~\u2010-\u2015\u2212]\s?|\s?)(?P<kind>[1-8])(?:\d{6}(?!\d)|[*xX○●]{6})"
)
"""Birth date, then a digit for century, sex and nationality, and six more or their mask (주민등록번호, 외국인등록번호)."""
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_MOBILE = re.compile(r"01(?<!\d01)[016789][-.\s]?\d{3,4}[-.\s]?\d{4}(?!\d)")
_NAMED = re.compile(
    r"(?:환자|대상자|공여자|기증자|산모|보호자)(?:의)?\s*(?:성명|이름|명)\s*(?:은|:)\s*"
    r"(?!.{0,2}(?:적|쓰|기재|비워|대신))[가-힣]{2,4}(?:씨|님)?(?=[\s,.()]|$)"
)
# A name of three syllables; what ends so, such as 신청자 or 정상인, is no name.
_NAME = "[강고곽구권김남노류문민박배백서성손송신심안양오우유윤이임장전정조주지진차채최하한허홍황][가-힣](?![자인의아생])[가-힣]"
_ADDRESSED = re.compile(rf"(?:환자|대상자|공여자|기증자|산모|환아)\s+{_NAME}(?:\s?[씨님]|에게|께)")
_AGED = re.compile(
    rf"{_NAME}(?<![가-힣].{{3}})\s?\((?:[남여][성자]?\s?[,/·]\s?(?:만\s?)?\d+\s?세|(?:만\s?)?\d+\s?세\s?[,/·]?\s?[남여])"
)
"""Who is spoken of as a person is, or told with sex and age."""
_RECORD = re.compile(r"(?:차트|병록|환자\s*등록|병원\s*등록)\s*번호\s*[:\uff1a]?\s*\d{5,}")
_REMEDY = Bilingual("지우고 식별코드로 바꾸십시오", "remove it and write the code instead")


@rule("prose/resident-number")
def resident_number(filing: Filing) -> Iterator[Problem]:
    """No resident or foreigner registration number stands anywhere; the finding doesn't repeat it."""
    for said, found, offset in filing.once(everything).find(_NUMBER):
        if not found["between"].strip() and not _checks(found):
            continue
        shown = f"{found[0][:2]}****-{found['kind']}******"
        message = Bilingual(f"주민등록번호로 보이는 번호({shown})", f"what looks like a resident number ({shown})")
        yield Problem(said.place(offset), message, _REMEDY)


def _checks(found: re.Match[str]) -> bool:
    """Whether the last digit is the check digit of the others, as in numbers given before October 2020.

    Without a dash thirteen digits may be anything else.
    """
    digits = [int(digit) for digit in found[0] if digit.isdigit()]
    if len(digits) < len(_WEIGHTS) + 1:
        return False
    rest = sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=False)) % 11
    return digits[-1] == ((13 if int(found["kind"]) > 4 else 11) - rest) % 10


@rule("prose/named-person")
def named_person(filing: Filing) -> Iterator[Problem]:
    """No patient or donor is named, nor told by chart number or mobile phone; staff are named in study.yaml."""
    patterns = ((_NAMED, 4), (_RECORD, 4), (_ADDRESSED, 2), (_AGED, 1))
    for texts, pattern, letters in (*((everything, *each) for each in patterns), (narrative, _MOBILE, 4)):
        for said, found, offset in filing.once(texts).find(pattern):
            kind = found[0][:letters].strip()
            message = Bilingual(
                f"사람을 알아볼 수 있는 정보(「{kind}…」)", f"something that tells who a person is (“{kind}…”)"
            )
            yield Problem(said.place(offset), message, _REMEDY)
