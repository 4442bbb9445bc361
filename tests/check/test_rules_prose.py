"""Each rule on prose: words that make it fire, near misses that don't, and the shipped submissions, which are clean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from judging import EXAMPLE, Edits, filing, loaded, rules, told

from regdocs.check.filing import Filing
from regdocs.check.prose.computed import COMPUTED, computed
from regdocs.check.prose.reading import number
from regdocs.check.prose.sentence import sentences
from regdocs.check.said import of_narrative
from regdocs.language import Language
from regdocs.regulation import pattern
from regdocs.regulation.plain import plain
from regdocs.study.quantity import Quantity
from regdocs.study.study import Study
from regdocs.submission.narrative import Narrative, Part

NAMES = (EXAMPLE, "sle-cart-2026", "minimal-2026")
PLAN, CONSENT = "research-plan", "subject-consent"
LONG = "이 문단은 같은 말을 두 번 적으면 한쪽만 고쳐져 서로 어긋난다는 것을 보이려고 " * 4


class Said(NamedTuple):
    """What somebody wrote in a narrative file."""

    rule: str
    text: str
    document: str = PLAN
    language: Language = "ko"
    says: str = ""
    """A part of the Korean message."""


def written(text: str, document: str = PLAN, language: Language = "ko", name: str = EXAMPLE) -> Filing:
    """A shipped submission whose whole narrative is this text; its study is left out of what is read."""
    file = f"narrative/{document}/overview{'.en' if language == 'en' else ''}.md"
    narrative = Narrative(file, document, "overview", language, (Part("", "", text, 1),))
    filed = filing(name=name, narratives={(document, "overview", language): narrative})
    vars(filed)["said"] = tuple(of_narrative(filed.submission))
    return filed


LEAST = int(rules().rules["prose/repeated-paragraph"].limits["characters"])
FIRES = (
    Said("prose/placeholder", "독성은 TBD이다."),
    Said("prose/placeholder", "책임자는 ○○○이다."),
    Said("prose/placeholder", "책임자는 OOO이다."),
    Said("prose/placeholder", "결과는 추후 작성 예정"),
    Said("prose/placeholder", "(기재 요망)"),
    Said("prose/placeholder", "향후 기재"),
    Said("prose/placeholder", "현재 작성 중."),
    Said("prose/placeholder", "TO\x44O: 표"),
    Said("prose/placeholder", "to\x64o: 표"),
    Said("prose/placeholder", "X\x58X 세포"),
    *(
        Said("prose/placeholder", f"독성은 {word}.")
        for word in (
            "tbd",
            "T.B.D",
            "TBA",
            "TBC",
            "FIX\x4dE",
            "ＴＢＤ",
            "미정",
            "미정임",
            "○ ○",
            "◯◯",
            "〇〇",
            "ㅇㅇ",
            "○◯",
            "추후 기재",
            "추후 보완",
            "향후 보완",
            "별도 보완",
            "기재 바람",
            "입력 요망",
            "별도 작성",
            "입력 예정",
            "검토 중",
            "확인 요망",
            "수정요망",
            "(보완 필요)",
            "(수정 필요)",
            "(첨부 예정)",
            "( 수정 필요 )",
            "( 보완 예정 )",
            "◯ ◯",
            "〇 〇",
            "ㅇ ㅇ",
            "( 첨부 예정 )",
        )
    ),
    Said("prose/placeholder", "OO대학교병원에서 한다."),
    Said("prose/placeholder", "값은 ???"),
    Said("prose/placeholder", "Lorem ipsum dolor", language="en"),
    *(
        Said("prose/contradicting-heading", text, says=says)
        for text, says in (
            ("## 6주 간격 투여 일정", "「6주 간격 투여」"),
            ("# 4회 반복 투여의 근거 {#x}", "「4회 반복」"),
            ("###### 네 차례 투여의 이유", "「네차례 투여의」"),
            ("## 15년 장기추적조사", "「15년 장기추적」"),
            ("## 투여 방문(0주, 4주, 10주)", "10주」"),
            ("## 60명을 더한 총 61명", "「총 61명」"),
            ("## 만 21세 이상의 성인과 검정력 80%", "「만 21세 이상」"),
            ("## 1회 용량(2.0×10⁸ cells)", "「1회 용량(2.0×10⁸ cells」"),
            ("## 20주 일차 평가", "「20주 일차 평가」"),
            ("## 1주 간격 투여", "「1주 간격 투여」"),
            ("##\t4개 부위의 선택", "「4개 부위」"),
        )
    ),
    *(
        Said("prose/stopping-grade", text, says=says)
        for text, says in (
            ("3등급 이상의 과민반응이 있으면 투여를 중지한다.", "safety.stopping_rules에는 2등급임"),
            ("| 관련성이 있는 2등급 이상반응 | 영구 중단 | 위원회 보고 |", "「2등급 이상반응」"),
            ("1등급 과민반응이 생기면 연구를 멈춘다.", "2등급"),
            ("5등급 이상의 이상반응이 생기면 연구를 멈춘다.", "3, 4등급"),
            ("２등급 이상반응이 생기면 연구를 멈춘다.", "3, 4등급"),
            ("용량제한독성은 투여와 관련된 2등급 이상의 이상반응으로 정의한다.", "design.endpoints에는 3등급임"),
            ("용량제한독성이란 4등급의 이상반응이다.", "「4등급의 이상반응이다」"),
        )
    ),
    *(
        Said("prose/other-disease", text, says=f"「{says}」")
        for text, says in (
            ("본 연구의 대상인 루푸스 환자는 기존 치료에 반응하지 않는다.", "루푸스"),
            ("이 임상연구의 대상은 중증의 류마티스 관절염 환자이다.", "류마티스 관절염"),
            ("본 연구의 연구 대상은 크론병이다.", "크론"),
            ("동 연구의 대상이 되는 성인 천식환자", "천식"),
            ("대상 질환은 무릎 골관절염이다.", "골관절염"),
            ("대상질환인 크론병은 만성 염증성 질환이다.", "크론"),
            ("이번 연구는 파킨슨병 환자를 대상으로 한다.", "파킨슨"),
            ("연구대상자는 뇌졸중을 앓는 환자로서 만 19세 이상이어야 한다.", "뇌졸중"),
        )
    ),
    *(
        Said("prose/told-criterion", text, says=says)
        for text, says in (
            ("EASI 20점, IGA 3점을 모두 요구하는 까닭", "「EASI 20점」: 선정기준에는 16점임"),
            ("선정기준은 IGA가 4점 이상이다.", "「IGA가 4점」"),
            ("선정 기준에서 NRS 평균이 3점을", "선정기준에는 4점임"),
            ("EASI의 15.5점 이상인 사람", "「EASI의 15.5점」"),
            ("EASI는 12점 이상만", "12점"),
            ("등록 기준의 EASI 점수가 10점", "10점"),
        )
    ),
    *(
        Said("prose/told-count", text, says=says)
        for text, says in (
            ("냉장고는 세 대를 두어 한 대가 고장 나면 옮긴다.", "「냉장고 세대」: study.yaml에는 2"),
            ("응급카트를 각각 3대 두어 둔다.", "「응급카트 3대」"),
            ("품질검사실은 네 곳이다.", "「품질검사실 네곳」: study.yaml에는 2"),
            ("배양실을 모두 세 개 둔다.", "「배양실 세개」"),
            ("냉장고는 세 대로 한다.", "「냉장고 세대」"),
            ("냉장고는 세 대이며 서로 다르다.", "「냉장고 세대」"),
            ("냉장고를 세 대씩 놓는다.", "「냉장고 세대」"),
            ("냉장고를 세 대 갖춘다.", "「냉장고 세대」"),
            ("냉장고를 세 대 둔다.", "「냉장고 세대」"),
        )
    ),
    Said("prose/other-disease", "이 연구는 폐암 환자를 대상으로 합니다.", CONSENT, says="「폐암」"),
    *(
        Said("prose/other-disease", f"이 연구의 대상은 루푸스{whom} 환자이다.", says="「루푸스」")
        for whom in (
            "를 앓는",
            "를 가진",
            "가 있는",
            "로 진단된",
            "로 진단받은",
            " 소아",
            " 청소년",
            " 성인",
            " 성인과 청소년",
            " 소아와 청소년",
            " 성인·청소년",
            " 소아 및 성인",
        )
    ),
    *(
        Said("prose/other-disease", f"루푸스 환자를 대상으로 {what} 이 연구", says="「루푸스」")
        for what in ("하는", "한", "합니다:", "실시하는", "수행하는", "진행하는")
    ),
    *(
        Said("prose/other-disease", f"연구대상자는 루푸스 환자{end}", says="「루푸스」")
        for end in ("이다", "이며", "로 한다", "로서", "여야 한다", "이어야 한다", "입니다", "만 받는다")
    ),
    *(
        Said("prose/other-disease", f"이 연구의 대상은 루푸스{end}", says="「루푸스」")
        for end in ("이다", "이며", "으로 정한다", "으로 한정한다", "으로 하며 성인만 받는다", "입니다")
    ),
    Said("prose/damaged-text", "앞 " + "한글을".encode().decode("cp1252", "replace").replace("\ufffd", "") + " 뒤"),
    Said("prose/damaged-text", "í•œê¸€"),
    *(
        Said("prose/web-markup", text, says=says)
        for text, says in (
            ("매우 <b>중요</b>하다.", "`<b>`"),
            ("10<SUP>8</SUP> cells", "`<SUP>`"),
            ("첫째 줄</p>둘째 줄", "`</p>`"),
            ("첫째 줄<br />둘째 줄", "`<br />`"),
            ('<span style="color: red">붉게</span>', "`<span style"),
            ("본문 <!-- 확인할 것 -->", "`<!--`"),
        )
    ),
    Said("prose/no-reason", "해당사항 없음\n"),
    Said("prose/no-reason", "해당 없음."),
    Said("prose/no-reason", "N/A"),
    *(
        Said("prose/no-reason", text)
        for text in ("해당사항은 없다.", "해당이 없습니다.", "미해당", "비해당", "없음", "None", "해당없음")
    ),
    Said("prose/no-reason", "- 해당사항이 없습니다."),
    Said("prose/no-reason", "Not applicable.", language="en"),
    *(Said("prose/too-short", text, says=f"「{text.strip()}」") for text in ("-", "내용", "…", "본문 내용.")),
    Said("prose/too-short", "## 이상반응의 정의\n\n---\n", says="「이상반응의 정의」: 제목만"),
    Said("prose/too-short", "## 첫째\n\n## 둘째\n\n충분히 쓴 본문이다.", says="「첫째」"),
    Said("prose/words-of-other-laws", "피험자에게 설명한다."),
    Said("prose/words-of-other-laws", "시험약을 투여한다. 대조약을 준다."),
    Said("prose/words-of-other-laws", "동 임상시험에서는"),
    *(
        Said("prose/remark", text)
        for text in (
            "유의수준은 5%이다. ★",
            "☆ 다시 볼 것",
            "유의수준은 5%이다[확인].",
            "[수정 필요]",
            "[검토 중]은",
            "[보완 요망]",
            "[삭제 예정]",
            "[추가할 것]",
            "[메모]",
            "[작성 바람]",
            "[미정]",
            "[문의]",
            "20XX년",
            "20**년",
            "20__년 __월 __일",
            "___ 명",
            "유의수준 *** %",
            "<<표>>",
            "끝>>",
            "____개",
            "__원",
            "___%",
            "__세",
            "[추가 할 것]",
            "20○○년",
            "__일",
            "__월",
        )
    ),
    Said("prose/unknown-body", "가나대학교병원에서 한다."),
    Said("prose/unknown-body", "㈜다른바이오가 공급한다.", CONSENT),
    Said("prose/unknown-body", "주식회사 다른바이오", says="다른바이오"),
    *(Said("prose/unknown-body", f"{name}에서") for name in ("다라대학병원", "가나대학교", "가나의료원")),
    Said("prose/unknown-code", "이 연구의 세포(KP-MSC-07)를 투여한다.", says="KP-MSC-07"),
    Said("prose/unknown-code", "로트 EXC-P7-2699와 EXC-P7-2601", says="EXC-P7-2699"),
    Said("prose/words-of-other-laws", "임상시험용 의약품을 준다."),
    Said("prose/words-of-other-laws", "이상사례를 적는다."),
    Said("prose/words-of-other-laws", "이중맹검으로 한다."),
    Said("prose/words-of-other-laws", "임상시험실시기관에서 한다."),
    Said("prose/words-of-other-laws", "임상시험 대상자에게 설명한다."),
    Said("prose/words-of-other-laws", "임상시험 심사위원회의 승인"),
    Said("prose/outsourced-processing", "세포의 처리 업무를 위탁한다."),
    Said("prose/outsourced-processing", "외부에서 위탁제조한 세포"),
    Said("prose/outsourced-processing", "위탁 처리 계약을 맺었다."),
    Said("prose/outsourced-processing", "세포의 배양을 위탁한다."),
    Said("prose/outsourced-processing", "처리를 외부 기관에 위탁한다."),
    Said("prose/speech-level", "이 연구는 안전성을 확인합니다."),
    Said("prose/speech-level", "다음과 같이 하세요.", says="경어체"),
    Said("prose/speech-level", "이렇게 해요."),
    Said("prose/speech-level", "안전할까요?"),
    Said("prose/speech-level", "세포를 투여한다.", CONSENT, says="평서체"),
    Said("prose/speech-level", "귀하가 정하는 것이다.", CONSENT),
    Said("prose/speech-level", "이 연구는 안전합니다.[@kim2017]"),
    Said("prose/resident-number", "주민등록번호는 901231-1234567이다."),
    Said("prose/resident-number", "번호 850102 - 2345678"),
    Said("prose/resident-number", "외국인 900119-5123456", CONSENT),
    Said("prose/resident-number", "번호 901131\u20141234567"),
    Said("prose/resident-number", "９０１２３１－１２３４５６７"),
    Said("prose/resident-number", "번호 9012311234563, 체크숫자가 맞음"),
    Said("prose/resident-number", "번호 901231 1234563"),
    Said("prose/resident-number", "외국인 9001015123452"),
    *(
        Said("prose/named-person", text)
        for text in (
            "연구대상자의 성명은 홍길동",
            "기증자 이름: 홍길동",
            "산모의 이름은 남궁영희님",
            "보호자 성명 : 남궁길동씨",
            "환자명: 홍길동",
            "환자 등록번호 1234567",
            "병원등록번호: 1234567",
            "차트번호 123456",
        )
    ),
    Said("prose/named-person", "환자의 성명: 홍길동"),
    *(
        Said("prose/named-person", f"참여자 김민수{particle} 한 일", says="사람의 이름")
        for particle in ["은", "는", "이", "가", "의", "을", "를", "에게", "에게서", "에서", "와", "과", "도", "께"]
    ),
    *(
        Said("prose/named-person", text, says="사람의 이름")
        for text in (
            "환자 김민수(34세)의 사례",
            "환자 김민수는 좋아졌다.",
            "공여자인 이영희 씨에게서 얻었다.",
            "연구대상자 박지훈의 검사",
            "산모 최은경(만 31세)",
            "참여자 정우진 님",
            "김민수 환자는 회복하였다.",
            "한 사람(이영희 산모)의 제대혈",
            "홍길동 공여자의 혈액",
            "서민준 대상자, 3회 투여",
            "김민수(환자)에게",
            "참여자 강동원을 방문하였다.",
            "기증자 윤서연과 상담함.",
            "환자 오진우가",
        )
    ),
    Said("prose/named-person", "공여자의 이름은 김영희, 나이는 30세"),
    Said("prose/named-person", "병록번호 1234567의 환자"),
    Said("prose/named-person", "첫 환자 김철수에게 투여하였다.", says="「환자…」"),
    Said("prose/named-person", "공여자 이영희 씨의 동의를 받았다."),
    Said("prose/named-person", "연구대상자 김철수(남, 45세)는 탈락하였다.", says="「김…」"),
    Said("prose/named-person", "홍길동(만 45세, 여성)의 경과"),
    Said("prose/resident-number", "생년월일과 성별은 900101-1****** 꼴로 적혀 있었다."),
    Said("prose/named-person", "연락처는 010-1234-5678이다."),
)
QUIET = (
    *(
        Said("prose/contradicting-heading", text)
        for text in (
            "## 4주 간격 투여 일정",
            "## 3회 반복 투여의 근거",
            "## 세 차례 투여의 이유",
            "## 5년 장기추적조사",
            "## 투여 방문(0주, 4주, 8주)",
            "## 제형과 1회 투여량의 구성",
            "## 1회 투여의 양",
            "## 마우스에 한 4회 반복 투여",
            "## 13주 반복투여독성시험",
            "본문의 6주 간격 투여 일정",
            "번호 #6주 간격 투여",
            "## 2번 투여 후의 평가",
            "## 1년, 3년과 5년 방문",
        )
    ),
    *(
        Said("prose/told-criterion", text)
        for text in (
            "EASI 16점, IGA 3점, SCORAD 40점을 모두 요구하는 까닭",
            "선정기준은 EASI 50% 이상의 감소가 아니다.",
            "EASI 7.1점부터 21.0점까지는 중등도이다.",
            "선정기준과 EASI-75 20점",
            "선정기준은 EASI 16점이고 층화는 EASI 25점을 기준으로 한다.",
        )
    ),
    *(
        Said("prose/told-count", text)
        for text in (
            "냉장고는 두 대를 두어 한 대가 고장 나면 옮긴다.",
            "배양실을 3개의 층에 둔다.",
            "배양실은 2개씩 둔다.",
            "보관실은 두 곳이다.",
            "보관실은 세 곳이다.",
            "탁자는 세 대를 둔다.",
            "예시대학교병원은 배양실을 모두 세 개 둔다.",
            "냉장고는 2 대를 둔다.",
            "냉장고의 온도를 세 곳에서 잰다.",
            "세 대를 두다.",
            "냉장고 옆에 다섯 대를 둔다.",
        )
    ),
    *(
        Said("prose/stopping-grade", text)
        for text in (
            "2등급 이상의 과민반응이 있으면 투여를 중지한다.",
            "4등급의 과민반응이 있으면 투여를 중지하고 전원한다.",
            "2등급 과민반응이 있으면 투여를 중지한다.",
            "관련성이 있는 3등급 이상반응이 있으면 중단한다.",
            "2등급 이상반응은 회복될 때까지 투여의 중단 여부를 정한다.",
            "2등급 이상반응이 있으면 중단할지 실시책임자가 판단한다.",
            "2등급의 이상반응은 기록한다.",
            "1등급 두통에는 중단하지 않는다.",
            "1등급의 이상반응은 중단의 사유가 아니다.",
            "1등급의 이상반응에는 중단하지 않는다.",
            "1등급의 이상반응에서 투여를 멈출 까닭은 없다.",
            "다른 시험은 2등급 이상반응에서 중단하였다[@kim2017].",
            "용량제한독성은 투여와 관련된 3등급 이상의 이상반응으로 정의한다.",
            "용량제한독성을 판정하고 4등급의 이상반응도 본다.",
            "점수 12등급 이상반응에서 중단한다.",
        )
    ),
    *(
        Said("prose/other-disease", text)
        for text in (
            "이 연구의 대상은 아토피피부염 환자이며 천식 환자도 참여할 수 있다.",
            "천식 환자를 대상으로 한 다른 연구에서는 효과가 없었다.",
            "천식 환자를 대상으로 한 임상에서는 효과가 없었다.",
            "이 연구의 대상에서 간염 환자는 제외한다.",
            "이 연구의 대상은 간염을 제외한 환자이다.",
            "루푸스 환자를 대상으로 한 선행 연구와 이 연구를 견준다.",
            "연구대상자는 감염 환자와 접촉하지 않는다.",
            "연구대상자는 간염 환자와 접촉하지 않는다.",
            "지원 대상자는 간염 환자이다.",
            "저 연구의 대상인 루푸스 환자",
            "이 연구의 대상은 {{ study.disease.name }} 환자이며 루푸스 환자이다.",
            "건선 환자를 대상으로 한 시험이 공표되었고 이 연구의 근거이다.",
            "당뇨병이 있는 환자를 대상으로 혈당을 확인한다.",
            "루푸스는 자가면역질환이다.",
            "이 연구의 대상은 간염으로 치료받은 적이 없는 사람이다.",
            *(
                f"이 연구의 대상은 루푸스 환자이다({word})."
                for word in (
                    *("[@kim2017]", "제외", "동반", "병력", "선행", "다른", "공표", "보고", "배제", "감별", "앞선"),
                    *("시험에서", "마우스", "달리", "{{ study.disease.name }}"),
                )
            ),
            f"이 연구의 대상은 {'아주 ' * 14}심한 루푸스 환자이다.",
        )
    ),
    Said("prose/placeholder", "자료를 작성하는 사람과 검토하는 사람을 나눈다. 별도의 서식에 기재한다."),
    Said("prose/placeholder", "LOOP와 XXY 염색체, 2단계 작성 중지의 기준"),
    Said("prose/placeholder", "미정맥 주사가 아니라 정맥 주사이며 추가 예정 방문은 없다. 확인 필요성을 설명한다."),
    Said("prose/placeholder", "POOL과 FOO의 값, O 표시"),
    Said("prose/placeholder", "작성 예정일을 적는 칸은 없다.".replace("예정", "한")),
    Said("prose/damaged-text", "Übersicht, café, naïve, ê, “따옴표”…"),
    Said("prose/no-reason", "해당사항 없음: 자가 세포이므로 공여자가 없다."),
    Said("prose/no-reason", "이상이 없음을 확인한다."),
    Said("prose/no-reason", ""),
    Said("prose/too-short", ""),
    Said("prose/too-short", "여섯 자의 글임"),
    Said("prose/too-short", "## 첫째\n\n### 그 아래\n\n충분히 쓴 본문이다.\n\n```\n# 뜻\n```\n"),
    *(
        Said("prose/web-markup", text)
        for text in (
            "| 첫째<br>둘째 | 셋째<br/> |", "`<b>`라고 적는다.", "p<0.05이고 n>30", "a < b > c", "<https://example.org>",
            "CD3<CD4>CD8", "<표 1>과 <그림 2>", "2<i<5",
        )
    ),
    Said("prose/words-of-other-laws", "비임상시험실시기관에서 시험한다. 비임상시험책임자가 서명한다."),
    Said("prose/words-of-other-laws", "연구대상자의 이상반응을 적고 이중눈가림으로 한다."),
    Said("prose/words-of-other-laws", "피험자식별코드로 바꾼다."),
    Said("prose/words-of-other-laws", "시험약물이 아니다. 이동 임상시험 차량"),
    *(
        Said("prose/remark", text)
        for text in (
            "[확인](#table-a)을 본다.", "[수정]{.class}", "[1,2]", "**굵게** _기울게_ 쓴다.",
            "이름_일", "2026년 1월",
            "***강조*** 5 %", "[확인하는 방법]",
        )
    ),
    Said("prose/unknown-body", "예시대학교병원과 예시대학교, ㈜예시셀이 함께 한다."),
    Said("prose/unknown-body", "가나대학교병원에서 하였다[@kim2017]."),
    Said("prose/unknown-body", "다른 연구는 가나대학교병원에서 하였다. 대학교, 병원"),
    Said("prose/unknown-code", "EXC-CBMSC-01의 로트 EXC-P7-2601, EASI-75, IL-13, NCT03269773, doi:10.1158/CCR-16-0592"),
    Said("prose/words-of-other-laws", "다른 나라의 임상시험에서 보고되었다."),
    Said("prose/words-of-other-laws", "피험자", language="en"),
    Said("prose/outsourced-processing", "처리 업무를 위탁하지 않는다."),
    Said("prose/outsourced-processing", "처리 업무를 위탁할 수 없다."),
    Said("prose/outsourced-processing", "처리를 위탁한 바 없다."),
    Said("prose/outsourced-processing", "처리 업무의 위탁은 금지된다. 처리를 위탁하지 못한다. 처리를 위탁하는 것은 아니다."),
    Said("prose/outsourced-processing", "검사를 시험기관에 위탁하고 채취를 의료기관에 위탁한다."),
    Said("prose/speech-level", "이것은 약이 아니다. 쓰지 아니다라고 적지 아니한다."),
    Said("prose/speech-level", "설명문에는 “참여하지 않으셔도 됩니다.”라고 적는다."),
    Said("prose/speech-level", "세포를 투여합니다. 언제든 그만두실 수 있어요. 이름은 '바다.'입니다.", CONSENT),
    Said("prose/speech-level", "- 세포의 투여\n- 검사", CONSENT),
    Said("prose/speech-level", "We give the cells.", CONSENT, "en"),
    Said("prose/speech-level", "It is called 세포를 투여합니다.", PLAN, "en"),
    Said("prose/resident-number", "관리번호 20260101-1234567"),
    Said("prose/resident-number", "바코드 9012311234564와 9001015123453"),
    Said("prose/resident-number", "번호 991331-1234567과 900101-9123456"),
    Said("prose/resident-number", "전화 02-123456-1234567890"),
    Said("prose/resident-number", "doi:10.1186/s900101-123456789"),
    Said("prose/named-person", "환자의 성명은 적지 않고 식별코드를 쓴다."),
    Said("prose/named-person", "공여자 신청자에게 설명하고, 환자 주치의에게 알린다. 산모 신생아에게 투여하지 않는다."),
    Said("prose/named-person", "공여자(남, 30세), 고령자(만 70세 여성), 정상인(여, 20세), 환자 안전성의 확보, 대상자 이씨에게"),
    Said("prose/resident-number", "계좌 9001011******, 문서 900101-9******"),
    Said("prose/named-person", "환자의 이름은 쓰지 않는다. 공여자의 이름은 기재하지 않고, 산모의 이름은 비워 둔다."),
    Said("prose/named-person", "대상자의 이름은 대신 코드로 적는다. 확인 필요성을 설명한다(확인 필요)."),
    Said("prose/named-person", "공여자의 성명, 생년월일을 가린다. 병록번호는 적지 아니한다."),
    Said("prose/named-person", "전화 02-1234-5678, 과제번호 2010-1234-5678"),
    *(
        Said("prose/named-person", text)
        for text in (
            "EASI 16 이상인 환자는", "남성인 환자의 배우자", "정상인 대상자에서", "임신한 환자를 제외한다.", "중등도 이상의 환자",
            "환자 정보를 가린다.", "대상자 선정은", "환자 유래의 세포", "공여자 적합성의 판정", "대상자 수를 정한다.", "안정된 환자에게",
            "연구책임자 김민수는 피부과 교수이다.", "환자 이송을 준비한다.", "대상자 동의서는", "전신 조직의 산모", "조현병 환자는", "노인성 환자의",
        )
    ),
)  # fmt: skip


@pytest.mark.parametrize("case", FIRES, ids=lambda case: f"{case.rule} {case.text[:20]}")
def test_what_should_not_stand_in_prose_is_found(case: Said) -> None:
    found = told(case.rule, written(case.text, case.document, case.language))
    assert found
    assert found[0].place.document == case.document
    assert found[0].place.line == 1
    assert case.says in found[0].message.ko


@pytest.mark.parametrize("case", QUIET, ids=lambda case: f"{case.rule} {case.text[:20]}")
def test_near_misses_are_left_alone(case: Said) -> None:
    assert told(case.rule, written(case.text, case.document, case.language)) == []


PARAGRAPHS = (
    (f"{LONG}\n\n다른 말\n\n{LONG}", [13]),
    (f"{LONG}\n\n{LONG}", [3]),
    ("가" * LEAST + "\n\n다른 말\n\n" + "가" * LEAST, [13]),
    *(
        (f"{start}{LONG}\n\n다른 말\n\n{start}{LONG}", [])
        for start in ("- ", "1. ", "# ", "| ", ":::", "Table: ", "![", "```", "~~~")
    ),
    ("짧은 문단\n\n다른 말\n\n짧은 문단", []),
)
"""A text and the lines of its paragraphs that repeat one before."""


TOLD = (
    ("마지막 투여 후 24주까지 효과적인 피임을 한다. 투여부터 24주까지 반드시 피임한다.", 0),
    ("마지막 투여 후 24주까지 효과적인 피임을 한다. 투여부터 12주까지 반드시 피임한다.", 1),
    ("마지막 투여 후 4주까지 효과적인 피임을 한다. 투여부터 28일까지 반드시 피임한다.", 0),
    ("30일 안에 재심의를 청구한다. 10일 안에 다시 심의한다. 30일 안에 다시 심의한다.", 1),
    ("연구 전체에서 300 mL를 넘지 않는다. 연구 전체에서 400 mL를 넘지 않는다.", 1),
    ("투여 후 24주까지 추적한다. 마지막 투여부터 12주까지 효과적으로 피임한다.", 0),
    ("감시 대상자를 두어 14일 동안 안전성을 본다. 감시 대상자의 첫 투여 후 7일 동안 안전성을 확인한다.", 1),
    ("감시 대상자를 두어 14일 동안 안전성을 본다. 감시 대상자의 첫 투여 후 2주 동안 안전성을 확인한다.", 0),
    ("유병기간이 3년 이상인 사람. 이환 기간이 1년 이상인 사람", 1),
    ("선별 시 유병기간이 1년 이상인 사람. 이환 기간이 3년 이상인 사람만 받고 선별에서 배제한다.", 1),
    ("유병 기간이 3년 이상인 사람. 이환기간이 36개월 이상인 사람", 0),
    ("5년 안에 악성종양의 병력이 있는 사람. 악성종양과 2년 안의 병력", 1),
    ("군당 27명이 필요하다. 군당 30명을 배정한다.", 0),
    ("다른 연구에서는 투여 후 4주까지 모두 피임하였다. 투여 후 24주까지 꼭 피임한다.", 0),
)
"""A text, and how often it says otherwise what it said before."""


@pytest.mark.parametrize(("text", "times"), TOLD)
def test_what_is_told_in_several_places_is_told_alike(text: str, times: int) -> None:
    found = told("prose/told-otherwise", written(text))
    assert len(found) == times
    assert all("overview.md 1행에는" in problem.message.ko for problem in found)


LANGUAGES = (
    ("투여를 3회 반복한다.", "Four administrations.", "3회"),
    ("투여를 4회 반복한다.", "Three repeated administrations.", "4회"),
    ("66명을 등록하여 16주에 평가한다.", "66 participants, assessed at week 12.", "16주"),
    ("5개 부위에 3회 투여한다.", "Three administrations at four sites.", "5개 부위"),
    ("단회 정맥투여, 24주까지 관찰한다.", "Two infusions, observed to week 24.", "단회"),
    ("2회 정맥투여", "A single intravenous infusion", "2회"),
    ("4회 투여", "Given once", "4회"),
    ("1.0×10⁸ cells를 투여한다.", "1.0×10⁷ cells are given.", "1.0×10⁸ cells"),
    ("2억 개", "1.0×10⁸", "2억"),
    ("1.0×10⁸ cells", "1.0×10^7 cells/kg", None),
    ("300,000,000원", "KRW 200,000,000", "300,000,000원"),
    ("3등급 이상", "grade 2 or worse", "3등급"),
    ("본관 5층", "3rd floor", "5층"),
    ("냉장고 2대", "12 refrigerators", "2"),
    ("냉장고 2대, 3호실", "12 refrigerators in room 13", None),
    ("농도 20%", "0.2", None),
    ("농도 20", "10%", None),
    ("만 19세 이상 65세 이하", "Aged 19 to 75", "65세"),
    ("만 19세 이상", "over 18 years of age", None),
    ("19세 초과", "from 20 years", None),
    ("만 19세 이상", "over 28 years of age", "19세"),
    ("만 19세 이상", "from 18 years", "19세"),
    ("19세 미만", "to 18 years", None),
    ("65세를 넘지 않는", "to 64 years", None),
    *(("만 19세", f"{word} 18 years", None) for word in ("under", "above", "below", "older than", "exceeding")),
    ("24개월, 1.5시간", "2 years, 90 minutes", None),
    ("24개월", "3 years", None),
    ("24개월", "25 months", "24개월"),
    ("24시간 안에", "within 1 day", None),
    ("0.1 mg/kg", "100 µg/kg", None),
    ("세 번 투여한다, 5부위", "three administrations at 5 sites", None),
    ("세 번 투여한다, 5곳", "two administrations at 5 places, 1 mL", "세 번"),
    ("세 번 투여한다(1 mL)", "four administrations", "세 번"),
    ("1차 평가변수 EASI-75", "primary endpoint EASI 75", None),
    ("첫 회의 2026년", "second meeting", None),
    ("총 6명(성인 3명)", "3 adults", None),
    ("3명과 4명", "5 persons and 6 persons", "3명"),
    ("３명", "4 persons", "3명"),
    ("3명", "３ persons", None),
    ("1억 5천만 원, 2억 5,000만 원", "150 million won and KRW 250,000,000", None),
    ("2천만 원", "KRW 30 million", "2천만 원"),
    ("1e6 cells", "1 × 10⁶ cells", None),
    ("65세 환자 12명", "fifteen of them", None),
    ("2등급 이상이 2건 발생", "Two related grade 3 events", "2등급"),
    ("3등급, 2주 3일", "grade 3, 2 weeks 4 days", "3일"),
    ("3명 중 1명, 2명", "1 of 2 persons; 3 in all", None),
    ("단회 정맥투여", "two intravenous infusions", "단회"),
    ("단회 정맥투여", "a single intravenous infusion", None),
    ("투여 첫날", "first day of two", None),
    ("세포 4회 투여", "three administrations of 40 cells", "4회"),
)
"""A text in Korean, its English, and what of the Korean contradicts it."""


def in_both(korean: str, english: str) -> Filing:
    """The example, of which nothing is read but one field in both languages."""
    filed = filing({"design.summary.ko": korean, "design.summary.en": english})
    vars(filed)["said"] = tuple(each for each in filed.said if each.path.startswith("design.summary"))
    return filed


@pytest.mark.parametrize(("korean", "english", "says"), LANGUAGES)
def test_two_languages_tell_the_same_numbers(korean: str, english: str, says: str | None) -> None:
    found = told("prose/two-languages", in_both(korean, english))
    assert [problem.message.ko.split("」")[0] for problem in found] == ([f"국문 「{says}"] if says else [])
    assert {problem.place.path for problem in found} <= {"design.summary.en"}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("견본대학교병원은 보관탱크를 두 대 두어 하나가 고장 나도 된다.", 0),
        ("견본대학교병원은 보관탱크를 한 대 두어 관리한다.", 0),
        ("모의어린이병원은 보관탱크를 두 대 두어 하나가 고장 나도 된다.", 1),
        ("모두 합하여 보관탱크를 세 대 두어 관리한다.", 0),
        ("보관탱크를 다섯 대 두어 관리한다.", 1),
    ],
)
def test_devices_of_a_body_that_is_named_are_its_own(text: str, count: int) -> None:
    assert len(told("prose/told-count", written(text, name="sle-cart-2026"))) == count


@pytest.mark.parametrize(
    "text",
    ["1e" + "9" * 5000, "9" * 5000, "1.0×10" + "⁹" * 5000, "5" + "억" * 50, "A" + "-11" * 5000 + "x", "1,,,,2 cells"],
)
def test_texts_that_nobody_writes_are_read_without_failing(text: str) -> None:
    for rule, function in rules().functions.items():
        if ".check.prose." in function.__module__:
            assert isinstance(told(rule, in_both(f"{text} 명", f"{text} persons")), list)
            assert isinstance(told(rule, written(f"# {text} 요구하는 {text}점")), list)
    assert told("prose/other-disease", filing({"disease.name": "(그 밖의 질환)"})) == []


def narrated(korean: str, english: str) -> Filing:
    """The example, whose whole narrative is one section in both languages."""
    texts: tuple[tuple[Language, str], ...] = (("ko", korean), ("en", english))
    narratives = {
        (PLAN, "overview", language): Narrative(
            f"narrative/{PLAN}/overview.{language}.md", PLAN, "overview", language, (Part("", "", text, 1),)
        )
        for language, text in texts
    }
    filed = filing(narratives=narratives)
    vars(filed)["said"] = tuple(of_narrative(filed.submission))
    return filed


NARRATED: tuple[tuple[str, str, list[int]], ...] = (
    ("첫 문단이다.\n\n3회 투여한다.", "First.\n\nGiven 4 times.", [3]),
    ("첫 문단이다.\n\n3회 투여한다.", "First.\n\nGiven 3 times.", []),
    ("3회 투여한다.", "First.\n\nGiven 4 times.", []),
    ("3회와 {{ study.number }}", "4 times and {{ study.number }}", []),
    ("3회", "4 times and {{ study.number }}", []),
)


@pytest.mark.parametrize(("korean", "english", "lines"), NARRATED)
def test_narrative_is_compared_with_its_english_by_paragraphs(korean: str, english: str, lines: list[int]) -> None:
    found = told("prose/two-languages", narrated(korean, english))
    assert [(problem.place.file, problem.place.line) for problem in found] == [
        (f"narrative/{PLAN}/overview.en.md", line) for line in lines
    ]


def test_paragraphs_of_study_yaml_may_repeat() -> None:
    assert told("prose/repeated-paragraph", filing({"title.ko": LONG, "disease.description": LONG})) == []


def in_two_parts(text: str) -> Filing:
    """A plan whose narrative is this text, cut in two parts where it says so."""
    halves = text.split("다른 말")
    parts = tuple(Part(str(index), "", half, 1 + 10 * index) for index, half in enumerate(halves))
    narrative = Narrative("narrative/research-plan/overview.md", PLAN, "overview", "ko", parts)
    return filing(narratives={(PLAN, "overview", "ko"): narrative})


@pytest.mark.parametrize(("text", "lines"), PARAGRAPHS)
def test_long_paragraphs_stand_once_in_a_document(text: str, lines: list[int]) -> None:
    found = told("prose/repeated-paragraph", in_two_parts(text))
    assert [problem.place.line for problem in found] == lines
    assert all("overview.md 1행" in problem.message.ko for problem in found)


def test_particles_follow_the_words_that_are_found() -> None:
    (left,) = told("prose/placeholder", written("이 절은 작성 예정"))
    assert left.message.ko == "임시 표기 「작성 예정」이 남음"
    (other,) = told("prose/words-of-other-laws", written("임상시험용 의약품을 투여한다."))
    assert other.remedy is not None
    assert other.remedy.ko.startswith("「투여용 인체세포등」으로 쓰")


def test_a_finding_names_line_and_column_and_never_a_resident_number() -> None:
    (found,) = told("prose/resident-number", written("첫 줄\n\n둘째 901231-1234567 끝"))
    assert (found.place.line, found.place.column) == (3, 4)
    assert "901231" not in found.message.ko + found.message.text("en")


TEXTS: tuple[tuple[Edits, str], ...] = (
    ({"title.ko": "TBD 세포의 임상연구"}, "prose/placeholder"),
    ({"disease.severity": "피험자 중등도"}, "prose/words-of-other-laws"),
    ({"population.recruitment": "가나대학교병원의 환자와 협력 의료기관의 환자"}, "prose/unknown-body"),
    ({"disease.severity": "해당사항 없음."}, "prose/no-reason"),
    (
        {"title.ko": "불응성 전신홍반루푸스 성인 및 소아 환자에서 세포의 안전성을 평가하는 임상연구"},
        "prose/other-disease",
    ),
    ({"title.en": "Study in adult patients with refractory systemic lupus erythematosus"}, "prose/other-disease"),
    ({"title.en": "Study in adults with lupus"}, "prose/other-disease"),
    ({"title.en": "Study in children with lupus"}, "prose/other-disease"),
    ({"title.en": "Participants with Lupus"}, "prose/other-disease"),
    ({"title.en": "Adolescents with severe lupus"}, "prose/other-disease"),
    ({"design.dose_rationale": "이 연구의 대상인 루푸스 환자의 용량"}, "prose/other-disease"),
    ({"disease.severity": "N/A"}, "prose/no-reason"),
    ({"disease.severity": "-"}, "prose/too-short"),
    ({"consent.process": "환자의 성명: 홍길동, 901231-1234567"}, "prose/named-person"),
    ({"number": "TBD"}, "prose/placeholder"),
    ({"consent.process": "환자의 성명: 홍길동, 901231-1234567"}, "prose/resident-number"),
    *(
        ({"disease.severity": text}, "prose/no-reason")
        for text in ("해당이 없음", "해당은 없다", "해당사항 없습니다", "미해당", "비해당", "Not applicable")
    ),
)
"""A text of study.yaml, and the rule that it makes fire there."""
CELL = "nonclinical[repeat_dose_13w].result_rows[0].cells[1]"
QUIET_TEXTS: tuple[tuple[Edits, str], ...] = (
    ({CELL: "해당 없음"}, "prose/no-reason"),
    ({CELL: "-"}, "prose/too-short"),
    ({"disease.severity": "없음"}, "prose/no-reason"),
    ({"disease.description": "가나대학교병원의 통계"}, "prose/unknown-body"),
    ({"title.en": "Study in patients with atopic dermatitis, asthma left out"}, "prose/other-disease"),
    ({"product.description": "이 연구의 대상인 루푸스 환자의 용량"}, "prose/other-disease"),
    ({"population.exclusion[e_renal].text": "이 연구의 대상인 루푸스 환자"}, "prose/other-disease"),
    ({"design.sheets[easi].options": ["해당 없음"]}, "prose/no-reason"),
)
"""A cell or a choice may say that nothing applies, a field that there is none."""


@pytest.mark.parametrize(("edits", "rule"), TEXTS)
def test_texts_of_the_metadata_are_read_too(edits: Edits, rule: str) -> None:
    places = {(problem.place.file, problem.place.path) for problem in told(rule, filing(edits))}
    assert places == {("study.yaml", next(iter(edits)).removesuffix(".ko"))}


@pytest.mark.parametrize(("edits", "rule"), QUIET_TEXTS)
def test_texts_of_the_metadata_that_say_enough_are_left_alone(edits: Edits, rule: str) -> None:
    assert told(rule, filing(edits)) == []


class States(NamedTuple):
    """A sentence of the plan, and whether the example's study.yaml contradicts it."""

    text: str
    contradicts: bool
    name: str = EXAMPLE


