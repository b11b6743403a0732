# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The first page."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.cases import selectors as cases
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.portal import listing
from yiwang.portal.frame import shared_page, version_of
from yiwang.portal.regions import Region, region_of

RECENT = timedelta(days=30)
HOT = 10
WORDS = 5


@audience("public")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Offer the search, the two doors, the topics, and what people ask for most."""
    region = region_of(request)
    # The figures of a month in which a province takes 1.5 million cases are not worked out anew
    # for every minute; what the catalogue publishes is there at once, by the stamp of the place.
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    return shared_page(
        request,
        "portal/home.html",
        lambda: _context(region),
        version=version_of(region.code, hour),
        current="home",
    )


def _context(region: Region) -> dict[str, object]:
    if not region.code:
        return _empty()
    with read_only():
        hot = listing.rows(catalogue.hot_items(region.code, limit=HOT))
        figures = cases.figures(region.code, since=timezone.now() - RECENT)
        counts = catalogue.region_figures(region.code)
        return {
            "counts": counts,
            "hot_items": hot,
            "hot_words": [_short(row.name) for row in hot[:WORDS]],
            "topics": catalogue.topics(),
            "figures": figures | {"in_time_share": _share(figures)},
        }


def _short(name: str) -> str:
    """Return an item's name as people say it, without what stands in brackets."""
    return name.partition("（")[0]


def _empty() -> dict[str, object]:
    figures = {"received": 0, "decided": 0, "in_time_share": ""}
    return {
        "counts": {"lists": 0, "online": 0},
        "hot_items": (),
        "hot_words": (),
        "topics": (),
        "figures": figures,
    }


def _share(figures: dict[str, int]) -> str:
    decided = figures["decided"]
    return f"{100 * figures['in_time'] / decided:.1f}%" if decided else ""
