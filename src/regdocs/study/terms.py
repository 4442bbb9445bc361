"""The closed lists of the field, each term with its Korean and English name."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from regdocs.language import Bilingual


class Term(StrEnum):
    """A term of a closed list: its value stands in study.yaml, its label on paper."""

    label: Bilingual

    def __new__(cls, value: str, ko: str, en: str) -> Self:
        term = str.__new__(cls, value)
        term._value_ = value
        term.label = Bilingual(ko, en)
        return term

    def __str__(self) -> str:
        return self.label.ko


class RiskClass(Term):
    """Risk class of a study (법 제2조제3호; 고·중·저위험 are the terms of practice and of the MFDS notice)."""

    HIGH = "high", "고위험", "high risk"
    MEDIUM = "medium", "중위험", "medium risk"
    LOW = "low", "저위험", "low risk"


class RiskLimb(Term):
    """The limbs of 영 제4조제1항제1호, any of which makes a study high-risk."""

    ESC_IPSC = (
        "esc_ipsc",
        "배아줄기세포 및 역분화줄기세포를 이용하는 연구",
        "embryonic or induced pluripotent stem cells",
    )
    ANIMAL_CELLS = "animal_cells", "동물로부터 유래한 세포를 이용하는 연구", "cells of animal origin"
    ALLOGENEIC_BEYOND_MINIMAL = (
        "allogeneic_beyond_minimal",
        "다른 사람으로부터 유래한 세포를 이용하는 연구(최소조작 제외)",
        "cells of another person beyond minimal manipulation",
    )
    GENE = "gene", "유전자를 이용하는 연구", "use of genes"
    FULL_FUNCTION_REPLACEMENT = (
        "full_function_replacement",
        "신체 기능의 완전 대체를 목적으로 인공 조직 또는 장기를 이용하는 연구",
        "artificial tissue or organ for full replacement of a function",
    )

    @property
    def item(self) -> Bilingual:
        """The limb's letter in 영 제4조제1항제1호 (가–마; a–e in the Act's translation)."""
        index = list(RiskLimb).index(self)
        return Bilingual("가나다라마"[index], "abcde"[index])


class Therapy(Term):
    """Kinds of therapy (영 제2조제1항)."""

    CELL = "cell", "세포치료", "cell therapy"
    GENE = "gene", "유전자치료", "gene therapy"
    TISSUE = "tissue", "조직공학치료", "tissue-engineered therapy"
    COMBINED = "combined", "융복합치료", "combined therapy"


class Origin(Term):
    """Whose cells they are, seen from the person treated."""

    AUTOLOGOUS = "autologous", "자가", "autologous"
    ALLOGENEIC = "allogeneic", "동종", "allogeneic"
    XENOGENEIC = "xenogeneic", "이종", "xenogeneic"


class Tissue(Term):
    """What the cells were taken from."""

    CORD_BLOOD = "cord_blood", "제대혈", "umbilical cord blood"
    UMBILICAL_CORD = "umbilical_cord", "탯줄", "umbilical cord"
    BONE_MARROW = "bone_marrow", "골수", "bone marrow"
    ADIPOSE = "adipose", "지방", "adipose tissue"
    PERIPHERAL_BLOOD = "peripheral_blood", "말초혈액", "peripheral blood"
    PLACENTA = "placenta", "태반", "placenta"
    SKIN = "skin", "피부", "skin"
    CARTILAGE = "cartilage", "연골", "cartilage"
    MUSCLE = "muscle", "근육", "muscle"
    LIMBUS = "limbus", "각막윤부", "corneal limbus"
    ORAL_MUCOSA = "oral_mucosa", "구강점막", "oral mucosa"
    SYNOVIUM = "synovium", "윤활막", "synovial membrane"
    DENTAL_PULP = "dental_pulp", "치수", "dental pulp"
    HAIR_FOLLICLE = "hair_follicle", "모낭", "hair follicles"
    TUMOUR = "tumour", "종양조직", "tumour tissue"
    EMBRYO = "embryo", "배아", "embryo"
    OTHER = "other", "그 밖의 조직", "other tissue"


class CellType(Term):
    """Kinds of cells."""

    MESENCHYMAL_STEM_CELL = "mesenchymal_stem_cell", "중간엽줄기세포", "mesenchymal stem cells"
    NEURAL_STEM_CELL = "neural_stem_cell", "신경줄기세포", "neural stem cells"
    HEMATOPOIETIC_STEM_CELL = "hematopoietic_stem_cell", "조혈모세포", "haematopoietic stem cells"
    EMBRYONIC_STEM_CELL = "embryonic_stem_cell", "배아줄기세포", "embryonic stem cells"
    INDUCED_PLURIPOTENT_STEM_CELL = "induced_pluripotent_stem_cell", "역분화줄기세포", "induced pluripotent stem cells"
    T_CELL = "t_cell", "T세포", "T cells"
    NK_CELL = "nk_cell", "자연살해세포", "natural killer cells"
    DENDRITIC_CELL = "dendritic_cell", "수지상세포", "dendritic cells"
    CHONDROCYTE = "chondrocyte", "연골세포", "chondrocytes"
    FIBROBLAST = "fibroblast", "섬유아세포", "fibroblasts"
    KERATINOCYTE = "keratinocyte", "각질세포", "keratinocytes"
    MELANOCYTE = "melanocyte", "멜라닌세포", "melanocytes"
    OSTEOBLAST = "osteoblast", "골아세포", "osteoblasts"
    MYOBLAST = "myoblast", "근아세포", "myoblasts"
    LIMBAL_EPITHELIAL_CELL = "limbal_epithelial_cell", "각막윤부상피세포", "limbal epithelial cells"
    ORAL_MUCOSAL_EPITHELIAL_CELL = (
        "oral_mucosal_epithelial_cell",
        "구강점막상피세포",
        "oral mucosal epithelial cells",
    )
    RETINAL_PIGMENT_EPITHELIAL_CELL = (
        "retinal_pigment_epithelial_cell",
        "망막색소상피세포",
        "retinal pigment epithelial cells",
    )
    DOPAMINERGIC_PROGENITOR = "dopaminergic_progenitor", "도파민신경전구세포", "dopaminergic progenitors"
    CARDIOMYOCYTE = "cardiomyocyte", "심근세포", "cardiomyocytes"
    HEPATOCYTE = "hepatocyte", "간세포", "hepatocytes"
    PANCREATIC_ISLET = "pancreatic_islet", "췌도", "pancreatic islets"
    OTHER = "other", "그 밖의 세포", "other cells"

    @property
    def stem(self) -> bool:
        """Whether these are stem cells."""
        return str(self.value).endswith("stem_cell")


class Manipulation(Term):
    """How far the cells were handled (영 제4조제1항제1호다목 단서)."""

    MINIMAL = "minimal", "최소조작", "minimal manipulation"
    BEYOND_MINIMAL = "beyond_minimal", "최소조작 초과", "more than minimal manipulation"


class Role(Term):
    """What a person does in the study, in the words of this law (not of drug trials)."""

    PRINCIPAL_INVESTIGATOR = "principal_investigator", "연구책임자", "principal investigator"
    SITE_LEAD = "site_lead", "실시책임자", "responsible physician of the institution"
    INVESTIGATOR = "investigator", "실시담당자", "investigator"
    CELL_MANAGER = "cell_manager", "인체세포등 관리자", "manager of human cells etc."
    INFORMATION_MANAGER = "information_manager", "정보관리자", "information manager"
    COORDINATOR = "coordinator", "연구코디네이터", "study coordinator"
    STATISTICIAN = "statistician", "통계담당자", "statistician"
    FACILITY_HEAD = "facility_head", "세포처리시설의 장", "head of the cell processing facility"
    QUALITY_MANAGER = "quality_manager", "품질관리책임자", "quality manager"
    SAFETY_BOARD_MEMBER = "safety_board_member", "자료안전성모니터링위원", "data and safety monitoring board member"


class LicenceKind(Term):
    """Designations, permits and certificates that a filing rests on."""

    INSTITUTION = (
        "institution",
        "첨단재생의료실시기관 지정서",
        "designation as advanced regenerative medicine institution",
    )
    FACILITY = "facility", "첨단재생의료세포처리시설 허가증", "cell processing facility licence"
    CORD_BLOOD_BANK = "cord_blood_bank", "제대혈은행 허가증", "cord blood bank licence"
    ETHICS_BOARD = "ethics_board", "기관생명윤리위원회 등록증", "institutional review board registration"
    GLP = "glp", "비임상시험실시기관 지정서", "GLP designation"
    TESTING = "testing", "시험·검사기관 지정서", "testing laboratory designation"
    PHYSICIAN = "physician", "의사면허", "physician's licence"
    SPECIALIST = "specialist", "전문의자격", "specialist's certificate"
    OTHER = "other", "그 밖의 면허·증명", "other licence"


class ContractKind(Term):
    """Contracts between the parties of a study."""

    SUPPLY = "supply", "인체세포등 공급계약", "supply of cells"
    COLLECTION = "collection", "채취업무 위탁계약", "outsourced collection"
    TESTING = "testing", "검사업무 위탁계약", "outsourced testing"
    PROCESSING = "processing", "처리업무 위탁계약", "outsourced processing (not allowed)"
    STORAGE = "storage", "보관업무 위탁계약", "outsourced storage"


class TestStage(Term):
    """Where in the making of the cells a test stands."""

    __test__ = False

    DONOR = "donor", "공여자 검사", "donor testing"
    RAW_MATERIAL = "raw_material", "원료 검사", "raw material testing"
    BANK = "bank", "세포은행 검사", "cell bank testing"
    IN_PROCESS = "in_process", "공정 중 검사", "in-process testing"
    RELEASE = "release", "투여용 인체세포등의 검사", "release testing"


class TestAttribute(Term):
    """What a test shows (cf. 첨단바이오의약품의 품목허가·심사 규정 제14조, by analogy)."""

    __test__ = False

    APPEARANCE = "appearance", "성상", "appearance"
    COUNT = "count", "총세포수", "cell count"
    VIABILITY = "viability", "세포생존율", "viability"
    IDENTITY = "identity", "확인", "identity"
    PURITY = "purity", "순도", "purity"
    POTENCY = "potency", "역가", "potency"
    STERILITY = "sterility", "무균", "sterility"
    MYCOPLASMA = "mycoplasma", "마이코플라스마", "mycoplasma"
    ENDOTOXIN = "endotoxin", "엔도톡신", "endotoxin"
    ADVENTITIOUS_AGENTS = "adventitious_agents", "외래성 바이러스", "adventitious viruses"
    RESIDUE = "residue", "잔류물질", "residues"
    UNDIFFERENTIATED_CELLS = "undifferentiated_cells", "미분화 세포", "undifferentiated cells"
    TUMORIGENICITY = "tumorigenicity", "종양원성", "tumorigenicity"
    PHYSICAL_PROPERTIES = "physical_properties", "물리적 특성", "physical properties"
    GENETIC_STABILITY = "genetic_stability", "유전적 안정성", "genetic stability"
    VECTOR_COPY_NUMBER = "vector_copy_number", "벡터 복제수", "vector copy number"
    REPLICATION_COMPETENT_VIRUS = "replication_competent_virus", "복제가능 바이러스", "replication-competent virus"
    INFECTION_MARKER = "infection_marker", "감염표지자", "infection marker"
    OTHER = "other", "그 밖의 항목", "other"


class NonclinicalItem(Term):
    """The non-clinical data items of 식약처고시 제2023-38호 제3조제2항제2호, in its order."""

    SINGLE_DOSE_TOXICITY = "single_dose_toxicity", "단회투여독성시험자료", "single-dose toxicity"
    REPEAT_DOSE_TOXICITY = "repeat_dose_toxicity", "반복투여독성시험자료", "repeat-dose toxicity"
    GENOTOXICITY = "genotoxicity", "유전독성시험자료", "genotoxicity"
    REPRODUCTIVE_TOXICITY = "reproductive_toxicity", "생식발생독성시험자료", "reproductive and developmental toxicity"
    CARCINOGENICITY = "carcinogenicity", "발암성시험자료", "carcinogenicity (tumorigenicity)"
    OTHER_TOXICITY = "other_toxicity", "기타독성시험자료", "other toxicity"
    EFFICACY = "efficacy", "효력시험자료", "efficacy pharmacology"
    SAFETY_PHARMACOLOGY = (
        "safety_pharmacology",
        "일반약리시험자료 또는 안전성약리시험자료",
        "general or safety pharmacology",
    )
    DISTRIBUTION = (
        "distribution",
        "흡수ㆍ분포ㆍ대사 및 배설시험 자료",
        "absorption, distribution, metabolism and excretion",
    )


class GlpStatus(Term):
    """Whether a study followed 「비임상시험관리기준」."""

    GLP = "glp", "GLP 준수", "GLP"
    NON_GLP = "non_glp", "비GLP", "non-GLP"
    PARTIAL = "partial", "일부 GLP", "partly GLP"


class Blinding(Term):
    """Who does not know the treatment."""

    OPEN = "open", "공개", "open label"
    SINGLE = "single", "단일눈가림", "single blind"
    DOUBLE = "double", "이중눈가림", "double blind"
    ASSESSOR = "assessor", "평가자눈가림", "assessor blind"


class Allocation(Term):
    """How participants come into an arm."""

    RANDOMISED = "randomised", "무작위배정", "randomised"
    SEQUENTIAL = "sequential", "순차배정", "sequential"
    SINGLE_ARM = "single_arm", "단일군", "single arm"


class Route(Term):
    """How cells are given."""

    SUBCUTANEOUS = "subcutaneous", "피하주사", "subcutaneous injection"
    INTRADERMAL = "intradermal", "피내주사", "intradermal injection"
    INTRAVENOUS = "intravenous", "정맥주사", "intravenous infusion"
    INTRAMUSCULAR = "intramuscular", "근육주사", "intramuscular injection"
    INTRA_ARTICULAR = "intra_articular", "관절강내주사", "intra-articular injection"
    INTRATHECAL = "intrathecal", "척수강내주사", "intrathecal injection"
    INTRA_ARTERIAL = "intra_arterial", "동맥내주사", "intra-arterial infusion"
    INTRALESIONAL = "intralesional", "병변내주사", "intralesional injection"
    INTRADISCAL = "intradiscal", "추간판내주사", "intradiscal injection"
    INTRAMYOCARDIAL = "intramyocardial", "심근내주사", "intramyocardial injection"
    INTRAPERITONEAL = "intraperitoneal", "복강내주사", "intraperitoneal injection"
    INTRAVITREAL = "intravitreal", "유리체내주사", "intravitreal injection"
    SUBRETINAL = "subretinal", "망막하 이식", "subretinal implantation"
    INTRACEREBRAL = "intracerebral", "뇌내 이식", "intracerebral implantation"
    OCULAR_SURFACE = "ocular_surface", "안구 표면 이식", "transplantation onto the ocular surface"
    IMPLANTATION = "implantation", "이식", "implantation"
    TOPICAL = "topical", "도포", "topical application"
    OTHER = "other", "그 밖의 경로", "other route"


class EndpointLevel(Term):
    """The weight of an endpoint."""

    PRIMARY = "primary", "일차 평가변수", "primary endpoint"
    SECONDARY = "secondary", "이차 평가변수", "secondary endpoint"
    EXPLORATORY = "exploratory", "탐색적 평가변수", "exploratory endpoint"
    SAFETY = "safety", "안전성 평가변수", "safety endpoint"


class ArmKind(Term):
    """What an arm is for."""

    EXPERIMENTAL = "experimental", "시험군", "experimental"
    PLACEBO = "placebo", "위약군", "placebo"
    VEHICLE = "vehicle", "부형제 대조군", "vehicle control"
    ACTIVE = "active", "활성 대조군", "active control"
    STANDARD_CARE = "standard_care", "표준치료군", "standard care"


class Sex(Term):
    """Who may take part."""

    ALL = "all", "남녀", "all"
    FEMALE = "female", "여성", "female"
    MALE = "male", "남성", "male"


class PaperLanguage(Term):
    """The language of an attached paper."""

    KO = "ko", "한국어", "Korean"
    EN = "en", "영어", "English"
    JA = "ja", "일본어", "Japanese"
    ZH = "zh", "중국어", "Chinese"
    OTHER = "other", "그 밖의 외국어", "another language"
