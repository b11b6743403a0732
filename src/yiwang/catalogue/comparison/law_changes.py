# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Load what became of laws after their texts were issued: repealed, revised, replaced."""

from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from yiwang.catalogue import events, policies
from yiwang.catalogue.citations import canonical_title
from yiwang.catalogue.loading import files
from yiwang.catalogue.loading.reports import LoadReport
from yiwang.catalogue.models import LawChange
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger


def load_law_changes(*, root: Path, actor: Actor, at: datetime) -> LoadReport:
    """Load the repeals and revisions of laws; loaded again, only what is other is written.

    :raises DataFileMissing: the file cannot be read
    """
    policies.check_can(actor, policies.Action.LOAD)
    columns = ("title", "effective_on", "kind", "replaced_by", "source")
    stored = set(LawChange.objects.values_list(*columns))
    rows = [
        LawChange(
            title=canonical_title(row["title"]),
            kind=row["kind"],
            effective_on=date.fromisoformat(row["effective_on"]),
            replaced_by=row["replaced_by"],
            source=row["source"],
        )
        for row in files.table(root, files.LAW_CHANGES)
    ]
    new = [row for row in rows if tuple(getattr(row, name) for name in columns) not in stored]
    with transaction.atomic():
        LawChange.objects.bulk_create(
            new,
            update_conflicts=True,
            unique_fields=["title", "effective_on"],
            update_fields=["kind", "replaced_by", "source"],
        )
        if new:
            ledger.append(events.LawChangesLoaded(changes=len(new)), actor=actor, at=at)
    return LoadReport(len(rows), len(new))
