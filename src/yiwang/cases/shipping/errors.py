# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What this part can refuse."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Kind


class ParcelOnItsWay(DomainError):
    """A parcel of the case has not ended yet."""

    code = "cases.parcel_on_its_way"
    kind = Kind.CONFLICT
    sentence = _("这个办件还有邮件在途，收到或者退回以后才能继续。")


class NoAddress(DomainError):
    """Nobody has said where to."""

    code = "cases.no_address"
    sentence = _("申请人还没有填写收件地址。")


class OriginalsNotThere(DomainError):
    """No originals wait to be checked in."""

    code = "cases.originals_not_there"
    kind = Kind.CONFLICT
    sentence = _("没有等待查收的原件。")


class DifferenceMissing(DomainError):
    """What is missing or differs has to be said."""

    code = "cases.originals_difference_missing"
    sentence = _("原件缺少或者不符的，请写明缺什么、哪里不符。")


class ShippingOver(DomainError):
    """The case has gone too far for this."""

    code = "cases.shipping_over"
    kind = Kind.CONFLICT
    sentence = _("办件已经到了这一步，不能再选择邮寄方式。")
