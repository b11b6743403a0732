# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the site of a place shows: its name and colour, notices, departments, places below."""

from typing import Any, Final

from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.enums import Institution
from yiwang.organizations import selectors as organizations
from yiwang.portal import listing

HOT: Final = 8
MOST_BELOW: Final = 200


def window_context(
    region_code: str, brand: catalogue.windows.Brand, notices: list[catalogue.windows.Notice]
) -> dict[str, Any]:
    """Return what the page of a place's site needs."""
    path = organizations.division_path(region_code)
    below = organizations.children(region_code)
    return {
        "brand": brand,
        "title": brand.title or path[-1].name,
        "path": path,
        "place": path[-1],
        "notices": notices,
        "departments": organizations.departments_in(region_code),
        "items": listing.rows(catalogue.hot_items(region_code, limit=HOT)),
        "below": below[:MOST_BELOW],
        "figures": catalogue.region_figures(region_code),
        "topics": catalogue.topics(),
    }


def zone_context(found: catalogue.Zone) -> dict[str, Any]:
    """Return what the page of a zone needs."""
    return {
        "zone": found,
        "popular": listing.rows(found.popular),
        "steps": [(step.name, listing.rows(step.items), step.left_out) for step in found.steps],
        "items": listing.rows(found.items),
        "outside": [(str(Institution(entry.institution).label), entry) for entry in found.outside],
    }
