# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Messages about parcels and where they go: title, text, and whether the reader has to act."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PARCEL_KINDS: Final[Mapping[str, tuple[Promise, Promise, bool]]] = {
    "contact_changed": (
        _("办件的联系方式已更改"),
        _("您申请的“%(item)s”（%(number)s）的联系方式已经更改；不是您要求的，请马上联系窗口。"),
        False,
    ),
    "originals_booked": (
        _("快递员会上门取原件"),
        _("“%(item)s”的原件已经下单，运单号 %(waybill)s，请把原件装好，核对快递员身份后交寄。"),
        True,
    ),
    "originals_refused": (
        _("取件没有下成单"),
        _("“%(item)s”的取件订单快递企业没有接受，请换一家快递企业或者自己交寄。"),
        True,
    ),
    "originals_arrived": (
        _("原件已经寄到"),
        _("“%(item)s”的原件已经寄到窗口，工作人员查收后会告诉您结果。"),
        False,
    ),
    "parcel_sent": (
        _("邮件已寄出"),
        _("“%(item)s”的邮件已经交寄，运单号 %(waybill)s，签收码请在“我的快递”里查看。"),
        False,
    ),
    "parcel_out": (
        _("邮件正在派送"),
        _("“%(item)s”的邮件今天派送，请准备好签收码；不方便收件的，可以在“我的快递”里查看办法。"),
        False,
    ),
    "parcel_failed": (
        _("邮件没有送到"),
        _("“%(item)s”的邮件没有投递成功，快递员会再送一次；地址不对的，请马上更改。"),
        True,
    ),
    "parcel_stored": (
        _("邮件等您去取"),
        _("“%(item)s”的邮件存放在快递网点，请尽快带身份证和签收码去取。"),
        True,
    ),
    "parcel_received": (
        _("邮件已签收"),
        _("“%(item)s”的邮件已经签收。不是您或者您家人收的，请马上联系窗口。"),
        False,
    ),
    "parcel_returned": (
        _("邮件已退回"),
        _("“%(item)s”的邮件已经退回，可以带签收码到窗口领取，或者改好地址由窗口重新寄出。"),
        True,
    ),
    "parcel_silent": (
        _("邮件有几天没有新消息"),
        _("“%(item)s”的邮件（运单号 %(waybill)s）几个工作日没有新的轨迹，窗口正在向快递企业查问。"),
        False,
    ),
    "parcel_inquired": (
        _("窗口已向快递企业查问"),
        _("“%(item)s”的邮件（运单号 %(waybill)s）：%(answer)s。"),
        False,
    ),
    "parcel_redirected": (
        _("邮件改寄到新地址"),
        _("“%(item)s”的邮件，快递企业已经同意改寄到新地址。不是您要求的，请马上联系窗口。"),
        False,
    ),
    "parcel_called_off": (
        _("邮件已经取消"),
        _("“%(item)s”的邮件，快递企业已经取消，不会再送。不是您要求的，请联系窗口。"),
        False,
    ),
    "parcel_not_called_off": (
        _("邮件没有取消成"),
        _("“%(item)s”的邮件：%(answer)s。该怎么办，请看“我的快递”。"),
        True,
    ),
    "parcel_not_redirected": (
        _("邮件改寄没有成功"),
        _("“%(item)s”的邮件：%(answer)s。该怎么办，请看“我的快递”。"),
        True,
    ),
    "parcel_lost": (
        _("邮件丢失或者破损"),
        _("“%(item)s”的邮件丢失或者破损，窗口会重新制作并联系您，不需要您再付费。"),
        False,
    ),
}
