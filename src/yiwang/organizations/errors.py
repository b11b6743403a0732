# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything that this room can refuse."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Forbidden, Kind, NotFound


class DivisionNotFound(NotFound):
    """No division has or had this code."""

    code = "organizations.division_not_found"
    sentence = _("没有代码为 %(division)s 的行政区划。")


class NoSuccessor(DomainError):
    """The division ended and nothing is known to have taken its place."""

    code = "organizations.no_successor"
    kind = Kind.GONE
    sentence = _("行政区划 %(division)s 已撤销，查不到接续的区划。")


class DepartmentNotFound(NotFound):
    """No department has this id."""

    code = "organizations.department_not_found"
    sentence = _("没有找到这个部门。")


class NoDepartmentForLine(NotFound):
    """No department of the division has this line of business."""

    code = "organizations.no_department_for_line"
    sentence = _("这个地方没有“%(line)s”条线的部门。")


class PostNotFound(NotFound):
    """No post has this id."""

    code = "organizations.post_not_found"
    sentence = _("没有找到这个岗位。")


class StaffNotFound(NotFound):
    """No staff member has this id."""

    code = "organizations.staff_not_found"
    sentence = _("没有找到这名工作人员。")


class HoldingNotFound(NotFound):
    """The staff member does not hold the post."""

    code = "organizations.holding_not_found"
    sentence = _("这名工作人员目前不在这个岗位上。")


class UnknownRight(DomainError):
    """A post was to be given a right that does not exist."""

    code = "organizations.unknown_right"
    kind = Kind.INVALID
    sentence = _("没有“%(right)s”这项权限。")


class UnknownLine(DomainError):
    """A department was to be given a line of business that is empty or too long."""

    code = "organizations.unknown_line"
    kind = Kind.INVALID
    sentence = _("请填写部门的业务条线，不超过20个字。")


class BadName(DomainError):
    """A name is empty, too long, or holds characters that no name has."""

    code = "organizations.bad_name"
    kind = Kind.INVALID
    sentence = _("名称须为1到%(longest)s个字，且不能含有控制字符。")


class BadStaffNumber(DomainError):
    """A staff number is empty, too long or oddly written."""

    code = "organizations.bad_staff_number"
    kind = Kind.INVALID
    sentence = _("工号须为1到32位字母、数字或“._-”。")


class StaffNumberTaken(DomainError):
    """Another staff member has this number."""

    code = "organizations.staff_number_taken"
    kind = Kind.CONFLICT
    sentence = _("工号已被使用。")


class DepartmentTaken(DomainError):
    """The division has a department of this name, or the code belongs to another."""

    code = "organizations.department_taken"
    kind = Kind.CONFLICT
    sentence = _("该地已有同名部门，或统一社会信用代码已被使用。")


class PostNameTaken(DomainError):
    """The department already has a post of this name."""

    code = "organizations.post_name_taken"
    kind = Kind.CONFLICT
    sentence = _("部门里已有同名岗位。")


class PostAlreadyHeld(DomainError):
    """The staff member holds this post already."""

    code = "organizations.post_already_held"
    kind = Kind.CONFLICT
    sentence = _("这名工作人员已在这个岗位上。")


class BadPeriod(DomainError):
    """A period ends before it begins."""

    code = "organizations.bad_period"
    kind = Kind.INVALID
    sentence = _("结束日期不能早于开始日期。")


class NotInYourReach(Forbidden):
    """The actor's post does not reach this department or lacks the right."""

    code = "organizations.not_in_your_reach"
    sentence = _("您的岗位无权管理这个部门的机构和人员。")


class OwnPost(Forbidden):
    """Nobody gives a post or a right to themselves."""

    code = "organizations.own_post"
    sentence = _("不能为自己安排岗位或调整权限。")


class RightNotYours(Forbidden):
    """A manager hands on no management right and no reach that is not their own."""

    code = "organizations.right_not_yours"
    sentence = _("您不能授予自己没有的管理权限或管辖范围。")


class MixedRights(DomainError):
    """A post mixes an administrator's rights with those of others."""

    code = "organizations.mixed_rights"
    kind = Kind.INVALID
    sentence = _("系统、安全、审计管理员的权限须分开，也不能与办件权限放在同一个岗位。")


class PostIsHeld(DomainError):
    """An approving or managing right was to be added to a post that somebody holds."""

    code = "organizations.post_is_held"
    kind = Kind.CONFLICT
    sentence = _("岗位上有人，不能增加批准或管理权限。请另设岗位，再申请授权。")


class GrantNeeded(DomainError):
    """The post has an approving or managing right, which is given on request only."""

    code = "organizations.grant_needed"
    kind = Kind.CONFLICT
    sentence = _("这个岗位有批准或管理权限，须提出申请，由安全管理员批准后才能任职。")


class NoGrantNeeded(DomainError):
    """A grant was asked for a post that needs none."""

    code = "organizations.no_grant_needed"
    kind = Kind.INVALID
    sentence = _("这个岗位不需要申请授权，可以直接安排。")


class GrantNotFound(NotFound):
    """No request for a post has this id."""

    code = "organizations.grant_not_found"
    sentence = _("没有找到这项授权申请。")


