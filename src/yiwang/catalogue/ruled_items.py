# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What rules that decide ask of an item: whose it is, and an example of what is published of it."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from yiwang.catalogue.enums import ListState
from yiwang.catalogue.errors import ItemNotFound
from yiwang.catalogue.models import BaseItem, ImplementationVersion


def scope_of(base_item_id: UUID) -> str:
    """Return the division in whose catalogue a base item stands.

    :raises ItemNotFound: there is no such item
    """
    found = BaseItem.objects.filter(pk=base_item_id).values_list("scope_code", flat=True).first()
    if found is None:
        raise ItemNotFound
    return found


def version_in_force(
    *, base_item_id: UUID, implementation_id: UUID | None, on: date
) -> UUID | None:
    """Return a version that is in force on a day: of the list, else of any of the base item's."""
    found = ImplementationVersion.objects.in_force(on).filter(
        implementation__base_item_id=base_item_id, implementation__state=ListState.OPEN
    )
    if implementation_id is not None:
        found = found.filter(implementation_id=implementation_id)
    return found.order_by("implementation__code").values_list("id", flat=True).first()


def versions_in_force(*, base_item_ids: Collection[UUID], on: date, region_code: str) -> list[UUID]:
    """Return the versions of these items that are in force in a place, one for each list."""
    found = ImplementationVersion.objects.in_force(on).filter(
        implementation__base_item_id__in=base_item_ids,
        implementation__region_code=region_code,
        implementation__state=ListState.OPEN,
    )
    return list(found.order_by("implementation__code").values_list("id", flat=True))
