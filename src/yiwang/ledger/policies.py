# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who may read the ledger."""

from yiwang.foundation.actors import Actor
from yiwang.ledger.errors import LedgerReadForbidden
from yiwang.ledger.reading import may_read


def can_read(actor: Actor) -> bool:
    """Say whether the actor may browse the ledger, within their own division."""
    return may_read(actor)


def check_can_read(actor: Actor) -> None:
    """Refuse whoever may not browse the ledger.

    :raises LedgerReadForbidden: the actor lacks the right
    """
    if not can_read(actor):
        raise LedgerReadForbidden
