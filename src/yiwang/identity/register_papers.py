# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the tables of served documents hold; part of the register."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_OWN = _("本人；经办部门的工作人员（每次查看都留痕）")
_LAW = _("期满按档案规定移交或销毁")

TABLES: Final[Mapping[str, tuple[Promise, Promise, Promise, Mapping[str, Promise]]]] = {
    "documents.DocumentService": (
        _("文书的送达"),
        _OWN,
        _LAW,
        {
            "recipient_id": _("受送达人"),
            "receiver_name": _("签收人"),
            "place": _("送达地点"),
            "witnesses": _("见证人"),
            "servers": _("送达人"),
            "reason": _("原因和经过"),
            "note": _("备注"),
        },
    ),
    "documents.ServiceConsent": (
        _("电子送达的确认"),
        _OWN,
        _LAW,
        {"applicant_id": _("确认人")},
    ),
    "documents.LanguageWish": (
        _("文书译文的语言"),
        _OWN,
        _LAW,
        {"applicant_id": _("要译文的人"), "language": _("语言")},
    ),
}
PURPOSES: Final[Mapping[str, tuple[Promise, Promise]]] = {
    "proof of service": (
        _("证明文书什么时候、怎样送达"),
        _("《行政许可法》第四十四条；《民事诉讼法》第八十七条"),
    ),
    "who wants papers translated": (
        _("按您说的语言附上文书的译文"),
        _("《个人信息保护法》第十三条第一款第三项"),
    ),
    "proof that electronic service was agreed to": (
        _("证明您同意或者撤回过电子送达"),
        _("《民事诉讼法》第九十条；《个人信息保护法》第十五条"),
    ),
}
