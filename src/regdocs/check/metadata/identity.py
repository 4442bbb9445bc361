"""Rules on what the filing is: risk, kind of cells, parties and contracts; and that its values are real ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import BaseModel

from regdocs.check.filing import Filing
from regdocs.check.metadata.measure import each
from regdocs.check.rule import Problem, problem, rule
from regdocs.language import Bilingual
from regdocs.study.product import Material, Vector
from regdocs.study.terms import CellType, ContractKind, LicenceKind, Manipulation, Origin, Therapy, Tissue
from regdocs.submission.path import attribute, item
from regdocs.submission.problem import shown


@rule("parties/processing-outsourced")
def processing_outsourced(filing: Filing) -> Iterator[Problem]:
    """No contract gives away the processing of cells under another name."""
    words = filing.words("parties/processing-outsourced")
    for path, contract in each("contracts", filing.study.contracts):
        said = " ".join(text.ko for text in (contract.title, contract.scope) if text is not None)
        word = next((word for word in words if word in said), None)
        if word is not None and contract.kind is not ContractKind.PROCESSING:
            message = (
                f"`{word}`: 처리 업무는 위탁할 수 없음",
                f"its words (`{word}`) give away processing, which can't be outsourced",
            )
            remedy = (
                "세포처리시설이 스스로 처리하고, 재생의료기관과는 공급계약을 맺으십시오",
                "the processing facility does it itself and supplies the institution by contract",
            )
            yield problem(filing, f"{path}.scope", message, remedy)


@rule("parties/contractors")
def contractors(filing: Filing) -> Iterator[Problem]:
    """A contract is between two bodies, and cells are supplied to the institution that it is for."""
    for path, contract in each("contracts", filing.study.contracts):
        if contract.principal == contract.contractor:
            message = "위탁자와 수탁자가 같음", "both parties are the same"
            yield problem(filing, f"{path}.contractor", message)
        supplied = contract.kind is ContractKind.SUPPLY and contract.institution is not None
        if supplied and contract.institution not in (contract.principal, contract.contractor):
            message = (
                f"`{contract.institution}`에 관한 계약인데 당사자가 아님",
                f"it is for `{contract.institution}`, which is no party to it",
            )
            yield problem(filing, f"{path}.institution", message)


@rule("parties/testing-body")
def testing_body(filing: Filing) -> Iterator[Problem]:
    """Whoever tests by contract holds a designation as testing laboratory."""
    study = filing.study
    licences = {body.id: {licence.kind for licence in body.licences} for body in study.organisations}
    for path, contract in each("contracts", study.contracts):
        kinds = licences.get(contract.contractor)
        if contract.kind is ContractKind.TESTING and kinds is not None and LicenceKind.TESTING not in kinds:
            message = (
                f"`{contract.contractor}`에 시험·검사기관 지정이 없음",
                f"`{contract.contractor}` has no designation as testing laboratory",
            )
            yield problem(filing, f"{path}.contractor", message)


@rule("parties/collection")
def collection(filing: Filing) -> Iterator[Problem]:
    """Cells that another body collects are collected under a contract with it."""
    study = filing.study
    by = study.product.collection.organisation if study.product.collection else None
    own = {institution.id for institution in study.institutions} | {one.id for one in study.processing_facilities}
    parties = {
        body
        for contract in study.contracts
        if contract.kind in (ContractKind.COLLECTION, ContractKind.SUPPLY)
        for body in (contract.principal, contract.contractor)
    }
    if by is not None and by not in own and by not in parties:
        message = (
            f"`{by}`과(와)의 채취 또는 공급 계약이 없음",
            f"there is no contract on collection or supply with `{by}`",
        )
        yield problem(filing, "product.collection.organisation", message)


@rule("cells/kind")
def kind(filing: Filing) -> Iterator[Problem]:
    """What is said of the cells in one place holds in the others."""
    study, product = filing.study, filing.study.product
    gene, vectors = product.genetically_modified, bool(product.vectors)
    contradictions = (
        (vectors and not gene, "product.genetically_modified", "벡터가 있는데 유전자를 조작하지 않았다고 함",
         "there are vectors, but the cells are said not to be modified"),
        (product.therapy is Therapy.GENE and not (gene or vectors), "product.therapy",
         "유전자치료인데 유전자 조작과 벡터가 없음", "gene therapy without modified cells or vectors"),
        (product.device is not None and product.therapy is not Therapy.COMBINED, "product.therapy",
         "의료기기를 결합하는데 융복합치료가 아님", "combined with a device, but not said to be a combined therapy"),
        (product.animal_cells and product.origin is not Origin.XENOGENEIC and product.cell_type is not CellType.OTHER
         and not product.description, "product.animal_cells",
         "동물 세포가 들어 있는데 설명이 없음", "it holds cells of animals, but nothing describes them"),
        (product.origin is Origin.XENOGENEIC and not product.animal_cells, "product.animal_cells",
         "이종인데 동물 세포가 없다고 함", "xenogeneic, but said to hold no cells of animals"),
        (product.tissue is Tissue.CORD_BLOOD and study.cord_blood is None, "cord_blood",
         "제대혈에서 유래하는데 제대혈의 출처가 없음", "from cord blood, whose origin isn't given"),
        (study.cord_blood is not None and product.tissue is not Tissue.CORD_BLOOD, "product.tissue",
         "제대혈의 출처를 적었는데 다른 조직에서 유래함", "the origin of cord blood is given, but the tissue is another"),
        (product.manipulation is Manipulation.MINIMAL and (gene or vectors or bool(product.banks)), "product.manipulation",
         "유전자 조작이나 세포은행이 있는데 최소조작이라고 함", "modified or banked cells aren't minimally manipulated"),
    )  # fmt: skip
    for holds, path, ko, en in contradictions:
        if holds:
            yield problem(filing, path, (ko, en))


@rule("cells/banks-tested")
def banks_tested(filing: Filing) -> Iterator[Problem]:
    """Each cell bank is tested."""
    product = filing.study.product
    tested = {test.bank for test in product.tests}
    for path, bank in each("product.banks", product.banks):
        if bank.id not in tested:
            yield problem(filing, path, ("이 세포은행의 검사가 없음", "no test is made of this bank"))


@rule("cells/facility")
def facility(filing: Filing) -> Iterator[Problem]:
    """Steps take place in rooms that the facility has."""
    study = filing.study
    rooms = {
        room.name.ko
        for one in study.processing_facilities
        if study.product.facility in (None, one.id)
        for room in one.rooms
    }
    for path, step in each("product.steps", study.product.steps):
        if rooms and step.place is not None and step.place.ko not in rooms:
            message = (
                f"`{shown(step.place.ko)}`: 세포처리시설의 작업실에 없음",
                f"the facility has no room `{shown(step.place.text('en'))}`",
            )
            yield problem(filing, f"{path}.place", message)


@rule("links/unused-bodies")
def unused_bodies(filing: Filing) -> Iterator[Problem]:
    """Every other body does something in the study: a contract, the collection, the bank, a study, a person's post."""
    study = filing.study
    used = {body for contract in study.contracts for body in (contract.principal, contract.contractor)}
    used |= {person.organisation for person in study.people}
    used |= {study.product.collection.organisation or "" if study.product.collection else ""}
    used |= {study.cord_blood.bank or "" if study.cord_blood else ""}
    names = {one.facility.ko for one in study.nonclinical if one.facility}
    bought: list[Material | Vector] = [*study.product.materials, *study.product.vectors]
    suppliers = [one.supplier.ko for one in bought if one.supplier]
    for path, body in each("organisations", study.organisations):
        supplies = any(body.name.ko in supplier for supplier in suppliers)
        if body.id not in used and body.name.ko not in names and not supplies:
            yield problem(filing, path, ("이 단체가 하는 일이 없음", "this body does nothing in the study"))


@rule("submission/invented-values")
def invented_values(filing: Filing) -> Iterator[Problem]:
    """A filing that is no example holds no values that were invented for one."""
    if filing.study.example:
        return
    words = re.compile("|".join(map(re.escape, filing.words("submission/invented-values"))))
    for path, text in _texts(filing.study, ""):
        found = words.search(text)
        if found is not None:
            message = f"예시 값으로 보임: `{shown(text)}`", f"this looks like an example's value: `{shown(text)}`"
            remedy = "실제 값을 적으십시오", "give the real value"
            yield problem(filing, path, message, remedy)


def _texts(value: object, path: str) -> Iterator[tuple[str, str]]:
    """Every text of a model with its path; of texts in two languages the Korean."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name), attribute(path, value, name))
    elif isinstance(value, tuple):
        for index, one in enumerate(value):
            yield from _texts(one, item(path, one, index))
    elif isinstance(value, Bilingual):
        yield path, value.ko
    elif type(value) is str:
        yield path, value
