# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What each notice says: typed data, one class for each kind, checked against what the law wants.

Whoever issues a notice fills one of these in. The page gets nothing else, apart from the number,
the department and the remedies, which ``issuing`` adds.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from yiwang.documents.application_papers import ApplicationData, FormRow, FormSection, HandedIn
from yiwang.documents.enums import NoticeKind
from yiwang.documents.notice_parts import (
    Applicant,
    ApplicantKind,
    CaseFacts,
    CertificateField,
    CorrectionLine,
    DeferredMaterial,
    Finding,
    Inspector,
    LegalBasis,
    MaterialLine,
    NotAcceptedReason,
    NoticeData,
    ServedDocument,
    ServiceMethod,
    TerminationCause,
    require,
)
from yiwang.documents.party_notices import PartyAnswer, PartyDecisionData, PartyRightsData
from yiwang.documents.promise_notices import (
    AcceptanceWithdrawnData,
    CorrectionOrderData,
    OriginalsMismatchData,
    PromiseBrokenData,
)

__all__ = [
    "DATA_OF_KIND",
    "AcceptanceData",
    "AcceptanceWithdrawnData",
    "Applicant",
    "ApplicantKind",
    "ApplicationData",
    "CaseFacts",
    "CertificateData",
    "CertificateField",
    "CommitmentData",
    "CorrectionData",
    "CorrectionLine",
    "CorrectionOrderData",
    "DeferredMaterial",
    "ExtensionData",
    "Finding",
    "FormRow",
    "FormSection",
    "GrantedData",
    "HandedIn",
    "Inspector",
    "LegalBasis",
    "MaterialLine",
    "MeasureDecisionData",
    "MeasureNoticeData",
    "NotAcceptedData",
    "NotAcceptedReason",
    "NotCompetentData",
    "NoticeData",
    "OriginalsMismatchData",
    "PartyAnswer",
    "PartyDecisionData",
    "PartyRightsData",
    "PromiseBrokenData",
    "ReceiptData",
    "RefusedData",
    "ServedDocument",
    "ServiceMethod",
    "ServiceRecordData",
    "SiteCheckData",
    "SpecialProcedureData",
    "TerminationCause",
    "TerminationData",
    "check_data",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptData(NoticeData):
    """收件凭证: the application has come in; nothing is said of its acceptance."""

    materials: tuple[MaterialLine, ...]
    query_code: str
    answer_due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceData(NoticeData):
    """受理通知书.

    :param promised: the promised limit in words, such as "5个工作日"; "" for immediate items
    :param is_provisional: the due day falls into a year whose working days are not published
    :param is_deemed: accepted because nobody answered in time (行政许可法 32 (1) 4)
    """

    accepted_on: date
    due_on: date
    promised: str = ""
    statutory: str = ""
    is_provisional: bool = False
    is_deemed: bool = False
    deferred: tuple[DeferredMaterial, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionData(NoticeData):
    """一次性补正告知书: everything that is missing, at once."""

    entries: tuple[CorrectionLine, ...]
    answer_due_on: date
    note: str = ""

    def __post_init__(self) -> None:
        require(self.entries, _("补正告知至少要写明一项内容。"))


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAcceptedData(NoticeData):
    """不予受理决定书."""

    reason: NotAcceptedReason
    explanation: str

    def __post_init__(self) -> None:
        require(self.explanation, _("不予受理应当说明理由。"))


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCompetentData(NoticeData):
    """不属于本机关职权范围告知书: with the body to turn to."""

    competent_body: str
    explanation: str = ""

    def __post_init__(self) -> None:
        require(self.competent_body, _("应当告知申请人向哪个行政机关申请。"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialProcedureData(NoticeData):
    """特别程序告知书: when and where, and that the clock stops for what the law lists.

    :param procedure: in words, such as "专家评审"
    :param details: when, where and with whom, where that is known
    :param stops_clock: False for what runs on the clock, such as an on-site visit
    """

    procedure: str
    basis: LegalBasis
    started_on: date
    expected_workdays: int
    note: str = ""
    details: tuple[CertificateField, ...] = ()
    stops_clock: bool = True

    def __post_init__(self) -> None:
        is_told = self.expected_workdays > 0 or not self.stops_clock
        require(is_told, _("应当告知特别程序所需的时间。"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionData(NoticeData):
    """延长办理期限告知书."""

    reason: str
    workdays: int
    old_due_on: date
    new_due_on: date

    def __post_init__(self) -> None:
        require(self.reason, _("延长期限应当告知理由。"))
        require(self.old_due_on < self.new_due_on, _("延长后的期限应当晚于原期限。"))


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantedData(NoticeData):
    """准予决定书.

    :param content: what is granted, one sentence each; may be empty
    :param certificate_name: of the certificate that follows; "" when none does
    :param originals: what has to be seen in the original before it takes effect (信任在先)
    :param discretion: the tier of the benchmark (裁量权基准), its facts, what it settles
    """

    decided_on: date
    content: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    bases: tuple[LegalBasis, ...] = ()
    certificate_name: str = ""
    originals: tuple[str, ...] = ()
    discretion: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedData(NoticeData):
    """不予决定书: with reasons."""

    decided_on: date
    reasons: tuple[str, ...]
    bases: tuple[LegalBasis, ...] = ()
    discretion: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require(any(self.reasons), _("不予许可应当说明理由。"))


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminationData(NoticeData):
    """终止办理通知书."""

    cause: TerminationCause
    ended_on: date
    explanation: str = ""

    def __post_init__(self) -> None:
        require(
            self.explanation or self.cause is not TerminationCause.OTHER,
            _("终止办理应当说明原因。"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRecordData(NoticeData):
    """送达回证.

    :param recipient: who received it, when that is not the applicant in person
    :param served_at: in words of the place, such as "2026年11月23日 14:05"; "" to be filled by hand
    :param group: of the record of service that it proves
    :param moment: the rule of the day of service, with ``article`` of 民事诉讼法
    """

    documents: tuple[ServedDocument, ...]
    method: ServiceMethod
    place: str = ""
    served_at: str = ""
    recipient: str = ""
    served_by: str = ""
    note: str = ""
    group: str = ""
    moment: str = ""
    article: str = ""
    witnesses: tuple[str, ...] = ()
    reason: str = ""
    through: str = ""
    announced_in: str = ""
    tracking_number: str = ""

    def __post_init__(self) -> None:
        require(self.documents, _("送达回证应当写明送达的文书。"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteCheckData(NoticeData):
    """现场核查记录: by two or more (行政许可法 34)."""

    checked_on: date
    time: str
    place: str
    inspectors: tuple[Inspector, ...]
    findings: tuple[Finding, ...]
    conclusion: str
    accompanied_by: str = ""

    def __post_init__(self) -> None:
        require(len(self.inspectors) >= 2, _("现场核查应当有两名以上工作人员。"))
        require(self.findings, _("现场核查记录至少要写明一项内容。"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentData(NoticeData):
    """告知承诺书: what government told, and what the applicant promised.

    :param signed_at: "" while it is not signed
    """

    bases: tuple[LegalBasis, ...]
    conditions: tuple[str, ...]
    consequences: tuple[str, ...]
    promises: tuple[str, ...]
    signed_at: str = ""

    def __post_init__(self) -> None:
        require(self.conditions and self.promises, _("告知承诺书应当写明条件和承诺内容。"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateData(NoticeData):
    """A certificate as a demonstration, without legal effect: the real one needs a seal."""

    name: str
    fields: tuple[CertificateField, ...]
    valid_from: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureNoticeData(NoticeData):
    """行政决定事先告知书: what is about to be taken back, why, and until when to answer.

    :param measure: in words: 撤回, 撤销
    :param result_name: what was granted
    :param ground: in the words of the law
    """

    measure: str
    result_name: str
    ground: str
    basis: LegalBasis
    facts: str
    answer_due_on: date

    def __post_init__(self) -> None:
        require(self.facts, _("应当告知事实和理由。"))


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureDecisionData(NoticeData):
    """撤回、撤销、注销决定书.

    :param name: its title
    :param statement_answer: whether what was stated is followed, and why; "" when nothing was
    """

    name: str
    measure: str
    result_name: str
    ground: str
    basis: LegalBasis
    facts: str
    reasons: str
    effective_on: date
    statement_answer: str = ""
    compensation: str = ""

    def __post_init__(self) -> None:
        require(self.facts and self.reasons, _("决定应当说明事实和理由。"))


DATA_OF_KIND: dict[NoticeKind, type[NoticeData]] = {
    NoticeKind.APPLICATION: ApplicationData,
    NoticeKind.RECEIPT: ReceiptData,
    NoticeKind.ACCEPTANCE: AcceptanceData,
    NoticeKind.CORRECTION: CorrectionData,
    NoticeKind.NOT_ACCEPTED: NotAcceptedData,
    NoticeKind.NOT_COMPETENT: NotCompetentData,
    NoticeKind.SPECIAL_PROCEDURE: SpecialProcedureData,
    NoticeKind.EXTENSION: ExtensionData,
    NoticeKind.SITE_CHECK: SiteCheckData,
    NoticeKind.COMMITMENT: CommitmentData,
    NoticeKind.GRANTED: GrantedData,
    NoticeKind.REFUSED: RefusedData,
    NoticeKind.TERMINATION: TerminationData,
    NoticeKind.SERVICE_RECORD: ServiceRecordData,
    NoticeKind.ACCEPTANCE_WITHDRAWN: AcceptanceWithdrawnData,
    NoticeKind.ORIGINALS_MISMATCH: OriginalsMismatchData,
    NoticeKind.CORRECTION_ORDER: CorrectionOrderData,
    NoticeKind.PROMISE_BROKEN: PromiseBrokenData,
    NoticeKind.MEASURE_NOTICE: MeasureNoticeData,
    NoticeKind.MEASURE_DECISION: MeasureDecisionData,
    NoticeKind.CERTIFICATE: CertificateData,
    NoticeKind.PARTY_RIGHTS: PartyRightsData,
    NoticeKind.PARTY_DECISION: PartyDecisionData,
}


def check_data(kind: NoticeKind, data: NoticeData) -> None:
    """Refuse the data of another kind of notice.

    :raises WrongNoticeData: they are not this kind's
    """
    wanted = DATA_OF_KIND[kind]
    require(
        type(data) is wanted,
        _("%(kind)s需要 %(wanted)s。") % {"kind": kind.label, "wanted": wanted.__name__},
    )
