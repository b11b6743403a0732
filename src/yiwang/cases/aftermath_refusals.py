# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the case room can refuse about what lives on after a decision."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Kind, NotFound


class EntitlementNotFound(NotFound):
    """There is no such entitlement, or the actor may not know of it."""

    code = "cases.entitlement_not_found"
    sentence = _("没有找到这个证件或资格。")


class EntitlementNotInForce(DomainError):
    """It has ended, so nothing can be changed, renewed or taken back."""

    code = "cases.entitlement_not_in_force"
    kind = Kind.CONFLICT
    sentence = _("这个证件或资格已经失效，不能再办理这项业务。需要时请重新申请。")


class WrongPurpose(DomainError):
    """The application is about something that this item cannot change."""

    code = "cases.wrong_purpose"
    sentence = _("这项申请和所选的证件或资格不相符，请从“我的证件与资格”重新进入。")


class TiedItem(DomainError):
    """An item of its own is there for it."""

    code = "cases.tied_item"
    sentence = _("这项业务要办“%(name)s”，请从“我的证件与资格”里重新进入。")


class NotTheHeir(DomainError):
    """Another body granted it, and the history of the code does not lead to this one."""

    code = "cases.not_the_heir"
    kind = Kind.CONFLICT
    sentence = _("这是别的机关准予的，编码沿革里没有本机关承接这个事项的记录，不能作出决定。")


class NothingToRenew(DomainError):
    """It has no last day."""

    code = "cases.nothing_to_renew"
    sentence = _("这个证件或资格长期有效，不需要延续。")


class FollowUpRunning(DomainError):
    """An application about the same entitlement is open."""

    code = "cases.follow_up_running"
    kind = Kind.CONFLICT
    sentence = _("这个证件或资格已有一件正在办理的申请，请等它办完再申请。")


class MeasureRunning(DomainError):
    """One measure at a time."""

    code = "cases.measure_running"
    kind = Kind.CONFLICT
    sentence = _("这个证件或资格已有一项正在进行的处理。")


class MeasureNotFound(NotFound):
    """There is no such measure, or the actor may not know of it."""

    code = "cases.measure_not_found"
    sentence = _("没有找到这项处理。")


class WrongGround(DomainError):
    """The law gives this ground for another measure."""

    code = "cases.wrong_ground"
    sentence = _("所选情形不是这种处理的法定情形，请重新选择。")


class TooEarlyToDecide(DomainError):
    """The days for statement and defence are not over."""

    code = "cases.too_early_to_decide"
    kind = Kind.CONFLICT
    sentence = _("当事人陈述申辩的期限还没有过，%(until)s 之后才能作出决定。")


class StatementTooLate(DomainError):
    """The days for statement and defence are over, or a decision was made."""

    code = "cases.statement_too_late"
    kind = Kind.CONFLICT
    sentence = _("陈述申辩的期限已过，或者已经作出决定。")


class StatementUnanswered(DomainError):
    """A statement has to be answered before a decision."""

    code = "cases.statement_unanswered"
    sentence = _("当事人已经陈述申辩，请写明是否采纳以及理由。")


class RemedyNotFound(NotFound):
    """There is no such remedy, or the actor may not know of it."""

    code = "cases.remedy_not_found"
    sentence = _("没有找到这项复议或诉讼。")


class NothingToContest(DomainError):
    """Nothing was decided yet."""

    code = "cases.nothing_to_contest"
    kind = Kind.CONFLICT
    sentence = _("这个办件还没有作出决定，不能登记复议或诉讼。")


class RemedyNotedBefore(DomainError):
    """It is noted already, or another of its kind is pending."""

    code = "cases.remedy_noted_before"
    kind = Kind.CONFLICT
    sentence = _("这项复议或诉讼已经登记，或者还有一项正在审理。")


class RemedyConcludedBefore(DomainError):
    """It was concluded before."""

    code = "cases.remedy_concluded_before"
    kind = Kind.CONFLICT
    sentence = _("这项复议或诉讼的结果已经登记。")


class DaysDoNotFit(DomainError):
    """A day lies in the future, or before what it follows."""

    code = "cases.days_do_not_fit"
    sentence = _("日期不对：不能晚于今天，也不能早于前一步。")
