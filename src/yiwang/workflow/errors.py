# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything that this room can refuse."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Kind


class TransitionNotAllowed(DomainError):
    """The state table has no row for this action in this state."""

    code = "workflow.transition_not_allowed"
    kind = Kind.CONFLICT
    sentence = _("当前状态为“%(state)s”，不能执行“%(action)s”。请刷新页面查看最新状态。")


class NotAStopReason(DomainError):
    """No law lists this reason, so the clock keeps running."""

    code = "workflow.not_a_stop_reason"
    sentence = _(
        "“%(reason)s”不是法律规定可以停止计时的情形，所需时间应当计入办理期限（行政许可法第四十五条）。"
    )


class ClockStands(DomainError):
    """The clock stands still, so the last day is not known yet."""

    code = "workflow.clock_stands"
    kind = Kind.CONFLICT
    sentence = _("“%(reason)s”尚未结束，办理期限停止计算，暂不能确定届满日期。")


class InvalidProcess(DomainError):
    """A BPMN file that may not be published; ``errors`` name each element."""

    code = "workflow.invalid_process"
    sentence = _("流程定义有误，不能发布：%(summary)s")


class InvalidDecision(DomainError):
    """A DMN file that may not be published; ``errors`` name each rule."""

    code = "workflow.invalid_decision"
    sentence = _("决策表有误，不能发布：%(summary)s")


class ProcessNotFound(DomainError):
    """No process definition has this id or code."""

    code = "workflow.process_not_found"
    kind = Kind.NOT_FOUND
    sentence = _("没有找到流程定义。")


class DecisionNotFound(DomainError):
    """No decision table has this id or code."""

    code = "workflow.decision_not_found"
    kind = Kind.NOT_FOUND
    sentence = _("没有找到决策表。")


class TaskNotReady(DomainError):
    """The process has no such step waiting now: somebody was faster, or it never existed."""

    code = "workflow.task_not_ready"
    kind = Kind.CONFLICT
    sentence = _("该环节已办理或当前不可办理，请刷新页面查看最新状态。")


class ProcessStuck(DomainError):
    """A step cannot go on: no gateway condition holds, or a service is not registered."""

    code = "workflow.process_stuck"
    kind = Kind.CONFLICT
    sentence = _("流程无法继续（%(place)s）：%(reason)s")


class StateDoesNotFit(DomainError):
    """A stored process state that this process definition cannot have written."""

    code = "workflow.state_does_not_fit"
    kind = Kind.CONFLICT
    sentence = _("流程状态与流程定义不一致，无法继续办理，请联系系统管理员。")


class NoRuleMatches(DomainError):
    """No rule of a decision table covers these inputs."""

    code = "workflow.no_rule_matches"
    sentence = _("决策表“%(table)s”没有适用于所填内容的规则。")


class RulesContradict(DomainError):
    """Several rules of a decision table match where the hit policy allows one answer."""

    code = "workflow.rules_contradict"
    kind = Kind.CONFLICT
    sentence = _("决策表“%(table)s”有多条规则同时适用且结果不一致。")
