# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The ledger's tables."""

from yiwang.ledger.models.event import Event
from yiwang.ledger.models.idempotency import IdempotencyRecord
from yiwang.ledger.models.log import Anchor, Checkpoint, Tile, Tree
from yiwang.ledger.models.subscription import Subscription

__all__ = ["Anchor", "Checkpoint", "Event", "IdempotencyRecord", "Subscription", "Tile", "Tree"]
