# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of rules that decide."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Automation(TextChoices):
    """Whether a rule has looked at a case; empty where no rule was asked."""

    DECLINED = "declined", _("申请人要求人工办理")
    GRANTED = "granted", _("由规则准予")
    PERSON = "person", _("转人工办理")


class RuleState(TextChoices):
    """Where a version of a rule set stands."""

    DRAFT = "draft", _("草稿")
    PROPOSED = "proposed", _("待发布")
    PUBLISHED = "published", _("已发布")
    WITHDRAWN = "withdrawn", _("已停用")


class RuleOutcome(TextChoices):
    """What a rule may say; there is no third value, so a rule never refuses."""

    GRANT = "grant", _("准予")
    PERSON = "person", _("转人工")


class Doubt(TextChoices):
    """Why a person decides and not the rule."""

    ASKED = "asked", _("申请人要求由工作人员办理")
    STOPPED = "stopped", _("自动审批已暂停")
    NO_VERSION = "no_version", _("没有生效的规则")
    SOURCE = "source", _("数据来源没有及时回答")
    MISSING = "missing", _("缺少规则需要的内容")
    DISPUTED = "disputed", _("申请人对数据有异议")
    NO_ROW = "no_row", _("没有适用的规则")
    OVERLAP = "overlap", _("几条规则同时适用")
    RULE = "rule", _("规则要求由工作人员办理")
    MODE = "mode", _("不是标准办理方式")
    LABEL = "label", _("涉及重要数据")
    OWN_CASE = "own_case", _("申请人是本机关工作人员")
    AGENT = "agent", _("由他人代办")
    OBJECTION = "objection", _("利害关系人提出异议")
    CREDIT = "credit", _("申请人有信用记录")
    WORK = "work", _("办理环节不能自动完成")
    FAILED = "failed", _("自动审批没有完成，多次重试仍然出错")


class DryRunState(TextChoices):
    """How far a dry run has come."""

    RUNNING = "running", _("正在试运行")
    FINISHED = "finished", _("已完成")
    FAILED = "failed", _("没有完成")


class ObjectionResult(TextChoices):
    """What a person makes of an objection to a decision by rule."""

    STANDS = "stands", _("决定无误")
    WRONG = "wrong", _("决定有误")


class RecheckVerdict(TextChoices):
    """What somebody says who judges a case again."""

    GRANT = "grant", _("应当准予")
    REFUSE = "refuse", _("不应准予")
    UNSURE = "unsure", _("不能判断")
