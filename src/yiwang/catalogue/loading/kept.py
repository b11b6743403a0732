# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What people have taken into their own hands; data files no longer speak for it."""

from datetime import date
from uuid import UUID

from yiwang.catalogue.enums import VersionState
from yiwang.catalogue.models import BaseItemVersion, ChangeLine, CodeSuccession
from yiwang.catalogue.models.editing import DECIDED


def items_kept_by_editors(*, on: date) -> frozenset[UUID]:
    """Return the base items that people have changed since the day that data files speak of.

    An approved change order has changed the item or a list of it, or a later version was published.
    """
    later = BaseItemVersion.objects.filter(effective_from__gt=on).exclude(state=VersionState.DRAFT)
    lines = ChangeLine.objects.filter(order__state__in=DECIDED)
    return (
        frozenset(later.values_list("base_item_id", flat=True))
        | frozenset(lines.filter(base_item__isnull=False).values_list("base_item_id", flat=True))
        | frozenset(
            lines.filter(implementation__isnull=False).values_list(
                "implementation__base_item_id", flat=True
            )
        )
    )


def ended_codes() -> frozenset[str]:
    """Return the codes that have become others, or nothing: none of them is made again."""
    return frozenset(CodeSuccession.objects.values_list("old_code", flat=True))
