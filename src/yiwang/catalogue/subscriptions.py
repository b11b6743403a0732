# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the catalogue follows in the ledger: its own news, to keep index and stars true."""

from collections.abc import Sequence

from django.utils import timezone

from yiwang.catalogue import events, indexing, telling, zone_events
from yiwang.catalogue.comparison import following
from yiwang.catalogue.editing import open_cases
from yiwang.catalogue.evidence_types.indexing import index_materials
from yiwang.catalogue.stars.keeping import keep_stars
from yiwang.ledger import services as ledger
from yiwang.ledger.events import RecordedEvent


def keep_the_index(news: Sequence[RecordedEvent]) -> None:
    """Index the base items that were published and are not indexed yet.

    A worker does it, because the dictionaries weigh much; bulk loads index what they load
    themselves, so that even a worker seldom needs them.
    """
    published = {event.subject_id for event in news if event.subject_id is not None}
    indexing.index_stale(published, on=timezone.localdate())


def map_the_materials(news: Sequence[RecordedEvent]) -> None:
    """Map the materials of base items that were published to the types that they are of."""
    published = {event.subject_id for event in news if event.subject_id is not None}
    index_materials(published, on=timezone.localdate())


def keep_the_stars(news: Sequence[RecordedEvent]) -> None:
    """Put down anew how electronic the lists are that were published or withdrawn."""
    whole_items = {
        event.subject_id
        for event in news
        if event.subject_type == "base_item" and event.subject_id is not None
    }
    lists = {
        event.subject_id
        for event in news
        if event.subject_type == "implementation_list" and event.subject_id is not None
    }
    keep_stars(on=timezone.localdate(), lists=lists, items=whole_items)


STARS_CHANGE = frozenset(
    {
        events.BaseItemPublished.kind,
        events.ListsLoaded.kind,
        "catalogue.lists_followed",
        events.ListPublished.kind,
        events.ListWithdrawn.kind,
    }
)
ledger.subscribe("catalogue.stars", STARS_CHANGE, keep_the_stars)
ledger.subscribe(
    "catalogue.comparison",
    following.ITEMS_CHANGED | following.LAWS_CHANGED | following.LIBRARY_CHANGED,
    following.compare_what_changed,
)
ledger.subscribe(
    "catalogue.dead_links", {zone_events.OutsideTaskOpened.kind}, telling.tell_of_dead_links
)
ledger.subscribe("catalogue.search_index", {events.BaseItemPublished.kind}, keep_the_index)
ledger.subscribe("catalogue.material_uses", {events.BaseItemPublished.kind}, map_the_materials)
ledger.subscribe(
    "catalogue.open_cases", {open_cases.OPENED, *open_cases.ENDED}, open_cases.follow_cases
)
