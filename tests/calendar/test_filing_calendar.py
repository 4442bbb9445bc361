"""The calendar of a filing: every period by its own method, licences that end too early, and files that programs open."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest

from regdocs.calendar.calendar import calendar
from regdocs.calendar.dates import later
from regdocs.calendar.entry import Calendar, Entry
from regdocs.calendar.ics import to_ics
from regdocs.calendar.report import text, to_json
from regdocs.cli.main import main
from regdocs.finding import Severity, SubmissionError
from regdocs.language import LANGUAGES, Bilingual, Language
from regdocs.study.operation import Extension, Objection, Procedures
from regdocs.study.quantity import Quantity
from regdocs.submission.load import Submission, load
from regdocs.template_set.load import template_set_of

EXAMPLE = Path(__file__).parents[2] / "submissions" / "ad-cb-msc-2026"
MFDS = Bilingual("식품의약품안전처장", "Minister of Food and Drug Safety")
COMMITTEE = Bilingual("심의위원회", "the review committee")


@pytest.fixture(scope="module")
def example() -> Submission:
    return load(EXAMPLE)


def filed(submission: Submission, **filing: Any) -> Submission:
    """The example with other values in `filing`, received on 1 December 2026 unless said otherwise."""
    values = {"receipt_date": date(2026, 12, 1), **filing}
    study = submission.study.model_copy(update={"filing": submission.study.filing.model_copy(update=values)})
    return replace(submission, study=study)


def changed(submission: Submission, **values: Any) -> Submission:
    return replace(submission, study=submission.study.model_copy(update=values))


def made(submission: Submission) -> Calendar:
    return calendar(submission, template_set_of(submission))


def entries(submission: Submission) -> Mapping[str, Entry]:
    found = made(submission).entries
    assert len({each.id for each in found}) == len(found)
    return {each.id: each for each in found}


ROUND = """
authority: mfds
kind: first
demand: {number: 제2026-1호}
received: 2026-12-12
deadline: 2027-01-11
extensions: [{asked: 2027-01-04, until: 2027-01-25}]
against: rev1
questions: [{id: q1, number: "1", area: clinical, text: 줄일 것}]
"""


def test_the_rounds_of_supplements_have_their_days(example: Submission, tmp_path: Path) -> None:
    (tmp_path / "supplements").mkdir()
    file = tmp_path / "supplements" / "first.yaml"
    file.write_text(ROUND, "utf-8")
    filed_there = replace(filed(example), folder=tmp_path)
    found = {name: each.day for name, each in entries(filed_there).items() if name.startswith("round-")}
    assert found == {"round-first-received": date(2026, 12, 12), "round-first-due": date(2027, 1, 25)}
    before = made(filed_there)
    file.write_text(ROUND + "answered: 2027-01-20\n", "utf-8")
    after = made(filed_there)
    assert entries(filed_there)["round-first-answered"].day == date(2027, 1, 20)
    assert (after.state, after.changes - before.changes) == (date(2027, 1, 20), 1)
    assert "제2026-1호: 보완기한" in text(after, "ko")
    # The time doesn't count: from 13 December to 25 January there are 29 working days, to the answer on the 20th 26;
    # 2 more are in May and 22 in June.
    assert [(each.first, each.last) for each in before.pauses] == [(date(2026, 12, 13), date(2027, 1, 25))]
    assert before.processing_end == date(2027, 7, 7)
    assert after.processing_end == date(2027, 7, 2)
    # An extension that study.yaml tells of the same demand is the same time.
    both = changed(filed_there, procedures=extension(demand="제2026-1호"))
    assert made(both).pauses == after.pauses
    # The answer has its own date, after the receipt of the first filing; without the receipt the days are guesses.
    assert rules(filed(filed_there, date=date(2027, 1, 20))) == []
    assert rules(filed(filed_there, receipt_date=None)) == [("calendar/receipt-unknown", Severity.WARNING)]
    file.write_text(ROUND.replace("received: 2026", "received: 1026") + "answered: 9999-12-31\n", "utf-8")
    assert made(filed_there).processing_end == date(2027, 5, 27)
    file.write_text("authority: nobody", "utf-8")
    with pytest.raises(SubmissionError):
        made(filed_there)


def rules(submission: Submission) -> list[tuple[str, Severity]]:
    return [(each.rule, each.severity) for each in made(submission).findings]


# ------------------------------------------------------------------ periods


@pytest.mark.parametrize(
    ("identifier", "day", "inferred"),
    [
        # Working days from Tuesday 1 December, by month: 22, 20, 18 (설날), 22, 22, and 16 to 27 May, without the
        # substitute for Labour Day, Children's Day and Buddha's birthday.
        ("total", date(2027, 5, 27), False),
        # Thirty days after 1 December.
        ("mfds_to_committee", date(2026, 12, 31), True),
        # Seven days after Thursday 27 May.
        ("mfds_result_notice", date(2027, 6, 3), True),
        # Thirty days before 27 May.
        ("changed_data_to_mfds", date(2027, 4, 27), True),
        # A month and twenty-five months after 27 May.
        ("milestone-contract_start", date(2027, 6, 27), False),
        ("milestone-last_visit", date(2029, 6, 27), False),
        # Thirty days after approval is Saturday 26 June.
        ("report-registration", date(2027, 6, 28), True),
        # Twenty days after the last visit is Constitution Day, ninety days after it Tuesday 25 September.
        ("report-end-report", date(2029, 7, 18), True),
        ("report-result-report", date(2029, 9, 25), True),
    ],
)
def test_each_period_ends_on_the_day_counted_by_its_own_method(
    example: Submission, identifier: str, day: date, inferred: bool
) -> None:
    entry = entries(filed(example))[identifier]
    assert (entry.day, entry.inferred) == (day, inferred)


def test_periods_that_nothing_has_begun_have_no_day_but_say_how_they_are_counted(example: Submission) -> None:
    found = entries(filed(example))
    for identifier in ("mfds_supplement", "mfds_second_supplement", "committee_supplement", "return_objection"):
        entry = found[identifier]
        assert entry.day is None
        assert entry.counting is not None
        assert entry.counting.id == "calendar_days"
    assert found["mfds_supplement"].period == Bilingual(
        "보완 요구부터 30일 이내, 연장 2회까지", "at most 30 days from the demand, up to 2 extensions"
    )
    second = found["mfds_second_supplement"].period
    assert second is not None
    assert "10일" in second.ko


def test_before_the_receipt_is_known_everything_is_planned_from_the_filing_date_and_says_so(
    example: Submission,
) -> None:
    found = entries(example)
    assert found["receipt"].day == example.study.filing.date
    for identifier in ("receipt", "total", "changed_data_to_mfds"):
        assumption = found[identifier].assumption
        assert found[identifier].planned
        assert assumption is not None
        assert "제출일" in assumption.ko
    assert "예정" in text(made(example), "ko")
    known = entries(filed(example))
    assert not known["receipt"].planned
    assert not known["total"].planned


def test_only_a_combined_review_has_the_ministry_report_to_the_committee(example: Submission) -> None:
    assert "mfds_to_committee" not in entries(filed(example, combined_review=False))


def test_receipt_on_a_rest_day_counts_from_the_next_working_day_and_is_noted(example: Submission) -> None:
    sunday = filed(example, receipt_date=date(2026, 11, 29))
    assert entries(sunday)["total"].day == entries(filed(example, receipt_date=date(2026, 11, 30)))["total"].day
    assert ("calendar/receipt-on-rest-day", Severity.NOTE) in rules(sunday)


def test_a_period_counted_backwards_to_a_rest_day_names_the_working_day_before_it(example: Submission) -> None:
    # Received on Wednesday 9 December the period ends on 4 June; thirty days before that is Children's Day.
    entry = entries(filed(example, receipt_date=date(2026, 12, 9)))["changed_data_to_mfds"]
    assert entry.day == date(2027, 5, 5)
    assert entry.note is not None
    assert "2027-05-04" in entry.note.ko


# ------------------------------------------------------------------ supplements and objections


def extension(body: Bilingual = MFDS, **values: Any) -> Procedures:
    given: dict[str, Any] = {
        "date": date(2027, 1, 20),
        "demand": "보완-1",
        "demanded": date(2027, 1, 4),
        "deadline": date(2027, 2, 3),
        "until": date(2027, 2, 26),
        "body": body,
        "reason": Bilingual("추가 시험"),
    }
    return Procedures(extension=Extension(**given | values))


def test_the_time_taken_for_a_supplement_moves_the_end(example: Submission) -> None:
    # From 5 January to 26 February there are 19 and 18 working days that don't count: 37 more are needed after 27 May.
    submission = changed(filed(example), procedures=extension())
    found = made(submission)
    assert [(each.first, each.last) for each in found.pauses] == [(date(2027, 1, 5), date(2027, 2, 26))]
    # 2 in May, 22 in June, 13 to 20 July, of which Monday 19 is the substitute for Constitution Day.
    assert found.processing_end == date(2027, 7, 20)
    assert "보완-1" in text(found, "ko")


@pytest.mark.parametrize(("body", "limit"), [(MFDS, "mfds_supplement-demanded"), (COMMITTEE, "committee_supplement")])
def test_a_supplement_is_counted_by_the_limit_of_the_body_that_demanded_it(
    example: Submission, body: Bilingual, limit: str
) -> None:
    found = entries(changed(filed(example), procedures=extension(body)))
    assert found["supplement-deadline"].day == date(2027, 2, 3)
    assert limit in found
    assert ("mfds_supplement-demanded" in found) == (body is MFDS)


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"count": 3}, ("calendar/too-many-extensions", Severity.ERROR)),
        ({"date": date(2027, 2, 4)}, ("calendar/late-extension", Severity.WARNING)),
    ],
)
def test_an_extension_beyond_its_rules_is_found(
    example: Submission, values: Mapping[str, Any], rule: tuple[str, Severity]
) -> None:
    assert rule in rules(changed(filed(example), procedures=extension(**values)))
    assert rule not in rules(changed(filed(example), procedures=extension()))


def test_an_objection_is_due_thirty_days_after_the_notice(example: Submission) -> None:
    def objecting(day: date) -> Submission:
        objection = Objection(
            date=day,
            notice="반려-1",
            notified=date(2026, 12, 4),
            return_reason=Bilingual("서식"),
            reason=Bilingual("이견"),
        )
        return changed(filed(example), procedures=Procedures(objection=objection))

    # Thirty days after Friday 4 December is Sunday 3 January.
    assert entries(objecting(date(2026, 12, 10)))["return_objection"].day == date(2027, 1, 4)
    assert ("calendar/late-objection", Severity.WARNING) in rules(objecting(date(2027, 1, 5)))
    assert rules(objecting(date(2027, 1, 4))) == []


# ------------------------------------------------------------------ licences


def licensed(submission: Submission, until: date) -> Submission:
    """The example with a facility licence that ends on that day."""
    (facility,) = submission.study.processing_facilities
    licence = facility.licences[0].model_copy(update={"valid_until": until})
    papers = tuple(each.model_copy(update={"valid_until": None}) for each in submission.study.attachments)
    return changed(
        submission,
        processing_facilities=(facility.model_copy(update={"licences": (licence,)}),),
        attachments=papers,
    )


@pytest.mark.parametrize(
    ("until", "rule"),
    [
        (date(2026, 8, 31), "calendar/expired"),
        (date(2027, 2, 24), "calendar/ends-in-review"),
        (date(2027, 2, 25), "calendar/ends-in-study"),  # the processing period ends that day
        (date(2028, 11, 24), "calendar/ends-in-study"),
        (date(2028, 11, 25), None),  # the day of the last planned administration
    ],
)
def test_a_facility_licence_has_to_last(example: Submission, until: date, rule: str | None) -> None:
    found = made(licensed(example, until)).findings
    lines = (EXAMPLE / "study.yaml").read_text("utf-8").splitlines()
    line = next(number for number, each in enumerate(lines, 1) if "id: facility_licence, kind: facility" in each)
    assert [each.rule for each in found] == ([rule] if rule else [])
    for finding in found:
        assert finding.place.file == "study.yaml"
        assert finding.place.line == line
        assert finding.remedy is not None
        assert finding.citations


def test_a_renewal_is_filed_a_hundred_and_twenty_days_before_the_end(example: Submission) -> None:
    renewals = [each for key, each in entries(example).items() if key.startswith("renewal-")]
    # 14 June 2029 less 120 days.
    assert [(each.day, each.inferred) for each in renewals] == [(date(2029, 2, 14), True)]


def test_other_licences_and_contracts_that_end_early_are_warnings_and_papers_only_count_during_review(
    example: Submission,
) -> None:
    contracts = tuple(
        each.model_copy(update={"valid_until": date(2027, 6, 30)}) for each in example.study.contracts[:1]
    )
    papers = tuple(each.model_copy(update={"valid_until": date(2027, 6, 30)}) for each in example.study.attachments[:2])
    assert rules(changed(example, contracts=contracts, attachments=papers)) == [
        ("calendar/ends-in-study", Severity.WARNING)
    ]
    ended = tuple(each.model_copy(update={"valid_until": date(2026, 12, 31)}) for each in papers)
    assert (
        rules(changed(example, contracts=(), attachments=ended)) == [("calendar/ends-in-review", Severity.WARNING)] * 2
    )


def test_the_last_administration_is_found_without_its_milestone(example: Submission) -> None:
    def without(*identifiers: str) -> Calendar:
        kept = tuple(each for each in example.study.milestones if each.id not in identifiers)
        return made(changed(example, milestones=kept))

    assert made(example).last_administration == date(2028, 11, 25)
    # Nineteen months to the last enrolment, then eight weeks.
    assert without("last_administration").last_administration == date(2028, 11, 20)
    assert made(changed(example, milestones=(), design=None)).last_administration is None


# ------------------------------------------------------------------ days and hostile dates


@pytest.mark.parametrize(
    ("duration", "day"),
    [
        ("36 hours", date(2027, 1, 31)),
        ("8 weeks", date(2027, 3, 28)),
        ("1 months", date(2027, 2, 28)),
        ("13 months", date(2028, 2, 29)),
        ("2 years", date(2029, 1, 31)),
        ("99999 years", None),
    ],
)
def test_durations_lead_to_days(duration: str, day: date | None) -> None:
    assert later(date(2027, 1, 31), Quantity.parse(duration)) == day


def test_days_without_known_holidays_are_refused_with_their_line(example: Submission) -> None:
    with pytest.raises(SubmissionError) as caught:
        made(filed(example, receipt_date=date(9998, 1, 1)))
    (finding,) = caught.value.findings
    assert finding.rule == "calendar/unknown-holidays"
    assert finding.place.line is not None


@pytest.mark.parametrize("until", [date.min, date.max])
def test_the_ends_of_the_calendar_break_nothing(example: Submission, until: date) -> None:
    found = made(licensed(example, until))
    for language in LANGUAGES:
        assert icalendar.Calendar.from_ical(to_ics(found, language))
        assert text(found, language)


# ------------------------------------------------------------------ faces


@pytest.mark.parametrize("language", LANGUAGES)
def test_calendar_programs_read_every_day(example: Submission, language: Language) -> None:
    found = made(example)
    data = to_ics(found, language)
    parsed = icalendar.Calendar.from_ical(data)
    assert not parsed.errors
    events = parsed.walk("VEVENT")
    dated = [each for each in found.entries if each.day is not None]
    assert [event.decoded("DTSTART") for event in events] == [each.day for each in dated]
    assert [str(event["SUMMARY"]).split(" [")[0] for event in events] == [
        each.title.text(language).split(" [")[0] for each in dated
    ]
    assert len({str(event["UID"]) for event in events}) == len(events)
    assert {event.decoded("DTSTAMP").date() for event in events} == {example.study.filing.date}
    assert all(not event.errors for event in events)


def test_lines_are_folded_at_75_octets_and_end_in_crlf(example: Submission) -> None:
    lines = to_ics(made(example), "ko").encode().split(b"\r\n")
    assert lines[-1] == b""
    assert not any(b"\n" in line for line in lines)
    assert max(map(len, lines)) <= 75
    assert all(line.decode() for line in lines[:-1])


def test_a_newer_copy_replaces_the_older_one(example: Submission) -> None:
    def events(submission: Submission) -> dict[str, Any]:
        parsed = icalendar.Calendar.from_ical(to_ics(made(submission), "ko"))
        return {str(event["UID"]): event for event in parsed.walk("VEVENT")}

    planned, known = events(example), events(filed(example))
    assert planned.keys() == known.keys()
    for identifier, event in known.items():
        assert int(event["SEQUENCE"]) > int(planned[identifier]["SEQUENCE"])
        assert event.decoded("DTSTAMP") > planned[identifier].decoded("DTSTAMP")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_names_every_entry_and_every_inference(example: Submission, language: Language) -> None:
    found, printed = made(example), text(made(example), language)
    for entry in found.entries:
        assert entry.title.text(language) in printed
        if entry.day is not None:
            assert entry.day.isoformat() in printed
    mark = {"ko": "[추론]", "en": "[inferred]"}[language]
    assert sum(mark in line for line in printed.splitlines() if line.startswith("  ")) == sum(
        each.inferred for each in found.entries
    )
    assert "None" not in printed
    for entry in found.entries:
        if entry.note is not None:
            assert printed.count(entry.note.text(language)) >= sum(each.note == entry.note for each in found.entries)


def test_the_json_holds_the_same_days(example: Submission) -> None:
    found = made(example)
    data = json.loads(to_json(found, "en"))
    assert [each["day"] for each in data["entries"]] == [each.day and each.day.isoformat() for each in found.entries]
    assert data["receipt"] == {"day": "2026-09-01", "planned": True}
    assert data["processing_end"] == "2027-02-25"
    assert data["holidays"]["2026-10-05"]["ko"] == "개천절 대체 휴일"


def test_the_command_writes_every_format_into_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["calendar", str(EXAMPLE), "--format", "text,json,ics", "--output", str(tmp_path), "--lang", "en"])
    assert ended.value.code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["calendar.ics", "calendar.json", "calendar.txt"]
    assert icalendar.Calendar.from_ical((tmp_path / "calendar.ics").read_bytes()).walk("VEVENT")
    assert capsys.readouterr().out == ""
