# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of batches, standing opinions and consultations."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OpinionState(TextChoices):
    """Who may use a standing opinion."""

    OWN = "own", _("自己用")
    OFFERED = "offered", _("已推荐给本部门，待发布")
    PUBLISHED = "published", _("本部门通用")


class ConsultationState(TextChoices):
    """Where a consultation stands."""

    ASKED = "asked", _("等待答复")
    ANSWERED = "answered", _("已答复")
    WITHDRAWN = "withdrawn", _("已撤回")
    ENDED = "ended", _("办件已有结果，不再答复")


class BatchAction(TextChoices):
    """What is done to every case of a batch; there is no third value, so none is refused."""

    ACCEPT = "accept", _("受理")
    STEP = "step", _("完成环节")
    GRANT = "grant", _("准予")


class BatchResult(TextChoices):
    """What became of one case of a batch."""

    WAITING = "waiting", _("还没有办")
    DONE = "done", _("已办")
    APART = "apart", _("要单独办")
    TAKEN = "taken", _("别人先办了")
    REFUSED = "refused", _("没有办成")


class Apart(TextChoices):
    """Why a case needs a decision of its own and is in no batch."""

    FORM = "form", _("这一环节的表单要附文件或者签名，要逐件填写")
    TAKEN = "taken", _("同事已领取")
    STOPPED = "stopped", _("特别程序中，停止计时")
    MATERIALS = "materials", _("缺少必须提交的材料")
    MODE = "mode", _("申请人选择了容缺、信用或者告知承诺，要逐件看")
    CORRECTED = "corrected", _("补正过，要看补正是否到位")
    FINDINGS = "findings", _("申请人对查到的数据有异议")
    CHANGED = "changed", _("申请人改动了查到的数据")
    RULE = "rule", _("自动审批规则有疑点，转给人工")
    PROCEDURES = "procedures", _("有特别程序、利害关系人或者陈述，要写明怎样考虑")
    CONSULTED = "consulted", _("内部会商还没有答复")
    ABOUT = "about", _("变更、延续或者注销，要对照原来的结果")
    UNREAD = "unread", _("提交后还没有人打开看过")
    ORIGINALS = "originals", _("原件与提交的不符")
    HANDED = "handed", _("代收窗口还没有移交")


class LineResult(TextChoices):
    """What became of a case in a batch of papers."""

    WAITING = "waiting", _("等待生成")
    ISSUED = "issued", _("新生成")
    KNOWN = "known", _("原来就有")
    NONE = "none", _("没有生成")
