# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of a case's legal life, with the values that the field's standards give them."""

from collections.abc import Mapping

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from yiwang.cases.lower_body.enums import ReviewOpinion as ReviewOpinion
from yiwang.cases.lower_body.enums import ReviewState as ReviewState
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
    UNACCEPTED = "unaccepted", _("已撤销受理")
    VOIDED = "voided", _("决定已失效")
    REVOKED = "revoked", _("决定已撤销")


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
    UNACCEPT = "unaccept", _("撤销受理")
    VOID = "void", _("原件不符，决定失效")
    REVOKE = "revoke", _("撤销决定")
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


class TogetherState(TextChoices):
    """Whether somebody who was invited to apply together does."""

    INVITED = "invited", _("已邀请，等对方接受")
    JOINED = "joined", _("已加入")
    DECLINED = "declined", _("已谢绝")
    ENDED = "ended", _("已结束")


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
    COMBINED = "combined", _("告知承诺并容缺受理")


DEFERRING = frozenset({CaseMode.DEFERRAL, CaseMode.COMBINED})
"""Something follows after the acceptance, or the acceptance falls."""
PROMISING = frozenset({CaseMode.COMMITMENT, CaseMode.COMBINED})
"""Something was promised, which is looked at after the decision."""


class OriginalResult(TextChoices):
    """What a clerk saw who laid a copy beside its original."""

    MATCH = "match", _("与原件一致")
    MISMATCH = "mismatch", _("与原件不符")


class CheckState(TextChoices):
    """Where the check of a promise stands. Source: 最多跑一次规定 14."""

    DUE = "due", _("待核查")
    CORRECTING = "correcting", _("责令整改中")
    BROKEN = "broken", _("整改后仍不符合，待撤销")
    KEPT = "kept", _("承诺属实")
    REVOKED = "revoked", _("决定已撤销")


OPEN_CHECKS = frozenset({CheckState.DUE, CheckState.CORRECTING, CheckState.BROKEN})
"""States in which somebody still has to look, or to decide."""


class Purpose(TextChoices):
    """What an application wants of something that was granted before, or that it is a first one.

    Source: 行政许可法 49 (change), 50 (renewal), 70 (cancellation); 行政复议法 64, 行政诉讼法 70.
    """

    NEW = "new", _("新办")
    CHANGE = "change", _("变更")
    RENEWAL = "renewal", _("延续")
    REPLACEMENT = "replacement", _("补证换证")
    CANCELLATION = "cancellation", _("申请注销")
    ANEW = "anew", _("重新作出决定")


FOLLOWING = frozenset({Purpose.CHANGE, Purpose.RENEWAL, Purpose.REPLACEMENT, Purpose.CANCELLATION})
"""What a holder asks for about something that was granted."""


class EntitlementState(TextChoices):
    """Whether what was granted is in force."""

    PENDING = "pending", _("尚未生效")
    EFFECTIVE = "effective", _("有效")
    SUSPENDED = "suspended", _("停止执行")
    SUPERSEDED = "superseded", _("已由新证替换")
    EXPIRED = "expired", _("已过有效期")
    WITHDRAWN = "withdrawn", _("已撤回")
    REVOKED = "revoked", _("已撤销")
    CANCELLED = "cancelled", _("已注销")
    ANNULLED = "annulled", _("经复议或诉讼撤销")


IN_FORCE = frozenset({EntitlementState.EFFECTIVE, EntitlementState.SUSPENDED})
"""What still stands; a suspended entitlement does, but it may not be used."""


class MeasureKind(TextChoices):
    """What a body does to something that it granted. Source: 行政许可法 8, 69 and 70."""

    WITHDRAW = "withdraw", _("撤回")
    REVOKE = "revoke", _("撤销")
    CANCEL = "cancel", _("注销")


class MeasureGround(TextChoices):
    """Why; each belongs to one kind of measure and one place in the law."""

    LAW_CHANGED = "law_changed", _("所依据的法律、法规、规章修改或者废止")
    FACTS_CHANGED = "facts_changed", _("准予所依据的客观情况发生重大变化")
    ABUSE = "abuse", _("滥用职权、玩忽职守作出准予决定")
    BEYOND_POWERS = "beyond_powers", _("超越法定职权作出准予决定")
    BREACH_OF_PROCEDURE = "breach_of_procedure", _("违反法定程序作出准予决定")
    NOT_QUALIFIED = "not_qualified", _("对不具备资格或者不符合条件的申请人准予")
    OTHER_UNLAWFUL = "other_unlawful", _("依法可以撤销的其他情形")
    FRAUD = "fraud", _("以欺骗、贿赂等不正当手段取得")
    NOT_RENEWED = "not_renewed", _("有效期届满未延续")
    DEATH_OR_INCAPACITY = "death_or_incapacity", _("公民死亡或者丧失行为能力")
    ENDED = "ended", _("法人或者其他组织依法终止")
    REVOKED_BEFORE = "revoked_before", _("依法被撤销、撤回，或者证件依法被吊销")
    FORCE_MAJEURE = "force_majeure", _("因不可抗力导致事项无法实施")
    OTHER_BY_LAW = "other_by_law", _("法律、法规规定应当注销的其他情形")


