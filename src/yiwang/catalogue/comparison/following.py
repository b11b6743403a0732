# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Follow what is published, withdrawn and loaded, so that findings are never a night old."""

from collections.abc import Sequence
from typing import Final

from django.utils import timezone

from yiwang.catalogue import events
from yiwang.catalogue.comparison import concerned, engine
from yiwang.catalogue.comparison_events import CitedTitleSettled
from yiwang.foundation.actors import system_actor
from yiwang.ledger.events import RecordedEvent

ACTOR: Final = system_actor("comparison")
LAWS_CHANGED: Final = frozenset({events.LawsLoaded.kind, events.LawChangesLoaded.kind})
LIBRARY_CHANGED: Final = concerned.LIBRARY_CHANGED | {CitedTitleSettled.kind}
ITEMS_CHANGED: Final = frozenset(
    {
        events.BaseItemPublished.kind,
        events.ListsLoaded.kind,
        events.ListPublished.kind,
        events.ListWithdrawn.kind,
        "catalogue.lists_followed",
    }
)


def compare_what_changed(news: Sequence[RecordedEvent]) -> None:
    """Compare the base items and lists that the news are about; everything when laws changed.

    When the materials library changes, the base items concerned are compared without their lists.
    """
    at = timezone.now()
    if any(event.kind in LAWS_CHANGED for event in news):
        engine.compare_all(actor=ACTOR, at=at)
        return
    ids = {
        subject: {one.subject_id for one in news if one.subject_type == subject and one.subject_id}
        for subject in ("base_item", "implementation_list")
    }
    engine.compare_some(
        items=ids["base_item"],
        lists=ids["implementation_list"],
        alone=concerned.by_library(news) | concerned.by_titles(news),
        actor=ACTOR,
        at=at,
    )
