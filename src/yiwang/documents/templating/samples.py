# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Data to try templates with: one notice of every kind as it could be issued, and its longest."""

from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import Any, Final

from yiwang.documents import notices
from yiwang.documents.enums import NoticeKind

APPLICANT = notices.Applicant(
    kind=notices.ApplicantKind.NATURAL,
    name="张三丰",
    number_masked="3****************9",
    phone_masked="137****9050",
)
FIRM = notices.Applicant(
    kind=notices.ApplicantKind.LEGAL,
    name="杭州试验食品有限公司",
    number_masked="91339900MA00000000",
)
CASE = notices.CaseFacts(
    number="330106-261123-000317-K",
    item_name="食品经营许可（新办）",
    item_code="11330106002489418Q4000131007000",
    item_type="01",
    applicant=APPLICANT,
    submitted_on=date(2026, 11, 20),
)
PARTY_CASE = replace(
    CASE, applicant=notices.Applicant(kind=notices.ApplicantKind.NATURAL, name="陈建国")
)
"""As it stands in a paper for an interested party, who is addressed in it."""
FOOD_LAW = notices.LegalBasis(law="中华人民共和国食品安全法", article="第三十五条")

NOTICES: dict[NoticeKind, notices.NoticeData] = {
    NoticeKind.APPLICATION: notices.ApplicationData(
        case=CASE,
        filed_at="2026年11月20日 09:30",
        channel="网页",
        sections=(
            notices.FormSection(
                title="经营场所",
                title_in={"en": "Premises"},
                rows=(
                    notices.FormRow(
                        label="地址",
                        value="浙江省杭州市西湖区文三路 138 号",
                        label_in={"en": "Address"},
                        value_in={},
                    ),
                    notices.FormRow(label="面积", value="86 平方米", label_in={}, value_in={}),
                ),
            ),
        ),
        files=(
            notices.HandedIn(
                material="营业执照", name="营业执照.pdf", size="128 KB", sha256="0f" * 32
            ),
        ),
        content_sha256="a1" * 32,
    ),
    NoticeKind.RECEIPT: notices.ReceiptData(
        case=CASE,
        materials=(
            notices.MaterialLine(name="食品经营许可申请书"),
            notices.MaterialLine(name="营业执照", copies=2, is_electronic=False, note="窗口收取"),
        ),
        query_code="7KM4QX2P",
        answer_due_on=date(2026, 11, 27),
    ),
    NoticeKind.ACCEPTANCE: notices.AcceptanceData(
        case=CASE,
        accepted_on=date(2026, 11, 23),
        due_on=date(2026, 11, 30),
        promised="5个工作日",
        statutory="20个工作日",
        deferred=(notices.DeferredMaterial(name="健康证明", due_on=date(2026, 11, 27)),),
    ),
    NoticeKind.CORRECTION: notices.CorrectionData(
        case=CASE,
        entries=(notices.CorrectionLine(name="平面图", what="请标明操作间的位置。\n请签名。"),),
        answer_due_on=date(2026, 12, 11),
    ),
    NoticeKind.NOT_ACCEPTED: notices.NotAcceptedData(
        case=CASE,
        reason=notices.NotAcceptedReason.INCOMPLETE,
        explanation="补正后的平面图仍未标明操作间。",
    ),
    NoticeKind.NOT_COMPETENT: notices.NotCompetentData(
        case=CASE, competent_body="杭州市西湖区卫生健康局"
    ),
    NoticeKind.SPECIAL_PROCEDURE: notices.SpecialProcedureData(
        case=CASE,
        procedure="专家评审",
        basis=notices.LegalBasis(law="中华人民共和国行政许可法", article="第四十五条"),
        started_on=date(2026, 11, 25),
        expected_workdays=10,
    ),
    NoticeKind.EXTENSION: notices.ExtensionData(
        case=CASE,
        reason="需要进一步核实的情况较多。",
        workdays=10,
        old_due_on=date(2026, 12, 18),
        new_due_on=date(2027, 1, 4),
    ),
    NoticeKind.SITE_CHECK: notices.SiteCheckData(
        case=CASE,
        checked_on=date(2026, 11, 25),
        time="9:30至10:15",
        place="杭州市西湖区文三路200号",
        inspectors=(
            notices.Inspector(name="李四", certificate="浙A-0012345"),
            notices.Inspector(name="王五", certificate="浙A-0012346"),
        ),
        findings=(
            notices.Finding(item="场所与申请书一致", conforms=True),
            notices.Finding(item="食品处理区与就餐区分开", conforms=False, note="缺少门"),
        ),
        conclusion="当场整改完毕，核查通过。",
        accompanied_by="张三丰",
    ),
    NoticeKind.COMMITMENT: notices.CommitmentData(
        case=CASE,
        bases=(FOOD_LAW,),
        conditions=("场所符合卫生要求；",),
        consequences=("不实承诺记入信用档案。",),
        promises=("已经符合本机关告知的条件。",),
        signed_at="2026年11月23日 10:05",
    ),
    NoticeKind.GRANTED: notices.GrantedData(
        case=CASE,
        decided_on=date(2026, 11, 27),
        content=("许可项目：热食类食品制售。",),
        conditions=("在显著位置悬挂许可证。",),
        bases=(FOOD_LAW,),
        certificate_name="食品经营许可证",
    ),
    NoticeKind.REFUSED: notices.RefusedData(
        case=CASE,
        decided_on=date(2026, 11, 27),
        reasons=("经营场所与污染源的距离不足。",),
        bases=(FOOD_LAW,),
    ),
    NoticeKind.TERMINATION: notices.TerminationData(
        case=CASE,
        cause=notices.TerminationCause.CORRECTION_OVERDUE,
        ended_on=date(2026, 11, 24),
    ),
    NoticeKind.MEASURE_NOTICE: notices.MeasureNoticeData(
        case=CASE,
        measure="撤销",
        result_name="食品经营许可证",
        ground="以欺骗、贿赂等不正当手段取得",
        basis=notices.LegalBasis(law="中华人民共和国行政许可法", article="第六十九条第二款"),
        facts="申请时提交的租赁合同系伪造。",
        answer_due_on=date(2026, 11, 30),
    ),
    NoticeKind.MEASURE_DECISION: notices.MeasureDecisionData(
        case=CASE,
        name="撤销行政许可决定书",
        measure="撤销",
        result_name="食品经营许可证",
        ground="以欺骗、贿赂等不正当手段取得",
        basis=notices.LegalBasis(law="中华人民共和国行政许可法", article="第六十九条第二款"),
        facts="申请时提交的租赁合同系伪造。",
        reasons="事实清楚，证据确凿。",
        effective_on=date(2026, 12, 1),
        statement_answer="经核对，不予采纳。",
    ),
    NoticeKind.ACCEPTANCE_WITHDRAWN: notices.AcceptanceWithdrawnData(
        case=CASE,
        withdrawn_on=date(2026, 12, 8),
        missing=(notices.DeferredMaterial(name="健康证明", due_on=date(2026, 12, 7)),),
    ),
    NoticeKind.ORIGINALS_MISMATCH: notices.OriginalsMismatchData(
        case=CASE,
        decided_on=date(2026, 11, 24),
        checked_on=date(2026, 11, 30),
        lines=(notices.CorrectionLine(name="租赁合同", what="原件的租期已于十月届满。"),),
    ),
    NoticeKind.CORRECTION_ORDER: notices.CorrectionOrderData(
        case=CASE,
        checked_on=date(2026, 11, 30),
        findings="清洗消毒间没有设置。",
        order="设置独立的清洗消毒间，并提交照片。",
        correct_by_on=date(2026, 12, 14),
    ),
    NoticeKind.PROMISE_BROKEN: notices.PromiseBrokenData(
        case=CASE,
        decided_on=date(2026, 11, 24),
        revoked_on=date(2026, 12, 16),
        findings="复查时仍没有清洗消毒间。",
        reasons="逾期未整改，不符合承诺的条件。",
    ),
    NoticeKind.SERVICE_RECORD: notices.ServiceRecordData(
        case=CASE,
        documents=(
            notices.ServedDocument(title="准予行政许可决定书", number="杭西市监准〔2026〕00034号"),
        ),
        method=notices.ServiceMethod.ELECTRONIC,
        served_at="2026年11月27日 14:05",
    ),
    NoticeKind.CERTIFICATE: notices.CertificateData(
        case=CASE,
        name="食品经营许可证",
        fields=(
            notices.CertificateField(
                name="经营项目",
                value="热食类食品制售",
                name_in={"en": "Business"},
                value_in={"en": "Hot food, made and sold"},
            ),
            notices.CertificateField(
                name="仓库地址", value="文三路 140 号", name_in={}, value_in={}
            ),
        ),
        valid_from=date(2026, 11, 27),
        valid_until=date(2031, 11, 26),
    ),
    NoticeKind.PARTY_RIGHTS: notices.PartyRightsData(
        case=PARTY_CASE,
        applied_by="张*",
        stake="住在经营场所楼上，油烟和噪声直接影响生活。",
        told_on=date(2026, 11, 24),
        ask_hearing_by=date(2026, 12, 1),
    ),
    NoticeKind.PARTY_DECISION: notices.PartyDecisionData(
        case=PARTY_CASE,
        applied_by="张*",
        stake="住在经营场所楼上，油烟和噪声直接影响生活。",
        decided_on=date(2026, 11, 27),
        is_granted=True,
        decision_title="准予行政许可决定书",
        decision_number="杭西市监准〔2026〕00034号",
        bases=(FOOD_LAW,),
        answers=(
            notices.PartyAnswer(
                words="排烟口正对我家窗户。",
                is_upheld=True,
                answer="已经要求改到屋顶排放，现场核查属实。",
            ),
        ),
    ),
}

