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
    COUNTER_ASSIST = "counter.assist"


class StandardPost(models.TextChoices):
    """Posts that nearly every department has."""

    COUNTER = "counter", _("窗口受理岗")
    HANDLER = "handler", _("承办岗")
    REVIEWER = "reviewer", _("审核岗")
    APPROVER = "approver", _("批准岗")
    SUPERVISOR = "supervisor", _("效能监督岗")
    CATALOGUE = "catalogue", _("事项管理岗")
    ADMINISTRATOR = "administrator", _("机构人员管理岗")
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
    StandardPost.AUDITOR: frozenset({Right.LEDGER_READ}),
}
"""What the holder of a standard post may do."""

REACHES_DOWN = frozenset(
    {StandardPost.SUPERVISOR, StandardPost.ADMINISTRATOR, StandardPost.AUDITOR}
)
"""Standard posts whose rights reach the divisions below."""

TOWNSHIP_LINE = "便民服务中心"
"""Line of the one window that every township has."""
