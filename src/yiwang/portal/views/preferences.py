# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How somebody likes the pages, and where they are: kept in cookies, changed by links.

These links change nothing but cookies of taste, so they are GETs and work on cached pages.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from yiwang.foundation.errors import NotFound
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.foundation.web.preferences import (
    LAYOUT_COOKIE,
    ONE_YEAR,
    REGION_COOKIE,
    SCHEME_COOKIE,
    Layout,
    Scheme,
    remember,
)
from yiwang.organizations import selectors as organizations
from yiwang.portal import regions
from yiwang.portal.frame import page

VILLAGE = 6


def safe_next(request: HttpRequest, default: str = "/") -> str:
    """Return where to go next if it is a path of ours, else a default."""
    target = request.GET.get("next") or request.POST.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(target, allowed_hosts=None) and target.startswith("/")
    return target if is_ours else default


@audience("public")
@require_safe
def prefer(request: HttpRequest) -> HttpResponse:
    """Remember a layout, a colour scheme or a language, and go back."""
    response = HttpResponseRedirect(safe_next(request))
    layout, scheme = request.GET.get("layout"), request.GET.get("scheme")
    if layout in list(Layout):
        remember(response, LAYOUT_COOKIE, str(layout))
    if scheme in list(Scheme):
        remember(response, SCHEME_COOKIE, str(scheme))
    if request.GET.get("language") in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            request.GET["language"],
            max_age=ONE_YEAR,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


@audience("public")
@require_safe
def region(request: HttpRequest, code: str = "") -> HttpResponse:
    """Show the divisions below one, from the province down to the village."""
    with read_only():
        here = regions.region(code) if code else regions.NOWHERE
        below = organizations.children(here.code)
        if code and not below:
            return choose_region(request, code)
        context = {
            "here": here,
            "below": below,
            "are_villages": any(step.level >= VILLAGE for step in below),
            "next": safe_next(request),
        }
        return page(request, "portal/region.html", context)


@audience("public")
@require_safe
def choose_region(request: HttpRequest, code: str) -> HttpResponse:
    """Remember a region and go back."""
    with read_only():
        here = regions.region(code)
    if not here.code:
        raise NotFound
    response = HttpResponseRedirect(safe_next(request))
    remember(response, REGION_COOKIE, here.code)
    return response
