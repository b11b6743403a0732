# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of each kind of message, filled in when somebody reads it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.notifications.errors import UnknownKind
from yiwang.notifications.evidence_kinds import EVIDENCE_KINDS
from yiwang.notifications.interest_kinds import INTEREST_KINDS
from yiwang.notifications.parcel_kinds import PARCEL_KINDS
from yiwang.notifications.review_kinds import REVIEW_KINDS
from yiwang.notifications.service_kinds import SERVICE_KINDS
from yiwang.notifications.staff_kinds import STAFF_KINDS
from yiwang.notifications.together_kinds import TOGETHER_KINDS


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message: a title and a text with places for its parameters.

    :param needs_action: the reader has to do something
    """

    title: str | Promise
    text: str | Promise
    needs_action: bool = False


_OF_ROOMS = (
    *(EVIDENCE_KINDS, INTEREST_KINDS, PARCEL_KINDS, TOGETHER_KINDS, SERVICE_KINDS),
    *(REVIEW_KINDS, STAFF_KINDS),
)
KINDS: Mapping[str, Kind] = {
    "submitted": Kind(
        gettext_lazy("申请已提交"),
        gettext_lazy(
            "您申请的“%(item)s”已经收到，编号 %(number)s。%(intake_due_on)s 前答复是否受理。"
        ),
    ),
    "correction_asked": Kind(
        gettext_lazy("请补正材料"),
        gettext_lazy("您申请的“%(item)s”需要补正，请在 %(answer_due_on)s 前完成，补正前不计时。"),
        needs_action=True,
    ),
    "lapsed": Kind(
        gettext_lazy("申请视为撤回"),
        gettext_lazy("您申请的“%(item)s”没有在期限内补正，视为撤回，需要时可以重新申请。"),
    ),
    "correction_answered": Kind(
        gettext_lazy("补正已收到"),
        gettext_lazy("您补正的“%(item)s”已经收到，%(intake_due_on)s 前答复是否受理。"),
    ),
    "accepted": Kind(
        gettext_lazy("申请已受理"),
        gettext_lazy("您申请的“%(item)s”已经受理，承诺 %(due_on)s 前办好。"),
    ),
    "deemed_accepted": Kind(
        gettext_lazy("申请依法视为受理"),
        gettext_lazy(
            "您申请的“%(item)s”超过五个工作日没有答复，依法视为受理，%(due_on)s 前应当办好。"
        ),
    ),
    "not_accepted": Kind(
        gettext_lazy("申请不予受理"),
        gettext_lazy("您申请的“%(item)s”不予受理，理由和救济办法写在决定书里。"),
    ),
    "suspended": Kind(
        gettext_lazy("进入特别程序"),
        gettext_lazy(
            "您申请的“%(item)s”正在进行%(procedure)s，预计 %(days)s 个工作日，"
            "这段时间不计入办理期限。"
        ),
    ),
    "procedure_told": Kind(
        gettext_lazy("特别程序的时间和地点"),
        gettext_lazy("您申请的“%(item)s”将于 %(starts_on)s 进行%(procedure)s，详情请看告知书。"),
    ),
    "procedure_postponed": Kind(
        gettext_lazy("特别程序延期举行"),
        gettext_lazy("您申请的“%(item)s”的%(procedure)s延期举行，新的时间会另行告知。"),
    ),
    "procedure_concluded": Kind(
        gettext_lazy("特别程序有了结论"),
        gettext_lazy("您申请的“%(item)s”的%(procedure)s已有结论，可以查看。"),
    ),
    "procedure_cancelled": Kind(
        gettext_lazy("特别程序取消"),
        gettext_lazy("您申请的“%(item)s”的%(procedure)s已取消。"),
    ),
    "hearing_offered": Kind(
        gettext_lazy("您可以要求听证"),
        gettext_lazy("您申请的“%(item)s”涉及重大利益，您可以在 %(ask_until_on)s 前提出听证申请。"),
        needs_action=True,
    ),
    "statement_answered": Kind(
        gettext_lazy("您的陈述有了答复"),
        gettext_lazy("您对“%(item)s”的异议或陈述申辩已经答复。"),
    ),
    "question_answered": Kind(
        gettext_lazy("您的咨询有了答复"),
        gettext_lazy("您就“%(item)s”（%(number)s）提出的咨询已经答复，可以在办件页查看。"),
    ),
    "resumed": Kind(
        gettext_lazy("已恢复计时"),
        gettext_lazy("您申请的“%(item)s”的特别程序已经结束，%(due_on)s 前办好。"),
    ),
    "extended": Kind(
        gettext_lazy("办理期限延长"),
        gettext_lazy("您申请的“%(item)s”经批准延长办理期限，新的期限是 %(due_on)s。"),
    ),
    "deferral_reminded": Kind(
        gettext_lazy("请补交容缺材料"),
        gettext_lazy("您申请的“%(item)s”还有容缺的材料，请在 %(due_on)s 前补交。"),
        needs_action=True,
    ),
    "deferred_handed_in": Kind(
        gettext_lazy("补交的材料已收到"),
        gettext_lazy("您为“%(item)s”补交的材料已经收到。"),
    ),
    "deferred_returned": Kind(
        gettext_lazy("补交的材料被退回"),
        gettext_lazy("您为“%(item)s”补交的材料不符合要求，请在 %(due_on)s 前重新补交。"),
        needs_action=True,
    ),
    "acceptance_withdrawn": Kind(
        gettext_lazy("受理已撤销"),
        gettext_lazy("您申请的“%(item)s”没有在期限内补交材料，受理已撤销，备齐后可以重新申请。"),
    ),
    "decision_effective": Kind(
        gettext_lazy("决定已生效"),
        gettext_lazy("“%(item)s”的原件核验一致，决定已经生效。"),
    ),
    "decision_voided": Kind(
        gettext_lazy("决定已失效"),
        gettext_lazy("“%(item)s”的材料与原件不符，决定不发生效力，原因写在通知书里。"),
    ),
    "promise_kept": Kind(
        gettext_lazy("承诺核查完毕"),
        gettext_lazy("“%(item)s”的承诺已经核查，符合条件。"),
    ),
    "correction_ordered": Kind(
        gettext_lazy("请限期整改"),
        gettext_lazy("“%(item)s”的核查发现与承诺不符，请在 %(correct_by_on)s 前完成整改。"),
        needs_action=True,
    ),
    "decision_revoked": Kind(
        gettext_lazy("决定已撤销"),
        gettext_lazy("“%(item)s”的承诺没有履行，决定已被撤销，理由写在告知书里。"),
    ),
    "credit_written": Kind(
        gettext_lazy("新增一条信用记录"),
        gettext_lazy("“%(item)s”的承诺没有履行，已写入信用记录。您可以查看、提出异议或申请修复。"),
    ),
    "credit_answered": Kind(
        gettext_lazy("信用记录的请求已答复"),
        gettext_lazy("您就“%(item)s”的信用记录提出的请求已经答复。"),
    ),
    "decided_by_rule": Kind(
        gettext_lazy("申请由规则自动准予"),
        gettext_lazy(
            "您申请的“%(item)s”由规则自动准予，核对的数据是：%(data)s。数据有误或者不同意的，"
            "可以在办件页面提出异议，由工作人员复核。"
        ),
    ),
    "rule_objection_answered": Kind(
        gettext_lazy("对自动决定的异议有了答复"),
        gettext_lazy("您对“%(item)s”自动决定的异议，工作人员已经复核并答复。"),
    ),
    "decided_granted": Kind(
        gettext_lazy("准予决定"),
        gettext_lazy("您申请的“%(item)s”已经批准，决定书可以在办件页下载。"),
    ),
    "decided_refused": Kind(
        gettext_lazy("不予决定"),
        gettext_lazy("您申请的“%(item)s”没有批准，理由和救济办法写在决定书里。"),
    ),
    "delivered": Kind(
        gettext_lazy("结果已送达"),
        gettext_lazy("您申请的“%(item)s”的结果已经送达。"),
    ),
    "closed": Kind(
        gettext_lazy("已办结"),
        gettext_lazy("您申请的“%(item)s”已经办结，编号 %(number)s。"),
    ),
    "withdrawn": Kind(
        gettext_lazy("申请已撤回"),
        gettext_lazy("您已撤回“%(item)s”的申请，需要时可以重新申请。"),
    ),
    "deadline_changed": Kind(
        gettext_lazy("办理期限有变化"),
        gettext_lazy("国家公布了新的放假安排，“%(item)s”的办理期限重新计算为 %(due_on)s。"),
    ),
    "entitlement_ends": Kind(
        gettext_lazy("证件快到期了"),
        gettext_lazy(
            "您的“%(result)s”有效期到 %(last_on)s，需要继续使用的，请提前 30 天申请延续。"
        ),
        needs_action=True,
    ),
    "deemed_renewed": Kind(
        gettext_lazy("证件依法视为准予延续"),
        gettext_lazy(
            "您申请延续的“%(item)s”在到期前没有答复，依法视为准予延续，有效期到 %(last_on)s。"
        ),
    ),
    "measure_proposed": Kind(
        gettext_lazy("请您陈述申辩"),
        gettext_lazy(
            "“%(item)s”的办理机关拟%(measure)s已经准予的结果，您可以在 %(statement_due_on)s 前"
            "说明情况，告知书可以在办件页下载。"
        ),
        needs_action=True,
    ),
    "measure_decided": Kind(
        gettext_lazy("已经准予的结果有变化"),
        gettext_lazy(
            "“%(item)s”已经准予的结果从 %(effective_on)s 起被%(measure)s，"
            "理由和救济办法写在决定书里。"
        ),
    ),
    "measure_dropped": Kind(
        gettext_lazy("不再处理"),
        gettext_lazy("“%(item)s”的办理机关决定不%(measure)s，已经准予的结果继续有效。"),
    ),
    "remedy_concluded": Kind(
        gettext_lazy("复议或诉讼有结果了"),
        gettext_lazy("您申请的“%(item)s”的复议或诉讼结果已经登记，请在办件页查看。"),
    ),
    "mandate_offered": Kind(
        gettext_lazy("有人委托您代办"),
        gettext_lazy("%(principal)s 委托您（或您的单位）代办，请查看委托书，接受后生效。"),
        needs_action=True,
    ),
    "mandate_accepted": Kind(
        gettext_lazy("委托已生效"),
        gettext_lazy("%(agent)s 已接受您的委托，%(since_on)s 起可以代办；随时可以撤销。"),
    ),
    "mandate_ended": Kind(
        gettext_lazy("委托已结束"),
        gettext_lazy("%(principal)s 和 %(agent)s 之间的委托已经结束，不能再凭它办事。"),
    ),
    "agent_acted": Kind(
        gettext_lazy("代办人为您办了一步"),
        gettext_lazy(
            "%(agent)s 凭您的委托办理了“%(item)s”（%(number)s）。不是您的意思，请马上撤销委托。"
        ),
    ),
    "handler_invited": Kind(
        gettext_lazy("邀请您做经办人"),
        gettext_lazy("%(firm)s 邀请您为它经办，接受后生效。"),
        needs_action=True,
    ),
    "handler_ended": Kind(
        gettext_lazy("经办授权已结束"),
        gettext_lazy("您为 %(firm)s 办事的授权已经结束。"),
    ),
    "read_question_answered": Kind(
        gettext_lazy("您的询问有答复了"),
        gettext_lazy("您问 %(read_on)s 谁看过您的数据，审计管理员已经答复。"),
    ),
    "factors_replaced": Kind(
        gettext_lazy("您的验证方式已在窗口作废"),
        gettext_lazy(
            "%(happened_on)s，窗口工作人员查验身份证后，作废了您账号原来的验证器、通行密钥和恢复码。"
            "不是您本人办理的，请立即修改密码并拨打12345。"
        ),
    ),
    "export_ready": Kind(
        gettext_lazy("数据副本可以下载了"),
        gettext_lazy("您申请的个人数据副本已经准备好，请在 %(expires_on)s 前下载，过期自动删除。"),
    ),
    "correction_ended": Kind(
        gettext_lazy("更正申请已经办结"),
        gettext_lazy("您申请更正的个人信息 %(happened_on)s 已经处理，请核对结果。"),
    ),
    "review_asked": Kind(
        gettext_lazy("请评价这次服务"),
        gettext_lazy(
            "“%(item)s”办好了，请您评价。评价不记名，窗口和经办人看不到是谁评的，也改不了。"
        ),
    ),
    "review_corrected": Kind(
        gettext_lazy("您的差评已经整改"),
        gettext_lazy("“%(item)s”的差评已经整改，请看结果，可以再次评价，不满意可以申诉。"),
        needs_action=True,
    ),
    "review_rejected": Kind(
        gettext_lazy("您的评价被认定不实"),
        gettext_lazy("两位工作人员核实后认为“%(item)s”的差评与事实不符，您可以看依据并申诉。"),
        needs_action=True,
    ),
    "review_appeal_upheld": Kind(
        gettext_lazy("您的申诉成立"),
        gettext_lazy("“%(item)s”的差评申诉成立，部门要重新整改。"),
    ),
    "review_appeal_dismissed": Kind(
        gettext_lazy("您的申诉没有成立"),
        gettext_lazy("“%(item)s”的差评申诉没有成立，理由可以在评价页看到。"),
    ),
    "appointment_booked": Kind(
        gettext_lazy("预约成功"),
        gettext_lazy(
            "您预约了%(day_on)s %(time)s 到%(hall)s办“%(business)s”，预约码 %(code)s，到场后签到。"
        ),
    ),
    "appointment_moved": Kind(
        gettext_lazy("预约已改期"),
        gettext_lazy(
            "您到%(hall)s办“%(business)s”的预约改到%(day_on)s %(time)s，预约码 %(code)s。"
        ),
    ),
    "appointment_reminder": Kind(
        gettext_lazy("明天有预约"),
        gettext_lazy(
            "%(day_on)s %(time)s 您在%(hall)s有“%(business)s”的预约，预约码 %(code)s。"
            "来不了请取消，把时间让给别人。"
        ),
    ),
    "appointment_offered": Kind(
        gettext_lazy("候补有空位了"),
        gettext_lazy(
            "%(hall)s %(day_on)s %(time)s 有人取消，为您留了位置，请尽快打开确认，过时让给下一位。"
        ),
        needs_action=True,
    ),
    "appointment_called_off": Kind(
        gettext_lazy("大厅取消了预约"),
        gettext_lazy("%(hall)s %(day_on)s 不开放，您 %(time)s 的预约已取消，请另选时间。"),
        needs_action=True,
    ),
    **{name: Kind(*words) for kinds in _OF_ROOMS for name, words in kinds.items()},
    "process_notice": Kind(
        gettext_lazy("办理提示"),
        gettext_lazy("“%(item)s”：%(text)s"),
    ),
}


_PLACE = re.compile(r"%\((\w+)\)s")

GIVEN_UP = Kind(gettext_lazy("消息"), gettext_lazy("这类消息已经停用，内容不再显示。"))
"""For a stored message whose kind has no words any more: one such must not close an inbox."""


def kind(name: str) -> Kind:
    """Return a kind of message.

    :raises UnknownKind: there is none of this name
    """
    try:
        return KINDS[name]
    except KeyError:
        raise UnknownKind(params={"kind": name}) from None


def words(name: str, params: Mapping[str, Any]) -> tuple[str, str]:
    """Return title and text in the reader's language; what is not known shows as a dash."""
    chosen = KINDS.get(name, GIVEN_UP)
    return str(chosen.title), filled(("", str(chosen.text)), params)[1]


def filled(written: tuple[str, str], params: Mapping[str, Any]) -> tuple[str, str]:
    """Return a title, and a text with its places filled."""
    shown = _Shown({key: _shown(key, value) for key, value in params.items()})
    return written[0], written[1] % shown


def places(name: str) -> frozenset[str]:
    """Return the parameters that a kind fills in.

    :raises UnknownKind: there is none of this name
    """
    return frozenset(_PLACE.findall(str(kind(name).text)))


class _Shown(dict[str, str]):
    """Parameters for the text; a missing one is no reason to show nothing at all."""

    def __missing__(self, key: str) -> str:
        return "—"


def _shown(key: str, value: object) -> str:
    if not key.endswith("_on"):
        return str(value)
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return str(value)
    parts = {"year": day.year, "month": day.month, "day": day.day}
    return _("%(year)d年%(month)d月%(day)d日") % parts
