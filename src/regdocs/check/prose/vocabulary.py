"""Rules on words: those of other laws, work that may not be given away, and the speech of each paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from regdocs.check.filing import Filing
from regdocs.check.prose.texts import everything
from regdocs.check.rule import Problem, rule
from regdocs.check.specification import Preference
from regdocs.compose.particle import particle
from regdocs.language import Bilingual

_WITH_B = "".join(chr(0xAC00 + 28 * index + 17) for index in range(399))
"""Every syllable that ends in ㅂ: 합니다 is polite, 아니다 isn't."""
_POLITE_END = re.compile(rf"(?:[{_WITH_B}]니다|세요|해요|까요)[.?](?=\s|$|\[)")
_PERHAPS_POLITE = re.compile(r"니다[.?]|세요[.?]|해요[.?]|까요[.?]")
_PERHAPS_PLAIN = re.compile(r"다(?<!니다)\.")
_PLAIN_END = re.compile(r"(?<=[가-힣])(?<!니)다\.(?=\s|$|\[)")
_QUOTED = re.compile(r"[“\"「『‘'][^”\"」』’']*[”\"」』’']")
_LONG = 6
"""Words of so many letters are compounds, which some write apart: 임상시험 대상자."""
_DENIED_BEFORE = ("수 없는 ", "않는 ", "아닌 ")
_DENIED = re.compile(r"[가-힣\s]{0,14}(?:않|아니|없|금지|못)")


@rule("prose/words-of-other-laws")
def words_of_other_laws(filing: Filing) -> Iterator[Problem]:
    """A filing under this law keeps to this law's words."""
    pattern, use = _avoided(tuple(filing.preferences("prose/words-of-other-laws")))
    for said, found, offset in filing.once(everything).find(pattern):
        better = use.get(re.sub(r"\s", "", found[0]))
        if better is not None and said.language == "ko":
            message = Bilingual(f"「{found[0]}」: 다른 법의 용어", f"“{found[0]}” is a word of another law")
            yield Problem(
                said.place(offset),
                message,
                Bilingual(f"「{better}」{particle(better, '으로', '로')} 쓰십시오", f"write “{better}”"),
            )


@lru_cache(maxsize=8)
def _avoided(preferences: tuple[Preference, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern for all words, long ones first, and what to write instead of those that are wrong."""
    right = {word for each in preferences for word in each.unless}
    words = sorted(right | {each.avoid for each in preferences}, key=lambda word: (-len(word), word))
    return re.compile(_any(words)), {re.sub(r"\s", "", each.avoid): each.use for each in preferences}


def _any(words: Sequence[str]) -> str:
    """A pattern for words as people write them: with blanks or without, inside long ones too."""
    return "|".join(map(_spaced, words)) or r"(?!)"


def _spaced(word: str) -> str:
    letters = word.replace(" ", "")
    if len(letters) >= _LONG:
        return r"\s?".join(map(re.escape, letters))
    return re.escape(word).replace(r"\ ", r"\s*")


@rule("prose/outsourced-processing")
def outsourced_processing(filing: Filing) -> Iterator[Problem]:
    """No text says that processing is given to others."""
    words = filing.words("prose/outsourced-processing")
    texts = filing.once(everything)
    for said, found, offset in texts.find(re.compile(_any(words))):
        if _DENIED.match(texts.text, found.end()) or said.text[:offset].endswith(_DENIED_BEFORE):
            continue
        message = Bilingual(
            f"「{found[0]}」: 처리 업무는 위탁할 수 있는 업무에 들어 있지 않음",
            f"“{found[0]}”: processing is not among the work that may be outsourced",
        )
        remedy = Bilingual(
            "채취와 검사만 위탁하거나, 세포처리시설의 업무로 고쳐 적으십시오",
            "outsource collection and testing only, or say that the processing facility does it",
        )
        yield Problem(said.place(offset), message, remedy)


@rule("prose/speech-level")
def speech_level(filing: Filing) -> Iterator[Problem]:
    """Papers for participants are written politely, all others in the plain style of documents."""
    polite = set(filing.words("prose/speech-level"))
    for said in filing.said:
        if not said.document or said.language != "ko":
            continue
        if not (_PERHAPS_PLAIN if said.document in polite else _PERHAPS_POLITE).search(said.text):
            continue
        text = _QUOTED.sub(lambda found: " " * len(found[0]), said.text)
        found = (_PLAIN_END if said.document in polite else _POLITE_END).search(text)
        if found:
            message = (
                Bilingual("설명문·동의서에 평서체(‘-다.’)가 섞임", "plain style in a paper for participants")
                if said.document in polite
                else Bilingual("문서체(‘-다.’)에 경어체가 섞임", "polite style in a paper that is written plainly")
            )
            yield Problem(said.place(found.start()), message, Bilingual("문체를 맞추십시오", "keep to one style"))
