# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The sites of places: every province, city, county, township and village has one, by query."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.catalogue import selectors as catalogue
from yiwang.documents import selectors as document_selectors
from yiwang.documents import services as documents
from yiwang.foundation.errors import NotFound
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.organizations import selectors as organizations
from yiwang.portal import windows_page
from yiwang.portal.frame import shared_page, version_of
from yiwang.portal.regions import region_of


@audience("public")
@require_safe
def own_window(request: HttpRequest) -> HttpResponse:
    """Lead to the site of the reader's region."""
    with read_only():
        return HttpResponseRedirect(f"/windows/{region_of(request).code}")


@audience("public")
@require_safe
def window(request: HttpRequest, code: str) -> HttpResponse:
    """Show the site of a place; kept until something that it shows changes."""
    with read_only():
        place = organizations.division(organizations.current_code(code[:12])).code
        brand = catalogue.windows.brand(place)
        notices = catalogue.windows.notices(place, on=timezone.localdate())
        return shared_page(
            request,
            "portal/windows/window.html",
            lambda: windows_page.window_context(place, brand, notices),
            version=version_of(catalogue.region_tag(place), brand, notices),
            current="departments",
        )


@audience("public")
@require_safe
def notice(request: HttpRequest, code: str, notice_id: UUID) -> HttpResponse:
    """Show one notice of a place's site."""
    with read_only():
        found = catalogue.windows.notice(notice_id, on=timezone.localdate())
        if found.region_code != code:
            raise NotFound
        brand = catalogue.windows.brand(code)
        path = organizations.division_path(code)
        return shared_page(
            request,
            "portal/windows/notice.html",
            lambda: {"notice": found, "brand": brand, "title": brand.title or path[-1].name},
            version=version_of(found, brand),
            current="departments",
        )


@audience("public")
@require_safe
def emblem(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show the emblem of a place's site."""
    with read_only():
        found = catalogue.windows.brand(code[:12]).emblem_id
        if found is None:
            raise NotFound
        file = document_selectors.file_by_grant(found, check=lambda _file: None)
        response = documents.download_response(file, inline=True)
    response["Cache-Control"] = "public, max-age=300"
    return response
