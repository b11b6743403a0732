# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the subjects of facts are called."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SUBJECTS: Final[Mapping[str, Promise]] = {
    "message_template": _("消息模板"),
    "evaluation": _("服务评价"),
    "evaluation_correction": _("差评整改"),
    "finding": _("比对问题"),
    "evidence": _("证据单"),
    "account": _("账号"),
    "base_item": _("基本目录事项"),
    "case": _("办件"),
    "cited_title": _("引用的法律名称"),
    "co_applicant": _("共同申请人"),
    "decision": _("决策表"),
    "department": _("部门"),
    "document": _("文书"),
    "encryption": _("密钥"),
    "file": _("文件"),
    "form": _("表单"),
    "implementation_list": _("实施清单"),
    "legal_person": _("单位"),
    "mandate": _("授权"),
    "person": _("自然人"),
    "personal_data": _("个人信息"),
    "privacy_text": _("隐私文本"),
    "post": _("岗位"),
    "process": _("流程"),
    "reference_data": _("机构区划数据"),
    "staff_member": _("工作人员"),
    "standing_opinion": _("常用意见"),
    "system_client": _("业务系统"),
}
