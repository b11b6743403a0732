# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the tables of disputed and doubted evidence hold; part of the privacy register."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TABLES: Final[Mapping[str, tuple[Promise, Promise, Promise, Mapping[str, Promise]]]] = {
    "cases.FieldClaim": (
        _("对证据单单项内容的异议"),
        _("本人；经办部门的工作人员（每次查看都留痕）"),
        _("没有提交的草稿删除时一并删除；成为办件的，期满按档案规定移交或销毁"),
        {
            "claimed": _("申请人认为应当是什么"),
            "file": _("申请人自己的证明"),
            "resolution_note": _("对异议的处理意见"),
            "resolved_by_name": _("处理异议的人"),
        },
    ),
    "cases.DecisionCheck": (
        _("决定的复核"),
        _("经办部门的工作人员（每次查看都留痕）"),
        _("期满按档案规定移交或销毁"),
        {"reason": _("理由"), "concluded_by_name": _("复核的人")},
    ),
    "cases.EvidenceDoubt": (
        _("提请提供部门核对的资料"),
        _("本人；经办部门的工作人员（每次查看都留痕）"),
        _("期满按档案规定移交或销毁"),
        {
            "reason": _("理由"),
            "ended_note": _("不再怀疑的理由"),
            "doubted_by_name": _("提请核对的人"),
            "ended_by_name": _("不再怀疑的人"),
        },
    ),
    "sharing.SourceChange": (
        _("数据源登记和变更申请"),
        _("数据源管理人员"),
        _("长期保存"),
        {"proposed_by_name": _("提出登记的人"), "decided_by_name": _("复核登记的人")},
    ),
    "sharing.SourceSwitch": (
        _("数据源启停记录"),
        _("数据源管理人员"),
        _("长期保存"),
        {"proposed_by_name": _("提出启停的人"), "decided_by_name": _("复核启停的人")},
    ),
}
