# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Load the steps of life that zones are ordered by."""

from pathlib import Path
from typing import Final

from django.db import transaction

from yiwang.catalogue import policies
from yiwang.catalogue.loading import files
from yiwang.catalogue.loading.reports import LoadReport
from yiwang.catalogue.models import LifeStep
from yiwang.foundation.actors import Actor

STEPS: Final = "zones/life_steps.csv"


def load_life_steps(*, root: Path, actor: Actor) -> LoadReport:
    """Load the steps of every topic; a step is a list of words, never of items.

    :raises DataFileMissing: the file cannot be read
    """
    policies.check_can(actor, policies.Action.LOAD)
    rows = files.table(root, STEPS)
    made = [
        LifeStep(
            topic_id=row["topic"],
            position=int(row["position"]),
            name=row["name"],
            words=row["words"].split("|"),
        )
        for row in rows
    ]
    with transaction.atomic():
        LifeStep.objects.all().delete()
        LifeStep.objects.bulk_create(made)
    return LoadReport(len(rows), len(made))