_G = MeasureGround
GROUNDS: Mapping[MeasureKind, Mapping[MeasureGround, str]] = {
    MeasureKind.WITHDRAW: {_G.LAW_CHANGED: "第八条第二款", _G.FACTS_CHANGED: "第八条第二款"},
    MeasureKind.REVOKE: {
        _G.ABUSE: "第六十九条第一款第一项",
        _G.BEYOND_POWERS: "第六十九条第一款第二项",
        _G.BREACH_OF_PROCEDURE: "第六十九条第一款第三项",
        _G.NOT_QUALIFIED: "第六十九条第一款第四项",
        _G.OTHER_UNLAWFUL: "第六十九条第一款第五项",
        _G.FRAUD: "第六十九条第二款",
    },
    MeasureKind.CANCEL: {
        _G.NOT_RENEWED: "第七十条第一项",
        _G.DEATH_OR_INCAPACITY: "第七十条第二项",
        _G.ENDED: "第七十条第三项",
        _G.REVOKED_BEFORE: "第七十条第四项",
        _G.FORCE_MAJEURE: "第七十条第五项",
        _G.OTHER_BY_LAW: "第七十条第六项",
    },
}
"""The grounds of each measure, each with its place in the 行政许可法."""


class MeasureState(TextChoices):
    """Where a measure stands."""

    PROPOSED = "proposed", _("待批准")
    TOLD = "told", _("已告知，等待陈述申辩")
    HEARD = "heard", _("已陈述申辩")
    DECIDED = "decided", _("已作出决定")
    DROPPED = "dropped", _("不予处理")


class MeasureAction(TextChoices):
    """What moves a measure on."""

    TELL = "tell", _("告知当事人")
    STATE = "state", _("陈述申辩")
    DECIDE = "decide", _("作出决定")
    DROP = "drop", _("决定不处理")


class RemedyKind(TextChoices):
    """Where somebody turned who disagrees. Source: 行政复议法 20, 行政诉讼法 46."""

    RECONSIDERATION = "reconsideration", _("行政复议")
    LAWSUIT = "lawsuit", _("行政诉讼")


class RemedyState(TextChoices):
    """What came of it. Source: 行政复议法 63–69, 行政诉讼法 69–78."""

    PENDING = "pending", _("审理中")
    UPHELD = "upheld", _("维持或者驳回请求")
    UNLAWFUL = "unlawful", _("确认违法，不撤销")
    CHANGED = "changed", _("变更")
    ANNULLED = "annulled", _("撤销")
    ORDERED = "ordered", _("撤销并责令重新作出决定")
    ENDED = "ended", _("撤回或者终止")


class ProcedureState(TextChoices):
    """Where a special procedure stands."""

    PLANNED = "planned", _("已安排，未告知")
    TOLD = "told", _("已告知")
    HELD = "held", _("已举行，待结论")
    CONCLUDED = "concluded", _("已有结论")
    CANCELLED = "cancelled", _("已取消")


RUNNING_PROCEDURES = frozenset({ProcedureState.PLANNED, ProcedureState.TOLD, ProcedureState.HELD})
"""The states in which a procedure still has to come to its end."""


class ProcedureAction(TextChoices):
    """What somebody may do to a special procedure."""

    TELL = "tell", _("告知时间和地点")
    POSTPONE = "postpone", _("延期，另行告知")
    HOLD = "hold", _("记录已举行")
    CONCLUDE = "conclude", _("作出结论")
    CANCEL = "cancel", _("取消")


class ProcedureResult(TextChoices):
    """What a special procedure found."""

    PASSED = "passed", _("通过")
    FAILED = "failed", _("未通过")
    OBSERVATIONS = "observations", _("有意见，供决定时考虑")


class PartyRole(TextChoices):
    """Whose rights a decision touches. Source: 行政许可法 36, 47."""

    APPLICANT = "applicant", _("申请人")
    INTERESTED = "interested", _("利害关系人")


class StatementKind(TextChoices):
    """What somebody says about a case. Source: 行政许可法 36, 7."""

    OBJECTION = "objection", _("异议")
    STATEMENT = "statement", _("陈述和申辩")


class EndedBecause(TextChoices):
    """Why a case ended without a decision, and what was said in it with it."""

    WITHDRAWN = "withdrawn", _("申请人撤回了申请")
    UNACCEPTED = "unaccepted", _("没有按期补交材料，撤销受理")


class MinutesUse(TextChoices):
    """How far a decision follows the minutes of the hearing. Source: 行政许可法 48."""

    ADOPTED = "adopted", _("采纳听证意见")
    PARTLY = "partly", _("部分采纳听证意见")
    NOT_ADOPTED = "not_adopted", _("不采纳听证意见")


class ReceivingState(TextChoices):
    """Where an application stands that another body took in for the one that decides (代收代办)."""

    HELD = "held", _("待移交")
    HANDED_OVER = "handed_over", _("已移交，待接收")
    TAKEN_OVER = "taken_over", _("已接收")
    RETURNED = "returned", _("退回代收窗口")
    RESULT_HERE = "result_here", _("结果待领取")
    DONE = "done", _("结果已领取")
