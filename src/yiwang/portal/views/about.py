# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Pages about the site itself: help, the accessibility statement."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yiwang.foundation.web.audience import audience
from yiwang.portal.frame import shared_page, version_of


@audience("public")
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Answer the questions that people ask most about using the site."""
    return shared_page(request, "portal/help.html", dict, version=version_of(1), current="help")


@audience("public")
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """State how accessible the site is, and whom to tell when it is not."""
    return shared_page(request, "portal/accessibility.html", dict, version=version_of(1))
