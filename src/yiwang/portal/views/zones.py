# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Zones: sixteen topics of life, and the themes of natural and of legal persons."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.portal import windows_page
from yiwang.portal.frame import shared_page, version_of
from yiwang.portal.regions import region_of


@audience("public")
@require_safe
def zones(request: HttpRequest) -> HttpResponse:
    """List the topics of life, and the themes of natural and of legal persons."""
    with read_only():
        topics = catalogue.topics()
        themes = (catalogue.themes("natural"), catalogue.themes("legal"))
        return shared_page(
            request,
            "portal/zones/zones.html",
            lambda: {"topics": topics, "natural": themes[0], "legal": themes[1]},
            version=version_of(topics, themes),
            current="natural",
        )


@audience("public")
@require_safe
def zone(request: HttpRequest, code: str) -> HttpResponse:
    """Show a topic's zone for the reader's region."""
    with read_only():
        region = region_of(request)
        found = catalogue.zone(code, region.code)
        return shared_page(
            request,
            "portal/zones/zone.html",
            lambda: windows_page.zone_context(found),
            version=version_of(
                catalogue.region_tag(region.code), found.outside, timezone.localdate()
            ),
            current="natural",
        )
