# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The logo on a page: which one was in force at a moment, and where a template puts it.

Nothing is pinned in the document: published logos only ever end, so that the one in force when a
document was issued is the same whenever it is asked.
"""

import base64
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from yiwang.documents.models import DepartmentLogo

HIGHEST: Final = 28.0
"""Millimetres; a high logo gets narrower."""
WIDTH: Final = "24"
_DRAWING: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'viewBox="0 0 {width} {height}"><image width="{width}" height="{height}" '
    'xlink:href="data:image/png;base64,{data}"/></svg>'
)


def in_force(department_id: UUID, *, at: datetime) -> DepartmentLogo | None:
    """Return the logo that was in force at a moment; None for a clean sheet."""
    rows = DepartmentLogo.objects.filter(department_id=department_id, published_at__lte=at)
    lasting = rows.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=at))
    return lasting.order_by("-published_at", "-number").first()


def drawing_of(department_id: UUID, *, at: datetime) -> dict[str, Any]:
    """Return the logo of a moment as a page has it; nothing where there was none."""
    row = in_force(department_id, at=at)
    if row is None:
        return {}
    data = base64.b64encode(row.content).decode()
    drawing = _DRAWING.format(width=row.width, height=row.height, data=data)
    return {"logo": {"drawing": drawing, "alt": row.name, "ratio": row.width / row.height}}


def drawing_for(blocks: Mapping[str, str], department_id: UUID, *, at: datetime) -> dict[str, Any]:
    """Return the logo of a moment where a template has a place for it."""
    return drawing_of(department_id, at=at) if is_placed(blocks) else {}


def is_placed(blocks: Mapping[str, str]) -> bool:
    """Tell whether a template has a place for a logo."""
    return bool(blocks.get("logo_place"))


def placed(blocks: Mapping[str, str], page: Mapping[str, Any]) -> dict[str, Any]:
    """Return the logo of a page where its template puts it; none without a place or a logo."""
    logo = page.get("logo")
    if not logo or not is_placed(blocks):
        return {"logo": None}
    width = min(float(blocks.get("logo_width") or WIDTH), HIGHEST * logo["ratio"])
    return {"logo": {**logo, "place": blocks["logo_place"], "width": round(width, 2)}}