LONG_NAME: Final = 100
LONG_TEXT: Final = 600
LONG_LIST: Final = 12
LONG_INNER_LIST: Final = 2
"""Of lists within lists: twelve times twelve rows no form has, and no sheet has room for."""
_FILLING = "中华人民共和国浙江省杭州市西湖区很长很长的名称和说明文字，"
_NAMES = frozenset({"name", "item_name", "title", "law", "item", "certificate_name", "measure"})
_KEPT = frozenset({"item_type", "kind", "number_masked", "phone_masked", "item_code", "query_code"})


@dataclass(frozen=True, slots=True)
class Sample:
    """What a template is tried with."""

    typical: notices.NoticeData
    longest: notices.NoticeData


def sample(kind: NoticeKind) -> Sample:
    """Return the data of a kind as usual, and with every field at its longest."""
    usual = NOTICES[kind]
    return Sample(usual, _grown(usual))


def _grown(value: Any, name: str = "", times: int = LONG_LIST) -> Any:
    """Return a value as long as it can come: names, texts, lists."""
    if is_dataclass(value) and not isinstance(value, type):
        longer = {
            each.name: _grown(getattr(value, each.name), each.name, times) for each in fields(value)
        }
        return replace(value, **longer)
    if isinstance(value, tuple):
        return tuple(_grown(each, name, LONG_INNER_LIST) for each in value) * times
    if not isinstance(value, str) or isinstance(value, Enum) or name in _KEPT:
        return value
    return _long(LONG_NAME if name in _NAMES or len(value) < 12 else LONG_TEXT, value)


def _long(length: int, begin: str) -> str:
    return (begin + _FILLING * (length // len(_FILLING) + 1))[:length]
