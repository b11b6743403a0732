# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything that this room can refuse."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Forbidden, Kind, NotFound


class MessageNotFound(NotFound):
    """There is no such message, or it is somebody else's."""

    code = "notifications.message_not_found"
    sentence = _("没有找到这条消息。")


class UnknownKind(DomainError):
    """A message of a kind that has no words."""

    code = "notifications.unknown_kind"
    sentence = _("没有这种消息：%(kind)s")


class ChannelUnknown(DomainError):
    """No channel has this name, or it is switched off."""

    code = "notifications.channel_unknown"
    kind = Kind.UNAVAILABLE
    sentence = _("“%(name)s”没有开通，请换一种方式。")


class NotDelivered(DomainError):
    """The channel did not take the message."""

    code = "notifications.not_delivered"
    kind = Kind.UNAVAILABLE
    sentence = _("消息没有发出去，请稍后再试，或者换一种方式。")


class AddressGone(NotDelivered):
    """There is nobody at the address any more; trying again is no use."""

    code = "notifications.address_gone"


class ReceiptRefused(DomainError):
    """A receipt whose signature does not fit, or that is too old."""

    code = "notifications.receipt_refused"
    kind = Kind.UNAUTHENTICATED
    sentence = _("回执的签名不正确或者已经过期。")


class ReceiptUnreadable(DomainError):
    """A receipt that names no message of ours."""

    code = "notifications.receipt_unreadable"
    sentence = _("看不懂这个回执。")


class ChoiceUnknown(DomainError):
    """A group, way or hour that nobody offers, or one that cannot be switched off."""

    code = "notifications.choice_unknown"
    sentence = _("没有这个选项，或者它不能关闭。")


class PushRefused(DomainError):
    """An address that is none of a known push service, or keys that are none."""

    code = "notifications.push_refused"
    sentence = _("这个浏览器的推送服务不在允许的范围内。")


class TooManyBrowsers(DomainError):
    """One person lets so many browsers be woken, no more."""

    code = "notifications.too_many_browsers"
    kind = Kind.CONFLICT
    sentence = _("最多登记 %(limit)s 个浏览器，请先移除一个。")


class TemplateNotFound(NotFound):
    """There is no such wording."""

    code = "notifications.template_not_found"
    sentence = _("没有找到这个消息模板。")


class TemplateInvalid(DomainError):
    """Places that the kind does not fill, or too long, or empty."""

    code = "notifications.template_invalid"
    sentence = _("模板不能用：只能使用这些占位 %(places)s，标题和正文都要写。")


class TemplateBySamePerson(Forbidden):
    """Who drafted words does not publish them."""

    code = "notifications.template_by_same_person"
    sentence = _("起草模板的人不能自己发布。")


class FirmContactNotFound(NotFound):
    """No address of the firm waits for a code."""

    code = "notifications.firm_contact_not_found"
    sentence = _("没有等待确认的联系方式，请重新发送验证码。")


class TooManyFirmContacts(DomainError):
    """A firm has as many addresses of a way as it may have."""

    code = "notifications.too_many_firm_contacts"
    kind = Kind.CONFLICT
    sentence = _("每种方式最多设置 %(limit)s 个，请先移除一个。")


class FirmCodeWrong(DomainError):
    """Wrong, older than ten minutes, or tried five times."""

    code = "notifications.firm_code_wrong"
    sentence = _("验证码不对或者已经失效，请核对，或者重新发送。")


class NotAMailAddress(DomainError):
    """Work is told of by mail alone."""

    code = "notifications.not_a_mail_address"
    sentence = _("请填写邮箱地址，例如 name@example.gov.cn。")


class NoStaffContact(DomainError):
    """No work mail waits for a code, or none counts yet."""

    code = "notifications.no_staff_contact"
    kind = Kind.CONFLICT
    sentence = _("没有登记工作邮箱，或者没有等待确认的邮箱，请重新填写。")


class StaffCodeWrong(DomainError):
    """Wrong, older than ten minutes, or tried five times."""

    code = "notifications.staff_code_wrong"
    sentence = _("验证码不对或者已经失效，请核对，或者重新发送。")
