"""What people do to a file in Word: harmless changes pass, the others are found, values that were changed too."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from editing import Made, W, delete, edited, headings, hollow, made, stretch, style, text, told, weighty, with_part
from lxml import etree

from regdocs.finding import Severity
from regdocs.formats.docx.read import read

NAME = "minimal-2026"
PLAN = "research-plan"


@pytest.fixture(scope="module")
def plan() -> Made:
    return made(PLAN, NAME)


def element(markup: str) -> etree._Element:
    namespace = W[1:-1]
    return etree.fromstring(f'<root xmlns:w="{namespace}" xmlns:r="r">{markup}</root>')[0]


def body_paragraph(root: etree._Element) -> etree._Element:
    """A paragraph of plain text, of a section that isn't a table."""
    return next(each for each in root.iter(f"{W}p") if style(each) == "BodyText" and len(text(each)) > 30)


def normal_form(root: etree._Element) -> None:
    """As a Mac saves it: decomposed Hangul."""
    for each in root.iter(f"{W}t"):
        each.text = unicodedata.normalize("NFD", each.text or "")


def dots(root: etree._Element) -> None:
    for each in headings(root):
        for run in each.iter(f"{W}t"):
            run.text = (run.text or "").replace("·", "ㆍ")


def other_dots(root: etree._Element) -> None:
    for each in headings(root):
        for run in each.iter(f"{W}t"):
            run.text = (run.text or "").replace("·", "‧")


def smart_quotes(root: etree._Element) -> None:
    for each in root.iter(f"{W}t"):
        each.text = (each.text or "").replace("'", "’")


def split_runs(root: etree._Element) -> None:
    """As Word does when somebody has typed in the middle of a heading."""
    for heading in headings(root):
        for run in list(heading.iter(f"{W}r")):
            content = run.find(f"{W}t")
            if content is not None and len(content.text or "") > 2:
                copy = etree.fromstring(etree.tostring(run))
                found = copy.find(f"{W}t")
                assert found is not None
                found.text, content.text = (content.text or "")[2:], (content.text or "")[:2]
                run.addnext(copy)


def without_controls(root: etree._Element) -> None:
    """As LibreOffice or an old Word saves it: the values stay, their tags go."""
    for control in list(root.iter(f"{W}sdt")):
        parent, content = control.getparent(), control.find(f"{W}sdtContent")
        if parent is not None and content is not None and control.find(f"{W}sdtPr/{W}docPartObj") is None:
            for child in list(content):
                control.addprevious(child)
            parent.remove(control)


def direct_outline(root: etree._Element) -> None:
    """Headings as text with an outline level of their own, numbers typed."""
    numbers = [each.number for each in read(made(PLAN, NAME).data).blocks if getattr(each, "level", 0)]  # type: ignore[union-attr]
    for heading, number in zip(headings(root), numbers, strict=True):
        level = int(style(heading)[-1]) - 1
        properties = heading.find(f"{W}pPr")
        assert properties is not None
        for child in list(properties):
            properties.remove(child)
        properties.append(element('<w:pStyle w:val="BodyText"/>'))
        properties.append(element(f'<w:outlineLvl w:val="{level}"/>'))
        if number and not text(heading).startswith(number):
            properties.addnext(element(f'<w:r><w:t xml:space="preserve">{number} </w:t></w:r>'))


HARMLESS = [normal_form, dots, other_dots, smart_quotes, split_runs, without_controls, direct_outline]


@pytest.mark.parametrize("edit", HARMLESS, ids=lambda edit: edit.__name__)
@pytest.mark.parametrize("exact", [False, True], ids=["by the specification", "by the submission"])
def test_harmless_changes_pass(plan: Made, edit: Callable[[etree._Element], None], exact: bool) -> None:
    assert weighty(plan.check(plan.edited(edit), exact=exact)) == []


