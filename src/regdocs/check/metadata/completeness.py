"""Rules on particulars that no law asks for and that readers miss, and on tables whose rows don't fit their columns."""

from __future__ import annotations

from collections.abc import Iterator

from regdocs.check.filing import Filing
from regdocs.check.metadata.measure import each
from regdocs.check.rule import Problem, problem, rule
from regdocs.regulation import pattern
from regdocs.study.terms import EndpointLevel


@rule("completeness/particulars")
def particulars(filing: Filing) -> Iterator[Problem]:
    """Fields that the rule's data name by patterns: whatever is listed has them."""
    study = filing.plain
    for text in filing.words("completeness/particulars"):
        name = text.rpartition(".")[2]
        for path in pattern.missing(study, text):
            # A list without items lacks nothing; whether there have to be any is for the law to say.
            if path.rpartition(".")[2] in name.split("|"):
                yield problem(filing, path, (f"`{path}` 없음", f"`{path}` is missing"))


@rule("completeness/result-table")
def result_table(filing: Filing) -> Iterator[Problem]:
    """A table of results names its columns, and each row has a cell for each."""
    for path, study in each("nonclinical", filing.study.nonclinical):
        columns = len(study.result_columns)
        for at, row in each(f"{path}.result_rows", study.result_rows):
            if len(row.cells) != columns:
                message = (
                    f"칸이 {len(row.cells)}개, 열은 {columns}개",
                    f"{len(row.cells)} cells for {columns} columns",
                )
                yield problem(filing, f"{at}.cells" if columns else f"{path}.result_columns", message)


@rule("completeness/source-of-experience")
def source_of_experience(filing: Filing) -> Iterator[Problem]:
    """Earlier use in people says where it is published or registered, unless it is the applicant's own."""
    for path, used in each("clinical_experience", filing.study.clinical_experience):
        if used.reference is None and used.registration is None and not used.own_product:
            message = "문헌과 등록번호가 모두 없음", "neither a publication nor a registration is given"
            yield problem(filing, f"{path}.reference", message)


@rule("completeness/sample-size-endpoint")
def sample_size_endpoint(filing: Filing) -> Iterator[Problem]:
    """A sample size that is computed says for which endpoint, and that is a primary one."""
    size = filing.study.statistics.sample_size if filing.study.statistics else None
    design = filing.study.design
    if size is None or design is None or size.per_arm is None:
        return
    primary = [endpoint.id for endpoint in design.endpoints if endpoint.level is EndpointLevel.PRIMARY]
    if size.endpoint is None:
        message = "어느 평가변수로 산출하였는지 없음", "it doesn't say for which endpoint it was computed"
    elif size.endpoint not in primary:
        message = f"`{size.endpoint}`은(는) 일차 평가변수가 아님", f"`{size.endpoint}` is no primary endpoint"
    else:
        return
    yield problem(filing, "statistics.sample_size.endpoint", message)


@rule("people/training-hours")
def training_hours(filing: Filing) -> Iterator[Problem]:
    """A training took no longer than its days do."""
    most = filing.limit("people/training-hours", "most")
    for path, person in each("people", filing.study.people):
        for at, training in each(f"{path}.trainings", person.trainings):
            if training.hours is None or training.date is None:
                continue
            days = max(((training.until or training.date) - training.date).days, 0) + 1
            if training.hours > most * days:
                message = (
                    f"{training.hours}시간: {training.date}부터 {days}일의 교육으로는 김",
                    f"{training.hours} hours are long for a training of {days} days from {training.date}",
                )
                yield problem(filing, f"{at}.hours", message)
