# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Changes of divisions, rights, posts and lines of business."""

from collections.abc import Mapping
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangeKind(models.TextChoices):
    """What happened to a division; the labels are the words of the published change list."""

    RECODED = "recoded", _("同名改码")
    REASSIGNED = "reassigned", _("码位改派")
    FOUNDED = "founded", _("新设")
    ABOLISHED = "abolished", _("撤销")
    RENAMED = "renamed", _("更名")
    CONVERTED = "converted", _("撤设")
    ADJUSTED = "adjusted", _("区划调整")


class Right(StrEnum):
    """What a post lets its holder do; scoped by the post's department and division."""

    CASES_READ = "cases.read"
    CASES_ACCEPT = "cases.accept"
    CASES_HANDLE = "cases.handle"
    CASES_REVIEW = "cases.review"
    CASES_APPROVE = "cases.approve"
    CASES_SUPERVISE = "cases.supervise"
    CATALOGUE_EDIT = "catalogue.edit"
    CATALOGUE_PUBLISH = "catalogue.publish"
    FORMS_EDIT = "forms.edit"
    WORKFLOW_EDIT = "workflow.edit"
    LEDGER_READ = "ledger.read"
    ORGANIZATIONS_MANAGE = "organizations.manage"
    IDENTITY_MANAGE = "identity.manage"
    SECURITY_MANAGE = "security.manage"
    COUNTER_ASSIST = "counter.assist"


class AdminRole(models.TextChoices):
    """The three administrators, of whom nobody is two. Source: GB/T 22239-2019, 8.1.5 (三员).

    A post has a role by its rights; the empty value is an ordinary post.
    """

    NONE = "", _("普通岗位")
    SYSTEM = "system", _("系统管理员")
    SECURITY = "security", _("安全管理员")
    AUDIT = "audit", _("审计管理员")


class StandardPost(models.TextChoices):
    """Posts that nearly every department has."""

    COUNTER = "counter", _("窗口受理岗")
    HANDLER = "handler", _("承办岗")
    REVIEWER = "reviewer", _("审核岗")
    APPROVER = "approver", _("批准岗")
    SUPERVISOR = "supervisor", _("效能监督岗")
    CATALOGUE = "catalogue", _("事项管理岗")
    ADMINISTRATOR = "administrator", _("机构人员管理岗")
    SECURITY = "security", _("安全管理岗")
    AUDITOR = "auditor", _("审计岗")


STANDARD_RIGHTS: Mapping[StandardPost, frozenset[Right]] = {
    StandardPost.COUNTER: frozenset({Right.CASES_READ, Right.CASES_ACCEPT, Right.COUNTER_ASSIST}),
    StandardPost.HANDLER: frozenset({Right.CASES_READ, Right.CASES_HANDLE}),
    StandardPost.REVIEWER: frozenset({Right.CASES_READ, Right.CASES_REVIEW}),
    StandardPost.APPROVER: frozenset({Right.CASES_READ, Right.CASES_APPROVE}),
    StandardPost.SUPERVISOR: frozenset({Right.CASES_READ, Right.CASES_SUPERVISE}),
    StandardPost.CATALOGUE: frozenset(
        {Right.CATALOGUE_EDIT, Right.CATALOGUE_PUBLISH, Right.FORMS_EDIT, Right.WORKFLOW_EDIT}
    ),
    StandardPost.ADMINISTRATOR: frozenset({Right.ORGANIZATIONS_MANAGE, Right.IDENTITY_MANAGE}),
    StandardPost.SECURITY: frozenset({Right.SECURITY_MANAGE}),
    StandardPost.AUDITOR: frozenset({Right.LEDGER_READ}),
}
"""What the holder of a standard post may do."""

REACHES_DOWN = frozenset(
    {
        StandardPost.SUPERVISOR,
        StandardPost.ADMINISTRATOR,
        StandardPost.SECURITY,
        StandardPost.AUDITOR,
    }
)
"""Standard posts whose rights reach the divisions below."""

DEFINING_RIGHTS: Mapping[AdminRole, frozenset[Right]] = {
    AdminRole.SYSTEM: frozenset({Right.ORGANIZATIONS_MANAGE, Right.IDENTITY_MANAGE}),
    AdminRole.SECURITY: frozenset({Right.SECURITY_MANAGE}),
    AdminRole.AUDIT: frozenset({Right.LEDGER_READ}),
}
"""A post with one of these rights is that administrator's post."""

ADMIN_RIGHTS: Mapping[AdminRole, frozenset[Right]] = {
    **DEFINING_RIGHTS,
    AdminRole.AUDIT: frozenset({Right.LEDGER_READ, Right.CASES_READ, Right.CASES_SUPERVISE}),
}
"""All that an administrator's post may have: it does no business beside."""

GRANTED_RIGHTS = frozenset({Right.CASES_APPROVE, *frozenset().union(*DEFINING_RIGHTS.values())})
"""Approving and administrating rights: given on request, after a security administrator agreed."""


class GrantState(models.TextChoices):
    """How a request for a post with an approving or administrating right stands."""

    ASKED = "asked", _("待批准")
    APPROVED = "approved", _("已批准")
    REFUSED = "refused", _("未批准")
    WITHDRAWN = "withdrawn", _("已撤回")


class LeaveReason(models.TextChoices):
    """Why somebody is away; no more is recorded of it."""

    ANNUAL = "annual", _("休假")
    SICK = "sick", _("病假")
    BUSINESS = "business", _("出差")
    TRAINING = "training", _("培训")
    OTHER = "other", _("其他")


class ReviewState(models.TextChoices):
    """What the yearly review said of a post that somebody holds."""

    WAITING = "waiting", _("待复核")
    CONFIRMED = "confirmed", _("已确认")
    ENDED = "ended", _("已终止")
    LAPSED = "lapsed", _("逾期关闭")


class ImportState(models.TextChoices):
    """How far a spreadsheet of staff has come."""

    WAITING = "waiting", _("等待检查")
    CHECKING = "checking", _("正在检查")
    CHECKED = "checked", _("检查完毕")
    REFUSED = "refused", _("无法导入")
    APPLYING = "applying", _("正在导入")
    APPLIED = "applied", _("已导入")
    CANCELLED = "cancelled", _("已取消")


TOWNSHIP_LINE = "便民服务中心"
"""Line of the one window that every township has."""
