# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The sequencer: facts that it numbers, hashes and seals a second."""

import time
from uuid import uuid4

from bench.harness import Figure
from bench.installation import Place

FACTS = 20_000
BATCH = 500
GOAL = 2_000


def sequencer(_place: Place) -> list[Figure]:
    """Append facts, then time the sequencer alone until none waits."""
    from django.utils import timezone

    from yiwang.cases.events import CaseRead
    from yiwang.foundation.actors import system_actor
    from yiwang.ledger import services as ledger

    _drain()
    actor, at = system_actor("bench"), timezone.now()
    for _ in range(FACTS // BATCH):
        facts = [CaseRead(case_id=uuid4()) for _ in range(BATCH)]
        ledger.append(*facts, actor=actor, at=at, purpose="bench")
    began = time.perf_counter()
    count = _drain()
    seconds = time.perf_counter() - began
    return [
        Figure("sequencer", count / seconds, "facts/s", GOAL, notes={"facts": count}),
    ]


def _drain() -> int:
    from yiwang.ledger import services as ledger

    total = 0
    while count := ledger.sequence_batch():
        total += count
    return total
