# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts about what the comparison weighs by and about titles of laws that no text is kept of."""

from dataclasses import dataclass

from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class RuleWeightChanged(Fact):
    """A rule of the comparison weighs otherwise than before, and its stored findings with it."""

    kind = "catalogue.rule_weight_changed"

    rule: str
    severity: int
    findings: int
