# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a line on an order said at each of its revisions, and what editors set aside."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from yiwang.catalogue.editing.merging import Text
from yiwang.catalogue.editing.wording import DEFINITIONS
from yiwang.catalogue.enums import OrderLayer
from yiwang.catalogue.loading.own_rows import APART, ORDER, rows_by_key
from yiwang.catalogue.models import AsideText, ChangeLine, PastText


def keep_past(line: ChangeLine, *, by: UUID, at: datetime) -> None:
    """Keep what a line says before somebody saves over it."""
    PastText.objects.create(
        line=line,
        revision=line.revision,
        content=line.content,
        form_code=line.form_code,
        process_code=line.process_code,
        replaced_by_id=by,
        replaced_at=at,
    )


def text_of(row: ChangeLine | AsideText | PastText) -> Text:
    """Return what a line says, or an editor wrote for it."""
    return Text(row.content or {}, row.form_code, row.process_code)


def elements_of(line: ChangeLine) -> dict[str, Any]:
    """Return all that a line says, form and process as elements."""
    return {**(line.content or {}), **{name: getattr(line, name) for name in DEFINITIONS}}


def still_given_back(line: ChangeLine, before: Mapping[str, Any]) -> list[str]:
    """Return which elements and rows a line still gives back to the data files after it was saved.

    :param before: all that it said before
    """
    after = elements_of(line)
    layer = OrderLayer.BASE if line.base_item_id else OrderLayer.LIST
    return [
        given
        for given in line.gives_back
        if _part(given, before, layer) == _part(given, after, layer)
    ]


def _part(given: str, said: Mapping[str, Any], layer: OrderLayer) -> Any:
    """Return what an element, or a row of it, says."""
    name, apart, key = given.partition(APART)
    if not apart:
        return said.get(name)
    rows = rows_by_key(name, said.get(name), layer)
    return list(rows) if key == ORDER else rows.get(key)


def aside_of(line_id: UUID, staff_id: UUID) -> AsideText | None:
    """Return what a member of the staff has set aside for a line."""
    return AsideText.objects.filter(line_id=line_id, staff_id=staff_id).first()


def writers_since(line_id: UUID, revision: int) -> list[UUID]:
    """Return who saved over a revision of a line, or over a later one, the first first."""
    rows = PastText.objects.filter(line_id=line_id, revision__gte=revision).order_by("revision")
    return list(dict.fromkeys(rows.values_list("replaced_by_id", flat=True)))
