"""The cells: what they are, how they are collected, processed, tested, stored and moved."""

from __future__ import annotations

from regdocs.study.model import Count, Day, Flag, Identifier, Integer, Model, Number, Text, Word
from regdocs.study.quantity import Acceptance, Amount, CellCount, Duration, Measure, Volume
from regdocs.study.terms import CellType, Manipulation, Origin, TestAttribute, TestStage, Therapy, Tissue


class Component(Model):
    """One part of what is given: its amount in one container and its function."""

    id: Identifier
    name: Text
    amount: Measure | None = None
    amount_text: Text | None = None
    function: Text | None = None
    standard: Text | None = None


class DonorTest(Model):
    """A test of the donor (or of the person treated, where the cells are their own)."""

    id: Identifier
    name: Text
    method: Text | None = None
    acceptance: Acceptance | None = None
    time: Text | None = None


class Donor(Model):
    """Who gives the cells, who may not, and what is tested."""

    description: Text | None = None
    selection: tuple[Text, ...] = ()
    exclusion: tuple[Text, ...] = ()
    tests: tuple[DonorTest, ...] = ()
    history: Text | None = None
    retest: Text | None = None


class Collection(Model):
    """The collection (채취): who, where, how, how much (법 제16조)."""

    organisation: Identifier | None = None
    place: Text | None = None
    collector: Text | None = None
    method: Text | None = None
    amount: Amount | None = None
    container: Text | None = None
    transport: Text | None = None
    transport_condition: Acceptance | None = None
    transport_limit: Duration | None = None
    acceptance: tuple[Text, ...] = ()
    consent: Text | None = None
    risks: Text | None = None


class InProcessControl(Model):
    """What is watched in a step of the process."""

    id: Identifier
    name: Text
    acceptance: Acceptance | None = None
    method: Text | None = None


class Step(Model):
    """A step of the process, in order."""

    id: Identifier
    name: Text
    description: Text | None = None
    passage: Word | None = None
    place: Text | None = None
    duration: Duration | None = None
    critical: Flag = False
    controls: tuple[InProcessControl, ...] = ()


class Material(Model):
    """A raw material: what for, how pure, whether of animal or human origin."""

    id: Identifier
    name: Text
    use: Text | None = None
    grade: Text | None = None
    supplier: Text | None = None
    origin: Text | None = None
    animal_derived: Flag = False
    bse_certificate: Flag | None = None
    control: Text | None = None
    residue: Text | None = None


class CellBank(Model):
    """A cell bank (세포은행) with its passage, size and storage."""

    id: Identifier
    name: Text
    passage: Word | None = None
    vials: Count | None = None
    cells_per_vial: CellCount | None = None
    storage: Acceptance | None = None
    shelf_life: Duration | None = None
    description: Text | None = None


class Test(Model):
    """A test with its acceptance criterion, method, suitability of the method and basis of the limit.

    식약처고시 제3조제2항제3호라목: 적합기준, 시험방법, 시험방법 적합성, 검사결과, 기준 설정근거, 표준품.
    """

    __test__ = False

    id: Identifier
    stage: TestStage
    attribute: TestAttribute
    name: Text
    acceptance: Acceptance | None = None
    method: Text | None = None
    suitability: Text | None = None
    basis: Text | None = None
    reference_standard: Text | None = None
    bank: Identifier | None = None
    conditional: Text | None = None
    """What is done where the result comes after release."""


class Result(Model):
    """A result of a test: a number with its unit, or a statement."""

    test: Identifier
    value: Measure | None = None
    statement: Text | None = None


class Lot(Model):
    """A lot and its results."""

    id: Identifier
    number: Word
    made: Day | None = None
    scale: Text | None = None
    use: Text | None = None
    results: tuple[Result, ...] = ()


class Impurity(Model):
    """An impurity: where it comes from, how it is removed, what is left."""

    id: Identifier
    name: Text
    source: Text | None = None
    removal: Text | None = None
    residue: Text | None = None


class Characteristic(Model):
    """A property shown in characterisation."""

    id: Identifier
    name: Text
    method: Text | None = None
    result: Text | None = None


class StabilityPoint(Model):
    """The values of one lot and test at the times of a stability study, in the order of its `times`."""

    lot: Identifier
    test: Identifier
    values: tuple[Number, ...]


class StabilityStudy(Model):
    """A stability study; `times` are its sampling points."""

    id: Identifier
    title: Text
    condition: Acceptance
    times: tuple[Duration, ...]
    results: tuple[StabilityPoint, ...] = ()
    conclusion: Text | None = None


class Container(Model):
    """What the cells are filled in."""

    name: Text
    material: Text | None = None
    fill: Volume | None = None
    label: Text | None = None
    suitability: Text | None = None


class Transport(Model):
    """How the cells get from the facility to the patient."""

    condition: Acceptance | None = None
    limit: Duration | None = None
    container: Text | None = None
    monitoring: Text | None = None
    deviation: Text | None = None
    handover: Text | None = None


class Vector(Model):
    """The gene vector of gene-modified cells."""

    id: Identifier
    name: Text
    kind: Text
    transgene: Text | None = None
    supplier: Text | None = None
    structure: Text | None = None
    replication_competence: Text | None = None
    insertion_safety: Text | None = None
    living_modified_organism: Flag = False


class Device(Model):
    """A medical device combined with the cells."""

    id: Identifier
    name: Text
    licence: Word | None = None
    function: Text | None = None


class CellProduct(Model):
    """The 투여용 인체세포등 and everything known of it."""

    name: Text
    code: Word | None = None
    therapy: Therapy
    origin: Origin
    tissue: Tissue
    tissue_name: Text | None = None
    """What `tissue` is called on paper where its own name doesn't say enough (돼지 췌장); `other` needs one."""
    cell_type: CellType
    cell_name: Text | None = None
    """The same for `cell_type`."""
    starting_cell: CellType | None = None
    """What the cells were differentiated from, where that is another kind (induced pluripotent stem cells)."""
    manipulation: Manipulation
    description: Text | None = None
    structure: Text | None = None
    properties: Text | None = None
    appearance: Text | None = None
    active_content: CellCount | None = None
    """Cells in one container."""
    volume: Volume | None = None
    size: Text | None = None
    """What one unit measures, where it is a sheet or a solid (4 mm × 2 mm)."""
    composition: tuple[Component, ...] = ()
    genetically_modified: Flag = False
    vectors: tuple[Vector, ...] = ()
    device: Device | None = None
    animal_cells: Flag = False
    """Whether cells of animals are part of it (not: materials of animal origin)."""
    donor: Donor | None = None
    collection: Collection | None = None
    facility: Identifier | None = None
    steps: tuple[Step, ...] = ()
    materials: tuple[Material, ...] = ()
    banks: tuple[CellBank, ...] = ()
    media_fills: Count | None = None
    media_fill_result: Text | None = None
    process_changes: Text | None = None
    characteristics: tuple[Characteristic, ...] = ()
    impurities: tuple[Impurity, ...] = ()
    tests: tuple[Test, ...] = ()
    lots: tuple[Lot, ...] = ()
    container: Container | None = None
    storage: Acceptance | None = None
    shelf_life: Duration | None = None
    shelf_life_basis: Text | None = None
    stability: tuple[StabilityStudy, ...] = ()
    transport: Transport | None = None
    record_years: Integer | None = None
    records: Text | None = None