def test_headings_without_style_are_found_and_said_to_have_none(plan: Made) -> None:
    def bold(root: etree._Element) -> None:
        numbers = [each.number for each in read(plan.data).blocks if getattr(each, "level", 0)]  # type: ignore[union-attr]
        for heading, number in zip(headings(root), numbers, strict=True):
            properties = heading.find(f"{W}pPr")
            assert properties is not None
            heading.remove(properties)
            for run in heading.iter(f"{W}r"):
                run.insert(0, element("<w:rPr><w:b/></w:rPr>"))
            if number and not text(heading).startswith(number):
                heading.insert(0, element(f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{number} </w:t></w:r>'))

    report = plan.check(plan.edited(bold))
    assert weighty(report) == []
    *notes, more = [each for each in report.findings if each.rule == "rendered/heading-style"]
    official = [each.id for each in plan.document.walk() if each.official]
    assert [each.place.section for each in notes if each.place.section in official] == official[: len(notes)]
    assert str(len(official) - len(notes)) in more.line("en")


def test_localised_style_names_and_ids_are_headings(plan: Made) -> None:
    def korean(root: etree._Element) -> None:
        for each in root.iter(f"{W}style"):
            name = each.find(f"{W}name")
            if each.get(f"{W}styleId", "").startswith("Heading") and name is not None:
                name.set(f"{W}val", f"제목 {each.get(f'{W}styleId', '')[-1]}")
                for outline in list(each.iter(f"{W}outlineLvl")):
                    outline.getparent().remove(outline)  # type: ignore[union-attr]

    assert weighty(plan.check(plan.edited(korean, "word/styles.xml"))) == []


def test_a_style_of_their_own_on_top_of_a_heading_is_a_heading(plan: Made) -> None:
    def based(root: etree._Element) -> None:
        own = '<w:name w:val="우리 병원"/><w:basedOn w:val="Heading1"/>'
        root.append(element(f'<w:style w:type="paragraph" w:styleId="ours">{own}</w:style>'))

    def used(root: etree._Element) -> None:
        for heading in headings(root):
            found = heading.find(f"{W}pPr/{W}pStyle")
            if found is not None and style(heading) == "Heading1":
                found.set(f"{W}val", "ours")

    data = plan.edited(based, "word/styles.xml")

    assert weighty(plan.check(edited(data, used))) == []


PLACEHOLDERS = ["TBD", "○○○", "작성 예정", "추후 작성", "해당사항 없음", "해당없음.", "N/A", "X" * 3, "[미기재: study.title]", ".", "-"]  # fmt: skip


@pytest.mark.parametrize("words", PLACEHOLDERS)
def test_a_placeholder_is_no_content(plan: Made, words: str) -> None:
    """The section's only paragraph, in place of its text."""
    index = [each.id for each in plan.document.walk()].index("risk-classification")

    def replaced(root: etree._Element) -> None:

        hollow(root, index)
        for each in [each for each in stretch(root, index)[1:] if style(each).startswith("Heading")]:
            each.getparent().remove(each)  # type: ignore[union-attr]
        headings(root)[index].addnext(element(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"))

    rules = {rule for rule, section in told(plan.check(plan.edited(replaced))) if section == "risk-classification"}
    assert rules & {"empty-section", "placeholder-only", "no-reason"}


def test_not_applicable_with_its_reason_is_content(plan: Made) -> None:
    index = [each.id for each in plan.document.walk()].index("clinical-data")

    def replaced(root: etree._Element) -> None:

        heading = stretch(root, index)[0]
        delete(root, index)
        reason = "해당사항 없음: 이 세포를 사람에게 투여한 연구가 아직 없어 자료가 존재하지 않는다."
        target = next(each for each in headings(root) if text(each) == "임상연구의 실시방법")
        target.addprevious(heading)
        target.addprevious(element(f"<w:p><w:r><w:t>{reason}</w:t></w:r></w:p>"))

    report = plan.check(plan.edited(replaced))
    assert not [rule for rule, section in told(report) if section == "clinical-data"]


LEFT = [
    ("tracked-change", '<w:ins w:id="1" w:author="김검토"><w:r><w:t>끼운 말</w:t></w:r></w:ins>', Severity.WARNING),
    ("tracked-change", '<w:del w:id="1" w:author="김검토"><w:r><w:delText>지운 말</w:delText></w:r></w:del>', Severity.WARNING),
    ("hidden-text", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>숨긴 말</w:t></w:r>", Severity.WARNING),
    ("text-box", "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>글상자</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>", Severity.WARNING),
    ("embedded-object", "<w:r><w:object/></w:r>", Severity.WARNING),
    ("stale-field", '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>', Severity.WARNING),
    ("broken-field", "<w:r><w:t>오류! 참조 원본을 찾을 수 없습니다.</w:t></w:r>", Severity.ERROR),
    ("external-content", '<w:fldSimple w:instr="INCLUDETEXT C:\\\\a.docx"><w:r><w:t>바깥</w:t></w:r></w:fldSimple>', Severity.WARNING),
    ("placeholder", "<w:r><w:t>값은 TBD이다.</w:t></w:r>", Severity.WARNING),
    ("hidden-text", '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>흰 글</w:t></w:r>', Severity.WARNING),
    ("highlight", '<w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr><w:t>확인할 말</w:t></w:r>', Severity.NOTE),
    ("watermark", '<w:r><w:pict><v:textpath xmlns:v="urn:schemas-microsoft-com:vml" string="초안"/></w:pict></w:r>', Severity.WARNING),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "markup", "severity"), LEFT, ids=[f"{each[0]}-{i}" for i, each in enumerate(LEFT)])
def test_what_was_left_in_a_paragraph_is_found_with_its_place(
    plan: Made, rule: str, markup: str, severity: Severity
) -> None:
    data = plan.edited(lambda root: body_paragraph(root).append(element(markup)))
    found = [each for each in plan.check(data).findings if each.rule == f"rendered/{rule}"]
    assert [each.severity for each in found] == [severity]
    assert found[0].place.document == PLAN
    assert found[0].place.section
    assert found[0].remedy is not None
    assert "문단" in found[0].message.ko


def test_comments_are_found_with_their_words(plan: Made) -> None:
    words = "<w:p><w:r><w:t>근거 확인</w:t></w:r></w:p>"
    comment = f'<w:comment w:id="7" w:author="이검토">{words}</w:comment>'
    comments = f'<w:comments xmlns:w="{W[1:-1]}">{comment}</w:comments>'
    data = plan.edited(lambda root: body_paragraph(root).insert(1, element('<w:commentRangeStart w:id="7"/>')))

    def related(root: etree._Element) -> None:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
        etree.SubElement(root, f"{root.tag[:-1]}", Id="rIdC", Type=kind, Target="comments.xml")

    data = with_part(edited(data, related, "word/_rels/document.xml.rels"), "word/comments.xml", comments.encode())
    found = [each for each in plan.check(data).findings if each.rule == "rendered/comment"]
    assert len(found) == 1
    assert "근거 확인" in found[0].message.ko
    assert "이검토" in found[0].message.ko


def test_macros_are_refused(plan: Made) -> None:
    assert ("macro", None) in told(plan.check(with_part(plan.data, "word/vbaProject.bin", b"x")))


@pytest.mark.parametrize("ordinal", [0, 60, 200])
def test_a_changed_value_is_found_by_its_tag(plan: Made, ordinal: int) -> None:
    controls = [each for paragraph in read(plan.data).paragraphs() for each in paragraph.controls]
    control = controls[ordinal]

    def changed(root: etree._Element) -> None:
        tagged = [each for each in root.iter(f"{W}sdt") if each.find(f"{W}sdtPr/{W}tag") is not None]
        assert text(tagged[ordinal]) == control.text
        for each in tagged[ordinal].iter(f"{W}t"):
            each.text = "99999"

    data = plan.edited(changed)
    found = [each for each in plan.check(data, exact=True).findings if each.rule == "rendered/value-differs"]
    assert [each.place.path for each in found] == [control.paths[0]]
    assert "99999" in found[0].message.ko
    assert control.text[:20] in found[0].message.ko


def test_a_changed_value_without_its_tag_is_missed_in_its_section(plan: Made) -> None:
    def changed(root: etree._Element) -> None:
        without_controls(root)
        for each in root.iter(f"{W}t"):
            each.text = (each.text or "").replace(plan.submission.study.title.ko, "다른 연구")

    report = plan.check(plan.edited(changed), exact=True)
    missing = {each.place.path for each in report.findings if each.rule == "rendered/value-missing"}
    assert "title" in missing


def test_another_revision_is_stale(plan: Made) -> None:
    def older(root: etree._Element) -> None:
        for each in root.iter(f"{W}t"):
            each.text = (each.text or "").replace(f"제{plan.document.revision}판", "제0.9판")

    data = plan.data

    for part in ("header-portrait", "footer-portrait", "header-landscape", "footer-landscape"):
        data = edited(data, older, f"word/{part}.xml")
    stale = [each for each in plan.check(data, exact=True).findings if each.rule == "rendered/stale-identity"]
    assert stale
    assert stale[0].severity is Severity.ERROR


def test_headers_of_another_study_are_stale(plan: Made) -> None:
    def other(root: etree._Element) -> None:
        for each in root.iter(f"{W}t"):
            each.text = (each.text or "").replace(plan.document.study, "다른 연구")

    data = plan.data
    for part in ("header-portrait", "header-landscape"):
        data = edited(data, other, f"word/{part}.xml")
    (stale,) = weighty(plan.check(data, exact=True))
    assert stale.rule == "rendered/stale-identity"
    assert plan.document.study in stale.message.ko


def macro_type(root: etree._Element) -> None:
    for each in root:
        if each.get("PartName") == "/word/document.xml":
            each.set("ContentType", "application/vnd.ms-word.document.macroEnabled.main+xml")


def restricted(root: etree._Element) -> None:
    root.append(element('<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'))


def not_enforced(root: etree._Element) -> None:
    root.append(element('<w:documentProtection w:edit="readOnly" w:enforcement="0"/>'))


def picture_thrown_away(root: etree._Element) -> None:
    next(each for each in root if each.get("Type", "").endswith("/image")).set("Target", "media/gone.png")


PARTS = [
    (macro_type, "[Content_Types].xml", ["mislabelled"]),
    (restricted, "word/settings.xml", ["protected"]),
    (not_enforced, "word/settings.xml", []),
    (picture_thrown_away, "word/_rels/document.xml.rels", ["lost-picture"]),
]


@pytest.mark.parametrize(("edit", "part", "rules"), PARTS, ids=[each[0].__name__ for each in PARTS])
def test_what_was_left_in_no_paragraph_is_found(
    plan: Made, edit: Callable[[etree._Element], None], part: str, rules: list[str]
) -> None:
    found = plan.check(plan.edited(edit, part), exact=True).findings
    assert [each.rule.removeprefix("rendered/") for each in found] == rules
    assert all(each.remedy is not None for each in found)


def test_rules_that_need_the_submission_are_listed_as_skipped(plan: Made) -> None:
    report = plan.check()
    assert [each.rule for each in report.skipped] == ["rendered/values", "rendered/prose", "rendered/identity"]
    assert "rendered/sections" in report.rules_run
    assert any(each.rule == "rendered/skipped" for each in report.findings)
    assert plan.check(exact=True).skipped == ()


def test_an_altered_table_of_contents_is_found(plan: Made) -> None:
    def altered(root: etree._Element) -> None:
        entry = next(each for each in root.iter(f"{W}p") if style(each) == "TOC1" and "참고문헌" in text(each))
        entry.getparent().remove(entry)  # type: ignore[union-attr]

    assert "contents" in {rule for rule, _ in told(plan.check(plan.edited(altered)))}


def test_a_doubled_and_an_unknown_section_are_found(plan: Made) -> None:
    def doubled(root: etree._Element) -> None:
        last = headings(root)[-1]
        for title in ("참고문헌", "기타 사항"):
            copy = etree.fromstring(etree.tostring(last))
            runs = list(copy.iter(f"{W}t"))
            for each in runs:
                each.text = ""
            runs[0].text = title
            last.addprevious(copy)

    rules = {rule for rule, _ in told(plan.check(plan.edited(doubled)))}
    assert {"duplicate-section", "unknown-section"} <= rules


@pytest.mark.parametrize(
    ("document", "item"), [("subject-consent", "subject-withdrawal"), ("donor-consent", "donor-storage-period")]
)
def test_a_consent_form_that_lacks_an_item_of_the_law_says_which(document: str, item: str) -> None:
    form = made(document)

    index = next(
        index for index, each in enumerate(each for each in form.document.walk() if each.title.ko) if each.id == item
    )
    report = form.check(form.edited(lambda root: delete(root, index)))
    (missing,) = (each for each in report.findings if each.rule == "rendered/missing-section")
    assert missing.place.section == item
    assert missing.severity is Severity.ERROR
    assert missing.citations
