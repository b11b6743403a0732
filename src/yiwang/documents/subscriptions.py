# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What follows from facts: a copy of somebody's data that was asked for is packed by a job."""

from collections.abc import Sequence

from procrastinate.contrib.django import app

from yiwang.documents.exporting import PACK_TASK
from yiwang.ledger import services as ledger
from yiwang.ledger.events import RecordedEvent


def pack_exports(events: Sequence[RecordedEvent]) -> None:
    """Have each copy packed."""
    for event in events:
        export_id = str(event.payload["export_id"])
        app.configure_task(PACK_TASK, lock=f"{PACK_TASK}:{export_id}").defer(export_id=export_id)


ledger.subscribe("documents.exports", {"identity.export_asked"}, pack_exports)
