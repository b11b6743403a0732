# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Keep for every base item in force which types its materials are of."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from yiwang.catalogue.evidence_types.naming import code_for, plain_name
from yiwang.catalogue.models import BaseItemVersion, EvidenceName, EvidenceType, MaterialUse


def index_materials(base_item_ids: Collection[UUID] | None, *, on: date) -> int:
    """Write anew which types the materials of base items are of; return how many there are.

    :param base_item_ids: None: of all
    """
    versions = BaseItemVersion.objects.in_force(on)
    if base_item_ids is not None:
        versions = versions.filter(base_item_id__in=base_item_ids)
    rows = versions.values_list("base_item_id", "content__materials")
    uses = list(_uses(rows.iterator(chunk_size=500), types_by_name()))
    with transaction.atomic():
        gone = MaterialUse.objects.all()
        if base_item_ids is not None:
            gone = gone.filter(base_item_id__in=base_item_ids)
        gone.delete()
        MaterialUse.objects.bulk_create(uses, batch_size=1000)
    return len(uses)


def types_by_name() -> dict[str, UUID]:
    """Return every plain name that means a type, and every code, with the type's id."""
    types = EvidenceType.objects.filter(merged_into__isnull=True)
    known = dict(types.values_list("code", "id"))
    known |= {plain_name(name): id_ for name, id_ in types.values_list("name", "id")}
    return known | dict(EvidenceName.objects.values_list("name", "evidence_type_id"))


def _uses(
    rows: Iterable[tuple[UUID, list[dict[str, Any]] | None]], known: dict[str, UUID]
) -> Iterator[MaterialUse]:
    named = {name: name for name in known}
    for base_item_id, materials in rows:
        for material in materials or ():
            found = code_for(material["name"], material.get("licence_type", ""), named)
            yield MaterialUse(
                base_item_id=base_item_id,
                key=material["key"],
                name=material["name"],
                plain_name=plain_name(material["name"]),
                is_obtainable=material.get("obtainable", False),
                evidence_type_id=known.get(found),
            )
