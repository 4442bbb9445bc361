"""The program's own words in Korean: what `--help` says of each command, and how a call that can't be understood is answered."""

from __future__ import annotations

import re

_WHERE = "보고서를 쓸 파일, 형식이 여럿이면 폴더"

HELP = {
    # commands
    "Regulatory filings for high-risk advanced regenerative medicine research in Korea, from one study description.": (
        "고위험 첨단재생의료 임상연구의 신청 서류를 연구 하나의 기술에서 작성함."
    ),
    "Make a submission's folder: a commented study.yaml and a narrative file for every section that needs prose.": (
        "제출 폴더를 만듦: 설명이 달린 study.yaml과, 서술이 필요한 절마다 narrative 파일."
    ),
    "Write the documents and build.json; exits 1 where something that a document prints is absent.": (
        "문서와 build.json을 작성함. 문서에 인쇄할 내용이 빠졌으면 종료 코드 1."
    ),
    "Report everything found: load errors, missing values and sections, requirements in force that aren't met.\n\n"
    "Of several submissions the worst decides how the command exits.": (
        "점검 결과를 모두 보고함: 읽을 수 없는 자료, 빠진 값과 절, 충족하지 못한 시행 중 요건.\n\n"
        "제출자료가 여럿이면 가장 나쁜 결과가 종료 코드를 정함."
    ),
    "Check and rebuild untagged drafts on each save, until Ctrl-C; after an error the last good drafts stay.": (
        "저장할 때마다 점검하고 초안을 다시 작성함(Ctrl-C로 끝냄). 오류가 나면 마지막으로 잘 된 초안을 둠."
    ),
    "Put together what is handed in; refused, by name, for gaps, stale or edited documents and unfit attachments.": (
        "제출할 묶음을 만듦. 빈 곳, 낡거나 고친 문서, 맞지 않는 첨부가 있으면 이름을 들어 거부함."
    ),
    "Check every file of a packet against its manifest; exits 6 where one was changed, is missing or was added.": (
        "제출 묶음의 모든 파일을 목록과 견줌. 바뀌거나 빠지거나 더해진 파일이 있으면 종료 코드 6."
    ),
    "Print the processing calendar from the receipt date (planned from the filing date); exits 1 on findings.": (
        "접수일(계획은 신청일)부터의 처리 일정을 보임. 점검 결과가 있으면 종료 코드 1."
    ),
    "Print document, section and page of a field or a requirement; without a path, what no document prints.": (
        "값이나 요건이 인쇄된 문서, 절, 쪽을 보임. 경로가 없으면 어느 문서에도 인쇄되지 않는 값을 보임."
    ),
    "Keep the submission as it is now under revisions/LABEL; it is never written again, and every change is noticed.": (
        "지금의 제출자료를 revisions/LABEL에 보존함. 다시 쓰지 않으며, 바뀌면 알아냄."
    ),
    "List label, date, why, documents and hash of each revision; exits 6 where one was changed.": (
        "보존한 판마다 이름, 날짜, 사유, 문서, 해시를 보임. 바뀐 판이 있으면 종료 코드 6."
    ),
    "Compare two revisions once; draw it as text, Markdown, JSON, web page, redlines or change table.": (
        "두 판을 견주어 글, Markdown, JSON, 웹 쪽, 변경 표시 문서, 변경대비표로 보임."
    ),
    "Write the answer document (보완자료 답변서), the change table and the packet of a round; exits 1 on findings.": (
        "보완 차수의 보완자료 답변서, 변경대비표, 제출 묶음을 작성함. 점검 결과가 있으면 종료 코드 1."
    ),
    "Print the JSON Schema of study.yaml or another file; editors complete and check by it.": (
        "편집기가 자동 완성과 점검에 쓰는, study.yaml 등의 JSON Schema를 보임."
    ),
    "List the rules with what each rests on, explain one with its law, or tell how the law changed.": (
        "규칙과 그 근거를 보임. 규칙 하나를 조문과 함께 설명하거나, 법령이 어떻게 바뀌었는지 알림."
    ),
    "Show what this machine has for DOCX and PDF, and what to install for the rest; exits 1 without PDF.": (
        "이 컴퓨터에서 DOCX와 PDF를 만들 수 있는지, 무엇을 더 설치할지 보임. PDF를 만들 수 없으면 종료 코드 1."
    ),
    "Look after template sets.": "서식 모음을 살핌.",
    "Lint a template set: unknown names and fields, broken syntax, parts, English, requirements, unused files.": (
        "서식 모음을 점검함: 모르는 이름과 값, 깨진 문법, 서술 부분, 영문, 요건, 쓰이지 않는 파일."
    ),
    # what several commands take
    "Print the version.": "판 번호를 보임.",
    "Language of messages: ko or en.": "메시지의 언어: ko 또는 en.",
    "Language: ko or en.": "언어: ko 또는 en.",
    "The submission's folder.": "제출 폴더.",
    "The submission's folder, or SUBMISSION@LABEL.": "제출 폴더 또는 SUBMISSION@LABEL.",
    "The submission's folder, built, or SUBMISSION@LABEL.": "문서를 작성해 둔 제출 폴더 또는 SUBMISSION@LABEL.",
    "Only these documents, by id.": "이 id의 문서만.",
    "Say nothing but findings.": "점검 결과만 보임.",
    "A file to write to (default: standard output).": "결과를 쓸 파일(기본값: 표준 출력).",
    "A file to write to, for several formats a folder (default: standard output).": f"{_WHERE}(기본값: 표준 출력).",
    "error, warning, note or never.": "이만큼 무거운 결과가 있으면 실패함: error, warning, note, never.",
    "text, json.": "text, json.",
    "text, json (default: text).": "text, json(기본값: text).",
    # new, build, watch
    "The folder to make.": "만들 폴더.",
    "A study.yaml, or a submission, to start from.": "바탕으로 삼을 study.yaml 또는 제출 폴더.",
    "The template set.": "서식 모음.",
    "docx, pdf, hwpx (default: docx, pdf).": "docx, pdf, hwpx(기본값: docx, pdf).",
    "docx, pdf, hwpx (default: pdf).": "docx, pdf, hwpx(기본값: pdf).",
    "ko (the filing) or en (working copies).": "ko(제출본) 또는 en(작업용 사본).",
    "Where to write (default: SUBMISSION/build).": "파일을 쓸 폴더(기본값: SUBMISSION/build).",
    "Where to write (default: SUBMISSION/build/drafts).": "파일을 쓸 폴더(기본값: SUBMISSION/build/drafts).",
    "Page numbers in DOCX from the PDF's layout (pdf) or from LibreOffice.": (
        "DOCX의 쪽 번호를 얻는 곳: PDF의 쪽 배치(pdf) 또는 LibreOffice(libreoffice)."
    ),
    "Also replace files that were edited.": "사람이 고친 파일도 바꿔 씀.",
    # check
    "Folders of submissions, SUBMISSION@LABEL, or a DOCX, PDF or HWPX.": "제출 폴더, SUBMISSION@LABEL, 또는 DOCX·PDF·HWPX 파일.",
    "Which document the FILE is (research-plan …).": "FILE이 어느 문서인지(research-plan 등).",
    "Hold the FILE's values against this submission.": "FILE의 값을 이 제출자료와 견줌.",
    "text, json, junit, sarif, github, markdown, html (default: text).": (
        "text, json, junit, sarif, github, markdown, html(기본값: text)."
    ),
    "Judge by the law of this day.": "이 날의 법령으로 점검함.",
    # packet, verify, calendar, trace
    "committee, mfds, combined, facility (default: as the filing asks).": (
        "committee, mfds, combined, facility(기본값: 신청에 맞는 것)."
    ),
    "Where to write (default: SUBMISSION/build/packet).": "파일을 쓸 폴더(기본값: SUBMISSION/build/packet).",
    "The folder of the build (default: SUBMISSION/build).": "작성한 문서의 폴더(기본값: SUBMISSION/build).",
    "Allow what still lacks signatures, values or files; every tab says 초안.": (
        "서명, 값, 파일이 아직 없어도 됨. 간지마다 초안이라고 적음."
    ),
    "The largest file that the portal takes, such as 50MB.": "접수 시스템이 받는 가장 큰 파일(예: 50MB).",
    "Also replace a packet that was changed.": "바뀐 제출 묶음도 바꿔 씀.",
    "A packet: its folder or its zip.": "제출 묶음의 폴더 또는 zip 파일.",
    "Also build it again and compare.": "다시 만들어 견줌.",
    "The submission, or SUBMISSION@LABEL, to build it from.": "다시 만들 제출 폴더 또는 SUBMISSION@LABEL.",
    "text, json, ics (default: text).": "text, json, ics(기본값: text).",
    "A field of study.yaml, law/<requirement> or an article (법 제11조); default: a summary.": (
        "study.yaml의 경로, law/<요건> 또는 조문(법 제11조). 기본값: 요약."
    ),
    "text, json; the whole index by legal article: html, xlsx.": "text, json. 조문별 색인 전체는 html, xlsx.",
    # freeze, revisions, diff, supplement
    "How the revision is called, such as rev1.": "판의 이름(예: rev1).",
    "What the revision is for.": "판을 보존하는 사유.",
    "Its day (default: filing.date).": "판의 날짜(기본값: filing.date).",
    "The older: SUBMISSION, SUBMISSION@LABEL, git:REV, git:REV:PATH, or a DOCX, PDF or HWPX.": (
        "앞의 판: SUBMISSION, SUBMISSION@LABEL, git:REV, git:REV:PATH, 또는 DOCX·PDF·HWPX 파일."
    ),
    "The newer, in the same ways.": "뒤의 판. 적는 방법은 같음.",
    "text, json, html, docx, table, markdown (default: text).": "text, json, html, docx, table, markdown(기본값: text).",
    "A folder for the files; docx, table and several formats need it.": (
        "파일을 쓸 폴더. docx, table, 여러 형식에는 꼭 있어야 함."
    ),
    "review or approved: when the change comes (default: as the study says).": (
        "review(심의 중) 또는 approved(승인 뒤): 변경하는 때(기본값: study.yaml대로)."
    ),
    "The change table's form: filing, or law (현행·개정안).": "변경대비표의 꼴: filing 또는 law(현행·개정안).",
    "The change table in both languages.": "변경대비표를 두 언어로.",
    "Whose changes the redlines show.": "변경 표시에 적을 작성자.",
    "Exit 5 where there are differences.": "다른 것이 있으면 종료 코드 5.",
    "List changes without a reason, and exit 1.": "사유가 없는 변경을 보이고 종료 코드 1.",
    "Add an entry to changes.yaml for each change that has none.": "항목이 없는 변경마다 changes.yaml에 항목을 더함.",
    "The round: the name of its file in supplements/, without .yaml.": "보완 차수: supplements/ 아래 파일의 이름(.yaml 없이).",
    "docx, pdf (default: both).": "docx, pdf(기본값: 둘 다).",
    "Where to write (default: SUBMISSION/build/supplements/ROUND).": (
        "파일을 쓸 폴더(기본값: SUBMISSION/build/supplements/ROUND)."
    ),
    "The packet of the documents that changed, too (needs pdf).": "바뀐 문서의 제출 묶음도 만듦(pdf가 있어야 함).",
    "Allow a packet that lacks signatures, values or files; its tabs say 초안.": (
        "서명, 값, 파일이 없는 제출 묶음도 만듦. 간지에 초안이라고 적음."
    ),
    "en: a working copy in English instead, into en/; no packet.": "en: 대신 영문 작업용 사본을 en/에 씀. 제출 묶음은 없음.",
    # schema, rules, templates
    "The template set whose law describes the fields of study.yaml.": "study.yaml의 항목을 설명할 법령 자료가 든 서식 모음.",
    "study.yaml, changes.yaml, supplement.yaml (a round), changes.json (diff --format json).": (
        "study.yaml, changes.yaml, supplement.yaml(보완 차수), changes.json(diff --format json)."
    ),
    "The same as --file changes.json.": "--file changes.json과 같음.",
    "One rule to explain (totals/arms), or a room to list (totals).": "설명할 규칙(totals/arms) 또는 나열할 묶음(totals).",
    "What of the law changed between two days.": "두 날 사이에 바뀐 법령.",
    "Use this submission's template set; name the sections that a change touches.": (
        "이 제출자료의 서식 모음을 쓰고, 변경이 닿는 절을 알림."
    ),
    "A shipped set's id, a set's folder, or a submission with its overrides.": (
        "함께 배포된 서식 모음의 id, 서식 모음의 폴더, 또는 서식을 바꾼 제출 폴더."
    ),
}
"""What `--help` says, by its English."""

