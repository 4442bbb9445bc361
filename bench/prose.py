"""Korean regulatory prose by the yard: every sentence is made of the field's own words, no two paragraphs are alike."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

SUBJECTS = (
    "투여용 인체세포등은", "연구책임자는", "세포처리시설의 품질관리책임자는", "연구대상자는", "공여자의 제대혈은", "마스터세포은행은",
    "출하시험의 결과는", "인체세포등 관리자는", "자료안전성모니터링위원회는", "중대한 이상반응은", "보관 중인 검체는", "시험방법의 적합성은",
)  # fmt: skip
CONDITIONS = (
    "동의를 받은 날부터 {number}일 이내에", "승인받은 연구계획에 따라", "무작위배정 이후 {number}주까지", "2~8 ℃의 조건에서",
    "액체질소 기상에서 {number}개월 동안", "무균조작구역의 청정등급을 확인한 뒤", "기준을 벗어난 경우", "방문 {number}에서",
    "독립된 두 사람의 확인을 거쳐", "표준작업지침서 SOP-{number}에 따라",
)  # fmt: skip
OBJECTS = (
    "생존율과 세포수를", "표면항원의 발현을", "엔도톡신과 마이코플라스마를", "습진 중증도 점수를", "항-HLA 항체의 유무를",
    "이상반응의 중증도와 인과관계를", "운송 용기의 온도 기록을", "핵형의 안정성을", "면역조절 역가를", "기록의 원본을",
    "교차오염의 가능성을", "병용약물의 변경 사항을",
)  # fmt: skip
VERBS = (
    "확인하고 그 결과를 기록한다.", "정해진 시점마다 평가한다.", "측정하여 설정한 기준과 비교한다.", "심의위원회에 지체 없이 보고한다.",
    "추적할 수 있도록 식별번호와 함께 보존한다.", "재평가하여 필요한 조치를 정한다.", "이중으로 확인한 뒤 출하를 결정한다.",
    "통계분석계획서에 적은 방법으로 분석한다.", "연구대상자의 안전을 우선하여 판단한다.",
)  # fmt: skip
TITLES = (
    "채취 절차", "처리공정의 관리", "출하시험", "보관과 이동", "추적관리", "독성시험", "약리작용", "투여 절차", "방문별 절차",
    "선정기준의 근거", "동의의 절차", "이상반응의 조치", "보상의 원칙", "자료의 품질관리", "인력의 운용", "시설과 장비",
)  # fmt: skip
METHODS = (
    "유세포분석",
    "핵산증폭법",
    "비탁법",
    "혼합림프구반응",
    "자동계수법",
    "대한민국약전 일반시험법",
    "효소면역측정법",
)
ITEMS = (
    "생존율",
    "세포수",
    "CD73 양성률",
    "CD90 양성률",
    "CD105 양성률",
    "CD45 음성",
    "엔도톡신",
    "무균시험",
    "핵형",
    "역가",
)


def sentence(random: Random) -> str:
    """One sentence."""
    condition = random.choice(CONDITIONS).format(number=random.randint(2, 48))
    return f"{random.choice(SUBJECTS)} {condition} {random.choice(OBJECTS)} {random.choice(VERBS)}"


def paragraph(random: Random, sentences: int) -> str:
    """A paragraph of so many sentences."""
    return " ".join(sentence(random) for _ in range(sentences))


def title(random: Random, number: int) -> str:
    """A heading's text."""
    return f"{random.choice(TITLES)} {number}"


def result_row(random: Random, number: int) -> Sequence[str]:
    """A row of a test table: item, method, limit, result."""
    limit = random.randint(70, 98)
    return (
        f"{random.choice(ITEMS)} {number}",
        random.choice(METHODS),
        f"{limit} % 이상",
        f"{limit + random.random():.1f} %",
    )
