# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything that the credit room can refuse."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Kind, NotFound


class CreditEventNotFound(NotFound):
    """There is no such record, or it is somebody else's."""

    code = "credit.event_not_found"
    sentence = _("没有找到这条信用记录。")


class CreditRequestNotFound(NotFound):
    """There is no such request, or it is another department's."""

    code = "credit.request_not_found"
    sentence = _("没有找到这项异议或修复申请。")


class CreditWordsMissing(DomainError):
    """An objection, a repair and an answer say why."""

    code = "credit.words_missing"
    sentence = _("请写明理由。")


class CreditRequestOpen(DomainError):
    """The one before is answered first."""

    code = "credit.request_open"
    kind = Kind.CONFLICT
    sentence = _("已有一项异议或修复申请正在处理，请等待答复。")


class CreditEventEnded(DomainError):
    """The record has no effect any more."""

    code = "credit.event_ended"
    kind = Kind.CONFLICT
    sentence = _("这条信用记录已经不再有效。")


class RepairTooEarly(DomainError):
    """A repair may be asked for after some time only."""

    code = "credit.repair_too_early"
    kind = Kind.CONFLICT
    sentence = _("%(day)s 起可以申请信用修复。")


class CreditRequestAnswered(DomainError):
    """A colleague was quicker."""

    code = "credit.request_answered"
    kind = Kind.CONFLICT
    sentence = _("这项请求已经答复过。")


class NotYoursToAnswer(DomainError):
    """Another department's record, or a right that is missing."""

    code = "credit.not_yours_to_answer"
    kind = Kind.FORBIDDEN
    sentence = _("您不能处理这项请求。")


class OwnFinding(DomainError):
    """Whoever found that a promise was broken does not judge the objection to it."""

    code = "credit.own_finding"
    kind = Kind.FORBIDDEN
    sentence = _("这条记录依据的是您本人的核查，应当由其他人处理。")
