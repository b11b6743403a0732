# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How somebody likes the pages: layout, scheme and region, kept in cookies of their own browser."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from yiwang.foundation.web.cookies import cookie_name

LAYOUT_COOKIE = cookie_name("yw_layout")
SCHEME_COOKIE = cookie_name("yw_scheme")
REGION_COOKIE = cookie_name("yw_region")
COOKIES = (LAYOUT_COOKIE, SCHEME_COOKIE, REGION_COOKIE)
ONE_YEAR = 365 * 86_400


class Layout(StrEnum):
    """The layout of every page: the usual one, or the one for elders (长辈版)."""

    STANDARD = "standard"
    ELDER = "elder"


class Scheme(StrEnum):
    """The colours: what the system says, or a choice of one's own."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


_LAYOUTS: Final = {one.value: one for one in Layout}
_SCHEMES: Final = {one.value: one for one in Scheme}


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a request's cookies say; anything unknown counts as not said."""

    layout: Layout = Layout.STANDARD
    scheme: Scheme = Scheme.AUTO
    region_code: str = ""

    @property
    def is_elder(self) -> bool:
        return self.layout is Layout.ELDER

    @property
    def theme(self) -> str:
        """The value of ``data-theme``; empty when the system decides."""
        return "" if self.scheme is Scheme.AUTO else self.scheme.value


def preferences_of(request: HttpRequest | None) -> Preferences:
    """Read the preferences of a request."""
    if request is None:
        return Preferences()
    cookies = request.COOKIES
    layout, scheme = cookies.get(LAYOUT_COOKIE, ""), cookies.get(SCHEME_COOKIE, "")
    region = cookies.get(REGION_COOKIE, "")
    return Preferences(
        layout=_LAYOUTS.get(layout, Layout.STANDARD),
        scheme=_SCHEMES.get(scheme, Scheme.AUTO),
        region_code=region if _is_code(region) else "",
    )


def remember(response: HttpResponseBase, name: str, value: str) -> None:
    """Keep one preference in the browser for a year; scripts cannot read it."""
    response.set_cookie(
        name,
        value,
        max_age=ONE_YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _is_code(text: str) -> bool:
    return len(text) == 12 and text.isascii() and text.isdigit()
