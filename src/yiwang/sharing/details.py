# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What exactly went wrong with a question to a source, in words for those who keep it."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: Final[Mapping[str, str | Promise]] = {
    "address": _("地址指向内部网络，不在允许名单里"),
    "tls": _("证书不可信，无法建立安全连接"),
    "connect": _("对方没有应答"),
    "busy": _("同时查询太多"),
    "http_429": _("对方要求减少查询"),
    "http_500": _("对方系统出错（500）"),
    "http_502": _("对方系统出错（502）"),
    "http_503": _("对方暂停服务（503）"),
    "http_504": _("对方系统超时（504）"),
    "redirect": _("对方要求转到别的地址，没有跟过去"),
    "size": _("答复太大"),
    "json": _("答复不是 JSON"),
    "form": _("答复的格式不合约定"),
    "values": _("答复的数据项或类型不合登记"),
    "forged": _("答复的签名不对"),
    "clock": _("答复的时间与本机相差太多"),
    "bad_signature": _("对方不认我们的签名"),
    "stale": _("对方认为我们的时间不对"),
    "replayed": _("对方认为这次查询重复"),
    "unknown_key": _("对方没有我们用的密钥"),
    "not_allowed": _("对方不允许查询这些数据项"),
    "malformed": _("对方认为我们的查询不合约定"),
    "refused": _("对方拒绝查询"),
    "key": _("没有登记密钥"),
}
"""Code → words; the codes stand in the call log."""


def words(code: str) -> str:
    """Return the words of a code; "" for none."""
    return str(WORDS[code]) if code in WORDS else ""
