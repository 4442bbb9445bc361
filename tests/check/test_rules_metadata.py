"""Each rule of the metadata: one change of an example that makes it fire where it should, and the example that doesn't."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest
from judging import EXAMPLE, GONE, Edits, filing, paths, rules, told

from regdocs.check.specification import Layer
from regdocs.finding import Severity
from regdocs.regulation import pattern
from regdocs.study.study import Study

SLE, MINIMAL = "sle-cart-2026", "minimal-2026"
CALM = {
    "submission/example": "an example says that it is one",
    "calendar/ends-in-study": "the licences of sle-cart-2026 end before its last administration",
    "people/trained": "minimal-2026 names no trainings",
    "completeness/particulars": "minimal-2026 gives no more than it must",
}
"""Rules that say something of a shipped submission, and why."""

BOTH_FORMS = re.compile(r"[은이을과와]\([는가를와과]\)|\(으\)")


class Fires(NamedTuple):
    """A change, and the field path that the rule then names."""

    rule: str
    edits: Edits
    path: str
    name: str = EXAMPLE


ARM = "design.arms[main_cells]"
CELLS = "design.administrations[cells]"
VEHICLE = "design.administrations[vehicle]"
SIZE = "statistics.sample_size"
LOT = "product.lots[lot_1]"
STORED = "product.stability[product_storage]"
PI = "people[principal_investigator]"
WARD, MONITOR, SKIN = (
    f"institutions[example_hospital].{path}"
    for path in ("facilities[observation_ward]", "equipment[patient_monitor]", "departments[dermatology]")
)
EXTENSION = {
    "date": "2026-12-01", "demand": "1차", "demanded": "2026-11-20", "deadline": "2026-12-20", "until": "2027-01-10",
    "body": "심의위원회", "reason": "시험 중",
}  # fmt: skip
COURSE = {"title": "교육", "date": "2026-03-02"}
FIRES = (
    Fires("attachments/absent-file", {"attachments[pledge].file": "attachments/x.pdf"}, "attachments[pledge].file"),
    Fires("attachments/unknown-document", {"attachments[pledge].signed": "no-such"}, "attachments[pledge].signed"),
    Fires("submission/example", {}, "example"),
    Fires("submission/law-read-until", {"filing.law_as_of": "2027-01-01"}, "filing.law_as_of"),
    Fires("submission/law-read-until", {"filing.law_as_of": GONE, "filing.date": "2099-01-01"}, "filing.date"),
    Fires("submission/invented-values", {"example": GONE, "examples": GONE}, "institutions[example_hospital].name"),
    # numbers of participants
    Fires("totals/arms", {f"{ARM}.participants": "31"}, "design.arms"),
    Fires("totals/arms", {"population.participants": "65"}, "design.arms"),
    Fires("totals/institutions", {"institutions[example_hospital].participants": "67"}, "institutions"),
    Fires("totals/cohorts", {"population.cohorts[adult].participants": "17"}, "population.cohorts", SLE),
    Fires("totals/probabilities", {f"{SIZE}.loss": "10"}, f"{SIZE}.loss"),
    Fires("totals/probabilities", {f"{SIZE}.power": "1"}, f"{SIZE}.power"),
    Fires("totals/probabilities", {f"{SIZE}.alpha": "-0.05"}, f"{SIZE}.alpha"),
    Fires("totals/probabilities", {f"{SIZE}.control_rate": "0.50"}, f"{SIZE}.treatment_rate"),
    Fires("totals/sample-size", {f"{SIZE}.per_arm": "20"}, f"{SIZE}.per_arm"),
    Fires("totals/sample-size", {f"{SIZE}.per_arm": "34"}, f"{SIZE}.per_arm"),
    Fires("totals/sample-size", {f"{SIZE}.power": "0.95"}, f"{SIZE}.per_arm"),
    Fires("totals/dropout", {f"{ARM}.participants": "29"}, f"{ARM}.participants"),
    Fires("totals/dropout", {f"{SIZE}.loss": "0", f"{ARM}.participants": "26"}, f"{ARM}.participants"),
    # doses
    Fires("dosing/container-content", {"product.active_content": "2.5e7 cells"}, "product.composition[cells].amount"),
    Fires("dosing/container-volume", {"product.container.fill": "2 mL"}, "product.container.fill"),
    Fires("dosing/whole-containers", {f"{CELLS}.dose": "4.0e7 cells"}, f"{CELLS}.dose"),
    Fires("dosing/whole-containers", {f"{CELLS}.volume": "500 µL"}, f"{CELLS}.dose"),
    Fires("dosing/control", {f"{VEHICLE}.dose": "1.0e6 cells"}, f"{VEHICLE}.dose"),
    Fires("dosing/control", {f"{CELLS}.dose": "0 cells"}, f"{CELLS}.dose"),
    Fires("dosing/blind-arms-alike", {f"{VEHICLE}.volume": "2 mL"}, f"{VEHICLE}.volume"),
    Fires("dosing/blind-arms-alike", {f"{VEHICLE}.times[2]": "9 weeks"}, f"{VEHICLE}.times"),
    Fires("dosing/blind-arms-alike", {f"{VEHICLE}.sites[abdomen]": GONE}, f"{VEHICLE}.sites"),
    Fires("dosing/blind-arms-alike", {f"{VEHICLE}.route": "intravenous"}, f"{VEHICLE}.route"),
    Fires("dosing/times-in-order", {f"{CELLS}.times[0]": "1 weeks"}, f"{CELLS}.times[0]"),
    Fires("dosing/times-in-order", {f"{CELLS}.times[2]": "4 weeks"}, f"{CELLS}.times[2]"),
    Fires("dosing/treatment-period", {"design.period.treatment": "9 weeks"}, "design.period.treatment"),
    Fires("dosing/without-comparison", {"design.stages[lead_in].blinding": "double"}, "design.stages[lead_in].blinding"),
    Fires("dosing/without-comparison", {"design.stages[main].allocation": "single_arm"}, "design.stages[main].allocation"),
    Fires("dosing/without-comparison", {"design.stages[lead_in].allocation": "randomised"}, "design.stages[lead_in].allocation"),
    # schedule
    Fires("schedule/visits-in-order", {"design.visits[week_4].at": "1 weeks"}, "design.visits[week_4].at"),
    Fires("schedule/visit-span", {"design.visits[screening].earliest": "-1 days"}, "design.visits[screening].earliest"),
    Fires("schedule/visit-names", {"design.visits[week_12].at": "13 weeks"}, "design.visits[week_12].at"),
    *(
        Fires("schedule/visit-names", {"design.visits[week_12].id": name}, f"design.visits[{name}].at")
        for name in ("minute_12", "hour_12", "days-12", "month_12", "year_12")
    ),
    Fires("schedule/windows-overlap", {"design.visits[week_1].window": "7 days"}, "design.visits[week_1].window"),
    Fires("schedule/windows-wide", {"design.visits[week_12].window": "12 days"}, "design.visits[week_12].window"),
    Fires("schedule/administrations-at-visits", {f"{CELLS}.times[1]": "5 weeks"}, f"{CELLS}.times[1]"),
    Fires("schedule/endpoints-measured", {"design.endpoints[easi75_w16].at": ["week_1"]}, "design.endpoints[easi75_w16].at"),
    Fires("schedule/endpoint-without-measure", {"design.endpoints[easi75_w16].activity": GONE}, "design.endpoints[easi75_w16].activity"),
    Fires("schedule/endpoint-without-measure", {"design.endpoints[easi50].at": GONE}, "design.endpoints[easi50].at"),
    Fires("schedule/endpoint-without-measure", {"design.endpoints[easi50].objective": GONE}, "design.endpoints[easi50].objective"),
    Fires("schedule/endpoint-without-measure",
          {"design.objectives": [{"id": "a", "level": "primary", "text": "x"}, {"id": "b", "level": "secondary", "text": "x"}],
           "design.endpoints[easi50].objective": GONE},
          "design.endpoints[easi50].objective"),
    Fires("schedule/activity-without-visit", {"design.activities[easi].at": []}, "design.activities[easi].at"),
    Fires("schedule/activity-without-visit", {"design.visits[+]": {"id": "week_30", "name": "x", "at": "30 weeks"}}, "design.visits[week_30]"),
    Fires("schedule/unused", {"design.objectives[+]": {"id": "more", "level": "secondary", "text": "x"}}, "design.objectives[more]"),
    Fires("schedule/unused", {"design.stages[+]": {"id": "more", "name": "x", "blinding": "open", "allocation": "sequential"}},
          "design.stages[more]"),
    Fires("schedule/arms-told", {f"{ARM}.stage": GONE}, f"{ARM}.stage"),
    Fires("schedule/arms-told", {f"{ARM}.administration": GONE}, f"{ARM}.administration"),
    # periods
    Fires("periods/follow-up", {"design.period.follow_up": "26 weeks"}, "design.period.follow_up"),
    Fires("periods/total", {"design.period.enrolment": "25 months"}, "design.period.total"),
    Fires("periods/milestones-in-order", {"milestones[main_start].at": "3 months"}, "milestones[main_start].at"),
    Fires("periods/milestones-total", {"design.period.total": "31 months"}, "milestones[publication].at"),
    Fires("periods/long-term", {"design.follow_up.years": "0"}, "design.follow_up.years"),
    Fires("periods/long-term", {"design.visits[week_24].at": "1 years", "design.follow_up.years": "1"}, "design.follow_up.years"),
    Fires("periods/long-term-proposed", {"design.follow_up": GONE}, "design.follow_up.years"),
    Fires("periods/long-term-proposed", {"design.follow_up.years": "4"}, "design.follow_up.years"),
    Fires("periods/long-term-proposed", {"design.follow_up.years": "14"}, "design.follow_up.years", SLE),
    # tests and results
    Fires("tests/result-in-limit", {f"{LOT}.results[2].value": "79.9 %"}, f"{LOT}.results[2].value"),
    Fires("tests/result-in-limit", {"product.tests[endotoxin].acceptance": "≤ 0.1 EU/mL"}, f"{LOT}.results[13].value"),
    Fires("tests/result-unit", {f"{LOT}.results[13].value": "0.12 EU/kg"}, f"{LOT}.results[13].value"),
    Fires("tests/result-unit", {f"{LOT}.results[2]": {"test": "viability", "statement": "적합"}}, f"{LOT}.results[2].statement"),
    Fires("tests/result-unit", {f"{LOT}.results[2]": {"test": "viability"}}, f"{LOT}.results[2]"),
    Fires("tests/result-against-state", {f"{LOT}.results[11].statement": "양성"}, f"{LOT}.results[11].statement"),
    Fires("tests/share", {f"{LOT}.results[3].value": "100.1 %"}, f"{LOT}.results[3].value"),
    Fires("tests/share", {"product.tests[viability].acceptance": "≥ 100 %"}, "product.tests[viability].acceptance"),
    Fires("tests/share", {"product.tests[cd14].acceptance": "≤ 101 %"}, "product.tests[cd14].acceptance"),
    Fires("tests/share", {"product.steps[harvest].controls[harvest_viability].acceptance": "≥ 101 %"},
          "product.steps[harvest].controls[harvest_viability].acceptance"),
    Fires("tests/results-complete", {f"{LOT}.results[2]": GONE}, f"{LOT}.results"),
    Fires("tests/results-complete", {f"{LOT}.results[+]": {"test": "viability", "value": "94 %"}}, f"{LOT}.results"),
    Fires("tests/same-test-same-limit", {"product.tests[wcb_viability].acceptance": "≥ 85 %"}, "product.tests[wcb_viability].acceptance"),
    Fires("tests/fill-volume", {"product.steps[filling].controls[filling_volume].acceptance": "1.1~1.2 mL"},
          "product.steps[filling].controls[filling_volume].acceptance"),
    *(
        Fires("tests/lot-scale", {f"{LOT}.scale": f"30{container}(8.0×10⁸ cells)"}, f"{LOT}.scale")
        for container in ("바이알", "백", "주사기")
    ),
    # stability
    Fires("stability/times", {f"{STORED}.times[0]": "1 hours"}, f"{STORED}.times[0]"),
    Fires("stability/times", {f"{STORED}.times[3]": "24 hours"}, f"{STORED}.times[3]"),
    Fires("stability/in-limit", {f"{STORED}.results[0].values[4]": "79.9"}, f"{STORED}.results[0].values[4]"),
    Fires("stability/start", {f"{STORED}.results[0].values[0]": "94.3"}, f"{STORED}.results[0].values[0]"),
    Fires("stability/rise", {f"{STORED}.results[0].values[3]": "97"}, f"{STORED}.results[0].values[3]"),
    Fires("stability/share", {f"{STORED}.results[0].values[1]": "101"}, f"{STORED}.results[0].values[1]"),
    Fires("stability/shelf-life", {"product.shelf_life": "50 hours"}, "product.shelf_life"),
    Fires("stability/shelf-life", {"product.storage": "2~9 °C"}, "product.storage"),
    Fires("stability/transport", {"product.transport.limit": "48 hours"}, "product.transport.limit"),
    Fires("stability/transport", {"product.transport.condition": "2~25 °C"}, "product.transport.condition"),
    Fires("stability/transport", {"product.shelf_life": "90 hours", "product.transport.limit": "61 hours"}, "product.transport.limit"),
    Fires("stability/collection-time", {"product.collection.transport_limit": "36 hours"},
          "product.steps[receipt].controls[receipt_elapsed].acceptance"),
    Fires("stability/passages", {"product.steps[expansion].passage": "P4"}, "product.steps[expansion].passage"),
    Fires("stability/passages", {"product.banks[working_bank].passage": "P4"}, "product.banks[working_bank].passage"),
    Fires("stability/ranges", {"product.storage": "2~18 °C"}, "product.storage"),
    # limits against each other
    Fires("limits/siblings", {"product.tests[cd34].acceptance": "≤ 3 %"}, "product.tests[cd34].acceptance"),
    Fires("limits/donor-control", {"product.steps[receipt].controls[receipt_viability].acceptance": "≥ 80 %"},
          "product.steps[receipt].controls[receipt_viability].acceptance"),
    Fires("limits/accumulating", {"product.steps[master_bank].controls[master_doubling].acceptance": "≤ 23"},
          "product.steps[working_bank].controls[working_doubling].acceptance"),
    Fires("limits/lot-yield", {"product.steps[harvest].controls[harvest_yield].acceptance": "≥ 9.0e8 cells"}, f"{LOT}.scale"),
    Fires("limits/even-times", {f"{STORED}.times[2]": "25 hours"}, f"{STORED}.times[2]"),
    Fires("limits/even-times", {"product.stability[needle_passage].times[1]": "20 minutes"}, "product.stability[needle_passage].times[1]"),
    Fires("stability/ranges", {"product.banks[master_bank].storage": "≤ -125 °C"}, "product.banks[master_bank].storage"),
    Fires("limits/transport-sampled", {"product.transport.limit": "7 hours"}, "product.transport.limit"),
    Fires("limits/precision", {"product.banks[master_bank].cells_per_vial": "1.001e6 cells"}, "product.banks[master_bank].cells_per_vial"),
    Fires("limits/precision", {"design.administrations[dose_1].dose": "500010 cells/kg"}, "design.administrations[dose_1].dose", SLE),
    Fires("limits/precision", {"product.steps[isolation].controls[isolation_count].acceptance": "≥ 100000010 cells"},
          "product.steps[isolation].controls[isolation_count].acceptance"),
    Fires("limits/precision", {"product.composition[cells].amount": "2.0001e7 cells"}, "product.composition[cells].amount"),
    Fires("stability/ranges", {"product.banks[working_bank].storage": "≤ -140 °C"}, "product.banks[working_bank].storage"),
    # dates
    Fires("dates/licences", {f"{PI}.licences[physician_licence].issued": "2026-09-02"}, f"{PI}.licences[physician_licence].issued"),
    Fires("dates/licences", {"organisations[example_testing_lab].licences[testing_designation].valid_until": "2026-05-31"},
          "organisations[example_testing_lab].licences[testing_designation].issued"),
    Fires("dates/contracts", {"contracts[supply].signed": "2026-09-02"}, "contracts[supply].signed"),
    Fires("dates/attachments", {"attachments[pledge].date": "2026-09-02"}, "attachments[pledge].date"),
    Fires("dates/copies-of-licences", {"attachments[facility_licence].date": "2026-06-16"}, "attachments[facility_licence].date"),
    Fires("dates/copies-of-licences", {"attachments[testing_contract].valid_until": "2029-06-01"}, "attachments[testing_contract].valid_until"),
    Fires("dates/lots", {f"{LOT}.made": "2026-09-02"}, f"{LOT}.made"),
    Fires("dates/lots", {f"{LOT}.made": "2025-11-29"}, "attachments[certificate_lot_1].date"),
    Fires("dates/nonclinical", {"nonclinical[single_dose].period": "2025-05 ~ 2025-04"}, "nonclinical[single_dose].period"),
    Fires("dates/nonclinical", {"nonclinical[single_dose].period": "2025-05 ~ 2026-10"}, "nonclinical[single_dose].period"),
    Fires("dates/nonclinical", {"nonclinical[single_dose].period": "2025-05 ~ 2025-07"}, "attachments[report_single_dose].date"),
    Fires("dates/careers", {f"{PI}.careers[1].until": "2010-02"}, f"{PI}.careers[1].since"),
    Fires("dates/careers", {f"{PI}.careers[0].since": "2026-10"}, f"{PI}.careers[0].since"),
    Fires("dates/careers", {f"{PI}.trainings[0].date": "2026-09-02"}, f"{PI}.trainings[0].date"),
    Fires("dates/before-filing", {"announced[decision].date": "2026-09-02"}, "announced[decision].date"),
    Fires("dates/before-filing", {"consultations[mfds_consultation].date": "2026-09-02"}, "consultations[mfds_consultation].date"),
    Fires("dates/before-filing", {"filing.receipt_date": "2026-08-31"}, "filing.receipt_date"),
    Fires("dates/procedures", {"procedures": {"extension": {**EXTENSION, "until": "2026-12-19"}}}, "procedures.extension.until"),
    Fires("dates/procedures", {"procedures": {"extension": {**EXTENSION, "date": "2026-11-19"}}}, "procedures.extension.date"),
    Fires("dates/procedures", {"procedures": {"objection": {"date": "2026-09-30", "notice": "1", "notified": "2026-10-01", "return_reason": "x",
          "reason": "x"}}},
          "procedures.objection.date"),
    Fires("dates/procedures", {"procedures": {"withdrawal": {"receipt": "1", "date": "2026-08-31", "reason": "x"}}}, "procedures.withdrawal.date"),
    Fires("dates/procedures", {"procedures": {"change_report": {"approval": "1", "date": "2026-08-31", "changes": []}}},
          "procedures.change_report.date"),
    Fires("dates/law-of-the-day", {"filing.law_as_of": "2026-09-02"}, "filing.law_as_of"),
    Fires("calendar/expired", {"contracts[testing].valid_until": "2026-08-31"}, "contracts[testing].valid_until"),
    Fires("calendar/facility-licence-ends-in-review",
          {"processing_facilities[example_cell].licences[facility_licence].valid_until": "2026-12-31"},
          "processing_facilities[example_cell].licences[facility_licence].valid_until"),
    Fires("calendar/ends-in-review", {"contracts[testing].valid_until": "2026-12-31"}, "contracts[testing].valid_until"),
    Fires("calendar/ends-in-study", {"contracts[testing].valid_until": "2028-05-31"}, "contracts[testing].valid_until"),
    Fires("calendar/unknown-holidays", {"filing.date": "2099-09-01"}, "filing.date"),
    # people
    Fires("people/trained", {"people[cell_manager].trainings": GONE}, "people[cell_manager].trainings"),
    Fires("people/training-dated", {f"{PI}.trainings[0].provider": GONE}, f"{PI}.trainings[0].provider"),
    Fires("people/training-dated", {f"{PI}.trainings[0].hours": "0"}, f"{PI}.trainings[0].hours"),
    Fires("people/licensed", {f"{PI}.licences[physician_licence]": GONE}, f"{PI}.licences"),
    Fires("people/place-of-work", {f"{PI}.organisation": "example_cell"}, f"{PI}.organisation"),
    Fires("people/place-of-work", {"people[facility_head].organisation": "example_hospital"}, "people[facility_head].organisation"),
    Fires("people/each-institution", {"people[cell_manager].roles": ["investigator"]}, "institutions[example_hospital]"),
    Fires("people/each-institution", {"people[site_lead].roles": ["investigator"], f"{PI}.roles": ["investigator"]},
          "institutions[example_hospital]"),
    Fires("people/effort", {f"{PI}.effort": "101 %"}, f"{PI}.effort"),
    Fires("people/effort", {f"{PI}.effort": "0 %"}, f"{PI}.effort"),
    Fires("people/effort", {f"{PI}.effort": "8 hours"}, f"{PI}.effort"),
    Fires("people/board-independent", {"people[statistician].roles": ["statistician", "safety_board_member"]}, "people[statistician].roles"),
    Fires("people/board-members", {"safety.board.members": "4"}, "safety.board.members"),
    # money
    Fires("money/funding", {"budget.items[travel].unit_cost": "100,001 KRW"}, "budget.sources"),
    Fires("money/basis", {"budget.items[biomarker_tests].count": "265"}, "budget.items[biomarker_tests].count"),
    Fires("money/participants", {"budget.items[travel].basis": "64명 × 방문 8회"}, "budget.items[travel].basis"),
    *(
        Fires("money/participants", {"budget.items[travel].basis": f"{who} 64명"}, "budget.items[travel].basis")
        for who in ("연구대상자", "대상자", "참여자", "환자")
    ),
    Fires("money/participants", {"budget.items[travel].basis": "연구대상자 1명마다"}, "budget.items[travel].count"),
    Fires("money/participants", {"budget.items[travel].basis": "연구대상자당 방문 7회"}, "budget.items[travel].count"),
    Fires("money/positive", {"budget.items[travel].count": "-1"}, "budget.items[travel].count"),
    Fires("money/insurance", {"compensation.insurance.total": "200,000,000 KRW"}, "compensation.insurance.total"),
    Fires("money/insurance", {"compensation.insurance.excess": "300,000,000 KRW"}, "compensation.insurance.excess"),
    Fires("money/insured-whole", {"compensation.insurance.per_person": "310,000,000 KRW"}, "compensation.insurance.total"),
    Fires("money/insured-whole", {"compensation.insurance.total": "30,000,000,000 KRW"}, "compensation.insurance.total"),
    Fires("money/round", {"compensation.insurance.excess": "5,000,010 KRW"}, "compensation.insurance.excess"),
    # participants
    Fires("ages/order", {"population.minimum_age": "65"}, "population.minimum_age"),
    Fires("ages/order", {"population.maximum_age": "121"}, "population.maximum_age"),
    Fires("ages/cohorts", {"population.cohorts[adolescent].minimum_age": "13"}, "population.minimum_age", SLE),
    Fires("ages/cohorts", {"population.cohorts[adolescent].minor": GONE}, "population.cohorts[adolescent].minor", SLE),
    Fires("ages/cohorts", {"population.cohorts[adult].minor": "true"}, "population.cohorts[adult].minor", SLE),
    Fires("ages/criteria", {"population.maximum_age": "66"}, "population.inclusion[i_age].text"),
    Fires("ages/criteria", {"population.inclusion[i_age].text": "만 19세 초과 65세 이하"}, "population.inclusion[i_age].text"),
    Fires("ages/minors", {"consent.vulnerable": GONE}, "consent.vulnerable", SLE),
    Fires("consent/papers", {"consent.genetic_testing": "false"}, "attachments[genetic_test_consent].role"),
    Fires("consent/retention", {"privacy.retention": "결과보고 후 5년 동안 보관한다."}, "data_management.retention_years"),
    Fires("consent/risks-told", {"safety.expected_events[thromboembolism].name": "심근염"}, "safety.expected_events[thromboembolism]"),
    Fires("consent/risks-told", {"safety.expected_events[thromboembolism].name": "종양과 병"}, "safety.expected_events[thromboembolism]"),
    Fires("consent/time-to-think", {"consent.time_to_think": "0 hours"}, "consent.time_to_think"),
    Fires("consent/follow-up", {"design.follow_up.years": "6"}, "compensation.insurance.ends"),
    # particulars
    Fires("completeness/particulars", {"contracts[supply].cost": GONE}, "contracts[supply].cost"),
    Fires("completeness/particulars", {f"{PI}.degree": GONE}, f"{PI}.degree"),
    Fires("completeness/result-table", {"nonclinical[single_dose].result_rows[0].cells": ["0"]}, "nonclinical[single_dose].result_rows[0].cells"),
    Fires("completeness/result-table", {"nonclinical[single_dose].result_columns": GONE}, "nonclinical[single_dose].result_columns"),
    Fires("completeness/source-of-experience", {"clinical_experience[kim2017].reference": GONE}, "clinical_experience[kim2017].reference"),
    Fires("completeness/sample-size-endpoint", {f"{SIZE}.endpoint": GONE}, f"{SIZE}.endpoint"),
    Fires("completeness/sample-size-endpoint", {f"{SIZE}.endpoint": "iga01_w16"}, f"{SIZE}.endpoint"),
    # limits and periods that contradict nothing, and that a careful reader stops at
    Fires("limits/loose", {"product.tests[residual_protease].acceptance": "≤ 200 ng/mL"},
          "product.tests[residual_protease].acceptance"),
    Fires("limits/loose", {"product.tests[potency_t_cell].acceptance": "≥ 0.9 %"}, "product.tests[potency_t_cell].acceptance"),
    Fires("limits/loose", {"product.tests[viability].acceptance": "≥ 8 %"}, "product.tests[viability].acceptance"),
    Fires("schedule/endpoint-times", {"design.endpoints[iga01_w16].at": ["week_24"]}, "design.endpoints[iga01_w16].at"),
    Fires("schedule/endpoint-times", {"design.endpoints[easi90_w16].name.ko": "EASI-90(6개월)"}, "design.endpoints[easi90_w16].at"),
    *(
        Fires("dosing/design-told", {f"{path}.ko": f"세포를 {route}하는 연구"}, path)
        for path in ("title", "short_title", "design.summary")
        for route in ("정맥투여", "근육내 주사", "관절강에 주입", "복강내로 투여", "뇌내 이식", "동맥 투여", "피내주사")
    ),
    *(
        Fires("dosing/design-told", {"title.ko": f"{blinding} 부형제 대조 임상연구"}, "title")
        for blinding in ("단일눈가림", "평가자 눈가림")
    ),
    Fires("dosing/design-told", {"design.stages[main].blinding": "open", "title.ko": "이중눈가림 연구"}, "title"),
    Fires("dosing/ratio-told", {"design.stages[main].description": "두 군에 2:1로 배정한다."}, "design.stages[main].description"),
    Fires("dosing/ratio-told", {"design.stages[main].description": "1 : 1 : 1의 비율로 무작위 배정한다."}, "design.stages[main].description"),
    Fires("dosing/per-weight", {f"{CELLS}.dose": "1.0e6 cells/kg"}, f"{CELLS}.dose"),
    Fires("stability/bank-storage", {"product.banks[master_bank].storage": "≤ -15 °C"}, "product.banks[master_bank].storage"),
    *(
        Fires("parties/contacts", {f"{body}.{name}": value}, f"{body}.{name}")
        for body, name, value in (
            ("institutions[example_hospital]", "telephone", "02-0000-000"),
            ("institutions[example_hospital]", "telephone", "02-0000-0000, 0000"),
            ("processing_facilities[example_cell]", "fax", "31-000-0009"),
            ("organisations[example_testing_lab]", "telephone", "없음"),
            ("institutions[example_hospital]", "email", "arm.hospital.example"),
            ("institutions[example_hospital]", "email", "arm@hospital"),
            ("people[coordinator]", "email", "han yebi@hospital.example"),
            ("people[coordinator]", "telephone", "02-00000-0017"),
        )
    ),
    Fires("people/letter", {"filing.letter.approver.ko": "병원장 김가상"}, "filing.letter.approver"),
    Fires("limits/off-centre", {"product.tests[cell_count].acceptance": "80~130 %"}, "product.tests[cell_count].acceptance"),
    Fires("limits/off-centre", {"product.tests[cell_count].acceptance": "80~126 %"}, "product.tests[cell_count].acceptance"),
    Fires("limits/one-point", {"product.collection.transport_condition": "4~4 °C"}, "product.collection.transport_condition"),
    Fires("limits/one-point", {"product.storage": "4~4 °C"}, "product.storage"),
    Fires("limits/one-point", {"product.transport.condition": "4~4 °C"}, "product.transport.condition"),
    Fires("limits/one-point", {f"{STORED}.condition": "4~4 °C"}, f"{STORED}.condition"),
    Fires("limits/one-point", {"product.banks[master_bank].storage": "4~4 °C"}, "product.banks[master_bank].storage"),
    Fires("limits/one-point", {"product.tests[cell_count].acceptance": "100~100 %"}, "product.tests[cell_count].acceptance"),
    Fires("limits/one-point", {"product.steps[expansion].controls[expansion_confluence].acceptance": "70~70 %"},
          "product.steps[expansion].controls[expansion_confluence].acceptance"),
    Fires("limits/endotoxin", {"product.tests[endotoxin].acceptance": "≤ 60.1 EU/mL"}, "product.tests[endotoxin].acceptance"),
    Fires("limits/endotoxin", {"product.tests[endotoxin].acceptance": "≤ 3.1 EU/mL"}, "product.tests[endotoxin].acceptance", MINIMAL),
    Fires("limits/repeated", {"product.tests[ip_cd25].acceptance": "≥ 50 %"}, "product.tests[ip_cd25].acceptance", SLE),
    Fires("limits/repeated", {"product.tests[ip_vcn].acceptance": "≤ 6 copies/cell"}, "product.tests[ip_vcn].acceptance", SLE),
    Fires("limits/repeated", {"product.tests[ip_vcn].acceptance": "≥ 3 copies/cell", "product.tests[vcn].acceptance": "≥ 4 copies/cell"},
          "product.tests[ip_vcn].acceptance", SLE),
    Fires("limits/precision", {"product.tests[count].acceptance": "8.001e8~1.2e9 cells"}, "product.tests[count].acceptance", MINIMAL),
    Fires("limits/precision", {"product.lots[lot_1].results[1].value": "1.0001e9 cells"}, "product.lots[lot_1].results[1].value", MINIMAL),
    Fires("tests/fill-volume", {"product.steps[filling].controls[filling_volume].acceptance": "1.0~1.26 mL"},
          "product.steps[filling].controls[filling_volume].acceptance"),
    Fires("tests/fill-volume", {"product.steps[filling].controls[filling_volume].acceptance": "0.74~1.1 mL"},
          "product.steps[filling].controls[filling_volume].acceptance"),
    Fires("dosing/concentrated", {"product.composition[human_albumin].amount": "251 mg"}, "product.composition[human_albumin].amount"),
    Fires("dosing/concentrated", {"product.composition[human_albumin].amount": "0.3 g"}, "product.composition[human_albumin].amount"),
    Fires("periods/odd", {"consent.time_to_think": "34 hours"}, "consent.time_to_think"),
    Fires("periods/odd", {"consent.time_to_think": "13 hours"}, "consent.time_to_think"),
    Fires("periods/odd", {"compensation.payment_period": "8 days"}, "compensation.payment_period"),
    Fires("periods/odd", {"safety.reporting[report_other].within": "17 days"}, "safety.reporting[report_other].within"),
    Fires("periods/odd", {f"{CELLS}.observation": "14 hours"}, f"{CELLS}.observation"),
    Fires("periods/odd", {"design.visits[week_24].window": "17 days"}, "design.visits[week_24].window"),
    Fires("periods/odd", {"population.wash_outs[systemic].duration": "13 days"}, "population.wash_outs[systemic].duration"),
    Fires("periods/odd", {"product.banks[master_bank].shelf_life": "13 months"}, "product.banks[master_bank].shelf_life"),
    Fires("periods/reporting", {"safety.reporting[report_sae_agency].within": "8 days"}, "safety.reporting[report_sae_agency].within"),
    Fires("periods/reporting", {"safety.reporting[report_other].within": "31 days"}, "safety.reporting[report_other].within"),
    Fires("periods/slack", {"design.period.total": "34 months"}, "design.period.total", MINIMAL),
    Fires("periods/slack", {"design.period.total": "38 months"}, "design.period.total"),
    Fires("stability/collection-told", {"product.collection.transport_limit": "58 hours"}, "product.collection.acceptance[0]", SLE),
    Fires("stability/conclusion", {f"{STORED}.times[5]": "70 hours"}, f"{STORED}.conclusion"),
    Fires("stability/conclusion", {f"{STORED}.conclusion": "세 로트 모두 72시간까지 적합하였다."}, f"{STORED}.conclusion"),
    Fires("stability/conclusion", {"product.shelf_life_basis": "72시간까지 유지되었다."}, "product.shelf_life_basis"),
    Fires("tests/media-fills", {"product.media_fills": "13"}, "product.media_fills"),
    Fires("tests/media-fills", {"product.media_fill_result": "연속하여 2회 모두 적합하였다."}, "product.media_fills"),
    Fires("totals/experience", {"clinical_experience[shin2021].subjects": "15"}, "clinical_experience[shin2021].subjects"),
    *(
        Fires("totals/experience", {"clinical_experience[shin2021].title": title}, "clinical_experience[shin2021].subjects")
        for title in ("아토피피부염 1,234명에서 본 결과", "증례 4예", "증례 4 례의 보고")
    ),
    *(
        Fires("tests/media-fills", {"product.media_fill_result": f"{word} 번 모두 적합하였다."}, "product.media_fills")
        for word in ("한", "두", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열")
    ),
    *(
        Fires("stability/conclusion", {f"{STORED}.conclusion": f"{span}까지 적합하였다."}, f"{STORED}.conclusion")
        for span in ("90분", "4일", "4주", "4개월", "4년")
    ),
    *(
        Fires("stability/collection-told", {"product.collection.acceptance[0]": text}, "product.collection.acceptance[0]")
        for text in ("2일 안에 인수된 것", "48시간 이내에 인수된 것", "48시간 안에 도착한 것", "90분 안에 입고된 것")
    ),
    Fires("totals/experience", {"clinical_experience[muller2024].subjects": "25"}, "clinical_experience[muller2024].subjects", SLE),
    Fires("people/training-hours", {f"{PI}.trainings[0].hours": "13"}, f"{PI}.trainings[0].hours"),
    Fires("people/training-hours", {f"{PI}.trainings[0]": {**COURSE, "until": "2026-03-03", "hours": "25"}},
          f"{PI}.trainings[0].hours"),
    Fires("dates/careers", {f"{PI}.trainings[0]": {**COURSE, "until": "2026-03-01"}}, f"{PI}.trainings[0].until"),
    # what the filing is
    Fires("parties/processing-outsourced", {"contracts[testing].scope": "검사와 처리업무를 위탁한다."}, "contracts[testing].scope"),
    Fires("parties/contractors", {"contracts[testing].principal": "example_testing_lab"}, "contracts[testing].contractor"),
    Fires("parties/contractors", {"contracts[supply].principal": "example_testing_lab"}, "contracts[supply].institution"),
    Fires("parties/testing-body", {"contracts[testing].contractor": "example_glp_lab"}, "contracts[testing].contractor"),
    Fires("parties/collection", {"product.collection.organisation": "example_testing_lab", "contracts[testing]": GONE},
          "product.collection.organisation"),
    Fires("cells/kind", {"product.tissue": "bone_marrow"}, "product.tissue"),
    Fires("cells/kind", {"product.manipulation": "minimal"}, "product.manipulation"),
    Fires("cells/kind", {"product.therapy": "gene"}, "product.therapy"),
    Fires("cells/kind", {"product.origin": "xenogeneic"}, "product.animal_cells"),
    Fires("cells/kind", {"cord_blood": GONE}, "cord_blood"),
    Fires("cells/kind", {"product.device": {"id": "d", "name": "x"}}, "product.therapy"),
    Fires("cells/kind", {"product.genetically_modified": "false"}, "product.genetically_modified", SLE),
    Fires("cells/banks-tested", {"product.banks[+]": {"id": "more", "name": "x"}}, "product.banks[more]"),
    Fires("cells/facility", {"product.steps[filling].place": "다른 곳"}, "product.steps[filling].place"),
    Fires("links/unused-bodies", {"organisations[+]": {"id": "more", "name": "x"}}, "organisations[more]"),
    # papers of evidence
    Fires("evidence/numbers", {"nonclinical[soft_agar].report": "EXN-TX-2507"}, "nonclinical[soft_agar].report"),
    Fires("evidence/numbers", {f"{LOT}.number": "EXC-P7-2510"}, f"{LOT}.number"),
    Fires("evidence/observed", {"nonclinical[tumorigenicity_nog].observation": "촉진, 13주"}, "nonclinical[tumorigenicity_nog].observation"),
    Fires("evidence/observed", {"nonclinical[tumorigenicity_nog].title": "6주령 마우스의 3개월 시험"},
          "nonclinical[tumorigenicity_nog].observation"),
    # rooms, and how long processing takes
    Fires("rooms/beds", {f"{WARD}.name": "투여 후 관찰실(10병상)"}, f"{WARD}.beyond_designation"),
    Fires("rooms/beds", {f"{WARD}.beyond_designation": "8병상에서 9병상으로 늘렸다."}, f"{WARD}.beyond_designation"),
    Fires("rooms/devices", {f"{MONITOR}.count": "9"}, f"{MONITOR}.count"),
    Fires("rooms/devices", {f"{MONITOR}.count": "5", f"{WARD}.name": "관찰실(4 침상)"}, f"{MONITOR}.count"),
    Fires("rooms/devices", {f"{MONITOR}.count": "17", f"{WARD}.count": "2"}, f"{MONITOR}.count"),
    Fires("rooms/devices", {f"{MONITOR}.place": "본관의 투여 후 관찰실 안", f"{MONITOR}.count": "9"}, f"{MONITOR}.count"),
    *(
        Fires("rooms/devices", {f"{MONITOR}.name": name, f"{MONITOR}.count": "9"}, f"{MONITOR}.count")
        for name in ("심전도 감시기", "환자 모니터", "혈액성분채집기", "전동침대", "투석기")
    ),
    Fires("rooms/devices", {f"{MONITOR}.count": "5", f"{WARD}.name": "관찰실(4베드)"}, f"{MONITOR}.count"),
    Fires("rooms/devices", {"institutions[gyeonbon_hospital].equipment[cell_separator].count": "5"},
          "institutions[gyeonbon_hospital].equipment[cell_separator].count", SLE),
    Fires("rooms/devices", {f"{MONITOR}.count": "9", f"{WARD}.count": GONE}, f"{MONITOR}.count"),
    Fires("schedule/observed-times", {"design.activities[vital_signs].note": "투여 후 30분, 1시간, 6시간에 측정한다."},
          "design.activities[vital_signs].note"),
    Fires("people/departments", {f"{SKIN}.physicians": "2"}, f"{SKIN}.physicians"),
    Fires("periods/long-step", {"product.steps[harvest].duration": "11 hours"}, "product.steps[harvest].duration"),
    Fires("periods/long-step", {"product.steps[thaw].duration": "11 hours", "product.steps[thaw].description": GONE},
          "product.steps[thaw].duration"),
    Fires("schedule/processing", {"product.steps[expansion].duration": "16 days"}, "design.visits[apheresis].at", SLE),
    Fires("schedule/processing", {"design.visits[lymphodepletion].name": "준비", "design.visits[apheresis].at": "-22 days"},
          "design.visits[apheresis].at", SLE),
    Fires("schedule/processing", {"design.visits[apheresis].name": "세포의 채취", "design.visits[apheresis].at": "-25 days"},
          "design.visits[apheresis].at", SLE),
    Fires("periods/odd", {"population.wash_outs[systemic].duration": "14 weeks"}, "population.wash_outs[systemic].duration"),
    Fires("periods/odd", {"population.wash_outs[systemic].duration": "22 weeks"}, "population.wash_outs[systemic].duration"),
    Fires("schedule/observed-times", {f"{CELLS}.observation": "6 hours", f"{VEHICLE}.observation": "6 hours"},
          "design.sheets[observation].rows"),
    Fires("schedule/observed-times", {f"{CELLS}.observation": "6 hours", f"{VEHICLE}.observation": "90 minutes"},
          "design.activities[vital_signs].note"),
    Fires("schedule/observed-times", {"design.sheets[observation].rows[after_4_hours]": GONE}, "design.sheets[observation].rows"),
    Fires("stability/odd-temperature", {"product.storage": "2~18 °C", "product.transport.condition": "3~8 °C"},
          "product.transport.condition"),
    Fires("stability/odd-temperature", {"product.storage": "2~9 °C"}, "product.storage"),
    Fires("stability/odd-temperature", {"product.collection.transport_condition": "14~25 °C"},
          "product.collection.transport_condition"),
    Fires("stability/odd-temperature", {f"{STORED}.condition": "≤ 35 °C"}, f"{STORED}.condition"),
)  # fmt: skip


class Silent(NamedTuple):
    """A change that is right or that nothing can be said of: the rule keeps quiet."""

    rule: str
    edits: Edits
    name: str = EXAMPLE


DAY = "2026-09-01"
"""The day on which the example is filed."""
PERIOD = "nonclinical[single_dose].period"
SILENT = (
    # the very bound
    Silent("dates/licences", {f"{PI}.licences[physician_licence].issued": DAY, f"{PI}.licences[physician_licence].valid_until": DAY}),
    Silent("dates/contracts", {"contracts[supply].signed": DAY}),
    Silent("dates/attachments", {"attachments[pledge].date": DAY}),
    Silent("dates/lots", {f"{LOT}.made": "2025-11-28"}),
    Silent("dates/lots", {f"{LOT}.made": DAY, "attachments[certificate_lot_1].date": DAY}),
    Silent("dates/lots", {f"{LOT}.made": GONE}),
    Silent("dates/nonclinical", {PERIOD: "2025-04 ~ 2025-04"}),
    Silent("dates/nonclinical", {PERIOD: "2025-04 ~ 2026-09", "attachments[report_single_dose].date": DAY}),
    Silent("dates/nonclinical", {PERIOD: "봄"}),
    Silent("dates/nonclinical", {PERIOD: GONE}),
    Silent("dates/careers", {f"{PI}.careers[1].since": "2016-02"}),
    Silent("dates/careers", {f"{PI}.careers[0].since": "2026-09", f"{PI}.trainings[0].date": DAY}),
    Silent("dates/before-filing", {"announced[decision].date": DAY, "filing.receipt_date": DAY}),
    Silent("dates/procedures",
           {"procedures": {"extension": {**EXTENSION, **dict.fromkeys(("date", "demanded", "deadline", "until"), DAY)}}}),
    Silent("dates/law-of-the-day", {"filing.law_as_of": GONE}),
    Silent("dates/copies-of-licences", {"attachments[facility_licence].date": GONE, "processing_facilities[example_cell].licences": GONE}),
    Silent("dosing/times-in-order", {f"{CELLS}.times": []}),
    Silent("dosing/treatment-period", {"design.period.treatment": "56 days"}),
    Silent("dosing/treatment-period", {"design.period.treatment": GONE}),
    Silent("dosing/treatment-period", {f"{CELLS}.times": ["0 weeks"], f"{VEHICLE}.times": ["0 weeks"], "design.period.treatment": "1 days"}),
    Silent("dosing/container-volume", {"product.container.fill": "1000 µL"}),
    Silent("dosing/whole-containers", {f"{CELLS}.dose": "4.0e7 cells", f"{CELLS}.volume": "2 mL"}),
    Silent("dosing/whole-containers", {"product.active_content": GONE}),
    Silent("dosing/whole-containers", {"product.volume": GONE}),
    Silent("dosing/whole-containers", {"product.active_content": "0 cells"}),
    Silent("dosing/whole-containers", {f"{CELLS}.dose": "1.0e6 cells/kg"}),
    Silent("dosing/control", {f"{CELLS}.dose": GONE, f"{VEHICLE}.dose": GONE}),
    Silent("dosing/control", {f"{CELLS}.dose": "1 cells"}),
    Silent("dosing/blind-arms-alike", {f"{ARM}.stage": GONE, f"{VEHICLE}.volume": "2 mL"}),
    Silent("dosing/blind-arms-alike", {"design.stages[main].blinding": "open", f"{VEHICLE}.volume": "2 mL"}),
    Silent("dosing/without-comparison", {"design": GONE}),
    Silent("schedule/windows-wide", {"design.visits[week_12].window": "9 days"}),
    Silent("schedule/windows-overlap", {"design.visits[week_1].window": "6 days"}),
    Silent("schedule/endpoint-without-measure", {"design.objectives": GONE, "design.endpoints[easi50].objective": GONE}),
    Silent("schedule/endpoint-without-measure", {"design.activities": GONE, "design.endpoints[easi50].activity": GONE}),
    Silent("schedule/endpoint-without-measure", {"design.visits": GONE, "design.endpoints[easi50].at": GONE}),
    Silent("schedule/endpoint-without-measure",
           {"design.endpoints[pruritus_response_w16].level": "exploratory", "design.endpoints[pruritus_response_w16].at": GONE}),
    Silent("schedule/activity-without-visit", {"design.activities": GONE}),
    Silent("schedule/administrations-at-visits", {"design.visits": GONE}),
    Silent("schedule/unused", {"design": GONE}),
    Silent("periods/total", {"design.period.enrolment": "24 months"}),
    Silent("periods/total", {"design.period.enrolment": "745 days", "design.period.total": "913 days"}),
    Silent("periods/total", {"design.period.enrolment": GONE}),
    Silent("periods/total", {"design.period.total": GONE}),
    Silent("periods/follow-up", {"design.period.follow_up": "168 days"}),
    Silent("periods/follow-up", {"design.visits": GONE}),
    Silent("periods/long-term", {"design.follow_up.years": "1"}),
    Silent("periods/long-term", {"design.visits": GONE}),
    Silent("periods/long-term-proposed", {"product.cell_type": "nk_cell", "design.follow_up": GONE}),
    Silent("periods/long-term-proposed", {"design.follow_up.years": "15"}, SLE),
    Silent("periods/milestones-in-order", {"milestones[main_start].at": "4 months"}),
    Silent("tests/result-in-limit", {f"{LOT}.results[2].value": "80 %"}),
    Silent("tests/result-in-limit", {"product.tests[viability].acceptance": GONE}),
    Silent("tests/result-unit", {"product.tests[viability].acceptance": GONE}),
    Silent("tests/result-against-state", {f"{LOT}.results[11].statement": "검출되지 않음"}),
    Silent("tests/result-against-state", {"product.tests[sterility].acceptance": GONE}),
    Silent("tests/share", {f"{LOT}.results[3].value": "100 %", f"{LOT}.results[6].value": "0 %"}),
    Silent("tests/share", {"product.tests[cd14].acceptance": "0~100 %", "product.tests[viability].acceptance": "≥ 99 %"}),
    Silent("tests/share", {"product.steps[receipt].controls[receipt_elapsed].acceptance": "≤ 200 %"}),
    Silent("tests/fill-volume", {"product.steps[filling].controls[filling_time].acceptance": "≥ 3 mL"}),
    Silent("tests/fill-volume", {"product.volume": GONE}),
    Silent("tests/lot-scale", {f"{LOT}.scale": "많음"}),
    Silent("tests/lot-scale", {"product.active_content": GONE}),
    Silent("stability/in-limit", {f"{STORED}.results[0].values[4]": "80"}),
    Silent("stability/in-limit", {f"{STORED}.results[0].values[5]": "70"}),
    Silent("stability/in-limit", {"product.tests[viability].acceptance": GONE}),
    Silent("stability/in-limit", {"product.tests[viability].acceptance": "음성"}),
    Silent("stability/in-limit", {"product.shelf_life": GONE}),
    Silent("stability/start", {"product.stability[needle_passage].results[0].values[0]": "93.6"}),
    Silent("stability/start", {f"{LOT}.results": []}),
    Silent("stability/rise", {f"{STORED}.results[0].values[0]": "0", f"{STORED}.results[0].values[2]": "98.28"}),
    Silent("stability/share", {f"{STORED}.results[0].values[0]": "100", f"{STORED}.results[0].values[5]": "0"}),
    Silent("stability/shelf-life", {"product.shelf_life": "2 days"}),
    Silent("stability/shelf-life", {"product.shelf_life": GONE}),
    Silent("stability/shelf-life", {"product.storage": GONE}),
    Silent("stability/shelf-life", {"product.stability": []}),
    Silent("stability/transport", {"product.transport": GONE}),
    Silent("stability/transport", {"product.stability": [], "product.transport.condition": "2~25 °C"}),
    Silent("stability/transport", {"product.shelf_life": "90 hours", "product.transport.limit": "60 hours"}),
    Silent("stability/transport", {"product.transport.condition": "15~25 °C", "product.transport.limit": "60 minutes"}),
    Silent("stability/collection-time", {"product.collection": GONE}),
    Silent("stability/collection-time", {"product.steps[receipt].controls[receipt_elapsed].acceptance": GONE}),
    Silent("stability/passages", {"product.banks[working_bank].passage": "P8"}),
    Silent("stability/passages", {"product.steps": []}),
    Silent("stability/ranges", {"product.transport": GONE, "product.storage": GONE}),
    Silent("limits/siblings", {"product.tests[cd34].method": GONE, "product.tests[cd34].acceptance": "≤ 3 %"}),
    Silent("limits/siblings", {"product.tests[cd34].acceptance": "≤ 3 %", "product.tests[cd45].acceptance": "≤ 3 %"}),
    Silent("limits/siblings", {"product.tests[cd34].acceptance": GONE}),
    Silent("limits/donor-control", {"product.donor": GONE}),
    Silent("limits/accumulating", {"product.steps[master_bank].controls[master_doubling].acceptance": "≤ 22"}),
    Silent("limits/accumulating", {"product.steps[master_bank].controls[master_doubling].acceptance": GONE}),
    Silent("limits/lot-yield", {"product.steps[isolation].controls[isolation_count].acceptance": "≥ 9.0e9 cells"}),
    Silent("limits/lot-yield", {"product.lots[lot_1].scale": GONE}),
    Silent("limits/even-times",
           {"product.stability[needle_passage].times": ["0 minutes", "60 minutes"], "product.stability[needle_passage].results": []}),
    Silent("limits/precision", {"product.banks[master_bank].cells_per_vial": "1.23e6 cells", "product.active_content": GONE, "design": GONE}),
    Silent("limits/even-times", {"product.stability[needle_passage].times[1]": "0.5 hours"}),
    Silent("stability/ranges", {"product.banks[working_bank].storage": "≤ -70 °C"}),
    Silent("money/round", {"compensation.insurance.excess": "5,001,000 KRW"}),
    Silent("money/round", {"compensation": GONE}),
    Silent("limits/transport-sampled", {"product.transport.limit": GONE}),
    Silent("limits/transport-sampled", {"product.transport": GONE}),
    Silent("limits/transport-sampled", {"product.transport.limit": "12 hours"}),
    Silent("money/funding", {"budget.sources": []}),
    Silent("money/funding", {"budget.items": []}),
    Silent("money/funding", {"budget.sources[hospital_fund].amount": GONE}),
    Silent("money/funding", {"budget": GONE}),
    Silent("money/basis", {"budget.items[biomarker_tests].basis": "66명, 4회"}),
    Silent("money/basis", {"budget.items[biomarker_tests].basis": "기관 3곳의 66명 × 4회 2번"}),
    Silent("money/participants", {"budget.items[travel].basis": "연구대상자 1명마다 방문 8회"}),
    Silent("money/participants", {"budget.items[insurance_premium].basis": "연구대상자 한 명당"}),
    Silent("money/participants", {"budget.items[travel].basis": "위원 5명 × 4회"}),
    Silent("money/participants", {"budget.items[travel].basis": "3명 × 12개월"}),
    Silent("money/participants", {"budget.items[travel].basis": "선별검사를 받은 연구대상자 1명마다"}),
    Silent("money/participants", {"population": GONE, "budget.items[travel].basis": "연구대상자 64명"}),
    Silent("money/participants", {"budget": GONE}),
    Silent("money/positive", {"budget.items[travel].count": "0"}),
    Silent("money/insurance", {"compensation.insurance.total": "300,000,000 KRW", "compensation.insurance.excess": "299,999,999 KRW"}),
    Silent("money/insurance", {"compensation.insurance.total": GONE, "compensation.insurance.excess": GONE}),
    Silent("money/insurance", {"compensation.insurance.per_person": GONE}),
    Silent("money/insurance", {"compensation": GONE}),
    Silent("money/insured-whole", {"compensation.insurance.total": "19,800,000,000 KRW"}),
    Silent("money/insured-whole", {"compensation.insurance.per_person": "0 KRW"}),
    Silent("money/insured-whole", {"compensation.insurance.total": GONE}),
    Silent("money/insured-whole", {"population": GONE}),
    Silent("ages/order", {"population.maximum_age": "120"}),
    Silent("ages/order", {"population": GONE}),
    Silent("ages/criteria", {"population.inclusion[i_age].text": "만 18세 초과 66세 미만"}),
    Silent("ages/criteria", {"population.minimum_age": GONE, "population.maximum_age": GONE}),
    Silent("ages/minors", {"population.minimum_age": "19", "consent.vulnerable": GONE}),
    Silent("ages/minors", {"population.minimum_age": GONE, "consent.vulnerable": GONE}),
    Silent("consent/risks-told", {"consent.expected_risks": []}),
    Silent("consent/risks-told", {"consent": GONE}),
    Silent("consent/risks-told", {"safety": GONE}),
    Silent("consent/risks-told", {"safety.expected_events[thromboembolism].name": "발열 또는 그 밖의 이상"}),
    Silent("consent/risks-told", {"safety.expected_events[thromboembolism].name": "암"}),
    Silent("consent/risks-told", {"safety.expected_events[thromboembolism].name": "피부염이 심해짐"}),
    Silent("consent/time-to-think", {"consent.time_to_think": "1 minutes"}),
    Silent("consent/time-to-think", {"consent.time_to_think": GONE}),
    Silent("consent/retention", {"privacy": GONE}),
    Silent("consent/retention", {"privacy.retention": "오래 보관한다."}),
    Silent("consent/follow-up", {"compensation.insurance.ends": "6년 뒤", "design.follow_up.years": "5"}),
    Silent("consent/follow-up", {"compensation": GONE}),
    Silent("consent/follow-up", {"design.follow_up": GONE}),
    Silent("people/training-dated", {f"{PI}.trainings[0].hours": "1"}),
    Silent("people/licensed", {f"{PI}.licences": GONE}),
    Silent("people/effort", {f"{PI}.effort": "100 %"}),
    Silent("people/effort", {f"{PI}.effort": "1 %", "people[statistician].effort": GONE}),
    Silent("people/board-independent", {"people[statistician].roles": ["safety_board_member"]}),
    Silent("people/board-members", {"safety.board.composition": "위원 3명(전문의 2명, 통계 전문가 1명)"}),
    Silent("people/board-members", {"safety.board.composition": GONE, "people[statistician].roles": ["safety_board_member"]}),
    Silent("people/board-members", {"safety.board.members": GONE}),
    Silent("people/board-members",
           {f"people[{name}].roles": ["safety_board_member"] for name in ("statistician", "coordinator", "cell_manager")}),
    Silent("people/each-institution", {"people": []}),
    Silent("totals/probabilities", {f"{SIZE}.loss": "0"}),
    Silent("totals/probabilities", {"statistics": GONE}),
    Silent("totals/sample-size", {f"{SIZE}.per_arm": "33"}),
    Silent("totals/sample-size", {f"{SIZE}.control_rate": "0"}),
    Silent("totals/sample-size", {f"{SIZE}.treatment_rate": "0.15"}),
    Silent("totals/sample-size", {f"{SIZE}.two_sided": "false", f"{SIZE}.per_arm": "21"}),
    Silent("totals/sample-size", {"statistics": GONE}),
    Silent("totals/dropout", {f"{SIZE}.loss": "0", f"{ARM}.participants": "27"}),
    Silent("totals/dropout", {f"{SIZE}.loss": "1"}),
    Silent("totals/dropout", {"design": GONE}),
    Silent("totals/arms", {"population": GONE}),
    Silent("totals/arms", {"design.arms": []}),
    Silent("totals/institutions", {"institutions[example_hospital].participants": GONE}),
    Silent("totals/cohorts", {"population.cohorts[adult].participants": GONE}, SLE),
    Silent("cells/kind", {"product.vectors": [], "product.therapy": "gene"}, SLE),
    Silent("cells/kind", {"product.animal_cells": "true"}),
    Silent("cells/facility", {"processing_facilities[example_cell].rooms": []}),
    Silent("cells/facility", {"product.steps[filling].place": GONE}),
    Silent("parties/collection", {"product.collection": GONE}),
    Silent("links/unused-bodies", {"product.collection": GONE, "cord_blood": GONE}),
    Silent("completeness/particulars", {"contracts": [], "consultations": [], "budget.sources": []}),
    Silent("completeness/source-of-experience",
           {"clinical_experience[kim2017].reference": GONE, "clinical_experience[kim2017].registration": "NCT1"}),
    Silent("completeness/source-of-experience", {"clinical_experience[kim2017].reference": GONE, "clinical_experience[kim2017].own_product": "true"}),
    Silent("completeness/sample-size-endpoint", {f"{SIZE}.endpoint": GONE, f"{SIZE}.per_arm": GONE}),
    Silent("completeness/sample-size-endpoint", {"statistics": GONE}),
    Silent("completeness/sample-size-endpoint", {"design": GONE}),
    Silent("limits/loose", {"product.tests[residual_protease].acceptance": "≤ 110 ng/mL"}),
    Silent("limits/loose", {"product.tests[potency_t_cell].acceptance": "≥ 0.91 %"}),
    Silent("limits/loose", {"product.tests[endotoxin].acceptance": "≤ 200 EU/mL"}),
    Silent("limits/loose", {"product.lots": []}),
    Silent("limits/loose", {"product.lots[lot_1].results[4].value": "0 %"}),
    Silent("limits/loose", {"product.tests[viability].acceptance": "≥ 40 %"}),
    Silent("schedule/endpoint-times", {"design.endpoints[iga01_w16].name.ko": "IGA 0/1 도달률(112일)"}),
    Silent("schedule/endpoint-times", {"design.endpoints[iga01_w16].at": []}),
    Silent("schedule/endpoint-times", {"design.endpoints[iga01_w16].name.ko": "3회째의 IGA, 2주차부터"}),
    Silent("schedule/endpoint-times", {"design.endpoints[iga01_w16].name.ko": "IGA의 변화(4주와 16주)"}),
    Silent("schedule/endpoint-times", {"design": GONE}),
    Silent("dosing/design-told", {"title.ko": "피하투여, 피하주사, 이중 눈가림, 공개의 연구"}),
    Silent("dosing/design-told", {"title.ko": "정맥투여의 이중눈가림 연구", "design": GONE}),
    Silent("dosing/design-told", {"title.ko": "정맥혈을 채취하는 연구"}),
    Silent("dosing/ratio-told", {"design.stages[main].description": "두 군에 30:30으로 배정한다."}),
    Silent("dosing/ratio-told", {"design.stages[main].description": "다른 시험은 2:1로 배정하였다."}),
    Silent("dosing/ratio-told", {"design.stages[main].description": "두 군에 2:1로 배정한다.", "design.stages[main].allocation": "sequential"}),
    Silent("dosing/ratio-told", {"design.stages[main].description": "가로와 세로는 2:1로 한다."}),
    Silent("dosing/per-weight", {f"{CELLS}.dose": "1.0e6 cells/kg", f"{CELLS}.volume": GONE}),
    Silent("stability/bank-storage", {"product.banks[master_bank].storage": "≤ -60 °C"}),
    Silent("stability/bank-storage", {"product.banks[master_bank].storage": GONE}),
    Silent("parties/contacts", {"institutions[example_hospital].telephone": "+82-2-0000-0000 / 1588-0000"}),
    Silent("parties/contacts", {"institutions[example_hospital].telephone": "02-000-0000(내선 12), 02)0000-0000~9; 010 0000 0000"}),
    Silent("parties/contacts", {"institutions[example_hospital].email": "a@b.example, c.d@e.f.example"}),
    Silent("people/letter", {"filing.letter.approver.ko": "병원장 직무대리 홍예시"}),
    Silent("people/letter", {"filing.letter.approver.ko": "진료부원장 김가상"}),
    Silent("people/letter", {"filing.letter": GONE}),
    Silent("people/letter", {"institutions[example_hospital].head": GONE, "filing.letter.approver.ko": "병원장 김가상"}),
    Silent("limits/off-centre", {"product.tests[viability].acceptance": "80~95 %"}),
    *(
        Silent("limits/off-centre", {"product.tests[cell_count].acceptance": f"{centred} %"})
        for centred in ("80~125", "70~143", "67~150", "50~200", "90~110")
    ),
    Silent("limits/off-centre", {"product.tests[cell_count].acceptance": "≥ 80 %"}),
    Silent("limits/one-point", {"product.collection": GONE, "product.transport": GONE, "product.storage": "4 °C 이하"}),
    Silent("limits/endotoxin", {"product.tests[endotoxin].acceptance": "≤ 60 EU/mL"}),
    Silent("limits/endotoxin", {"product.tests[endotoxin].acceptance": "≤ 60.1 EU/mL", f"{CELLS}.route": "intrathecal"}),
    Silent("limits/endotoxin", {"product.tests[endotoxin].acceptance": "≤ 600 EU/mL", "product.tests[endotoxin].stage": "raw_material"}),
    Silent("limits/endotoxin", {"design": GONE}),
    Silent("limits/repeated", {"product.tests[ip_vcn].acceptance": "≤ 4 copies/cell"}, SLE),
    Silent("limits/repeated", {"product.tests[ip_vcn].acceptance": "≤ 9 copies/µg"}, SLE),
    Silent("limits/repeated", {"product.steps[activation].controls[activation_cd25].acceptance": GONE}, SLE),
    Silent("limits/precision", {"product.lots[lot_1].results[1].value": "1.01e9 cells"}, MINIMAL),
    Silent("tests/fill-volume", {"product.steps[filling].controls[filling_volume].acceptance": "0.75~1.25 mL"}),
    Silent("dosing/concentrated", {"product.composition[human_albumin].amount": "250 mg"}),
    Silent("dosing/concentrated", {"product.composition[human_albumin].amount": "900 mg", "product.volume": GONE}),
    Silent("periods/odd", {"consent.time_to_think": "36 hours", "compensation.payment_period": "40 days"}),
    Silent("periods/odd", {"consent.time_to_think": "11 hours", "compensation.payment_period": "21 days"}),
    Silent("periods/odd", {"consent": GONE, "compensation": GONE, "safety": GONE, "population": GONE, "design": GONE}),
    Silent("periods/odd", {"population.wash_outs[systemic].duration": "13 weeks", "product.banks[master_bank].shelf_life": "15 months"}),
    Silent("periods/reporting", {"safety.reporting[report_sae_agency].within": "7 days"}),
    Silent("periods/reporting", {"safety.reporting[report_facility].within": "8 days"}),
    Silent("periods/reporting", {"safety.reporting[report_other].within": "30 days"}),
    Silent("periods/slack", {"design.period.total": "29 months"}, MINIMAL),
    Silent("periods/slack", {"design.period.enrolment": GONE, "design.period.total": "90 months"}),
    Silent("stability/collection-told", {"product.collection": GONE}),
    Silent("stability/collection-told", {"product.collection.transport_limit": GONE}),
    Silent("stability/conclusion", {f"{STORED}.conclusion": "60시간까지 적합하였다. 72시간까지 시험을 계속한다."}),
    Silent("stability/conclusion", {"product.stability": []}),
    *(
        Silent("tests/media-fills", {"product.media_fill_result": f"{word} 번 모두 적합하였다.", "product.media_fills": str(number)})
        for number, word in enumerate(("한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열"), start=1)
    ),
    Silent("totals/experience", {"clinical_experience[shin2021].title": "4예상 밖의 결과"}),
    Silent("tests/media-fills", {"product.media_fill_result": "오염이 없었다."}),
    Silent("tests/media-fills", {"product.media_fills": GONE}),
    Silent("totals/experience", {"clinical_experience[shin2021].title": "재생불량성 빈혈 1~5명의 경과"}),
    Silent("totals/experience", {"clinical_experience[shin2021].subjects": GONE}),
    Silent("people/training-hours", {f"{PI}.trainings[0].hours": "12"}),
    Silent("people/training-hours", {f"{PI}.trainings[0]": {**COURSE, "until": "2026-03-03", "hours": "16"}}),
    Silent("people/training-hours", {f"{PI}.trainings[0].hours": "16", f"{PI}.trainings[0].date": GONE}),
    Silent("calendar/ends-in-study", {"milestones": []}),
    Silent("evidence/numbers", {"nonclinical[soft_agar].report": GONE}),
    Silent("evidence/numbers", {"attachments": []}),
    Silent("evidence/observed", {"nonclinical[tumorigenicity_nog].observation": GONE}),
    Silent("evidence/observed", {"nonclinical[tumorigenicity_nog].observation": "1주 간격의 촉진"}),
    Silent("evidence/observed", {"nonclinical[tumorigenicity_nog].observation": "4주마다 촉진, 13주, 26주"}),
    Silent("evidence/observed", {"nonclinical[tumorigenicity_nog].title": "종양원성시험"}),
    Silent("evidence/observed", {"nonclinical[tumorigenicity_nog].title": "6개월 시험"}),
    Silent("schedule/observed-times", {f"{CELLS}.observation": "240 minutes", f"{VEHICLE}.observation": "6 hours"}),
    Silent("schedule/observed-times", {f"{CELLS}.observation": "14 days", f"{VEHICLE}.observation": "6 hours"}),
    Silent("schedule/observed-times", {f"{CELLS}.observation": GONE, f"{VEHICLE}.observation": GONE}),
    Silent("schedule/observed-times", {"design.activities[vital_signs].note": "투여일에는 투여 전, 투여 후 30분, 2시간과 이후 6시간마다 잰다."}),
    Silent("schedule/observed-times", {"design": GONE}, MINIMAL),
    Silent("rooms/beds", {f"{WARD}.beyond_designation": GONE}),
    Silent("rooms/beds", {f"{WARD}.beyond_designation": "넓혔다."}),
    Silent("rooms/beds", {f"{WARD}.name": "관찰실"}),
    Silent("rooms/devices", {f"{MONITOR}.count": "8"}),
    Silent("rooms/devices", {f"{MONITOR}.count": "16", f"{WARD}.count": "2"}),
    Silent("rooms/devices", {f"{MONITOR}.count": "9", f"{WARD}.name": "투여 후 관찰실"}),
    Silent("rooms/devices", {f"{MONITOR}.count": "9", f"{MONITOR}.place": "다른 곳"}),
    Silent("rooms/devices", {f"{MONITOR}.count": "9", f"{MONITOR}.place": GONE}),
    Silent("rooms/devices", {f"{MONITOR}.count": "9", f"{MONITOR}.name": "수액걸이"}),
    Silent("rooms/devices", {f"{MONITOR}.count": GONE}),
    Silent("rooms/devices", {f"{MONITOR}.count": "8", f"{WARD}.count": GONE}),
    Silent("people/departments", {f"{SKIN}.physicians": "3"}),
    Silent("people/departments", {f"{SKIN}.physicians": GONE}),
    Silent("people/departments", {"institutions[example_hospital].departments[dermatology].name": "피부외과", f"{SKIN}.physicians": "0"}),
    Silent("periods/long-step", {"product.steps[harvest].duration": "10 hours"}),
    Silent("periods/long-step", {"product.steps[harvest].duration": "2 days"}),
    Silent("periods/long-step", {"product.steps[harvest].duration": GONE}),
    *(
        Silent("periods/long-step", {"product.steps[filling].name": f"세포의 {word}", "product.steps[filling].duration": "16 hours"})
        for word in ("배양", "반응", "정치", "하룻밤 방치", "소화", "효소처리", "형질도입", "분화", "격리")
    ),
    Silent("schedule/processing", {"design.visits[apheresis].at": "-28 days"}, SLE),
    Silent("schedule/processing", {"design.visits[apheresis].at": GONE}, SLE),
    Silent("schedule/processing", {"design.visits[apheresis].at": "-14 days", "product.tests[sterility].conditional": "중간결과로 출하한다."}, SLE),
    Silent("schedule/processing", {"design.visits[apheresis].at": "-19 days", "product.steps": []}, SLE),
    Silent("schedule/processing", {"product.steps[expansion].duration": "16 days", "product.banks[+]": {"id": "b", "name": "x"}}, SLE),
    Silent("schedule/processing", {"product.steps[expansion].duration": "60 days", "product.origin": "allogeneic"}, SLE),
    Silent("schedule/processing", {"product.steps[expansion].duration": "60 days", "design.visits[apheresis].name": "방문"}, SLE),
    *(
        Silent("periods/odd", {"population.wash_outs[systemic].duration": f"{weeks} weeks"})
        for weeks in (5, 10, 11, 12, 16, 18, 20, 24, 26, 39, 52)
    ),
    Silent("stability/odd-temperature", {"product.storage": "15~30 °C", "product.transport.condition": "≤ -135 °C"}),
    Silent("stability/odd-temperature", {"product.storage": GONE, "product.transport": GONE, "product.collection": GONE}),
    Silent("stability/odd-temperature", {"product.storage": "-9~0 °C"}),
    Silent("schedule/processing", {"design.visits[apheresis].at": "0 days"}, SLE),
    Silent("schedule/processing", {"product.steps": [{"id": "s", "name": "x","duration": "1 days"}], "design.visits[apheresis].at": "-20 days"}, SLE),
    Silent("calendar/expired", {"contracts[testing].valid_until": DAY}),
)  # fmt: skip


@pytest.mark.parametrize("case", SILENT, ids=lambda case: f"{case.rule} {'; '.join(case.edits)}")
def test_what_contradicts_nothing_is_not_told(case: Silent) -> None:
    assert paths(case.rule, case.edits, case.name) == []


@pytest.mark.parametrize("case", FIRES, ids=lambda case: f"{case.rule} {'; '.join(case.edits)}")
def test_a_contradiction_is_found_where_it_lies(case: Fires) -> None:
    assert case.path in paths(case.rule, case.edits, case.name)


@pytest.mark.parametrize("name", [EXAMPLE, SLE, MINIMAL])
def test_the_shipped_submissions_contradict_nothing(name: str) -> None:
    filed = filing(name=name)
    loud = {rule.id for rule, _ in rules().run_on(Layer.METADATA) if rule.id not in CALM and told(rule.id, filed)}
    assert loud == set()
    errors = [rule for rule in CALM if rules().rules[rule].severity is Severity.ERROR]
    assert errors == []


def test_every_rule_of_the_metadata_has_a_change_that_makes_it_fire() -> None:
    here = [rule.id for rule, function in rules().run_on(Layer.METADATA) if ".check.metadata." in function.__module__]
    assert set(here) == {case.rule for case in FIRES}


def test_the_particulars_that_are_asked_for_are_fields_that_there_are() -> None:
    for text in rules().rules["completeness/particulars"].words:
        assert pattern.unknown(Study, text) is None, text


def test_the_messages_are_written_in_both_languages_and_placed_on_a_line() -> None:
    for case in FIRES:
        for problem in told(case.rule, filing(case.edits, case.name)):
            texts = [problem.message, *([problem.remedy] if problem.remedy else [])]
            assert all(text.written_in("ko") and text.written_in("en") for text in texts), case.rule
            assert problem.remedy or rules().rules[case.rule].remedy, case.rule
            assert not any(BOTH_FORMS.search(text.ko) for text in texts), [text.ko for text in texts]
            assert problem.place.file == "study.yaml", case.rule
            assert problem.place.line, case.rule
