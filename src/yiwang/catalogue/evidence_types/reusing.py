# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a material proves and for how long, so that a proof once given can be used again."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from yiwang.catalogue.evidence_types.naming import plain_name as plain_name
from yiwang.catalogue.models import MaterialUse

FOR_EVER: Final = 100 * 366
USUAL: Final = 366
"""Days for which a proof may be used again when its type says nothing."""
_YEARS: Final = re.compile(r"^(\d{1,3})年")
_MONTHS: Final = re.compile(r"^(\d{1,3})个月")
_DAYS: Final = re.compile(r"^(\d{1,4})[日天]")


@dataclass(frozen=True, slots=True)
class Proof:
    """What one material of an item proves.

    :ivar licence_name: plain name of the licence that carries it, or of the type itself
    :ivar days: for how long a checked copy may be used again
    """

    type_code: str
    type_name: str
    licence_name: str
    days: int


def proofs_of(base_item_ids: Collection[UUID]) -> dict[tuple[UUID, str], Proof]:
    """Return what the materials of some items prove, by item and the material's key; one query."""
    if not base_item_ids:
        return {}
    rows = MaterialUse.objects.filter(
        base_item_id__in=base_item_ids, evidence_type__isnull=False
    ).order_by()
    columns = ("base_item_id", "key", "evidence_type__code", "evidence_type__name")
    found = rows.values_list(*columns, "evidence_type__licence_type", "evidence_type__validity")
    return {
        (base_item_id, key): Proof(code, name, plain_name(licence or name), days_of(validity))
        for base_item_id, key, code, name, licence, validity in found
    }


def days_of(validity: str) -> int:
    """Return for how many days the words of a type's validity let a proof be used."""
    if validity.startswith("长期"):
        return FOR_EVER
    for pattern, days in ((_YEARS, 365), (_MONTHS, 30), (_DAYS, 1)):
        if found := pattern.match(validity):
            return int(found[1]) * days
    return USUAL
