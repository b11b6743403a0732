# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How many cases are open under an item, kept from what the cases write to the ledger.

Cases are a room above and unknown here; their facts are known by kind, as to any follower.
"""

from collections.abc import Collection, Sequence
from typing import Final
from uuid import UUID

from django.db.models import Count

from yiwang.catalogue.models import ImplementationVersion, OpenCase
from yiwang.ledger.events import RecordedEvent

OPENED: Final = "cases.case_submitted"
ENDED: Final = frozenset(
    {
        "cases.case_closed",
        "cases.case_withdrawn",
        "cases.case_not_accepted",
        "cases.correction_lapsed",
        "cases.acceptance_withdrawn",
        "cases.decision_voided",
        "cases.decision_revoked",
    }
)


def follow_cases(news: Sequence[RecordedEvent]) -> None:
    """Note the cases that were opened, and drop those that have ended."""
    opened = {
        event.subject_id: UUID(str(event.payload["version_id"]))
        for event in news
        if event.kind == OPENED and event.subject_id is not None
    }
    known = set(
        ImplementationVersion.objects.filter(pk__in=set(opened.values())).values_list(
            "id", flat=True
        )
    )
    rows = [
        OpenCase(case_id=case_id, version_id=version_id)
        for case_id, version_id in opened.items()
        if version_id in known
    ]
    OpenCase.objects.bulk_create(rows, ignore_conflicts=True)
    ended = [event.subject_id for event in news if event.kind in ENDED]
    OpenCase.objects.filter(case_id__in=[one for one in ended if one is not None]).delete()


def open_cases_of_lists(list_ids: Collection[UUID]) -> dict[UUID, int]:
    """Return how many cases are open under each of some lists; one query."""
    rows = (
        OpenCase.objects.filter(version__implementation_id__in=list(list_ids))
        .order_by()
        .values_list("version__implementation_id")
        .annotate(cases=Count("case_id"))
    )
    return dict(rows)


def open_cases_of_base(base_item_ids: Collection[UUID]) -> dict[UUID, int]:
    """Return how many cases are open under all lists of each of some base items; one query."""
    rows = (
        OpenCase.objects.filter(version__implementation__base_item_id__in=list(base_item_ids))
        .order_by()
        .values_list("version__implementation__base_item_id")
        .annotate(cases=Count("case_id"))
    )
    return dict(rows)
