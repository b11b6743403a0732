# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The story of a case in plain words, read from the ledger."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.cases.desk import wording as desk_wording
from yiwang.cases.enums import (
    EndedBecause,
    NotAcceptedReason,
    Outcome,
    ProcedureResult,
    Purpose,
)
from yiwang.cases.models import Case, StepRecord
from yiwang.cases.modes import wording
from yiwang.cases.modes.enums import AttendedAct, SignedHow
from yiwang.cases.queries import serving
from yiwang.identity import selectors as identity
from yiwang.ledger import selectors as ledger
from yiwang.ledger.events import RecordedEvent
from yiwang.organizations import selectors as organizations
from yiwang.workflow.clock import PROCEDURE_NAMES


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened.

    :param by: "applicant", "staff" or "system"
    :param seq: its place in the ledger; None for the moment before the sequencer has numbered it
    """

    at: datetime
    kind: str
    title: str
    detail: str
    by: str
    seq: int | None


STEP: Final = "cases.step_completed"
TITLES: Mapping[str, Any] = {
    "cases.case_submitted": gettext_lazy("提交申请"),
    "cases.correction_asked": gettext_lazy("一次性告知补正"),
    "cases.correction_answered": gettext_lazy("提交补正材料"),
    "cases.correction_lapsed": gettext_lazy("逾期未补正，视为撤回"),
    "cases.case_accepted": gettext_lazy("受理"),
    "cases.case_not_accepted": gettext_lazy("不予受理"),
    STEP: gettext_lazy("完成环节"),
    "cases.case_suspended": gettext_lazy("进入特别程序，停止计时"),
    "cases.case_resumed": gettext_lazy("特别程序结束，恢复计时"),
    "cases.extension_asked": gettext_lazy("申请延长办理期限"),
    "cases.extension_decided": gettext_lazy("延长期限审批"),
    "cases.procedure_planned": gettext_lazy("安排特别程序"),
    "cases.procedure_told": gettext_lazy("告知特别程序的时间和地点"),
    "cases.procedure_postponed": gettext_lazy("特别程序延期举行"),
    "cases.procedure_held": gettext_lazy("特别程序已举行"),
    "cases.procedure_concluded": gettext_lazy("特别程序作出结论"),
    "cases.procedure_cancelled": gettext_lazy("取消特别程序"),
    "cases.procedure_overran": gettext_lazy("特别程序超过告知时间"),
    "cases.party_told": gettext_lazy("告知利害关系人"),
    "cases.hearing_asked": gettext_lazy("提出听证申请"),
    "cases.hearing_waived": gettext_lazy("放弃听证"),
    "cases.statement_received": gettext_lazy("收到异议或陈述"),
    "cases.statement_answered": gettext_lazy("答复异议或陈述"),
    "cases.statement_ended": gettext_lazy("异议或陈述随办件终止"),
    "cases.co_applicant_joined_case": gettext_lazy("共同申请人已签署"),
    "cases.withdrawal_asked": gettext_lazy("请其他申请人同意撤回"),
    "cases.withdrawal_agreed": gettext_lazy("共同申请人同意撤回"),
    "cases.question_asked": gettext_lazy("提出咨询"),
    "cases.question_answered": gettext_lazy("答复咨询"),
    "cases.evidence_answered": gettext_lazy("提供部门答复数据核对"),
    "cases.decision_check_opened": gettext_lazy("决定待复核"),
    "cases.decision_checked": gettext_lazy("决定已复核"),
    "cases.contact_changed": gettext_lazy("更改联系方式"),
    "cases.attended_act_done": gettext_lazy("申请人到窗口办理"),
    "cases.sent_to_lower_body": gettext_lazy("送下级机关受理和初审"),
    "cases.review_begun": gettext_lazy("下级机关开始初审"),
    "cases.review_overdue": gettext_lazy("初审逾期未报送"),
    "cases.asking_again_refused": gettext_lazy("要求重复提供材料，已拒绝"),
    "cases.passed_to_next_stage": gettext_lazy("初审后报送上一级初审机关"),
    "cases.case_forwarded": gettext_lazy("初审后报送上级机关"),
    "cases.case_opened_of_own_motion": gettext_lazy("依职权立案"),
    "cases.case_decided": gettext_lazy("作出决定"),
    "cases.case_delivered": gettext_lazy("送达"),
    **serving.TITLES,
    **serving.INTERNAL,
    "cases.case_closed": gettext_lazy("办结归档"),
    "cases.case_withdrawn": gettext_lazy("撤回申请"),
    "cases.deadline_recomputed": gettext_lazy("重新计算办理期限"),
    "cases.entitlement_deemed_renewed": gettext_lazy("依法视为准予延续"),
    "cases.measure_proposed": gettext_lazy("拟撤回、撤销或注销"),
    "cases.measure_answered": gettext_lazy("陈述申辩"),
    "cases.measure_decided": gettext_lazy("撤回、撤销或注销"),
    "cases.measure_dropped": gettext_lazy("决定不撤回、撤销或注销"),
    "cases.follow_up_begun_elsewhere": gettext_lazy("承接机关收到后续申请"),
    "cases.follow_up_ended_elsewhere": gettext_lazy("承接机关的后续申请未准予"),
    "cases.followed_elsewhere": gettext_lazy("承接机关办理了后续事项"),
    "cases.taken_in_for_others": gettext_lazy("由其他窗口代收"),
    "cases.remedy_noted": gettext_lazy("登记复议或诉讼"),
    "cases.remedy_concluded": gettext_lazy("登记复议或诉讼结果"),
    "cases.shipping_chosen": gettext_lazy("选择取件方式"),
    "cases.originals_expected": gettext_lazy("申请人寄出原件"),
    "cases.originals_arrived": gettext_lazy("原件寄到窗口"),
    "cases.originals_checked": gettext_lazy("查收原件"),
    **wording.TITLES,
    **desk_wording.TITLES,
}
ENDINGS: Mapping[str, Any] = {
    "refused": gettext_lazy("不予准予"),
    "withdrawn": gettext_lazy("申请人撤回"),
    "not_accepted": gettext_lazy("不予受理"),
    "lapsed": gettext_lazy("逾期未补正"),
    "unaccepted": gettext_lazy("撤销受理"),
}
"""How an application ended that was not granted."""
INTERNAL = (
    frozenset(
        {
            "cases.extension_asked",
            "cases.procedure_planned",
            "cases.review_overdue",
            "cases.asking_again_refused",
        }
    )
    | wording.INTERNAL
    | desk_wording.INTERNAL
    | frozenset(serving.INTERNAL)
)
"""What only staff see."""


def timeline(of: Case, *, for_staff: bool = False) -> list[TimelineEntry]:
    """Return what happened, first things first; two queries however long the story.

    The second is asked once a step is done. One more names those who acted for the applicant,
    where somebody did.
    """
    events = ledger.timeline("case", of.pk, kinds=list(TITLES))
    names = {}
    if any(event.kind == STEP for event in events):
        names = dict(StepRecord.objects.filter(case=of).values_list("element_id", "name"))
    agents = identity.applicant_summaries({one for one in map(_agent_id, events) if one})
    return [
        _entry(event, names, agents) for event in events if for_staff or event.kind not in INTERNAL
    ]


def timelines(of: Sequence[Case]) -> dict[UUID, list[TimelineEntry]]:
    """Return the stories of some cases as their applicants read them; three queries for all."""
    ids = [case.pk for case in of]
    names: defaultdict[UUID, dict[str, str]] = defaultdict(dict)
    steps = StepRecord.objects.filter(case__in=ids)
    for case_id, element_id, name in steps.values_list("case_id", "element_id", "name"):
        names[case_id][element_id] = name
    told = ledger.timelines("case", ids, kinds=sorted(set(TITLES) - INTERNAL))
    doers = {_agent_id(event) for events in told.values() for event in events}
    agents = identity.applicant_summaries({one for one in doers if one})
    return {
        each: [_entry(event, names[each], agents) for event in told.get(each, [])] for each in ids
    }


def _agent_id(event: RecordedEvent) -> UUID | None:
    """Return who acted for somebody else in a fact, or nobody."""
    doer = event.actor
    acted_for = doer.get("legal_person_id") or doer.get("principal_id")
    return UUID(doer["person_id"]) if acted_for and "person_id" in doer else None


def _detail(event: RecordedEvent, agents: Mapping[UUID, identity.ApplicantSummary]) -> str:
    describe = _DETAILS.get(event.kind)
    parts = [describe(event.payload)] if describe else []
    agent_id = _agent_id(event)
    if agent_id is not None and agent_id in agents:
        parts.append(_("由 %(name)s 代为办理") % {"name": agents[agent_id].name})
    elif event.payload.get("mandate_id"):
        parts.append(_("由服务站点凭委托代为办理"))
    return " · ".join(part for part in parts if part)


def _entry(
    event: RecordedEvent,
    step_names: Mapping[str, str],
    agents: Mapping[UUID, identity.ApplicantSummary],
) -> TimelineEntry:
    title = str(TITLES[event.kind])
    if event.kind == STEP:
        title = step_names.get(event.payload["element_id"], title)
    return TimelineEntry(
        at=event.at,
        kind=event.kind,
        title=title,
        detail=_detail(event, agents),
        by={"citizen": "applicant", "staff": "staff"}.get(str(event.actor.get("kind")), "system"),
        seq=event.seq,
    )


def day_in_words(iso: str) -> str:
    """Return an ISO day as people write it."""
    day = date.fromisoformat(iso)
    return _("%(year)d年%(month)d月%(day)d日") % {
        "year": day.year,
        "month": day.month,
        "day": day.day,
    }


def _submitted(facts: Mapping[str, Any]) -> str:
    return _("应于 %(day)s 前答复是否受理") % {"day": day_in_words(facts["intake_due_on"])}


def _accepted(facts: Mapping[str, Any]) -> str:
    words = _("承诺 %(day)s 前办结") % {"day": day_in_words(facts["due_on"])}
    if facts["is_deemed"]:
        words = _("超过五个工作日未答复，依法视为受理；%(rest)s") % {"rest": words}
    return words


def _asked(facts: Mapping[str, Any]) -> str:
    return _("请于 %(day)s 前补正") % {"day": day_in_words(facts["answer_due_on"])}


def _not_accepted(facts: Mapping[str, Any]) -> str:
    return str(NotAcceptedReason(facts["reason"]).label)


def _suspended(facts: Mapping[str, Any]) -> str:
    return _("%(name)s，预计 %(days)s 个工作日，依据第 %(article)s 条不计入办理期限") % {
        "name": PROCEDURE_NAMES.get(facts["reason"], facts["reason"]),
        "days": facts["expected_days"],
        "article": facts["article"],
    }


def _new_deadline(facts: Mapping[str, Any]) -> str:
    return _("新的期限：%(day)s") % {"day": day_in_words(facts["due_on"])}


def _recomputed(facts: Mapping[str, Any]) -> str:
    if facts["due_on"]:
        return _new_deadline(facts)
    if facts.get("delivery_due_on"):  # facts of earlier versions do not have it
        return _("应于 %(day)s 前送达") % {"day": day_in_words(facts["delivery_due_on"])}
    return _submitted(facts)


def _extension(facts: Mapping[str, Any]) -> str:
    return _new_deadline(facts) if facts["is_approved"] else _("未批准延长")


def _decided(facts: Mapping[str, Any]) -> str:
    return str(Outcome(facts["outcome"]).label)


def _delivered(facts: Mapping[str, Any]) -> str:
    return serving.method_in_words(facts["method"])


def _procedure(facts: Mapping[str, Any]) -> str:
    name = str(PROCEDURE_NAMES.get(facts["procedure"], facts["procedure"]))
    if "starts_on" in facts:
        day = day_in_words(facts["starts_on"])
        return _("%(name)s，%(day)s") % {"name": name, "day": day}
    if "result" in facts:
        return f"{name}：{ProcedureResult(facts['result']).label}"
    return name


def _review_begun(facts: Mapping[str, Any]) -> str:
    return _("%(day)s 前审完报送") % {"day": day_in_words(facts["review_due_on"])}


def _party(facts: Mapping[str, Any]) -> str:
    if not facts["hearing_ask_by"]:
        return ""
    return _("可以在 %(day)s 前提出听证申请") % {"day": day_in_words(facts["hearing_ask_by"])}


def _followed(facts: Mapping[str, Any]) -> str:
    """Say which body followed up what this case granted, what for, and how it ended."""
    body = organizations.department(UUID(facts["department_id"])).name
    parts = [body, Purpose(facts["purpose"]).label]
    if "how" in facts:
        parts.append(ENDINGS[facts["how"]])
    return " · ".join(map(str, parts))


def _statement_ended(facts: Mapping[str, Any]) -> str:
    return str(EndedBecause(facts["because"]).label)


def _attended(facts: Mapping[str, Any]) -> str:
    return f"{AttendedAct(facts['act']).label} · {SignedHow(facts['signed_how']).label}"


_DETAILS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "cases.case_submitted": _submitted,
    "cases.attended_act_done": _attended,
    "cases.correction_asked": _asked,
    "cases.correction_answered": _submitted,
    "cases.case_accepted": _accepted,
    "cases.case_not_accepted": _not_accepted,
    "cases.case_suspended": _suspended,
    "cases.case_resumed": _new_deadline,
    "cases.extension_decided": _extension,
    "cases.procedure_planned": _procedure,
    "cases.procedure_told": _procedure,
    "cases.procedure_postponed": _procedure,
    "cases.procedure_held": _procedure,
    "cases.procedure_concluded": _procedure,
    "cases.procedure_cancelled": _procedure,
    "cases.procedure_overran": _procedure,
    "cases.party_told": _party,
    "cases.statement_ended": _statement_ended,
    "cases.review_begun": _review_begun,
    "cases.case_forwarded": _new_deadline,
    "cases.case_decided": _decided,
    "cases.case_delivered": _delivered,
    **dict.fromkeys([*serving.TITLES, *serving.INTERNAL], serving.service_in_words),
    "cases.deadline_recomputed": _recomputed,
    **dict.fromkeys(
        (
            "cases.follow_up_begun_elsewhere",
            "cases.follow_up_ended_elsewhere",
            "cases.followed_elsewhere",
        ),
        _followed,
    ),
    **wording.DETAILS,
}
