# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What ``manage.py check`` says about the ledger."""

from django.core.checks import CheckMessage, Error

from yiwang.ledger import registry
from yiwang.ledger.events import known_kinds


def check_kinds(**_: object) -> list[CheckMessage]:
    """Find subscriptions to kinds that no room declares; they would wait in vain."""
    known = known_kinds()
    return [
        Error(
            f"The subscription {one.name} asks for facts that no room declares:"
            f" {', '.join(sorted(one.kinds - known))}.",
            id="ledger.E001",
        )
        for one in registry.subscribers()
        if one.kinds is not None and not one.kinds <= known
    ]
