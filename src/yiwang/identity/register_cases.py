# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the tables of cases hold; part of the register of personal data."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_OWN = _("本人；经办部门的工作人员（每次查看都留痕）")
_SELF = _("只有本人")
_LAW = _("期满按档案规定移交或销毁")

TABLES: Final[Mapping[str, tuple[Promise, Promise, Promise, Mapping[str, Promise]]]] = {
    "cases.Case": (
        _("办件"),
        _OWN,
        _LAW,
        {
            "applicant_name": _("申请人姓名"),
            "form_data": _("申请表内容"),
            "scenario_answers": _("情形引导里的回答"),
            "process_state": _("流程状态"),
        },
    ),
    "evaluations.Invitation": (
        _("评价邀请"),
        _SELF,
        _("两年后自动删除；注销时删除"),
        {"applicant_id": _("被服务的人"), "case_id": _("办件")},
    ),
    "evaluations.Evaluation": (
        _("服务评价（不记名）"),
        _("文字遮盖并审看后公开；差评的整改负责人看到原文，看不到是谁"),
        _LAW,
        {"text": _("评价文字")},
    ),
    "evaluations.Authorship": (
        _("评价是谁写的"),
        _("本人；愿意接受回访时，整改负责人看到办件（每次查看都留痕）"),
        _("两年后自动删除；注销时删除"),
        {"applicant_id": _("评价人"), "case_id": _("办件")},
    ),
    "evaluations.CorrectionStep": (
        _("差评整改经过"),
        _("本人；有监督权限的工作人员"),
        _LAW,
        {"note": _("经过"), "by_name": _("经办人")},
    ),
    "cases.CaseMaterial": (
        _("申请材料"),
        _OWN,
        _LAW,
        {"file": _("文件")},
    ),
    "cases.Draft": (
        _("没提交的草稿"),
        _SELF,
        _("提交时删除；一年不动自动删除"),
        {
            "form_data": _("填了的内容"),
            "scenario_answers": _("情形引导里的回答"),
            "materials": _("传了的文件"),
            "changes": _("共享草稿里谁改了哪一项"),
        },
    ),
    "cases.Correction": (
        _("补正告知"),
        _OWN,
        _LAW,
        {"entries": _("要补正的内容"), "note": _("说明")},
    ),
    "cases.Decision": (
        _("决定"),
        _OWN,
        _LAW,
        {
            "reasons": _("理由"),
            "discretion_reason": _("裁量理由"),
            "minutes_reason": _("不采纳听证意见的理由"),
        },
    ),
    "cases.DiscretionChoice": (
        _("裁量阶次"),
        _OWN,
        _LAW,
        {
            "facts": _("选这个阶次依据的事实"),
            "reason": _("超出裁量幅度的理由"),
            "consent_words": _("负责人的意见"),
            "chosen_by_name": _("选阶次的人"),
            "consented_by_name": _("同意的人"),
        },
    ),
    "cases.WorkItem": (
        _("待办任务"),
        _("经办部门的工作人员（姓名遮盖）"),
        _LAW,
        {"applicant_name": _("申请人姓名")},
    ),
    "cases.StepRecord": (
        _("审查环节记录"),
        _("经办部门的工作人员（每次查看都留痕）"),
        _LAW,
        {"data": _("审查表内容"), "opinion": _("意见"), "done_by_name": _("经办人")},
    ),
}