STATES = (
    States("연구대상자는 총 66명이다.", False),
    States("연구대상자는 총 67명이다.", True),
    States("연구대상자\n수는 모두\n67명이다.", False),
    States("본 단계의 연구대상자는 총 60명이다.", False),
    States("총 1,066명의 연구대상자", True),
    States("군당 27명이 필요하다. 군당 30명을 배정한다.", False),
    States("군당 28명이 필요하다.", True),
    States("만 19세 이상의 성인", False),
    States("만 20세 이상의 성인", True),
    States("투여용 인체세포등의 사용기한은 48시간이다.", False),
    States("사용기한은 2일이다.", False),
    States("사용기한은 72시간이다.", True),
    States("사용기한은 3일이다.", True),
    States("검정력 80%에서 산출한다. 양측 유의수준 5%, 탈락률 10%를 반영한다.", False),
    States("검정력 90%에서 산출한다.", True),
    States("양측 유의수준 10%로 한다.", True),
    States("선별 탈락률 20%를 반영한다.", False),
    States("다른 시험은 검정력 90%로 하였다.", False),
    States("검정력 90%에서 두 비율의 비교[@fleiss2003]로 산출한다.", True),
    States("부형제군의 도달률은 위약군의 범위를 바탕으로 15%로 가정하였다[@simpson2016].", False),
    States("부형제군의 도달률은 위약군의 범위를 바탕으로 20%로 가정하였다[@simpson2016].", True),
    States("도입단계를 합한 연구대상자는 66명이다.", False),
    States("도입단계를 합한 연구대상자는 60명이다.", True),
    States("투여용 인체세포등을 세 차례 투여한다.", False),
    States("투여용 인체세포등을 네 차례 투여한다.", True),
    States("배의 다섯 곳에 피부 아래로 주사한다.", False),
    States("배의 세 곳에 피부 아래로 주사한다.", True),
    States("마우스의 두 곳에 주사하였다.", False),
    States("마지막 투여일부터 60개월을 제안한다.", False),
    States("마지막 투여일부터 24개월을 제안한다.", True),
    States("선별은 첫 투여 전 4주 안에 한다.", False),
    States("선별은 첫 투여 전 28일 안에 한다.", False),
    States("선별은 첫 투여 전 6주 안에 한다.", True),
    States("만 19세 미만인 사람", False),
    States("만 18세 미만인 사람", True),
    States("24주까지의 이상반응을 확인한다.", False),
    States("20주까지의 이상반응을 확인한다.", True),
    States("한 방문의 양을 1.0×10⁸ cells로 늘린다.", False),
    States("한 방문의 양을 2.0×10⁸ cells로 늘린다.", True),
    States("앞선 시험은 군당 12명을 배정하였다[@kim2017].", False),
    States("1회 투여량은 1.0×10⁸ cells이다.", False),
    States("1회 투여량은 1.0 x 10^8 cells이다.", False),
    States("1회 투여량은 1.0×10^8^ cells이다.", False),
    States("1회 투여량은 1억 개이다.", False),
    States("1회 투여량은 100,000,000개이다.", False),
    States("1회 투여량은 2.0×10⁸ cells이다.", True),
    States("1회 투여량은 2억 개이다.", True),
    States("1회 투여량은 10,000만 개이다.", False),
    States("1회 투여량은 1,000십만 개이다.", False),
    States("1회 투여량은 100백만 개이다.", False),
    States("1회 투여량은 10천만 개이다.", False),
    States("1회 투여량은 20,000만 개이다.", True),
    States("1회 투여량은 200백만 개이다.", True),
    States("1회 투여량은 20천만 개이다.", True),
    States("1회 투여량은 1.0×10^9^ cells이다.", True),
    States("1회 투여량은 2.0×10⁶ cells/kg이다.", False),
    States("부위당 2.0×10⁷ cells를 투여한다.", False),
    States("부위당 3.0×10⁷ cells를 투여한다.", True),
    States("총량은 3.0×10⁸ cells이다.", False),
    States("총량은 5.0×10⁸ cells이다.", True),
    States("총 3회 투여한다.", False),
    States("총 4회 투여한다.", True),
    States("마우스에 총 7회 투여하였다.", False),
    States("투여 간격은 4주로 한다.", False),
    States("투여 간격은 28일로 한다.", False),
    States("투여 간격은 1개월로 한다.", True),
    States("투여 간격은 4년으로 한다.", True),
    States("사용기한은 2,880분이다.", False),
    States("shelf life of 48 hours", False),
    States("shelf life of 72 hours", True),
    States("shelf life of 2 days", False),
    States("shelf life of 3 days", True),
    States("shelf life of 1 week", True),
    States("shelf life of 1 month", True),
    States("shelf life of 1 year", True),
    States("사용기한은 3일째까지이다.", False),
    States("사용기한은 3주기까지이다.", False),
    States("사용기한은 3주령까지이다.", False),
    States("투여 간격은 6주로 한다.", True),
    States("투여한 뒤 관찰실에서 4시간 동안 관찰한다.", False),
    States("투여한 뒤 관찰실에서 2시간 동안 관찰한다.", True),
    States("일차 평가 시점은 16주이다.", False),
    States("일차 평가 시점은 20주이다.", True),
    States("장기추적조사 기간은 5년이다.", False),
    States("장기추적조사 기간은 15년이다.", True),
    States("보상한도는 1인당 5억 원이다.", True),
    States("숙고 기간은 24시간으로 한다.", False),
    States("A total of 66 participants is enrolled.", False),
    States("60 participants will be enrolled.", False),
    States("64 participants will be enrolled.", True),
    States("The cells are given 3 times.", False),
    States("The cells are given 4 times.", True),
    States("The primary endpoint is assessed at week 16.", False),
    States("The primary endpoint is assessed at week 20 of treatment", True),
    States("5-year long-term follow-up", False),
    States("15-year long-term follow-up", True),
    States("Administrations at intervals of 4 weeks; a power of 80%.", False),
    States("The sample has 90% power.", True),
    States("Mice: 90% power.", True),
    States("An earlier trial had 90% power.", False),
    States("300,000,000 won per person", False),
    States("200,000,000 won per person", True),
    States("처리의 기록은 공급한 날부터 20년 동안 보존한다.", False),
    States("처리의 기록은 공급한 날부터 10년 동안 보존한다.", True),
    States("유의수준은 양측 2.5%로 한다.", True),
    States("사용기한을 지난 60시간까지 만족한 안정성 자료", False),
    States("사용기한을 지난 65시간까지 만족한 안정성 자료", True),
    States("횟수는 네 번으로 한다.", True),
    States("횟수는 세 번으로 한다.", False),
    States("횟수는 한 번으로 줄일 수 있다.", False),
    States("마지막 투여와 일차 평가 사이의 8주", False),
    States("마지막 투여와 일차 평가 사이의 12주", True),
    States("투여받은 사람이 36명이면", False),
    States("투여받은 사람이 30명이면", True),
    States("양쪽 대퇴와 복부의 네 부위를 택한 이유", True),
    States("양쪽 대퇴와 복부의 다섯 부위를 택한 이유", False),
    States("농도는 2.0×10⁷ cells/mL이다.", False),
    States("농도는 5.0×10⁶ cells/mL이다.", True),
    States("농도는 5.0×10⁶ cells/mL이다.", False, "sle-cart-2026"),
    States("2개 기관에서 수행한다.", True),
    States("2개 기관에서 수행한다.", False, "sle-cart-2026"),
    States("12개 기관에서 수행한다.", True, "sle-cart-2026"),
)


