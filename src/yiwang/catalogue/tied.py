# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Items that belong together: one grants, others of their own change, renew, replace or end it.

The tie is kept once, on the item that grants (element ``follow_ups``), by its editors.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from yiwang.catalogue.enums import ListState, VersionState
from yiwang.catalogue.models import BaseItem, BaseItemVersion, ImplementationList
from yiwang.catalogue.opening import published_version_id
from yiwang.catalogue.snapshots import TIES, ItemSnapshot

PROVINCE: Final = 2
"""So many characters of a basic code say whose catalogue it is."""
Origins = Mapping[str, str]
"""Basic code of an item that grants → what the other is for."""


def item_for(snapshot: ItemSnapshot, purpose: str) -> str:
    """Return the number of the item by which a purpose is followed up; "" for the item itself."""
    ties = snapshot.base.follow_ups
    return next((one.item for one in ties if one.purpose == purpose), "")


def version_for(snapshot: ItemSnapshot, purpose: str, on: date) -> UUID | None:
    """Return the version under which the same department offers that item; None where it does not.

    No query where nothing is tied.
    """
    number = item_for(snapshot, purpose)
    if not number:
        return None
    scope = BaseItem.objects.filter(pk=snapshot.base_item_id).values("scope_code")[:1]
    offered = ImplementationList.objects.filter(
        department_id=snapshot.department_id,
        state=ListState.OPEN,
        base_item__local_code=number,
        base_item__scope_code=scope,
    )
    code = offered.order_by("code").values_list("code", flat=True).first()
    return published_version_id(code, on) if code else None


def origins_of(snapshot: ItemSnapshot) -> Origins:
    """Return which items grant what this one follows up; remembered for a minute."""
    known = TIES.get("all", _read)
    return known.get((snapshot.basic_code[:PROVINCE], snapshot.local_code), {})


def _read() -> Mapping[tuple[str, str], Origins]:
    rows = BaseItemVersion.objects.filter(
        state=VersionState.PUBLISHED, effective_to__isnull=True, content__has_key="follow_ups"
    )
    found: dict[tuple[str, str], dict[str, str]] = {}
    pairs = rows.order_by("base_item__code").values_list("base_item__code", "content__follow_ups")
    for code, ties in pairs:
        for tie in ties:
            found.setdefault((code[:PROVINCE], str(tie["item"])), {})[code] = str(tie["purpose"])
    return found
