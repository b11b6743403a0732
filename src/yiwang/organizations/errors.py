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


class BadReferenceData(DomainError):
    """A file of reference data is missing or not what it should be."""

    code = "organizations.bad_reference_data"
    kind = Kind.INVALID
    sentence = _("参考数据文件 %(file)s 无法读取：%(reason)s")
