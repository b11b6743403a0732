# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What an item need not ask, and what it has spared so far; for everybody."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import public
from yiwang.rest.schemas import Out, answers

router = Router(tags=["免交免填 spared"], auth=None)


class ItemSparedOut(Out):
    """What is not asked for one item."""

    version_id: UUID
    materials: list[str] = Field(description="Names of the materials that a source answers.")
    fields: int = Field(description="Fields of the form that are filled in.")
    cases: int = Field(description="Applications that were spared something so far.")
    spared_materials: int
    spared_fields: int
    on: date


@router.get(
    "/items/{uuid:version_id}/spared", response=answers(ItemSparedOut), summary="事项免交免填情况"
)
@public
def get_item_spared(request: HttpRequest, version_id: UUID) -> dict[str, Any]:
    """Return which materials and how many fields of an item nobody is asked for."""
    on = timezone.localdate()
    with read_only():
        item = catalogue.open_snapshot(version_id, on)
        promised = cases.spared.promise(item)
        figure = cases.spared.item_figure(item.code)
    return {
        "version_id": item.version_id,
        "materials": list(promised.names),
        "fields": promised.fields,
        "cases": figure.cases if figure else 0,
        "spared_materials": figure.materials if figure else 0,
        "spared_fields": figure.fields if figure else 0,
        "on": on,
    }
