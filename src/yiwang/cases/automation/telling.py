# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What whoever was granted something by a rule is told of the data that it went by."""

from typing import Final

from yiwang.cases.models import AutomaticDecision, Case
from yiwang.ledger.events import RecordedEvent

BY_RULE: Final = "decided_by_rule"


def kind_of_decision(event: RecordedEvent) -> str:
    """Return the kind of message for a decision: a rule's says more than a person's."""
    is_by_rule = event.actor.get("kind") == "system"
    return BY_RULE if is_by_rule else f"decided_{event.payload['outcome']}"


def data_named(case: Case) -> str:
    """Return what the facts are called that a rule went by; never what they say."""
    facts = AutomaticDecision.objects.filter(case=case).values_list("facts", flat=True).first()
    return "、".join(one["label"] for one in facts or ())
