# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a material proves and for how long, so that a proof once given can be used again."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef

from yiwang.catalogue.content import MaterialRequirement
from yiwang.catalogue.evidence_types.naming import plain_name as plain_name
from yiwang.catalogue.models import MaterialUse, UnsaidMaterial

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
    :ivar is_unsaid: where the item does not say whose it is, it is not the applicant's
    """

    type_code: str
    type_name: str
    licence_name: str
    days: int
    is_unsaid: bool = False

    def is_of_applicant(self, material: MaterialRequirement) -> bool:
        """Return whether the material is about the one who applies, as the item at hand says.

        A text from before items could say so, or made from one, says nothing; what its name said
        then counts (``UnsaidMaterial``).
        """
        return not (self.is_unsaid if material.whose is None else material.is_of_another)


def proofs_of(base_item_ids: Collection[UUID]) -> dict[tuple[UUID, str], Proof]:
    """Return what the materials of some items prove, by item and the material's key; one query."""
    if not base_item_ids:
        return {}
    unsaid = UnsaidMaterial.objects.filter(base_item=OuterRef("base_item"), key=OuterRef("key"))
    rows = MaterialUse.objects.filter(
        base_item_id__in=base_item_ids, evidence_type__isnull=False
    ).order_by()
    columns = ("base_item_id", "key", "evidence_type__code", "evidence_type__name")
    found = rows.annotate(is_unsaid=Exists(unsaid)).values_list(
        *columns, "evidence_type__licence_type", "evidence_type__validity", "is_unsaid"
    )
    return {
        (base_item_id, key): Proof(
            code, name, plain_name(licence or name), days_of(validity), is_unsaid
        )
        for base_item_id, key, code, name, licence, validity, is_unsaid in found
    }


def days_of(validity: str) -> int:
    """Return for how many days the words of a type's validity let a proof be used."""
    if validity.startswith("长期"):
        return FOR_EVER
    for pattern, days in ((_YEARS, 365), (_MONTHS, 30), (_DAYS, 1)):
        if found := pattern.match(validity):
            return int(found[1]) * days
    return USUAL
