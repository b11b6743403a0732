# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts about what the comparison weighs by, and about titles that no corpus has."""

from dataclasses import dataclass
from uuid import UUID

from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class RuleWeightChanged(Fact):
    """A rule of the comparison weighs otherwise than before, and its stored findings with it."""

    kind = "catalogue.rule_weight_changed"

    rule: str
    severity: int
    findings: int


@dataclass(frozen=True)
class CitedTitleSettled(Fact):
    """Somebody said what a title is that items cite and the corpus does not have, or took it back.

    :param settled_as: ``alias``, ``outside`` or ``open``
    """

    kind = "catalogue.cited_title_settled"
    subject_type = "cited_title"
    subject_field = "cited_title_id"

    cited_title_id: UUID
    settled_as: str
    revision: int
