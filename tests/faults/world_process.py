# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Speaks to an installation's database from a process of its own: makes a world, or counts it.

``prepare`` writes who may submit what, as JSON; ``count`` writes what there is afterwards.
"""

import json
import sys
from collections import Counter
from typing import Any

import django

django.setup()

from django.utils import timezone  # noqa: E402 - Django comes first

from tests import factories  # noqa: E402
from tests.rest.calling import token_of  # noqa: E402
from yiwang.cases.models import Case, WorkItem  # noqa: E402
from yiwang.documents.models import IssuedDocument  # noqa: E402
from yiwang.foundation import reach  # noqa: E402
from yiwang.ledger import selectors as ledger  # noqa: E402
from yiwang.ledger import services as ledger_services  # noqa: E402
from yiwang.notifications.models import Message  # noqa: E402

reach.reach_everything()


def prepare() -> dict[str, Any]:
    world = factories.world(at=timezone.now())
    actor = world.actor(world.citizen)
    return {
        "token": token_of(world.citizen),
        "version_id": str(world.shop.version_id),
        "files": [str(factories.stored_file(actor)) for _ in range(8)],
    }


def count() -> dict[str, Any]:
    cases = list(Case.objects.order_by("id"))
    ids = [case.id for case in cases]
    receipts = IssuedDocument.objects.filter(subject_id__in=ids, kind="receipt")
    messages = Message.objects.filter(kind="submitted").values_list("link", flat=True)
    told = Counter(link.rpartition("/")[2] for link in messages)
    work = Counter(map(str, WorkItem.objects.values_list("case_id", flat=True)))
    papers = Counter(map(str, receipts.values_list("subject_id", flat=True)))
    facts = {
        str(id_): sum(
            event.kind == "cases.case_submitted" for event in ledger.events_about("case", id_)
        )
        for id_ in ids
    }
    report = ledger_services.verify()
    return {
        "numbers": {str(case.id): case.number for case in cases},
        "facts": facts,
        "work": {str(id_): work[str(id_)] for id_ in ids},
        "receipts": {str(id_): papers[str(id_)] for id_ in ids},
        "messages": {str(id_): told[str(id_)] for id_ in ids},
        "findings": [str(finding) for finding in report.findings if not finding.is_warning],
        "is_intact": report.is_intact,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps({"prepare": prepare, "count": count}[sys.argv[1]]()))
