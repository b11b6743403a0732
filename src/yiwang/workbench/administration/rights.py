# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What each right is called on the pages."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.organizations.enums import Right

RIGHT_NAMES: Mapping[str, Promise] = {
    Right.CASES_READ.value: _("查看办件"),
    Right.CASES_ACCEPT.value: _("受理、送达"),
    Right.CASES_HANDLE.value: _("承办"),
    Right.CASES_REVIEW.value: _("审核"),
    Right.CASES_APPROVE.value: _("批准决定"),
    Right.CASES_SUPERVISE.value: _("效能监督"),
    Right.COUNTER_ASSIST.value: _("窗口帮办"),
    Right.HALLS_MANAGE.value: _("管理办事大厅"),
    Right.CATALOGUE_EDIT.value: _("编辑事项"),
    Right.CATALOGUE_REVIEW.value: _("法制审核事项变更"),
    Right.CATALOGUE_PUBLISH.value: _("发布事项"),
    Right.FORMS_EDIT.value: _("编辑表单"),
    Right.WORKFLOW_EDIT.value: _("编辑流程"),
    Right.ORGANIZATIONS_MANAGE.value: _("管理机构、岗位和人员"),
    Right.IDENTITY_MANAGE.value: _("管理账号和接入系统"),
    Right.SECURITY_MANAGE.value: _("批准授权、安全策略、解除锁定"),
    Right.LEDGER_READ.value: _("查看存证账本"),
}
