# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What an application for a client says, checked place by place."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.foundation.errors import FieldError
from yiwang.sso.addresses import fault_of
from yiwang.sso.enums import SCOPES_OF, Audience, ClientType, Scope, SigningAlgorithm
from yiwang.sso.errors import BadRegistration

MOST_ADDRESSES = 10
ADDRESS_FAULTS: Mapping[str, str | Promise] = {
    "characters": gettext_lazy("地址里不能有空格和中文等字符。"),
    "long": gettext_lazy("地址太长。"),
    "form": gettext_lazy("请填写完整的网址，例如 https://zw.example.gov.cn/callback。"),
    "userinfo": gettext_lazy("地址里不能带用户名或 @ 号。"),
    "fragment": gettext_lazy("地址里不能带 # 号。"),
    "path": gettext_lazy("地址里不能带通配符、“..”或反斜杠。"),
    "scheme": gettext_lazy("必须是 https:// 开头的地址。"),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a department writes in its application.

    :param reasons: scope → why the system needs it
    :param start_uri: where a sign-in to the system begins, for the test page and for people
    """

    name: str
    purpose: str
    contact_name: str
    contact_phone: str
    audience: str
    redirect_uris: tuple[str, ...]
    scopes: tuple[str, ...]
    reasons: Mapping[str, str] = field(default_factory=dict)
    client_type: str = ClientType.CONFIDENTIAL.value
    algorithm: str = SigningAlgorithm.RS256.value
    post_logout_redirect_uris: tuple[str, ...] = ()
    logout_uri: str = ""
    start_uri: str = ""
    least_assurance: int = 0


def checked(wish: Wish) -> Wish:
    """Return the application tidied up.

    :raises BadRegistration: what was written cannot be taken; each place is named
    """
    tidy = _tidied(wish)
    faults = [fault for check in _CHECKS for fault in check(tidy)]
    if faults:
        raise BadRegistration(errors=faults)
    return tidy


def _tidied(wish: Wish) -> Wish:
    scopes = {Scope.OPENID.value, *wish.scopes}
    return Wish(
        name=wish.name.strip(),
        purpose=wish.purpose.strip(),
        contact_name=wish.contact_name.strip(),
        contact_phone=wish.contact_phone.strip(),
        audience=wish.audience,
        redirect_uris=_unique(wish.redirect_uris),
        scopes=tuple(sorted(scopes)),
        reasons={
            scope: wish.reasons[scope].strip() for scope in sorted(scopes) if scope in wish.reasons
        },
        client_type=wish.client_type,
        algorithm=wish.algorithm,
        post_logout_redirect_uris=_unique(wish.post_logout_redirect_uris),
        logout_uri=wish.logout_uri.strip(),
        start_uri=wish.start_uri.strip(),
        least_assurance=wish.least_assurance,
    )


def _unique(addresses: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.strip() for each in addresses if each.strip()))


def _texts(wish: Wish) -> Iterable[FieldError]:
    longest = {"name": 60, "purpose": 300, "contact_name": 40, "contact_phone": 30}
    for name, limit in longest.items():
        text: str = getattr(wish, name)
        if not text or len(text) > limit or not text.isprintable():
            message = _("请填写，不超过 %(limit)s 个字。") % {"limit": limit}
            yield FieldError(f"/{name}", "text", message)


def _choices(wish: Wish) -> Iterable[FieldError]:
    allowed = {
        "audience": Audience.values,
        "client_type": ClientType.values,
        "algorithm": SigningAlgorithm.values,
    }
    for name, values in allowed.items():
        if getattr(wish, name) not in values:
            yield FieldError(f"/{name}", "choice", _("请选择一项。"))
    if wish.least_assurance not in {0, 1, 2, 3}:
        yield FieldError("/least_assurance", "choice", _("请选择一项。"))


def _addresses(wish: Wish) -> Iterable[FieldError]:
    several = {
        "redirect_uris": wish.redirect_uris,
        "post_logout_redirect_uris": wish.post_logout_redirect_uris,
        "logout_uri": (wish.logout_uri,) if wish.logout_uri else (),
        "start_uri": (wish.start_uri,) if wish.start_uri else (),
    }
    if not wish.redirect_uris:
        yield FieldError("/redirect_uris", "missing", _("请至少登记一个回调地址。"))
    for name, addresses in several.items():
        if len(addresses) > MOST_ADDRESSES:
            yield FieldError(f"/{name}", "many", _("最多登记十个地址。"))
        faults = dict.fromkeys(fault_of(each) for each in addresses)
        for code in filter(None, faults):
            yield FieldError(f"/{name}", code, str(ADDRESS_FAULTS[code]))


def _scopes(wish: Wish) -> Iterable[FieldError]:
    offered = (
        {str(scope) for scope in SCOPES_OF[Audience(wish.audience)]}
        if wish.audience in Audience.values
        else set(wish.scopes)
    )
    if not set(wish.scopes) <= offered:
        yield FieldError("/scopes", "choice", _("这类用户没有您选的信息。"))
    for scope in wish.scopes:
        reason = wish.reasons.get(scope, "")
        if scope != Scope.OPENID and not reason:
            yield FieldError(f"/reasons/{scope}", "missing", _("请写明为什么需要这项信息。"))
        elif len(reason) > 100 or (reason and not reason.isprintable()):
            yield FieldError(f"/reasons/{scope}", "text", _("理由不超过 100 个字。"))


_CHECKS: tuple[Callable[[Wish], Iterable[FieldError]], ...] = (
    _texts,
    _choices,
    _addresses,
    _scopes,
)
