# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What people have taken into their own hands; data files no longer speak for it."""

from datetime import date
from uuid import UUID

from yiwang.catalogue.enums import VersionState
from yiwang.catalogue.models import (
    BaseItemVersion,
    ChangeLine,
    CodeSuccession,
    ImplementationVersion,
)
from yiwang.catalogue.models.editing import DECIDED


def items_kept_by_editors(*, on: date) -> frozenset[UUID]:
    """Return the base items that people have changed since the day that data files speak of.

    An approved change order has changed the item or a list of it, or a later version of either
    was published.
    """
    later_bases = BaseItemVersion.objects.filter(effective_from__gt=on)
    later_lists = ImplementationVersion.objects.filter(effective_from__gt=on)
    lines = ChangeLine.objects.filter(order__state__in=DECIDED)
    found = (
        *later_bases.exclude(state=VersionState.DRAFT).values_list("base_item_id", flat=True),
        *later_lists.exclude(state=VersionState.DRAFT)
        .values_list("implementation__base_item_id", flat=True)
        .distinct(),
        *lines.filter(base_item__isnull=False).values_list("base_item_id", flat=True),
        *lines.filter(implementation__isnull=False).values_list(
            "implementation__base_item_id", flat=True
        ),
    )
    return frozenset(item_id for item_id in found if item_id is not None)


def ended_codes() -> frozenset[str]:
    """Return the codes that have become others, or nothing: none of them is made again."""
    return frozenset(CodeSuccession.objects.values_list("old_code", flat=True))