class GrantAskedAlready(DomainError):
    """The same post was asked for already, for the same person."""

    code = "organizations.grant_asked_already"
    kind = Kind.CONFLICT
    sentence = _("已有一项同样的申请等待批准。")


class GrantNotWaiting(DomainError):
    """The request was answered or withdrawn before."""

    code = "organizations.grant_not_waiting"
    kind = Kind.CONFLICT
    sentence = _("这项申请已经处理过了。")


class OwnGrant(Forbidden):
    """Nobody approves what they asked for, or what they get."""

    code = "organizations.own_grant"
    sentence = _("不能批准自己提出的申请，也不能批准给自己的授权。")


class TwoAdministrators(DomainError):
    """Nobody is two of the three administrators at a time."""

    code = "organizations.two_administrators"
    kind = Kind.CONFLICT
    sentence = _("系统、安全、审计管理员不能由同一人兼任。")


class ReasonNeeded(DomainError):
    """A request needs a reason."""

    code = "organizations.reason_needed"
    kind = Kind.INVALID
    sentence = _("请写明理由，不超过200个字。")


class StaffLeft(DomainError):
    """The staff member has left, or will have by then."""

    code = "organizations.staff_left"
    kind = Kind.CONFLICT
    sentence = _("这名工作人员已经离职。")


class OwnDeputy(DomainError):
    """Nobody is their own deputy."""

    code = "organizations.own_deputy"
    kind = Kind.INVALID
    sentence = _("代理人不能是本人。")


class DeputyElsewhere(DomainError):
    """The deputy belongs to none of the departments whose posts are to be covered."""

    code = "organizations.deputy_elsewhere"
    kind = Kind.INVALID
    sentence = _("代理人须是同一部门的工作人员。")


class DeputyAway(DomainError):
    """The deputy is away at the same time, or stands in for somebody while away."""

    code = "organizations.deputy_away"
    kind = Kind.CONFLICT
    sentence = _("代理人这段时间也不在岗，或本人正代理他人。请改期或另选代理人。")


class LeaveOverlaps(DomainError):
    """The staff member is away already in a part of this time."""

    code = "organizations.leave_overlaps"
    kind = Kind.CONFLICT
    sentence = _("这段时间已登记过离岗。")


class LeaveNotFound(NotFound):
    """No leave has this id, or it is over."""

    code = "organizations.leave_not_found"
    sentence = _("没有找到这次离岗，或已经结束。")


class NothingToCover(DomainError):
    """The staff member holds no post in that time."""

    code = "organizations.nothing_to_cover"
    kind = Kind.INVALID
    sentence = _("这段时间没有在任的岗位，不需要代理人。")


class ReviewNotFound(NotFound):
    """No review, or no entry of one, has this id."""

    code = "organizations.review_not_found"
    sentence = _("没有找到这项复核。")


class ReviewOpenedAlready(DomainError):
    """The department's review of this year began before."""

    code = "organizations.review_opened_already"
    kind = Kind.CONFLICT
    sentence = _("这个部门今年的复核已经开始。")


class ReviewNotOpen(DomainError):
    """The review is closed, or the entry was decided."""

    code = "organizations.review_not_open"
    kind = Kind.CONFLICT
    sentence = _("复核已经结束，或这一项已经处理。")


class OwnReview(Forbidden):
    """Nobody confirms their own post."""

    code = "organizations.own_review"
    sentence = _("不能复核自己的岗位，请由另一名管理员处理。")


class ImportNotFound(NotFound):
    """No import has this id."""

    code = "organizations.import_not_found"
    sentence = _("没有找到这次导入。")


class ImportNotReady(DomainError):
    """The import is not in a state in which this can be done."""

    code = "organizations.import_not_ready"
    kind = Kind.CONFLICT
    sentence = _("这次导入现在不能进行这一步。")


class ImportHasErrors(DomainError):
    """Some rows are wrong; all are imported or none, unless the good rows are asked for."""

    code = "organizations.import_has_errors"
    kind = Kind.CONFLICT
    sentence = _("有 %(count)s 行不正确，没有导入任何一行。改正后重新上传，或选择只导入正确的行。")


class SpreadsheetTooLarge(DomainError):
    """The file is larger than any spreadsheet that is taken."""

    code = "organizations.spreadsheet_too_large"
    kind = Kind.TOO_LARGE
    sentence = _("文件超过 %(most)s MB，请分成几份导入。")


class SpreadsheetEmpty(DomainError):
    """The file is empty or is missing."""

    code = "organizations.spreadsheet_empty"
    kind = Kind.INVALID
    sentence = _("请选择一个电子表格文件（XLSX 或 CSV）。")


class BadReferenceData(DomainError):
    """A file of reference data is missing or not what it should be."""

    code = "organizations.bad_reference_data"
    kind = Kind.INVALID
    sentence = _("参考数据文件 %(file)s 无法读取：%(reason)s")


class ImportDisturbed(DomainError):
    """Two workers read one spreadsheet at the same time; neither's rows can be trusted."""

    code = "organizations.import_disturbed"
    kind = Kind.CONFLICT
    sentence = _("同一份名单正在被读取，请稍后再看。")


class LabelUnknown(DomainError):
    """There is no such level of security labels, or no such code of an item."""

    code = "organizations.label_unknown"
    kind = Kind.INVALID
    sentence = _("没有这个标记级别，或者实施编码写得不对。")