FRAME = (
    (r"^Usage: ", "사용법: "),
    (r"\[OPTIONS\]", "[옵션]"),
    (r"COMMAND \[ARGS\]\.\.\.", "명령 [인자]..."),
    (r"^Arguments:$", "인자:"),
    (r"^Options:$", "옵션:"),
    (r"^Commands:$", "명령:"),
    (r"Show this message and exit\.", "이 도움말을 보임."),
    (r"\[default: ", "[기본값: "),
    (r"\[required\]", "[필수]"),
    (r"; required\]", "; 필수]"),
    (r"^Try '(.*)' for help\.$", r"도움말: \1"),
    (r"^Error: ", "오류: "),
    (r"Missing command\.", "명령이 없음"),
    (r"No such command '(.*?)'\.", r"없는 명령: \1."),
    (r"No such option: (\S+)", r"없는 옵션: \1"),
    (r"\(Possible options: (.*)\)$", r"(가까운 옵션: \1)"),
    (r"[Dd]id you mean (.*)\?", r"가까운 이름: \1"),
    (r"Missing argument '(.*)'\.", r"인자가 없음: \1"),
    (r"Missing option (.*)\.", r"옵션이 없음: \1"),
    (r"Missing parameter: (.*)", r"값이 없음: \1"),
    (r"Option '(.*)' requires an argument\.", r"옵션 \1: 값이 없음"),
    (r"Option '(.*)' requires (\d+) arguments\.", r"옵션 \1: 값이 \2개 있어야 함"),
    (r"Option '(.*)' does not take a value\.", r"옵션 \1: 값을 받지 않음"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)", r"남는 인자: \1"),
    (r"Invalid value for (.*?): ", r"옵션이나 인자의 값이 맞지 않음(\1): "),
    (r"Invalid value: ", "값이 맞지 않음: "),
    ("docx, table and several formats need a folder", "docx, table, 여러 형식에는 폴더를 지정하십시오"),
    ("several formats need a folder", "형식이 여럿이면 폴더를 지정하십시오"),
    ("only with a FILE", "FILE을 점검할 때만 쓰십시오"),
    ("either a rule or two days", "규칙과 두 날 가운데 하나만 적으십시오"),
    ("the index by legal article takes no path", "조문별 색인에는 경로를 적지 마십시오"),
    ("a worksheet needs a file", "표 파일의 이름을 지정하십시오"),
)
"""The rest of what the command line says, as patterns of its English and what stands for it."""

_FRAME = tuple((re.compile(pattern, re.MULTILINE), korean) for pattern, korean in FRAME)


def korean(said: str) -> str:
    """What the command line says in English, in Korean as far as `FRAME` knows it."""
    for pattern, replacement in _FRAME:
        said = pattern.sub(replacement, said)
    return said
