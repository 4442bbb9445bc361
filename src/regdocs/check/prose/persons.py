"""Rules on persons: no paper of a filing names a patient or donor, and none holds a resident registration number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regdocs.check.filing import Filing
from regdocs.check.prose.texts import everything, narrative
from regdocs.check.rule import Problem, rule
from regdocs.finding import Severity
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
_GIVEN = (
    "민수지영희철호현정미경숙순자옥성준우진서윤하예은주연재훈동석승태상기혁규원선유나아혜도건빈찬용범종길덕봉춘금복말광병창대명근식"
    "환열섭택웅산솔별슬람율시후겸린소다라새채효란화향보송인"
)
"""Syllables that given names are made of; few other words have two of them behind a surname."""
_LAST = "".join(syllable for syllable in _GIVEN if syllable not in "인다하자나성병용상")
"""Those but endings of other words: 이상인 환자, 노인성 환자, 조현병 환자."""
_SURNAME = "[김이박최정강조윤장임한오서신권황안송류유홍전고문양손배백허남심노하곽]"
_LIKELY = f"[{_GIVEN}][{_LAST}]"
_ROLE = "(?:환자|연구대상자|대상자|참여자|공여자|기증자|산모)"
_PARTICLE = "(?:은|는|이|가|의|을|를|에게|에게서|에서|와|과|도|께)(?![가-힣])"
_BESIDE = (
    re.compile(
        rf"{_ROLE}(?:인|였던)?\s(?P<surname>{_SURNAME}){_LIKELY}(?:\s?(?:씨|님)|\s?\((?:만\s?)?(?:\d|남|여)|{_PARTICLE})"
    ),
    re.compile(
        rf"(?P<surname>{_SURNAME})(?<![가-힣]{_SURNAME}){_LIKELY}\s?(?:씨|님)?\s?\(?(?:인\s)?{_ROLE}(?:님?{_PARTICLE}|[,.)]|$)"
    ),
)
"""What may be a name, right beside the word for who takes part: 환자 김민수(34세), 김민수 환자는."""
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
    told: set[int] = set()
    for texts, pattern, letters in (*((everything, *each) for each in patterns), (narrative, _MOBILE, 4)):
        for said, found, offset in filing.once(texts).find(pattern):
            told.update(range(*found.span()) if texts is everything else ())
            kind = found[0][:letters].strip()
            message = Bilingual(
                f"사람을 알아볼 수 있는 정보(「{kind}…」)", f"something that tells who a person is (“{kind}…”)"
            )
            yield Problem(said.place(offset), message, _REMEDY)
    for pattern in _BESIDE:
        for said, found, offset in filing.once(everything).find(pattern):
            if told.isdisjoint(range(*found.span())):
                message = Bilingual(
                    f"사람의 이름으로 보이는 말(「{found['surname']}○○」)",
                    f"what looks like the name of a person (“{found['surname']}○○”)",
                )
                yield Problem(said.place(offset), message, _REMEDY, Severity.WARNING)
