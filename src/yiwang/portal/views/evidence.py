# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Where a proof is good for (这份材料能用在哪里), and whether government has it already."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.portal.frame import shared_page, version_of
from yiwang.portal.listing import rows
from yiwang.portal.regions import region_of

SHOWN_TYPES = 100
LONGEST_WORDS = 100


@audience("public")
@require_safe
def evidence_types(request: HttpRequest) -> HttpResponse:
    """List kinds of evidence, the most used first."""
    words = "".join(s for s in request.GET.get("q", "") if s.isprintable()).strip()[:LONGEST_WORDS]
    with read_only():
        found = catalogue.evidence_types.types(words, timezone.localdate(), limit=SHOWN_TYPES)
        return shared_page(
            request,
            "portal/evidence_types.html",
            lambda: {"rows": found, "sought": words},
            version=version_of(found),
        )


@audience("public")
@require_safe
def evidence_type(request: HttpRequest, code: str) -> HttpResponse:
    """Show a kind of evidence, why government has it, and the items that ask for it."""
    region = region_of(request)
    with read_only():
        row = catalogue.evidence_types.evidence_type(code, timezone.localdate())
        hits = catalogue.evidence_types.items_using(row.code, region.code)
        return shared_page(
            request,
            "portal/evidence_type.html",
            lambda: {"row": row, "items": rows(hits)},
            version=version_of(row, hits),
        )
