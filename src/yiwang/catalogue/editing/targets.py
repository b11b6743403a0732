# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a change order can be about: base items and lists with their newest version.

That is the newest that was ever published: it may wait for its day, or be withdrawn.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from yiwang.catalogue.editing.merging import Text
from yiwang.catalogue.enums import OrderLayer, VersionState
from yiwang.catalogue.models import BaseItemVersion, ImplementationVersion


@dataclass(frozen=True, slots=True)
class Target:
    """An item with its newest published version.

    :ivar version_id: None of one that was never published
    :ivar place: the division and the department (None for base items) whose catalogue it is in
    """

    layer: OrderLayer
    id: UUID
    name: str
    code: str
    place: tuple[str, UUID | None]
    version_id: UUID | None
    number: int
    content: Mapping[str, Any]
    form_code: str = ""
    process_code: str = ""
    is_withdrawn: bool = False


def base_targets(item_ids: Collection[UUID]) -> dict[UUID, Target]:
    """Return those base items that were ever published; one query."""
    rows = (
        BaseItemVersion.objects.filter(base_item_id__in=list(item_ids))
        .exclude(state=VersionState.DRAFT)
        .select_related("base_item")
        .order_by("base_item_id", "-number")
        .distinct("base_item_id")
    )
    return {
        row.base_item_id: Target(
            layer=OrderLayer.BASE,
            id=row.base_item_id,
            name=row.name,
            code=row.base_item.code,
            place=(row.base_item.scope_code, None),
            version_id=row.id,
            number=row.number,
            content=row.content,
            form_code=row.form_code,
            process_code=row.process_code,
            is_withdrawn=row.state == VersionState.WITHDRAWN,
        )
        for row in rows
    }


def list_targets(list_ids: Collection[UUID]) -> dict[UUID, Target]:
    """Return those lists that were ever published; one query."""
    rows = (
        ImplementationVersion.objects.filter(implementation_id__in=list(list_ids))
        .exclude(state=VersionState.DRAFT)
        .select_related("implementation", "base_version")
        .defer("base_version__content")
        .order_by("implementation_id", "-number")
        .distinct("implementation_id")
    )
    return {
        row.implementation_id: Target(
            layer=OrderLayer.LIST,
            id=row.implementation_id,
            name=row.base_version.name,
            code=row.implementation.code,
            place=(row.implementation.region_code, row.implementation.department_id),
            version_id=row.id,
            number=row.number,
            content=row.content,
            is_withdrawn=row.state == VersionState.WITHDRAWN,
        )
        for row in rows
    }


def version_content(version_id: UUID | None, layer: OrderLayer) -> dict[str, Any]:
    """Return the stored elements of a version; none for one that is not there."""
    return contents_of([version_id], layer).get(version_id, {}) if version_id else {}


def contents_of(version_ids: Collection[UUID], layer: OrderLayer) -> dict[UUID, dict[str, Any]]:
    """Return the stored elements of versions; one query."""
    model = BaseItemVersion if layer is OrderLayer.BASE else ImplementationVersion
    rows = model._default_manager.filter(pk__in=list(version_ids))
    return dict(rows.values_list("id", "content"))


def text_of_version(version_id: UUID | None, layer: OrderLayer) -> Text:
    """Return all that an order could change of a version; nothing for one that is not there."""
    if version_id is None:
        return Text({})
    if layer is OrderLayer.LIST:
        return Text(version_content(version_id, layer))
    rows = BaseItemVersion.objects.filter(pk=version_id)
    found = rows.values_list("content", "form_code", "process_code").first()
    return Text(*found) if found else Text({})
