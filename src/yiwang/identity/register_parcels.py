# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the tables of parcels hold, and what for; part of the register of personal data."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TABLES: Final[Mapping[str, tuple[Promise, Promise, Promise, Mapping[str, Promise]]]] = {
    "delivery.Parcel": (
        _("邮件"),
        _("本人；经办部门的工作人员，屏幕上遮盖，打印面单留痕"),
        _("期满按档案规定移交或销毁"),
        {
            "sender_cipher": _("寄件人姓名、电话、地址（加密）"),
            "recipient_cipher": _("收件人姓名、电话、地址（加密）"),
            "redirect_cipher": _("想改寄到的姓名、电话、地址（加密）"),
            "photo": _("签收照片"),
        },
    ),
    "delivery.ServiceAddress": (
        _("邮寄送达地址的确认"),
        _("本人；给本人送达文书的工作人员（每次查看都留痕）"),
        _("期满按档案规定移交或销毁"),
        {
            "applicant_id": _("确认人"),
            "address_cipher": _("收件人、电话、地址（加密）"),
        },
    ),
    "delivery.ParcelEvent": (
        _("邮件轨迹"),
        _("本人；经办部门的工作人员（每次查看都留痕）"),
        _("期满按档案规定移交或销毁"),
        {"place": _("地点"), "note": _("说明")},
    ),
    "cases.ShippingWish": (
        _("寄送方式和地址"),
        _("本人；经办部门的工作人员，屏幕上遮盖"),
        _("期满按档案规定移交或销毁"),
        {"address_cipher": _("姓名、电话、地址（加密）"), "note": _("原件核对说明")},
    ),
}
PURPOSES: Final[Mapping[str, tuple[Promise, Promise]]] = {
    "sending and handing over the parcel": (
        _("寄送材料和结果，核对收件人"),
        _("《邮政法》第三十五条、第三十六条；《个人信息保护法》第三十四条"),
    ),
    "showing that the parcel was received": (
        _("证明文书已经送达"),
        _("《行政许可法》第四十四条"),
    ),
    "where papers may be posted": (
        _("把文书邮寄送达到您确认的地址"),
        _("《民事诉讼法》第九十一条；《个人信息保护法》第三十四条"),
    ),
    "following the parcel": (
        _("查询邮件走到哪里"),
        _("《快递暂行条例》第二十四条"),
    ),
    "checking originals that came by courier": (
        _("核对寄来的原件"),
        _("《行政许可法》第三十四条"),
    ),
}
