# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Load the responsibilities that every power of a type has."""

from pathlib import Path
from typing import Final

from django.db import transaction

from yiwang.catalogue import policies
from yiwang.catalogue.loading import files
from yiwang.catalogue.loading.reports import LoadReport
from yiwang.catalogue.models import Duty
from yiwang.foundation.actors import Actor

DUTIES: Final = "powers/duties.csv"


def load_duties(*, root: Path, actor: Actor) -> LoadReport:
    """Load the responsibilities of every type of power; an item with its own list keeps that.

    :raises DataFileMissing: the file cannot be read
    """
    policies.check_can(actor, policies.Action.LOAD)
    rows = files.table(root, DUTIES)
    places: dict[tuple[str, str], int] = {}
    made = []
    for row in rows:
        key = (row["item_type"], row["kind"])
        places[key] = places.get(key, 0) + 1
        made.append(
            Duty(
                item_type=row["item_type"],
                kind=row["kind"],
                position=places[key],
                stage=row["stage"],
                text=row["text"],
                law=row["law"],
                article=row["article"],
            )
        )
    with transaction.atomic():
        Duty.objects.all().delete()
        Duty.objects.bulk_create(made)
    return LoadReport(len(rows), len(made))