@pytest.mark.parametrize("case", STATES, ids=lambda case: case.text[:40])
def test_numbers_in_prose_are_held_against_the_metadata(case: States) -> None:
    assert bool(told("prose/contradicting-number", written(case.text, name=case.name))) == case.contradicts


@pytest.mark.parametrize(
    ("path", "text", "contradicts"),
    [
        ("statistics.sample_size.reasoning", "64명에서 이상반응이 한 건도 없으면 상한은 5 %이다.", True),
        ("statistics.sample_size.reasoning", "66명에서 이상반응이 한 건도 없으면 상한은 5 %이다.", False),
        ("consent.process", "연구대상자는 모두 64명이다.", True),
        ("necessity.need", "연구대상자는 모두 64명이다.", False),
        ("product.steps[filling].description", "농도를 1.0×10⁷ cells/mL로 맞춘다.", True),
        ("product.steps[filling].description", "농도를 2.0×10⁷ cells/mL로 맞춘다.", False),
    ],
)
def test_numbers_in_texts_of_the_plan_are_held_against_the_metadata(path: str, text: str, contradicts: bool) -> None:
    found = told("prose/contradicting-number", filing({path: text}))
    assert [problem.place.path for problem in found] == ([path] if contradicts else [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234", "1234"), ("1.5", "1.5"), ("1.0×10⁸", "1e8"), ("2 x 10^7", "2e7"), ("2 × 10^7^", "2e7"), ("3억", "3e8"),
        ("2천만", "2e7"), ("5십만", "5e5"), ("많음", None), ("", None),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text: str, value: str | None) -> None:
    assert number(text) == (None if value is None else Decimal(value))


def test_sentences_end_at_full_stops_items_and_rows() -> None:
    text = "생존율은 70.5%이다. 다음[@a]을 본다.\n이어진다\n\n- 하나\n- 둘\n| 칸 |"
    found = [piece.strip() for _, piece in sentences(text) if piece.strip()]
    assert found == ["생존율은 70.5%이다.", "다음[@a]을 본다.", "이어진다", "- 하나", "- 둘", "| 칸 |"]
    assert all(text[start:].startswith(piece) for start, piece in sentences(text))


@pytest.mark.parametrize("name", NAMES)
def test_the_shipped_narrative_is_clean(name: str) -> None:
    filed = filing(name=name)
    assert {rule for rule in rules().rules if rule.startswith("prose/") and told(rule, filed)} == set()


def test_every_rule_on_prose_has_words_that_make_it_fire() -> None:
    here = {name for name, function in rules().functions.items() if ".check.prose." in function.__module__}
    apart = {
        "prose/repeated-paragraph",
        "prose/contradicting-number",
        "prose/told-otherwise",
        "prose/two-languages",
    }
    assert here == {case.rule for case in FIRES} | apart


def test_phrases_ask_for_fields_that_there_are() -> None:
    numbers, headings = (rules().rules[f"prose/contradicting-{name}"].phrases for name in ("number", "heading"))
    for phrase in (*numbers, *headings):
        assert phrase.fields
        for field in phrase.fields:
            assert field in COMPUTED or pattern.unknown(Study, field) is None, field
        for says in phrase.says:
            assert len(re.findall("[#@]", says)) == 1, says


def test_messages_are_written_in_both_languages() -> None:
    for case in FIRES:
        for problem in told(case.rule, written(case.text, case.document, case.language)):
            texts = [problem.message, *([problem.remedy] if problem.remedy else [])]
            assert all(text.written_in("ko") and text.written_in("en") for text in texts), case.rule
            assert problem.remedy or rules().rules[case.rule].remedy, case.rule


def stated(rule: str) -> Iterator[tuple[str, str]]:
    """Every phrase of a rule's data, with each value of a shipped submission that it may state, altered."""
    study = loaded()[0].study
    for phrase in rules().rules[rule].phrases:
        values = [
            word
            for field in phrase.fields
            for word in (computed(study, field) if field in COMPUTED else pattern.values(plain(study), field))
        ]
        for says in phrase.says if values else ():
            yield says, values[0]


@pytest.mark.parametrize(
    ("rule", "before"), [("prose/contradicting-number", ""), ("prose/contradicting-heading", "# ")]
)
def test_every_wording_is_noticed_where_its_number_is_altered(rule: str, before: str) -> None:
    """A wording that nothing could contradict would be dead data."""
    dead = []
    for says, value in stated(rule):
        try:
            quantity = Quantity.parse(value)
        except ValueError:
            quantity = None
        other = replace(quantity, magnitude=quantity.magnitude + 7777) if quantity else None
        text = says.replace("@", str(other)) if "@" in says else says.replace("#", "7777")
        unit_differs = quantity is not None and "/kg" in says and quantity.unit == "cells"
        if not unit_differs and not told(rule, written(f"{before}{text} 끝")):
            dead.append((says, value))
    assert dead == []


def test_the_glossarys_words_of_other_laws_are_the_rules() -> None:
    glossary = (Path(__file__).parents[2] / "docs" / "glossary.md").read_text("utf-8")
    table = glossary.partition("## Words of other laws")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| ")][1:]
    words = {word.strip() for row in rows for word in row.split(",")}
    assert len(words) > 20
    assert words <= {each.avoid for each in rules().rules["prose/words-of-other-laws"].preferences}
