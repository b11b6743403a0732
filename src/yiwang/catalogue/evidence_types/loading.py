# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Load evidence types and the names that mean them from the data files."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yiwang.catalogue import guidance_events as events
from yiwang.catalogue import policies
from yiwang.catalogue.evidence_types.indexing import index_materials
from yiwang.catalogue.evidence_types.naming import plain_name
from yiwang.catalogue.loading import files
from yiwang.catalogue.loading.reports import LoadReport
from yiwang.catalogue.models import EvidenceName, EvidenceType
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger

TYPES: Final = "codes/evidence_types.csv"
NAMES: Final = "codes/evidence_names.csv"


def load_evidence_types(*, root: Path, actor: Actor, at: datetime) -> LoadReport:
    """Enter the types and names that are not there yet, and map every material anew.

    What people have changed in the workbench stays as they left it.

    :raises DataFileMissing: a file cannot be read
    """
    policies.check_can(actor, policies.Action.LOAD)
    rows = files.table(root, TYPES)
    with transaction.atomic():
        before = EvidenceType.objects.count()
        EvidenceType.objects.bulk_create([_type(row) for row in rows], ignore_conflicts=True)
        added = EvidenceType.objects.count() - before
        ids = _ids_by_code()
        names = [
            EvidenceName(name=plain_name(row["name"]), evidence_type_id=ids[row["code"]])
            for row in files.table(root, NAMES)
        ]
        EvidenceName.objects.bulk_create(names, ignore_conflicts=True)
        index_materials(None, on=timezone.localdate(at))
        if added:
            ledger.append(events.EvidenceTypesLoaded(types=added), actor=actor, at=at)
    return LoadReport(len(rows), added)


def _type(row: Mapping[str, str]) -> EvidenceType:
    return EvidenceType(
        code=row["code"],
        name=row["name"],
        kind=row["kind"],
        issuer=row["issuer"],
        licence_type=row["licence_type"],
        validity=row["validity"],
    )


def _ids_by_code() -> dict[str, UUID]:
    """Return the type that each code leads to, merged ones followed."""
    return {
        code: into or id_
        for code, id_, into in EvidenceType.objects.values_list("code", "id", "merged_into_id")
    }
