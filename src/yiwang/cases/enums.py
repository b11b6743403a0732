# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of a case's legal life, with the values that the field's standards give them."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from yiwang.organizations.enums import Right


class CaseState(TextChoices):
    """Where a case stands in its legal life (行政许可法, chapter 4)."""

    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("已提交，待受理")
    CORRECTION = "correction", _("待补正")
    NOT_ACCEPTED = "not_accepted", _("不予受理")
    ACCEPTED = "accepted", _("已受理")
    IN_PROCESS = "in_process", _("办理中")
    SUSPENDED = "suspended", _("特别程序中，停止计时")
    DECIDED = "decided", _("已作出决定")
    DELIVERED = "delivered", _("已送达")
    CLOSED = "closed", _("已办结")
    WITHDRAWN = "withdrawn", _("已撤回")


OPEN_STATES = frozenset(
    {
        CaseState.SUBMITTED,
        CaseState.CORRECTION,
        CaseState.ACCEPTED,
        CaseState.IN_PROCESS,
        CaseState.SUSPENDED,
        CaseState.DECIDED,
        CaseState.DELIVERED,
    }
)


class Action(TextChoices):
    """What somebody may do to a case; each is one row or more of the state table."""

    SUBMIT = "submit", _("提交")
    ASK_CORRECTION = "ask_correction", _("一次性告知补正")
    ANSWER_CORRECTION = "answer_correction", _("提交补正材料")
    LAPSE = "lapse", _("逾期未补正，视为撤回")
    ACCEPT = "accept", _("受理")
    DEEM_ACCEPTED = "deem_accepted", _("逾期视为受理")
    NOT_ACCEPT = "not_accept", _("不予受理")
    COMPLETE_STEP = "complete_step", _("完成环节")
    SUSPEND = "suspend", _("启动特别程序")
    RESUME = "resume", _("恢复计时")
    ASK_EXTENSION = "ask_extension", _("申请延长期限")
    DECIDE_EXTENSION = "decide_extension", _("审批延长期限")
    DECIDE = "decide", _("作出决定")
    DELIVER = "deliver", _("送达")
    CLOSE = "close", _("办结")
    WITHDRAW = "withdraw", _("撤回申请")
    READ = "read", _("查看")
    CLAIM = "claim", _("领取")
    HAND_OVER = "hand_over", _("转交")


class Role(TextChoices):
    """Who takes a step. The staff values are what lanes of a process are called."""

    APPLICANT = "applicant", _("申请人")
    COUNTER = "counter", _("窗口")
    HANDLER = "handler", _("承办")
    REVIEWER = "reviewer", _("审核")
    APPROVER = "approver", _("批准")
    SYSTEM = "system", _("系统")


RIGHT_OF_ROLE = {
    Role.COUNTER: Right.CASES_ACCEPT,
    Role.HANDLER: Right.CASES_HANDLE,
    Role.REVIEWER: Right.CASES_REVIEW,
    Role.APPROVER: Right.CASES_APPROVE,
}


class Outcome(TextChoices):
    """What a decision says."""

    GRANTED = "granted", _("准予")
    REFUSED = "refused", _("不予")


class Channel(IntegerChoices):
    """How the application came in. Source: GB/T 39046-2020, table A.5 (办理形式)."""

    COUNTER = 1, _("窗口办理")
    WEB = 2, _("网上办理")
    MOBILE = 3, _("移动端办理")
    COURIER = 4, _("快递申请")
    OTHER = 9, _("其他")


class ApplicantKind(TextChoices):
    """Whether a natural or a legal person applies."""

    NATURAL = "natural", _("自然人")
    LEGAL = "legal", _("法人")


class NotAcceptedReason(TextChoices):
    """Why an application is not accepted. Source: 行政许可法 32 (1), (2) and (4)."""

    NOT_NEEDED = "not_needed", _("该事项依法不需要办理")
    NOT_COMPETENT = "not_competent", _("不属于本机关职权范围")
    INCOMPLETE = "incomplete", _("补正后材料仍不齐全或不符合法定形式")


class DeliveryMethod(TextChoices):
    """How the decision reached the applicant."""

    ELECTRONIC = "electronic", _("网上送达")
    COUNTER = "counter", _("窗口领取")
    COURIER = "courier", _("邮寄送达")


class WorkState(TextChoices):
    """Whether a work item still waits for somebody."""

    OPEN = "open", _("待办")
    DONE = "done", _("已办")
    CANCELLED = "cancelled", _("已取消")


class ExtensionState(TextChoices):
    """Whether the head of the body has allowed more time. Source: 行政许可法 42."""

    ASKED = "asked", _("待批准")
    APPROVED = "approved", _("已批准")
    REFUSED = "refused", _("未批准")


class EvidenceGrade(TextChoices):
    """How far a material can be relied on, the surest first."""

    A = "A", _("发证机关签发或来自其数据")
    B = "B", _("工作人员已核验原件，可重复使用")
    C = "C", _("上传的副本，原件待核验")
    D = "D", _("申请人自行声明")


class CaseMode(TextChoices):
    """In which way an application is handled. Source: 国发〔2022〕5号; 国办发〔2020〕42号."""

    STANDARD = "standard", _("一般方式")
    TRUST_FIRST = "trust_first", _("信任在先")
    DEFERRAL = "deferral", _("容缺受理")
    COMMITMENT = "commitment", _("告知承诺")
