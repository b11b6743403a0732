# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which base items a change somewhere else concerns, so that increments miss none of them."""

from collections.abc import Collection, Sequence
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import Q

from yiwang.catalogue import guidance_events as events
from yiwang.catalogue.comparison.title_questions import citing
from yiwang.catalogue.comparison_events import CitedTitleSettled
from yiwang.catalogue.evidence_types.naming import plain_name
from yiwang.catalogue.models import BaseItem, CitedTitle, EvidenceType, Finding, MaterialUse
from yiwang.ledger.events import RecordedEvent
from yiwang.sharing import selectors as sharing
from yiwang.sharing.events import SourceSwitched

LIBRARY_CHANGED: Final = frozenset(
    {
        events.EvidenceTypesLoaded.kind,
        events.EvidenceTypeKept.kind,
        events.EvidenceNameAssigned.kind,
        events.EvidenceTypesMerged.kind,
        SourceSwitched.kind,
    }
)
_RESULTS: Final = """
SELECT DISTINCT r.value ->> 'name'
  FROM catalogue_base_version v
 CROSS JOIN jsonb_array_elements(v.content -> 'results') r
 WHERE v.base_item_id = ANY (%s) AND v.state <> 'draft'
"""


def depending_on(items: Collection[UUID]) -> set[UUID]:
    """Return the base items that ask for what some others issue, or have issued before."""
    if not items:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_RESULTS, [list(items)])
        names = {plain_name(name) for (name,) in cursor.fetchall()}
    types = {
        type_id
        for type_id, licence in EvidenceType.objects.exclude(licence_type="").values_list(
            "id", "licence_type"
        )
        if plain_name(licence) in names
    }
    asking = MaterialUse.objects.filter(Q(plain_name__in=names) | Q(evidence_type_id__in=types))
    told = Finding.objects.filter(other_id__in=items, rule="material-obtainable")
    return {
        *asking.values_list("base_item_id", flat=True),
        *told.values_list("base_item_id", flat=True),
    }


def by_titles(news: Sequence[RecordedEvent]) -> set[UUID]:
    """Return the base items that cite the titles that news say something of."""
    ids = {
        event.subject_id
        for event in news
        if event.kind == CitedTitleSettled.kind and event.subject_id is not None
    }
    return citing(CitedTitle.objects.filter(pk__in=ids).values_list("title", flat=True))


def by_library(news: Sequence[RecordedEvent]) -> set[UUID]:
    """Return the base items that news about the materials library and its sources concern."""
    kinds = {event.kind for event in news}
    if events.EvidenceTypesLoaded.kind in kinds:
        return set(BaseItem.objects.values_list("id", flat=True))
    types = {
        event.subject_id
        for event in news
        if event.kind in LIBRARY_CHANGED and event.subject_id is not None
    }
    codes = {
        code
        for event in news
        if event.kind == SourceSwitched.kind
        for code in _types_of_source(str(event.payload["source"]))
    }
    uses = MaterialUse.objects.filter(
        Q(evidence_type_id__in=types) | Q(evidence_type__code__in=codes)
    )
    return set(uses.values_list("base_item_id", flat=True))


def _types_of_source(code: str) -> tuple[str, ...]:
    return next((one.evidence_types for one in sharing.sources() if one.code == code), ())
