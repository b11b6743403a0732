# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything that the delivery room can refuse."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Forbidden, Kind, NotFound


class ParcelNotFound(NotFound):
    """There is no such parcel, or the actor may not know of it."""

    code = "delivery.parcel_not_found"
    sentence = _("没有找到这个邮件。")


class NotYourParcel(Forbidden):
    """The actor has no right to do this with the parcel."""

    code = "delivery.forbidden"
    sentence = _("您没有权限处理这个邮件。")


class OnlyOwnServiceAddress(Forbidden):
    """Whoever is served confirms the address themselves; an agent does not."""

    code = "delivery.only_own_service_address"
    sentence = _("送达地址只能由本人或者单位自己确认，不能由代理人确认。")


class ServiceAddressMissing(NotFound):
    """No address for service by post has been confirmed."""

    code = "delivery.service_address_missing"
    sentence = _("还没有确认邮寄送达地址。")


class ServiceAddressChanged(DomainError):
    """It was changed in another window at the same moment."""

    code = "delivery.service_address_changed"
    kind = Kind.CONFLICT
    sentence = _("送达地址刚刚在别处改过，请刷新后再确认。")


class CarrierUnknown(NotFound):
    """No carrier has this name, or it is switched off."""

    code = "delivery.carrier_unknown"
    sentence = _("没有开通这家快递企业。")


class CarrierAway(DomainError):
    """The carrier does not answer, or not in time."""

    code = "delivery.carrier_away"
    kind = Kind.UNAVAILABLE
    sentence = _("快递企业的系统暂时没有回应，请稍后再试。")


class CarrierRefused(DomainError):
    """The carrier answers, and says no."""

    code = "delivery.carrier_refused"
    kind = Kind.CONFLICT
    sentence = _("快递企业没有接受：%(reason)s")


class BadAddress(DomainError):
    """An address lacks something, or cannot be one."""

    code = "delivery.bad_address"
    sentence = _("地址没有填完整，请检查姓名、电话、所在地区和详细地址。")


class BadWindow(DomainError):
    """The time for the pick-up is over, too long, or too far off."""

    code = "delivery.bad_window"
    sentence = _("请选择从现在起七天以内的上门时间段。")


class AddressFixed(DomainError):
    """The address cannot be changed any more."""

    code = "delivery.address_fixed"
    kind = Kind.CONFLICT
    sentence = _("邮件已经不能改地址了。")


class AlreadyHandedOver(AddressFixed):
    """Somebody has taken the parcel in."""

    code = "delivery.already_handed_over"
    sentence = _("邮件已经交到收件人手里，不能再改地址；不是您本人或者家人收的，请马上联系窗口。")


class BeingCalledOff(AddressFixed):
    """The carrier is asked to take the order back, and has not answered yet."""

    code = "delivery.being_called_off"
    sentence = _("已经请快递企业取消这个邮件，有了答复再改地址。")


class NothingToAskFor(DomainError):
    """The parcel is not with a carrier, so that there is nothing to ask about."""

    code = "delivery.nothing_to_ask_for"
    kind = Kind.CONFLICT
    sentence = _("这个邮件已经不在快递企业手里，不用再查问。")


class CallbackForged(DomainError):
    """A callback is not signed by the carrier, or was signed too long ago."""

    code = "delivery.callback_forged"
    kind = Kind.UNAUTHENTICATED
    sentence = _("签名不对，或者签名时间已经过期。")


class CallbackMalformed(DomainError):
    """A callback is signed, and cannot be read."""

    code = "delivery.callback_malformed"
    kind = Kind.MALFORMED
    sentence = _("推送的内容读不懂。")


class ParcelUnknown(NotFound):
    """A carrier reports on a parcel that we did not book with it."""

    code = "delivery.parcel_unknown"
    sentence = _("没有这个运单。")


class WrongCode(DomainError):
    """The code is not the one for this parcel."""

    code = "delivery.wrong_code"
    sentence = _("签收码不对，还可以试 %(left)s 次。")


class CodeLocked(DomainError):
    """The code was tried too often."""

    code = "delivery.code_locked"
    kind = Kind.TOO_MANY
    sentence = _("签收码输错次数太多，请收件人在“我的快递”里换一个新的签收码。")


class NothingToCompensate(DomainError):
    """Only for what was lost or damaged is anything paid."""

    code = "delivery.nothing_to_compensate"
    kind = Kind.CONFLICT
    sentence = _("只有丢失或者破损的邮件才登记赔偿。")


class AlreadyOnItsWay(DomainError):
    """A parcel for the same thing is under way, or the waybill is known already."""

    code = "delivery.already_on_its_way"
    kind = Kind.CONFLICT
    sentence = _("同一件东西已经有一个邮件在途，或者这个运单号已经登记过。")
