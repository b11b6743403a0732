# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The sweep that erases what is past its keeping time, where the law lets it go."""

from datetime import datetime

from django.db import transaction

from yiwang.foundation import erasing
from yiwang.foundation.actors import Actor
from yiwang.identity import policies, privacy_events
from yiwang.identity.policies import Action
from yiwang.identity.services.privacy_reads import forget_recent_reads
from yiwang.ledger import services as ledger


def erase_past_keeping(*, actor: Actor, at: datetime) -> dict[str, int]:
    """Erase rows whose keeping time is over; return how many of each model went.

    Each model's count is a fact: an erasure can be proved later.

    :raises NotYours: the actor is not a process of our own
    """
    policies.check_can(actor, Action.LOAD_IN_BULK)
    forget_recent_reads(at=at)
    gone = {}
    for model, rule in erasing.erasable_models():
        rows = erasing.erase_past(model, rule, at=at)
        if rows:
            gone[model._meta.label] = rows
            with transaction.atomic():
                fact = privacy_events.PersonalDataErased(model=model._meta.label, rows=rows)
                ledger.append(fact, actor=actor, at=at)
    return gone
