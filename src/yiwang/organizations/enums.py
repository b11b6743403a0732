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
    CATALOGUE_REVIEW = "catalogue.review"
    CATALOGUE_PUBLISH = "catalogue.publish"
    FORMS_EDIT = "forms.edit"
    WORKFLOW_EDIT = "workflow.edit"
    LEDGER_READ = "ledger.read"
    ORGANIZATIONS_MANAGE = "organizations.manage"
    IDENTITY_MANAGE = "identity.manage"
    SECURITY_MANAGE = "security.manage"
    COUNTER_ASSIST = "counter.assist"
    HALLS_MANAGE = "halls.manage"


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
    LEGAL_REVIEW = "legal_review", _("法制审核岗")
    CATALOGUE_APPROVER = "catalogue_approver", _("事项批准岗")
    ADMINISTRATOR = "administrator", _("机构人员管理岗")
    SECURITY = "security", _("安全管理岗")
    AUDITOR = "auditor", _("审计岗")


STANDARD_RIGHTS: Mapping[StandardPost, frozenset[Right]] = {
    StandardPost.COUNTER: frozenset({Right.CASES_READ, Right.CASES_ACCEPT, Right.COUNTER_ASSIST}),
    StandardPost.HANDLER: frozenset({Right.CASES_READ, Right.CASES_HANDLE}),
    StandardPost.REVIEWER: frozenset({Right.CASES_READ, Right.CASES_REVIEW}),
    StandardPost.APPROVER: frozenset({Right.CASES_READ, Right.CASES_APPROVE}),
    StandardPost.SUPERVISOR: frozenset(
        {Right.CASES_READ, Right.CASES_SUPERVISE, Right.HALLS_MANAGE}
    ),
    StandardPost.CATALOGUE: frozenset(
        {Right.CATALOGUE_EDIT, Right.CATALOGUE_PUBLISH, Right.FORMS_EDIT, Right.WORKFLOW_EDIT}
    ),
    StandardPost.LEGAL_REVIEW: frozenset({Right.CATALOGUE_REVIEW}),
    StandardPost.CATALOGUE_APPROVER: frozenset({Right.CATALOGUE_PUBLISH}),
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


class LabelLevel(models.IntegerChoices):
    """How important data is, and how far a post may read; each level reads those below it."""

    GENERAL = 1, _("一般级")
    SENSITIVE = 2, _("敏感级")
    IMPORTANT = 3, _("重要级")


class ImportState(models.TextChoices):
    """How far a spreadsheet of staff has come."""

    WAITING = "waiting", _("等待检查")
    CHECKING = "checking", _("正在检查")
    CHECKED = "checked", _("检查完毕")
    REFUSED = "refused", _("无法导入")
    APPLYING = "applying", _("正在导入")
    APPLIED = "applied", _("已导入")
    CANCELLED = "cancelled", _("已取消")


class ImportColumn(models.TextChoices):
    """The columns of a spreadsheet of staff, by the words of its first row."""

    STAFF_NUMBER = "staff_number", _("工号")
    NAME = "name", _("姓名")
    DEPARTMENT = "department", _("部门统一社会信用代码")
    POSTS = "posts", _("岗位")
    PHONE = "phone", _("手机号码")


class RowProblem(models.TextChoices):
    """What is wrong with one cell of a spreadsheet of staff."""

    MISSING = "missing", _("没有填写")
    TOO_LONG = "too_long", _("内容太长")
    BAD_SIGNS = "bad_signs", _("含有不能用的字符")
    FORMULA = "formula", _("是公式；系统不计算公式，请改成固定的内容")
    NOT_TEXT = "not_text", _("是日期、小数或错误值，请改成文本")
    MERGED = "merged", _("是合并单元格，请取消合并后逐格填写")
    BAD_NUMBER = "bad_number", _("工号须为1到32位字母、数字或“._-”")
    TWICE = "twice", _("这个工号在表里出现了不止一次")
    ELSEWHERE = "elsewhere", _("这个工号属于您管理范围以外的部门")
    LEFT = "left", _("这个工号的人员已经离职")
    YOURSELF = "yourself", _("不能修改自己的岗位和资料")
    BAD_CODE = "bad_code", _("统一社会信用代码不正确")
    NO_DEPARTMENT = "no_department", _("没有代码为这一串的部门")
    NOT_YOURS = "not_yours", _("这个部门不在您的管理范围内")
    NO_POST = "no_post", _("部门里没有这个名称的岗位")
    NEEDS_GRANT = "needs_grant", _("这个岗位有批准或管理权限，须另外申请授权")
    BAD_PHONE = "bad_phone", _("手机号码须为11位数字")


class FileRefusal(models.TextChoices):
    """Why a spreadsheet cannot be read at all."""

    NONE = "", ""
    NOT_A_SPREADSHEET = "not_a_spreadsheet", _("不是 XLSX 或 CSV 文件，或者文件已损坏")
    HAS_PASSWORD = "has_password", _("文件加了密码，请去掉密码后再上传")
    OLD_FORMAT = "old_format", _("是旧的 XLS 格式，请另存为 XLSX 再上传")
    BOMB = "bomb", _("解压后大得不合常理，没有打开")
    TOO_MANY_ROWS = "too_many_rows", _("超过20万行，请分成几份")
    NO_HEADINGS = "no_headings", _("第一行不是模板的列名，可能选错了工作表；请使用模板")
    HEADING_TWICE = "heading_twice", _("同一个列名出现了两次")
    NO_ROWS = "no_rows", _("除了列名，一行也没有")
    BAD_ENCODING = "bad_encoding", _("CSV 的文字编码不是 UTF-8 或 GB18030")
    CHANGED = "changed", _("检查以后数据有变化，请看新的检查结果")
    NOT_ENTITLED = "not_entitled", _("您已不再管理这个部门，没有导入")


TOWNSHIP_LINE = "便民服务中心"
"""Line of the one window that every township has."""
