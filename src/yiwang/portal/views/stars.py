# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which departments of a place have got how far: by the stars of what they offer."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.organizations import selectors as organizations
from yiwang.portal.frame import shared_page, version_of
from yiwang.portal.regions import region_of


@audience("public")
@require_safe
def ranking(request: HttpRequest) -> HttpResponse:
    """Rank the departments of a place by their stars, and say how stars are counted."""
    with read_only():
        asked = request.GET.get("place", "").strip()[:40] or region_of(request).code
        path = organizations.division_path(asked)
        rows = catalogue.ranking(path[-1].code)
        return shared_page(
            request,
            "portal/stars/ranking.html",
            lambda: {
                "place": organizations.full_name(path[-1].code),
                "above": [(step.name, f"?place={step.code}") for step in reversed(path[:-1])],
                "rows": rows,
                "rules": catalogue.STAR_RULES,
            },
            version=version_of(rows),
            current="departments",
        )
