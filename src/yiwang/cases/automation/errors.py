# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What rules that decide refuse."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Forbidden, Kind, NotFound


class RuleSetNotFound(NotFound):
    """There is no such rule set, version or dry run."""

    code = "cases.rule_set_not_found"
    sentence = _("没有找到这套自动审批规则。")


class NotYourRules(Forbidden):
    """The post neither writes nor publishes rules here."""

    code = "cases.not_your_rules"
    sentence = _("您的岗位不能这样处理这套自动审批规则。")


class RuleSetExists(DomainError):
    """The item has its rule set."""

    code = "cases.rule_set_exists"
    kind = Kind.CONFLICT
    sentence = _("这个事项已经有自动审批规则。")


class RuleDraftExists(DomainError):
    """Another version is in the making."""

    code = "cases.rule_draft_exists"
    kind = Kind.CONFLICT
    sentence = _("这套规则已经有一个版本正在起草或者待发布。")


class RuleChanged(DomainError):
    """Somebody changed the version, or moved it on, since it was read."""

    code = "cases.rule_changed"
    kind = Kind.CONFLICT
    sentence = _("这个版本已被修改或者状态已变，请刷新后再处理。")


class RuleInvalid(DomainError):
    """A version that may not be published; ``errors`` name rows, columns, facts and steps."""

    code = "cases.rule_invalid"
    sentence = _("自动审批规则有误：%(summary)s")


class RuleNeedsAnother(Forbidden):
    """Whoever wrote or proposed it does not publish it."""

    code = "cases.rule_needs_another"
    sentence = _("起草或者提交的人不能发布，须由另一个有发布权限的人发布。")


class DryRunMissing(DomainError):
    """A version is published only when just this content was tried on past cases."""

    code = "cases.dry_run_missing"
    kind = Kind.CONFLICT
    sentence = _("这个版本的内容还没有用以往办件试运行，或者试运行以后又改过，不能发布。")


class DryRunDiffers(DomainError):
    """The rule would have granted what people refused, and nobody has taken note of it."""

    code = "cases.dry_run_differs"
    kind = Kind.CONFLICT
    sentence = _("试运行中有 %(count)d 件规则准予而人工不予，须逐件看过并确认后才能发布。")


class DryRunRuns(DomainError):
    """One dry run of a version at a time."""

    code = "cases.dry_run_runs"
    kind = Kind.CONFLICT
    sentence = _("这个版本正在试运行，请等它完成。")


class RulesStopped(DomainError):
    """The kill switch is pulled already."""

    code = "cases.rules_stopped"
    kind = Kind.CONFLICT
    sentence = _("自动审批已经停用。")


class RulesNotStopped(DomainError):
    """The kill switch is not pulled, or nobody has asked to switch on again."""

    code = "cases.rules_not_stopped"
    kind = Kind.CONFLICT
    sentence = _("没有等待确认的恢复申请。")


class RestartNeedsAnother(Forbidden):
    """Two people switch on again."""

    code = "cases.restart_needs_another"
    sentence = _("恢复自动审批须由申请恢复的人以外的另一个人确认。")


class RecheckDone(DomainError):
    """Somebody has judged it."""

    code = "cases.recheck_done"
    kind = Kind.CONFLICT
    sentence = _("这一件已经复核过。")


class RecheckOwnWork(Forbidden):
    """Whoever worked on the case does not check it again."""

    code = "cases.recheck_own_work"
    sentence = _("办理过这一件的人不能复核这一件。")


class TooLateForAPerson(DomainError):
    """The case has been decided, or a person has it already."""

    code = "cases.too_late_for_a_person"
    kind = Kind.CONFLICT
    sentence = _("这一件已经作出决定，或者已经由工作人员办理。")


class RecheckSeen(Forbidden):
    """Whoever has opened the decided case knows the outcome."""

    code = "cases.recheck_seen"
    sentence = _("您在作出决定后打开过这一件，已知道结果，请由其他人复核。")


class NoRuleDecided(DomainError):
    """There is nothing to object to: no rule has granted the case."""

    code = "cases.no_rule_decided"
    kind = Kind.CONFLICT
    sentence = _("这一件不是由规则自动决定的。")


class ObjectionFiled(DomainError):
    """One objection to one decision."""

    code = "cases.objection_filed"
    kind = Kind.CONFLICT
    sentence = _("您已经对这个自动决定提出过异议，请等待答复或者查看答复。")


class ObjectionEmpty(DomainError):
    """An objection, and an answer to one, says something."""

    code = "cases.objection_empty"
    sentence = _("请写明内容。")


class ObjectionNotFound(NotFound):
    """There is no such objection, or it is another department's."""

    code = "cases.objection_not_found"
    sentence = _("没有找到这项异议。")


class ObjectionAnswered(DomainError):
    """Somebody has answered it."""

    code = "cases.objection_answered"
    kind = Kind.CONFLICT
    sentence = _("这项异议已经答复过。")
